// What a learner can set in the channels lesson.
#include "core/channel_flow.h"
#include "core/channels_editing.h"
#include "core/channels_lesson.h"
#include "core/field_of.h"

#include <array>
#include <vector>

namespace convoscope {

namespace {

using Key = std::string_view;
using P = ChannelsParams;

constexpr int mostChannels = 8;
constexpr int mostSide = 7; // of a kernel
constexpr int mostMultiplier = 3;
constexpr int mostFilters = mostInputChannels * mostMultiplier; // depthwise
constexpr int mostCountedChannels = 2048; // products of all cells still fit a count
constexpr int mostCountedSide = 512;
constexpr int mostCountedBatch = 1024;

constexpr std::array<Key, 3> views{"layer", "block", "bottleneck"};
constexpr std::array<Key, 4> wirings{"standard", "grouped", "depthwise", "separable"};
constexpr std::array<Key, 5> presets{"random", "edges", "colours", "mean", "own"};
constexpr std::array<Key, 4> paddings{"valid", "same", "auto", "explicit"};

bool isLayer(const P &p)
{
    return p.view != ChannelsView::Bottleneck;
}
bool isBottleneck(const P &p)
{
    return p.view == ChannelsView::Bottleneck;
}
bool hasTail(const P &p)
{
    return p.view != ChannelsView::Layer;
}
bool isGrouped(const P &p)
{
    return isLayer(p) && p.wiring == Wiring::Grouped;
}
bool hasMultiplier(const P &p)
{
    return isLayer(p) && (p.wiring == Wiring::Depthwise || p.wiring == Wiring::Separable);
}
bool hasOut(const P &p)
{
    return !isLayer(p) || p.wiring != Wiring::Depthwise;
}
bool hasSeed(const P &p)
{
    return isBottleneck(p) || p.filters == WeightFilling::Random;
}
bool hasSides(const P &p)
{
    return isLayer(p) && p.padding == ChannelPadding::Explicit;
}
bool hasBiases(const P &p)
{
    return isLayer(p) && p.bias;
}
bool hasNorm(const P &p)
{
    return hasTail(p) && p.norm;
}
bool isSeparable(const P &p)
{
    return p.separable();
}
bool never(const P &)
{
    return false;
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

/// A member on which the shape of the weights depends.
template <auto Member>
Field shaping(Field field)
{
    field = memberField<Member>(field);
    static constexpr auto plain = &FieldOf<Member>::set;
    field.set = [](Params &params, const FieldValue &value) {
        plain(params, value);
        fitWeights(std::get<P>(params));
    };
    return field;
}

std::vector<Field> viewFields()
{
    const Key view = "view";
    return {
        shaping<&P::view>({.key = "view", .kind = FieldKind::Choice, .choices = views, .section = view}),
        shaping<&P::wiring>({.key = "wiring",
                             .kind = FieldKind::Choice,
                             .choices = wirings,
                             .section = view,
                             .applies = when<isLayer>}),
        memberField<&P::opened>({.key = "opened",
                                 .kind = FieldKind::Choice,
                                 .choices = bottleneckTensors(),
                                 .section = view,
                                 .applies = when<isBottleneck>}),
    };
}

std::vector<Field> channelFields()
{
    const Key channels = "channels";
    return {
        shaping<&P::input>({.key = "input",
                            .kind = FieldKind::Picture,
                            .low = 1,
                            .high = 64,
                            .section = "input",
                            .channels = mostInputChannels}),
        {.key = "in_channels",
         .kind = FieldKind::Integer,
         .low = 1,
         .high = mostInputChannels,
         .section = channels,
         .get = [](const Params &params) { return FieldValue(std::get<P>(params).inChannels()); },
         .set = setInChannels},
        shaping<&P::outChannels>({.key = "out_channels",
                                  .kind = FieldKind::Integer,
                                  .low = 1,
                                  .high = mostChannels,
                                  .section = channels,
                                  .applies = when<hasOut>}),
        shaping<&P::middleChannels>({.key = "middle_channels",
                                     .kind = FieldKind::Integer,
                                     .low = 1,
                                     .high = mostChannels,
                                     .section = channels,
                                     .applies = when<isBottleneck>}),
        shaping<&P::groups>({.key = "groups",
                             .kind = FieldKind::Integer,
                             .low = 1,
                             .high = mostChannels,
                             .section = channels,
                             .applies = when<isGrouped>}),
        shaping<&P::multiplier>({.key = "depth_multiplier",
                                 .kind = FieldKind::Integer,
                                 .low = 1,
                                 .high = mostMultiplier,
                                 .section = channels,
                                 .applies = when<hasMultiplier>}),
    };
}

std::vector<Field> windowFields()
{
    const Key window = "window";
    return {
        memberField<&P::stride>(
            {.key = "stride", .kind = FieldKind::Pair, .low = 1, .high = 64, .section = window}),
        memberField<&P::padding>({.key = "padding",
                                  .kind = FieldKind::Choice,
                                  .choices = paddings,
                                  .section = window,
                                  .applies = when<isLayer>}),
        memberField<&P::sides>({.key = "pad",
                                .kind = FieldKind::Sides,
                                .low = 0,
                                .high = 32,
                                .section = window,
                                .applies = when<hasSides>}),
        memberField<&P::dilation>({.key = "dilation",
                                   .kind = FieldKind::Pair,
                                   .low = 1,
                                   .high = 32,
                                   .section = window,
                                   .applies = when<isLayer>}),
    };
}

std::vector<Field> weightFields()
{
    const Key weights = "weights";
    return {
        {.key = "filters",
         .kind = FieldKind::Choice,
         .choices = presets,
         .section = weights,
         .get =
             [](const Params &params) { return FieldValue(static_cast<int>(std::get<P>(params).filters)); },
         .set = setPreset,
         .applies = when<isLayer>},
        memberField<&P::seed>({.key = "seed",
                               .kind = FieldKind::Integer,
                               .low = 1,
                               .high = 999,
                               .section = weights,
                               .applies = when<hasSeed>}),
        shaping<&P::kernelSize>({.key = "kernel_size",
                                 .kind = FieldKind::Pair,
                                 .low = 1,
                                 .high = mostSide,
                                 .section = weights,
                                 .applies = when<isLayer>}),
        {.key = "weight",
         .kind = FieldKind::Matrix,
         .low = 1,
         .high = mostFilters * mostSide,
         .section = weights,
         .get = weightsOf,
         .set = setWeights,
         .applies = when<never>},
        memberField<&P::editedFilter>({.key = "edited_filter",
                                       .kind = FieldKind::Integer,
                                       .low = 0,
                                       .high = mostFilters - 1,
                                       .section = weights,
                                       .applies = when<isLayer>}),
        memberField<&P::editedChannel>({.key = "edited_channel",
                                        .kind = FieldKind::Integer,
                                        .low = 0,
                                        .high = mostInputChannels - 1,
                                        .section = weights,
                                        .applies = when<isLayer>}),
        {.key = "slice",
         .kind = FieldKind::Matrix,
         .low = 1,
         .high = mostSide,
         .section = weights,
         .get = sliceOf,
         .set = setSlice,
         .applies = when<isLayer>},
        {.key = "pointwise",
         .kind = FieldKind::Matrix,
         .low = 1,
         .high = mostFilters,
         .section = weights,
         .get = pointwiseOf,
         .set = setPointwise,
         .applies = when<isSeparable>},
        memberField<&P::bias>(
            {.key = "bias", .kind = FieldKind::Flag, .section = weights, .applies = when<isLayer>}),
        {.key = "biases",
         .kind = FieldKind::Matrix,
         .low = 1,
         .high = mostFilters,
         .section = weights,
         .get = biasesOf,
         .set = setBiases,
         .applies = when<hasBiases>},
    };
}

std::vector<Field> blockFields()
{
    const Key block = "block";
    return {
        memberField<&P::norm>(
            {.key = "batch_norm", .kind = FieldKind::Flag, .section = block, .applies = when<hasTail>}),
        memberField<&P::gamma>({.key = "gamma",
                                .kind = FieldKind::Real,
                                .low = -10,
                                .high = 10,
                                .section = block,
                                .applies = when<hasNorm>}),
        memberField<&P::beta>({.key = "beta",
                               .kind = FieldKind::Real,
                               .low = -10,
                               .high = 10,
                               .section = block,
                               .applies = when<hasNorm>}),
        memberField<&P::activation>(
            {.key = "relu", .kind = FieldKind::Flag, .section = block, .applies = when<hasTail>}),
    };
}

std::vector<Field> countFields()
{
    const Key counts = "counts";
    return {
        memberField<&P::countedChannels>({.key = "counted_channels",
                                          .kind = FieldKind::Pair,
                                          .low = 1,
                                          .high = mostCountedChannels,
                                          .section = counts}),
        memberField<&P::countedMap>({.key = "counted_map",
                                     .kind = FieldKind::Pair,
                                     .low = 1,
                                     .high = mostCountedSide,
                                     .section = counts}),
        memberField<&P::countedBatch>({.key = "counted_batch",
                                       .kind = FieldKind::Integer,
                                       .low = 1,
                                       .high = mostCountedBatch,
                                       .section = counts}),
    };
}

std::vector<Field> makeFields()
{
    std::vector<Field> fields;
    for (const auto &part :
         {viewFields(), channelFields(), windowFields(), weightFields(), blockFields(), countFields()})
        fields.insert(fields.end(), part.begin(), part.end());
    return fields;
}

} // namespace

std::span<const Field> channelsFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

} // namespace convoscope
