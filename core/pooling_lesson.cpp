#include "core/pooling_lesson.h"

#include "core/field_of.h"
#include "core/input_presets.h"
#include "core/pooling_traces.h"

#include <array>
#include <vector>

namespace convoscope {

PoolKind PoolingParams::kind() const
{
    switch (operation) {
    case PoolOperation::Max:
    case PoolOperation::GlobalMax:
    case PoolOperation::AdaptiveMax: return PoolKind::Max;
    default: return PoolKind::Average;
    }
}

PoolLayout PoolingParams::layout() const
{
    switch (operation) {
    case PoolOperation::GlobalMax:
    case PoolOperation::GlobalAverage: return PoolLayout::Global;
    case PoolOperation::AdaptiveMax:
    case PoolOperation::AdaptiveAverage: return PoolLayout::Adaptive;
    default: return PoolLayout::Sliding;
    }
}

Pool2d PoolingParams::pool() const
{
    Pool2d pool{.kind = kind(), .layout = layout()};
    if (pool.layout == PoolLayout::Adaptive)
        pool.output = outputSize;
    if (pool.layout != PoolLayout::Sliding)
        return pool;
    pool.kernel = window;
    pool.stride = stride;
    pool.padding = padding;
    pool.ceilMode = ceilMode && view != PoolingView::Strided;
    if (pool.kind == PoolKind::Max)
        pool.dilation = dilation;
    else
        pool.countIncludePad = countIncludePad;
    return pool;
}

Sides PoolingParams::sides() const
{
    if (layout() != PoolLayout::Sliding)
        return {};
    return {.left = padding.x, .right = padding.x, .top = padding.y, .bottom = padding.y};
}

namespace {

using Key = std::string_view;
using P = PoolingParams;

constexpr std::array<Key, 3> views{"pool", "shift", "strided"};
constexpr std::array<Key, 6> operations{"max",          "average",         "global-max", "global-average",
                                        "adaptive-max", "adaptive-average"};

bool isSliding(const P &p)
{
    return p.layout() == PoolLayout::Sliding;
}
bool isAdaptive(const P &p)
{
    return p.layout() == PoolLayout::Adaptive;
}
bool isSlidingMax(const P &p)
{
    return p.operation == PoolOperation::Max;
}
bool isSlidingAverage(const P &p)
{
    return p.operation == PoolOperation::Average;
}
bool canRoundUp(const P &p)
{
    return isSliding(p) && p.view != PoolingView::Strided;
}
bool isShift(const P &p)
{
    return p.view == PoolingView::Shift;
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

std::vector<Field> makeFields()
{
    const Key view = "view";
    const Key window = "window";
    return {
        memberField<&P::view>({.key = "view", .kind = FieldKind::Choice, .choices = views, .section = view}),
        memberField<&P::shift>({.key = "shift",
                                .kind = FieldKind::Pair,
                                .low = -64,
                                .high = 64,
                                .section = view,
                                .place = true,
                                .applies = when<isShift>}),
        memberField<&P::input>(
            {.key = "input", .kind = FieldKind::Picture, .low = 1, .high = 64, .section = "input"}),
        memberField<&P::operation>(
            {.key = "operation", .kind = FieldKind::Choice, .choices = operations, .section = window}),
        memberField<&P::window>({.key = "window",
                                 .kind = FieldKind::Pair,
                                 .low = 1,
                                 .high = 64,
                                 .section = window,
                                 .applies = when<isSliding>}),
        memberField<&P::stride>({.key = "stride",
                                 .kind = FieldKind::Pair,
                                 .low = 1,
                                 .high = 64,
                                 .section = window,
                                 .applies = when<isSliding>}),
        memberField<&P::padding>({.key = "pool_padding",
                                  .kind = FieldKind::Pair,
                                  .low = 0,
                                  .high = 32,
                                  .section = window,
                                  .applies = when<isSliding>}),
        memberField<&P::countIncludePad>({.key = "count_include_pad",
                                          .kind = FieldKind::Flag,
                                          .section = window,
                                          .applies = when<isSlidingAverage>}),
        memberField<&P::dilation>({.key = "dilation",
                                   .kind = FieldKind::Pair,
                                   .low = 1,
                                   .high = 32,
                                   .section = window,
                                   .applies = when<isSlidingMax>}),
        memberField<&P::ceilMode>(
            {.key = "ceil_mode", .kind = FieldKind::Flag, .section = window, .applies = when<canRoundUp>}),
        memberField<&P::outputSize>({.key = "output_size",
                                     .kind = FieldKind::Pair,
                                     .low = 1,
                                     .high = 64,
                                     .section = window,
                                     .applies = when<isAdaptive>}),
    };
}

Result<Trace> playView(const P &params)
{
    switch (params.view) {
    case PoolingView::Pool: return poolingTrace(params);
    case PoolingView::Shift: return poolingShiftTrace(params);
    case PoolingView::Strided: return poolingStridedTrace(params);
    }
    return poolingTrace(params);
}

/// pool2d and conv2d speak of their own parameters; the learner knows the fields of the panel.
Refusal inTermsOfFields(Refusal refusal)
{
    if (refusal.field == "kernel")
        refusal.field = "window";
    else if (refusal.field == "padding")
        refusal.field = "pool_padding";
    return refusal;
}

} // namespace

std::span<const Field> poolingFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

PoolingParams poolingStart()
{
    return {.input = makePicture(inputPreset("map-4x4").value_or(Tensor()), "map-4x4")};
}

Result<Trace> playPooling(const PoolingParams &params)
{
    if (!params.input.values || params.input.tensor().empty())
        return Refusal{.reason = Reason::EmptyInput, .field = "input", .works = 1};
    auto trace = playView(params);
    return trace ? std::move(trace) : inTermsOfFields(trace.refusal());
}

} // namespace convoscope
