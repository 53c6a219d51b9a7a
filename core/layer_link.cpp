#include "core/layer_link.h"

#include "core/conv_transpose.h"

#include <algorithm>

namespace convoscope {

namespace {

AxisSpec axisSpec(const LayerSpec &layer, int input, char axis)
{
    const auto pick = [axis](Pair pair) { return axis == 'y' ? pair.y : pair.x; };
    const bool pool = layer.kind == LayerKind::MaxPool || layer.kind == LayerKind::AveragePool;
    return {.input = input,
            .kernel = pick(layer.kernel),
            .stride = pick(layer.stride),
            .padLow = pick(layer.padding),
            .padHigh = pick(layer.padding),
            .dilation = layer.kind == LayerKind::AveragePool ? 1 : pick(layer.dilation),
            .ceilMode = pool && layer.ceilMode};
}

std::optional<Refusal> refusedPoolPadding(const LayerSpec &layer, const AxisSpec &spec, char axis)
{
    const bool pool = layer.kind == LayerKind::MaxPool || layer.kind == LayerKind::AveragePool;
    if (!pool || spec.padLow <= spec.kernel / 2)
        return std::nullopt;
    return Refusal{.reason = Reason::PaddingOverHalfKernel,
                   .field = "padding",
                   .axis = axis,
                   .got = spec.padLow,
                   .limit = spec.kernel / 2,
                   .works = spec.kernel / 2};
}

/// The size of a transposed convolution's output on this axis.
Result<int> transposedOutputs(const AxisSpec &s, int outputPadding, char axis)
{
    const auto size = convTranspose2dSize({.h = s.input, .w = s.input}, {.h = s.kernel, .w = s.kernel},
                                          {.stride = {s.stride, s.stride},
                                           .padding = {s.padLow, s.padLow},
                                           .outputPadding = {outputPadding, outputPadding},
                                           .dilation = {s.dilation, s.dilation}});
    if (size)
        return size->y;
    Refusal refusal = size.refusal();
    refusal.axis = axis;
    return refusal;
}

int floorDivided(int a, int b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

} // namespace

Result<AxisLink> AxisLink::make(const LayerSpec &layer, int input, char axis)
{
    AxisSpec spec = axisSpec(layer, input, axis);
    if (layer.kind == LayerKind::Transposed) {
        const int outputPadding = axis == 'y' ? layer.outputPadding.y : layer.outputPadding.x;
        const auto outputs = transposedOutputs(spec, outputPadding, axis);
        if (!outputs)
            return outputs.refusal();
        spec.input = *outputs;
    }
    const auto window = AxisWindow::make(spec, axis);
    if (!window)
        return window.refusal();
    if (auto refusal = refusedPoolPadding(layer, spec, axis))
        return *refusal;
    if (layer.kind == LayerKind::Transposed)
        return AxisLink(*window, input, spec.input, true);
    return AxisLink(*window, input, window->outputs(), false);
}

std::vector<int> AxisLink::reads(int output) const
{
    const AxisSpec &spec = m_window.spec();
    std::vector<int> reads;
    for (int k = 0; k < spec.kernel; ++k) {
        if (!m_transposed) {
            reads.push_back(m_window.tap(output, k));
            continue;
        }
        const int offset = output + spec.padLow - (spec.kernel - 1 - k) * spec.dilation;
        if (offset % spec.stride == 0)
            reads.push_back(floorDivided(offset, spec.stride));
    }
    return reads;
}

std::vector<int> AxisLink::readers(int input) const
{
    std::vector<int> readers;
    if (m_transposed) {
        for (int k = 0; k < m_window.spec().kernel; ++k)
            readers.push_back(m_window.tap(input, k));
    } else {
        for (const auto &reader : m_window.readers(input))
            readers.push_back(reader.output);
    }
    std::erase_if(readers, [this](int output) { return output < 0 || output >= m_outputs; });
    return readers;
}

Fraction AxisLink::stride() const
{
    const int stride = m_window.spec().stride;
    return m_transposed ? Fraction::of(1, stride) : Fraction{stride};
}

Fraction AxisLink::offset() const
{
    const AxisSpec &spec = m_window.spec();
    const Fraction middle = Fraction::of(spec.dilation * (spec.kernel - 1LL), 2) - Fraction{spec.padLow};
    return m_transposed ? (Fraction{} - middle) * stride() : middle;
}

Fraction AxisLink::reach() const
{
    const AxisSpec &spec = m_window.spec();
    return Fraction::of(spec.dilation * (spec.kernel - 1LL), m_transposed ? spec.stride : 1);
}

} // namespace convoscope
