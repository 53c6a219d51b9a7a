#include "core/convolution_lesson.h"

#include "core/convolution_traces.h"
#include "core/field_of.h"
#include "core/input_presets.h"
#include "core/kernel_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace convoscope {

float ConvolutionParams::effectiveDivisor() const
{
    if (!normalise)
        return divisor;
    const auto weights = kernel.values();
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    return std::abs(sum) < 1e-6 ? 1.0F : static_cast<float>(sum);
}

Border ConvolutionParams::border() const
{
    return {.sides = paddingSides(padding, {kernel.height(), kernel.width()}, dilation, sides),
            .mode = paddingMode,
            .constant = paddingMode == PaddingMode::Zeros ? paddingValue : 0.0F};
}

namespace {

using Key = std::string_view;
using P = ConvolutionParams;

constexpr std::array<Key, 5> views{"sliding", "transposed", "im2col", "shift", "sharing"};
constexpr std::array<Key, 2> readings{"stamp", "direct"};
constexpr std::array<Key, 4> paddings{"valid", "same", "full", "explicit"};
constexpr std::array<Key, 4> paddingModes{"zeros", "reflect", "replicate", "circular"};

bool isTransposed(const P &p)
{
    return p.view == ConvolutionView::Transposed;
}
bool isDirect(const P &p)
{
    return !isTransposed(p);
}
bool isExplicit(const P &p)
{
    return isDirect(p) && p.padding == PaddingKind::Explicit;
}
bool isPadded(const P &p)
{
    return isDirect(p) && p.padding != PaddingKind::Valid;
}
bool isConstant(const P &p)
{
    return isPadded(p) && p.paddingMode == PaddingMode::Zeros;
}
bool isShift(const P &p)
{
    return p.view == ConvolutionView::Shift;
}
bool isDivided(const P &p)
{
    return !p.normalise;
}

bool always(const P & /*p*/)
{
    return true;
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

std::vector<Field> makeFields()
{
    const Key view = "view";
    const Key kernel = "kernel";
    const Key window = "window";
    std::vector<Field> fields{
        memberField<&P::view>({.key = "view", .kind = FieldKind::Choice, .choices = views, .section = view}),
        memberField<&P::reading>({.key = "reading",
                                  .kind = FieldKind::Choice,
                                  .choices = readings,
                                  .section = view,
                                  .applies = when<isTransposed>}),
        memberField<&P::shift>({.key = "shift",
                                .kind = FieldKind::Pair,
                                .low = -64,
                                .high = 64,
                                .section = view,
                                .place = true,
                                .applies = when<isShift>}),
        memberField<&P::flip>(
            {.key = "flip", .kind = FieldKind::Flag, .section = kernel, .applies = when<isDirect>}),
        memberField<&P::normalise>({.key = "normalise", .kind = FieldKind::Flag, .section = kernel}),
        memberField<&P::divisor>({.key = "divisor",
                                  .kind = FieldKind::Real,
                                  .low = -1e6,
                                  .high = 1e6,
                                  .section = kernel,
                                  .applies = when<isDivided>}),
        memberField<&P::stride>(
            {.key = "stride", .kind = FieldKind::Pair, .low = 1, .high = 64, .section = window}),
        memberField<&P::padding>({.key = "padding",
                                  .kind = FieldKind::Choice,
                                  .choices = paddings,
                                  .section = window,
                                  .applies = when<isDirect>}),
        memberField<&P::sides>({.key = "pad",
                                .kind = FieldKind::Sides,
                                .low = 0,
                                .high = 64,
                                .section = window,
                                .applies = when<isExplicit>}),
        memberField<&P::paddingMode>({.key = "padding_mode",
                                      .kind = FieldKind::Choice,
                                      .choices = paddingModes,
                                      .section = window,
                                      .applies = when<isPadded>}),
        memberField<&P::paddingValue>({.key = "padding_value",
                                       .kind = FieldKind::Real,
                                       .low = -1e6,
                                       .high = 1e6,
                                       .section = window,
                                       .applies = when<isConstant>}),
        memberField<&P::transposedPadding>({.key = "transposed_padding",
                                            .kind = FieldKind::Pair,
                                            .low = 0,
                                            .high = 64,
                                            .section = window,
                                            .applies = when<isTransposed>}),
        memberField<&P::outputPadding>({.key = "output_padding",
                                        .kind = FieldKind::Pair,
                                        .low = 0,
                                        .high = 64,
                                        .section = window,
                                        .applies = when<isTransposed>}),
        memberField<&P::dilation>(
            {.key = "dilation", .kind = FieldKind::Pair, .low = 1, .high = 32, .section = window}),
        memberField<&P::input>(
            {.key = "input", .kind = FieldKind::Picture, .low = 1, .high = 64, .section = "input"}),
    };
    const auto ofKernel = KernelFields<&P::kernelSpec, &P::kernel>::make<always, always>(kernel);
    const auto after = std::ranges::find(fields, "flip", &Field::key);
    fields.insert(after, ofKernel.begin(), ofKernel.end());
    return fields;
}

} // namespace

std::span<const Field> convolutionFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

ConvolutionParams convolutionStart()
{
    P p;
    p.input = makePicture(inputPreset("gradient-5x5").value_or(Tensor()), "gradient-5x5");
    p.kernelSpec = {.preset = KernelPreset::SobelX};
    p.padding = PaddingKind::Same;
    KernelInUse{p.kernelSpec, p.kernel}.remake();
    return p;
}

namespace {

Result<Trace> playView(const ConvolutionParams &params)
{
    switch (params.view) {
    case ConvolutionView::Sliding: return slidingTrace(params);
    case ConvolutionView::Transposed: return transposedTrace(params);
    case ConvolutionView::Im2col: return im2colTrace(params);
    case ConvolutionView::Shift: return shiftTrace(params);
    case ConvolutionView::Sharing: return sharingTrace(params);
    }
    return slidingTrace(params);
}

/// conv2d and makeKernel speak of their own parameters; the learner knows the fields of the panel.
Refusal inTermsOfFields(Refusal refusal, const P &params)
{
    if (refusal.field == "kernel")
        refusal.field = "kernel_size";
    if (refusal.field == "padding" && isTransposed(params))
        refusal.field = "transposed_padding";
    else if (refusal.field == "padding" && params.padding == PaddingKind::Explicit)
        refusal.field = "pad";
    else if (refusal.field == "padding" && params.padding != PaddingKind::Valid)
        refusal.field = "padding_mode"; // same and full take their width from the kernel
    return refusal;
}

} // namespace

Result<Trace> playConvolution(const ConvolutionParams &params)
{
    if (const auto kernel = makeKernel(params.kernelSpec); !kernel)
        return inTermsOfFields(kernel.refusal(), params);
    if (params.effectiveDivisor() == 0.0F)
        return Refusal{.reason = Reason::OutOfRange, .field = "divisor", .got = 0, .limit = 1, .works = 1};
    auto trace = playView(params);
    return trace ? std::move(trace) : inTermsOfFields(trace.refusal(), params);
}

} // namespace convoscope
