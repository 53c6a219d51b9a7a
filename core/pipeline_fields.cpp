#include "core/field_of.h"
#include "core/pipeline_judge.h"
#include "core/pipeline_lesson.h"
#include "core/pipeline_planes.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

using Key = std::string_view;
using P = PipelineParams;

constexpr std::array<Key, 3> views{"network", "preparation", "kernels"};
constexpr std::array<Key, 2> networks{"lenet_style", "lenet5"};
constexpr std::array<Key, 2> scales{"layer", "map"};
constexpr std::array<Key, 4> activations{"all", "not-first", "not-second", "none"};
constexpr std::array<Key, 3> pools{"trained", "max", "average"};
constexpr int mostRows = 13; // of the longest network
constexpr int mostValues = 1600; // of the longest row
constexpr int mostFilters = 32; // of a first layer
constexpr int largestMap = 28;

P &paramsOf(Params &params)
{
    return std::get<P>(params);
}

/// The middle of the last convolution's maps: nothing of another network needs to exist in this one.
void explainSomething(P &p)
{
    const Network &network = *bundledNetwork(p.network);
    p.layer = shownRow(network, network.findRow("conv2").value_or(1));
    p.map = 0;
    p.cell = {5, 5};
}

void setNetwork(Params &params, const FieldValue &value)
{
    P &p = paramsOf(params);
    p.network = static_cast<BundledNetwork>(std::get<int>(value));
    p.silenced = -1;
    p.shownFilter = 0;
    p.swapped = {0, 0};
    explainSomething(p);
}

/// Another layer has other maps: those that it doesn't have become its last.
void setLayer(Params &params, const FieldValue &value)
{
    P &p = paramsOf(params);
    p.layer = std::get<int>(value);
    const auto shapes = shapesOf(*bundledNetwork(p.network));
    if (!shapes || p.layer < 0 || p.layer >= static_cast<int>(shapes->size()))
        return;
    const Shape &shape = (*shapes)[static_cast<size_t>(p.layer)];
    p.map = std::clamp(p.map, 0, shape.c - 1);
    p.cell = {std::clamp(p.cell.y, 0, shape.h - 1), std::clamp(p.cell.x, 0, shape.w - 1)};
}

/// The preparation comes before all that a network does.
bool isNetwork(const P &p)
{
    return p.view == PipelineView::Network;
}
bool isKernels(const P &p)
{
    return p.view == PipelineView::Kernels;
}
bool hasNetwork(const P &p)
{
    return isNetwork(p) || isKernels(p);
}
bool isNoisy(const P &p)
{
    return isNetwork(p) && p.noise > 0.0F;
}
bool isMap(const P &p)
{
    if (!isNetwork(p))
        return false;
    const auto shapes = shapesOf(*bundledNetwork(p.network));
    return shapes && p.layer >= 0 && p.layer < static_cast<int>(shapes->size())
        && (*shapes)[static_cast<size_t>(p.layer)].h > 1;
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

std::vector<Field> cellFields()
{
    const Key cell = "explained";
    return {
        {.key = "network_row",
         .kind = FieldKind::Integer,
         .low = 0,
         .high = mostRows,
         .section = cell,
         .get = &FieldOf<&P::layer>::get,
         .set = setLayer},
        memberField<&P::map>(
            {.key = "map", .kind = FieldKind::Integer, .low = 0, .high = mostValues - 1, .section = cell}),
        memberField<&P::cell>({.key = "cell",
                               .kind = FieldKind::Pair,
                               .low = 0,
                               .high = largestMap - 1,
                               .section = cell,
                               .place = true,
                               .applies = when<isMap>}),
    };
}

std::vector<Field> experimentFields()
{
    const Key digit = "digit_changes";
    const Key network = "network_changes";
    const FieldKind integer = FieldKind::Integer;
    return {
        memberField<&P::shift>({.key = "shift",
                                .kind = FieldKind::Pair,
                                .low = -27,
                                .high = 27,
                                .section = digit,
                                .place = true}),
        memberField<&P::angle>(
            {.key = "turn", .kind = FieldKind::Real, .low = -180, .high = 180, .section = digit}),
        memberField<&P::noise>(
            {.key = "noise", .kind = FieldKind::Real, .low = 0, .high = 2, .section = digit}),
        memberField<&P::seed>({.key = "seed",
                               .kind = integer,
                               .low = 1,
                               .high = 999,
                               .section = digit,
                               .applies = when<isNoisy>}),
        memberField<&P::activations>(
            {.key = "activations", .kind = FieldKind::Choice, .choices = activations, .section = network}),
        memberField<&P::pools>(
            {.key = "pools", .kind = FieldKind::Choice, .choices = pools, .section = network}),
        memberField<&P::silenced>(
            {.key = "silenced", .kind = integer, .low = -1, .high = mostFilters - 1, .section = network}),
        memberField<&P::swapped>({.key = "swapped",
                                  .kind = FieldKind::Pair,
                                  .low = 0,
                                  .high = mostFilters - 1,
                                  .section = network,
                                  .place = true}),
    };
}

std::vector<Field> makeFields()
{
    std::vector<Field> fields{
        memberField<&P::input>({.key = "input",
                                .kind = FieldKind::Picture,
                                .low = 28,
                                .high = 28,
                                .section = "input",
                                .drawn = true,
                                .judge = &pipelineJudge}),
        memberField<&P::view>(
            {.key = "view", .kind = FieldKind::Choice, .choices = views, .section = "view"}),
        {.key = "network",
         .kind = FieldKind::Choice,
         .choices = networks,
         .section = "network",
         .get = &FieldOf<&P::network>::get,
         .set = setNetwork,
         .applies = when<hasNetwork>},
        memberField<&P::shownFilter>({.key = "shown_filter",
                                      .kind = FieldKind::Integer,
                                      .low = 0,
                                      .high = mostFilters - 1,
                                      .section = "network",
                                      .applies = when<isKernels>}),
        memberField<&P::scale>(
            {.key = "map_scale", .kind = FieldKind::Choice, .choices = scales, .section = "network"}),
    };
    for (auto *more : {&cellFields, &experimentFields}) {
        const auto added = (*more)();
        fields.insert(fields.end(), added.begin(), added.end());
    }
    for (Field &field : fields) {
        if (!field.applies && field.key != "view" && field.key != "input")
            field.applies = when<isNetwork>;
    }
    return fields;
}

} // namespace

std::span<const Field> pipelineFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

double pipelineWork(const PipelineParams &params)
{
    if (params.view == PipelineView::Kernels)
        return 1e8; // the first time all test digits are looked at
    const Network &network = *bundledNetwork(params.network);
    const auto shapes = shapesOf(network);
    if (!shapes)
        return 0.0;
    double macs = 0.0;
    for (int row = 1; row < network.rows(); ++row)
        macs += static_cast<double>(costOf(network, row, *shapes).macs);
    return macs / 10; // as a product of matrices
}

} // namespace convoscope
