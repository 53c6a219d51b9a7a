#include "convolution_cases.h"

#include "core/conv_transpose.h"
#include "core/trace.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

using Cases = std::vector<ConvolutionCase>;

constexpr std::array kinds{PaddingKind::Valid, PaddingKind::Same, PaddingKind::Full, PaddingKind::Explicit};
constexpr std::array<const char *, 4> kindNames{"valid", "same", "full", "explicit"};
constexpr std::array modes{PaddingMode::Zeros, PaddingMode::Reflect, PaddingMode::Replicate,
                           PaddingMode::Circular};
constexpr std::array<const char *, 4> modeNames{"zeros", "reflect", "replicate", "circular"};

std::string text(Pair p)
{
    return std::to_string(p.y) + "x" + std::to_string(p.x);
}

ConvolutionParams start(Pair kernel)
{
    ConvolutionParams p;
    p.input = makePicture(unevenMatrix(7, 6));
    p.kernelSpec = {.preset = KernelPreset::Custom, .size = kernel};
    p.kernel = unevenMatrix(kernel.y, kernel.x, 5);
    p.sides = {.left = 1, .right = 3, .top = 2, .bottom = 0};
    return p;
}

void add(Cases &cases, const std::string &name, const ConvolutionParams &params, float tolerance = 0.0F)
{
    if (playConvolution(params))
        cases.push_back({name, params, tolerance});
}

/// Every way to pad, under every kernel, stride and dilation.
void addWindows(Cases &cases)
{
    for (const Pair kernel : {Pair{3, 3}, Pair{2, 2}, Pair{1, 4}, Pair{4, 3}, Pair{1, 1}}) {
        for (const Pair stride : {Pair{1, 1}, Pair{2, 2}, Pair{3, 2}}) {
            for (const Pair dilation : {Pair{1, 1}, Pair{2, 2}, Pair{1, 2}}) {
                for (size_t kind = 0; kind < kinds.size(); ++kind) {
                    for (size_t mode = 0; mode < modes.size(); ++mode) {
                        ConvolutionParams p = start(kernel);
                        p.stride = stride;
                        p.dilation = dilation;
                        p.padding = kinds[kind];
                        p.paddingMode = modes[mode];
                        p.flip = cases.size() % 3 == 1;
                        p.paddingValue = cases.size() % 2 == 1 ? 5.0F : 0.0F;
                        p.divisor = cases.size() % 5 == 2 ? 4.0F : 1.0F;
                        add(cases,
                            "kernel " + text(kernel) + " stride " + text(stride) + " dilation "
                                + text(dilation) + " " + kindNames[kind] + " " + modeNames[mode]
                                + (p.flip ? " flipped" : ""),
                            p);
                    }
                }
            }
        }
    }
}

void addTransposed(Cases &cases)
{
    for (const auto reading : {TransposedReading::Stamp, TransposedReading::Direct}) {
        for (const Pair kernel : {Pair{3, 3}, Pair{2, 3}, Pair{1, 1}}) {
            for (const Pair stride : {Pair{1, 1}, Pair{2, 2}, Pair{3, 1}}) {
                for (const Pair crop : {Pair{0, 0}, Pair{1, 1}, Pair{2, 0}}) {
                    for (const Pair more : {Pair{0, 0}, Pair{1, 0}, Pair{1, 1}}) {
                        ConvolutionParams p = start(kernel);
                        p.view = ConvolutionView::Transposed;
                        p.reading = reading;
                        p.input = makePicture(unevenMatrix(3, 4));
                        p.stride = stride;
                        p.transposedPadding = crop;
                        p.outputPadding = more;
                        p.dilation = cases.size() % 3 == 0 ? Pair{2, 1} : Pair{1, 1};
                        p.divisor = cases.size() % 4 == 0 ? 2.0F : 1.0F;
                        add(cases,
                            std::string(reading == TransposedReading::Stamp ? "stamps " : "direct ")
                                + text(kernel) + " stride " + text(stride) + " padding " + text(crop)
                                + " output_padding " + text(more) + " dilation " + text(p.dilation),
                            p);
                    }
                }
            }
        }
    }
}

void addViews(Cases &cases)
{
    for (size_t mode = 0; mode < modes.size(); ++mode) {
        for (const Pair shift : {Pair{0, 1}, Pair{-2, 0}, Pair{1, -1}, Pair{2, 3}}) {
            ConvolutionParams p = start({3, 3});
            p.view = ConvolutionView::Shift;
            p.padding = PaddingKind::Same;
            p.paddingMode = modes[mode];
            p.paddingValue = 3.0F;
            p.shift = shift;
            p.stride = mode % 2 == 0 ? Pair{1, 1} : Pair{1, 2};
            if (shift != Pair{2, 3} || p.stride == Pair{})
                add(cases, std::string("shift ") + modeNames[mode] + " " + text(shift), p);
        }
        for (const Pair stride : {Pair{1, 1}, Pair{2, 1}}) {
            ConvolutionParams p = start({2, 3});
            p.padding = PaddingKind::Same;
            p.paddingMode = modes[mode];
            p.stride = stride;
            p.flip = mode == 1;
            p.view = ConvolutionView::Im2col;
            add(cases, std::string("im2col ") + modeNames[mode] + " " + text(stride), p);
            p.dilation = {2, 2};
            p.divisor = 8.0F;
            add(cases, std::string("im2col dilated, divided ") + modeNames[mode] + " " + text(stride), p);
            p.view = ConvolutionView::Sharing;
            add(cases, std::string("sharing ") + modeNames[mode] + " " + text(stride), p);
        }
    }
}

void addFractions(Cases &cases)
{
    ConvolutionParams p = start({3, 3});
    p.divisor = 9.0F;
    add(cases, "divided by nine", p, 1e-6F);
    p.normalise = true;
    add(cases, "normalised", p, 1e-6F);
    p.kernel = Tensor::matrix({{-1, 0, 1}});
    add(cases, "normalised, sum 0", p);
    p.normalise = false;
    p.divisor = 1.0F;
    p.kernel = Tensor::matrix({{0.1F, -0.25F}, {1e-5F, 2.5e7F}});
    add(cases, "fractional weights", p, 1e-6F);
    p.padding = PaddingKind::Full;
    p.kernel = Tensor::matrix({{1, 2}, {3, 4}});
    p.paddingValue = 0.5F;
    add(cases, "fractional padding", p);
    p.input = makePicture(Tensor::matrix({{-0.75F}}));
    p.kernel = Tensor::matrix({{2}});
    add(cases, "one by one", p);
}

} // namespace

Tensor unevenMatrix(int height, int width, int seed)
{
    Tensor x({.h = height, .w = width});
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column)
            x.at(row, column) =
                static_cast<float>((seed + row * row * 5 + column * 7 + row * column * 3) % 19 - 6);
    }
    return x;
}

std::vector<ConvolutionCase> convolutionCases()
{
    Cases cases;
    addWindows(cases);
    addTransposed(cases);
    addViews(cases);
    addFractions(cases);
    return cases;
}

namespace {

Tensor divided(Tensor x, float divisor)
{
    for (float &value : x.values())
        value /= divisor;
    return x;
}

const Tensor &planeNamed(const Trace &trace, std::string_view name)
{
    return *std::ranges::find(trace.planes(), name, &Plane::name)->values;
}

} // namespace

Tensor expectedOutput(const ConvolutionParams &p)
{
    if (p.view == ConvolutionView::Transposed) {
        return divided(*convTranspose2d(p.input.tensor(), p.kernel, {},
                                        {.stride = p.stride,
                                         .padding = p.transposedPadding,
                                         .outputPadding = p.outputPadding,
                                         .dilation = p.dilation}),
                       p.effectiveDivisor());
    }
    const Tensor x = p.view == ConvolutionView::Shift ? planeNamed(*playConvolution(p), "shifted-input")
                                                      : p.input.tensor();
    const Conv2d conv{
        .stride = p.stride, .dilation = p.dilation, .groups = 1, .border = p.border(), .flip = p.flip};
    return divided(*conv2d(x, p.kernel, {}, conv), p.effectiveDivisor());
}

Tensor expectedDifference(const ConvolutionParams &params)
{
    return planeNamed(*playConvolution(params), "difference");
}

} // namespace convoscope
