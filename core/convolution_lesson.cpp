#include "core/convolution_lesson.h"

#include "core/convolution_traces.h"
#include "core/field_of.h"
#include "core/input_presets.h"

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

std::span<const Key> presetKeys()
{
    static const std::vector<Key> keys = [] {
        std::vector<Key> all;
        for (const KernelPreset preset : kernelPresets())
            all.push_back(key(preset));
        return all;
    }();
    return keys;
}

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
bool hasSigma(const P &p)
{
    return takesSigma(p.kernelSpec.preset);
}
bool hasAngle(const P &p)
{
    return takesAngle(p.kernelSpec.preset);
}
bool hasWavelength(const P &p)
{
    return takesWavelength(p.kernelSpec.preset);
}
bool isDivided(const P &p)
{
    return !p.normalise;
}

/// The weights that the spec asks for; the old ones where the spec can't be made (the refusal says why).
void remake(P &p)
{
    if (auto kernel = makeKernel(p.kernelSpec))
        p.kernel = *std::move(kernel);
}

P &of(Params &params)
{
    return std::get<P>(params);
}
const P &of(const Params &params)
{
    return std::get<P>(params);
}

FieldValue getPreset(const Params &params)
{
    const auto presets = kernelPresets();
    const auto found = std::ranges::find(presets, of(params).kernelSpec.preset);
    return static_cast<int>(found - presets.begin());
}

void setPreset(Params &params, const FieldValue &value)
{
    P &p = of(params);
    const KernelPreset preset = kernelPresets()[static_cast<size_t>(std::get<int>(value))];
    p.kernelSpec.preset = preset;
    p.kernelSpec.size = {p.kernel.height(), p.kernel.width()};
    if (preset == KernelPreset::Custom)
        return; // goes on with the weights that are there
    if (const auto size = fixedSize(preset))
        p.kernelSpec.size = *size;
    remake(p);
}

FieldValue getKernelSize(const Params &params)
{
    return of(params).kernelSpec.size;
}

void setKernelSize(Params &params, const FieldValue &value)
{
    P &p = of(params);
    const Pair size = std::get<Pair>(value);
    p.kernelSpec.size = size;
    const bool possible = size.y >= 1 && size.x >= 1 && size.y <= mostKernelSide && size.x <= mostKernelSide;
    if (possible && (p.kernelSpec.preset == KernelPreset::Custom || hasFixedSize(p.kernelSpec.preset))) {
        if (fixedSize(p.kernelSpec.preset) == size)
            return remake(p);
        // Resized by hand: the weights that still fit stay.
        p.kernelSpec.preset = KernelPreset::Custom;
        Tensor kernel({.h = size.y, .w = size.x});
        for (int y = 0; y < std::min(size.y, p.kernel.height()); ++y) {
            for (int x = 0; x < std::min(size.x, p.kernel.width()); ++x)
                kernel.at(y, x) = p.kernel.at(y, x);
        }
        p.kernel = std::move(kernel);
        return;
    }
    remake(p);
}

template <double KernelSpec::*Member>
FieldValue getSpec(const Params &params)
{
    return of(params).kernelSpec.*Member;
}

template <double KernelSpec::*Member>
void setSpec(Params &params, const FieldValue &value)
{
    of(params).kernelSpec.*Member = std::get<double>(value);
    remake(of(params));
}

FieldValue getKernel(const Params &params)
{
    return of(params).kernel;
}

void setKernel(Params &params, const FieldValue &value)
{
    P &p = of(params);
    p.kernel = std::get<Tensor>(value);
    KernelSpec &spec = p.kernelSpec;
    spec.size = {p.kernel.height(), p.kernel.width()};
    const auto made = makeKernel(spec);
    if (!made || *made != p.kernel)
        spec.preset = recognise(p.kernel).value_or(KernelPreset::Custom);
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

std::vector<Field> makeFields()
{
    const Key view = "view";
    const Key kernel = "kernel";
    const Key window = "window";
    return {
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
                                .applies = when<isShift>}),
        memberField<&P::input>(
            {.key = "input", .kind = FieldKind::Picture, .low = 1, .high = 64, .section = "input"}),
        {.key = "kernel_preset",
         .kind = FieldKind::Choice,
         .choices = presetKeys(),
         .section = kernel,
         .get = getPreset,
         .set = setPreset},
        {.key = "kernel_size",
         .kind = FieldKind::Pair,
         .low = 1,
         .high = mostKernelSide,
         .section = kernel,
         .get = getKernelSize,
         .set = setKernelSize},
        {.key = "sigma",
         .kind = FieldKind::Real,
         .low = 0.05,
         .high = 100,
         .section = kernel,
         .get = getSpec<&KernelSpec::sigma>,
         .set = setSpec<&KernelSpec::sigma>,
         .applies = when<hasSigma>},
        {.key = "angle",
         .kind = FieldKind::Real,
         .low = -360,
         .high = 360,
         .section = kernel,
         .get = getSpec<&KernelSpec::angle>,
         .set = setSpec<&KernelSpec::angle>,
         .applies = when<hasAngle>},
        {.key = "wavelength",
         .kind = FieldKind::Real,
         .low = 1,
         .high = 100,
         .section = kernel,
         .get = getSpec<&KernelSpec::wavelength>,
         .set = setSpec<&KernelSpec::wavelength>,
         .applies = when<hasWavelength>},
        {.key = "kernel",
         .kind = FieldKind::Matrix,
         .low = 1,
         .high = mostKernelSide,
         .section = kernel,
         .get = getKernel,
         .set = setKernel},
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
    };
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
    p.input = makePicture(*inputPreset("gradient"), "gradient");
    p.kernelSpec = {.preset = KernelPreset::SobelX};
    p.padding = PaddingKind::Same;
    remake(p);
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
