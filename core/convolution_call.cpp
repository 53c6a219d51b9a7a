#include "core/convolution_call.h"

#include "core/code_writer.h"
#include "core/conv_transpose.h"

#include <algorithm>
#include <cstdlib>

namespace convoscope {

namespace {

ConvTranspose2d transposeOf(const ConvolutionParams &p)
{
    return {.stride = p.stride,
            .padding = p.transposedPadding,
            .outputPadding = p.outputPadding,
            .dilation = p.dilation};
}

std::optional<Pair> outputSize(const ConvolutionParams &p, const Border &border)
{
    const Shape &x = p.input.tensor().shape();
    if (p.view == ConvolutionView::Transposed) {
        const auto size = convTranspose2dSize(x, p.kernel.shape(), transposeOf(p));
        return size ? std::optional(*size) : std::nullopt;
    }
    const auto window = conv2dWindow(
        x, p.kernel.shape(), {.stride = p.stride, .dilation = p.dilation, .groups = 1, .border = border});
    if (!window)
        return std::nullopt;
    return Pair{window->y.outputs(), window->x.outputs()};
}

bool movesTooFar(const ConvolutionParams &p)
{
    return p.view == ConvolutionView::Shift
        && (std::abs(p.shift.y) >= p.input.tensor().height()
            || std::abs(p.shift.x) >= p.input.tensor().width());
}

} // namespace

std::optional<ConvolutionCall> convolutionCall(const ConvolutionParams &p)
{
    if (!p.input.values || p.kernel.empty())
        return std::nullopt;
    const Border border = p.view == ConvolutionView::Transposed ? Border{} : p.border();
    const auto output = outputSize(p, border);
    const float divisor = p.effectiveDivisor();
    if (!output || divisor == 0.0F || movesTooFar(p))
        return std::nullopt;
    const Pair weights{p.kernel.height(), p.kernel.width()};
    return ConvolutionCall{
        .params = &p,
        .x = p.input.values.get(),
        .kernel = &p.kernel,
        .input = {p.input.tensor().height(), p.input.tensor().width()},
        .weights = weights,
        .output = *output,
        .extent = {p.dilation.y * (weights.y - 1) + 1, p.dilation.x * (weights.x - 1) + 1},
        .border = border,
        .divisor = divisor,
    };
}

bool ConvolutionCall::constantBorder() const
{
    return padded() && border.mode == PaddingMode::Zeros && border.constant != 0.0F;
}

bool ConvolutionCall::same() const
{
    return padded() && border.sides == paddingSides(PaddingKind::Same, weights, params->dilation, {});
}

bool ConvolutionCall::full() const
{
    return padded() && border.sides == paddingSides(PaddingKind::Full, weights, params->dilation, {});
}

bool ConvolutionCall::lopsided() const
{
    return extent.y % 2 == 0 || extent.x % 2 == 0;
}

bool ConvolutionCall::fromFile() const
{
    return std::max(input.y, input.x) > mostLiteralSide;
}

bool ConvolutionCall::whole() const
{
    return !fromFile() && !divided() && isWhole(border.constant) && isWhole(params->paddingValue)
        && std::ranges::all_of(x->plane(0, 0), isWhole) && std::ranges::all_of(kernel->values(), isWhole);
}

Pair ConvolutionCall::spread() const
{
    return {(input.y - 1) * params->stride.y + 1, (input.x - 1) * params->stride.x + 1};
}

Sides ConvolutionCall::directSides() const
{
    return directReading(weights, transposeOf(*params)).border.sides;
}

} // namespace convoscope
