#include "core/activation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

float sigmoid(float x)
{
    return 1.0F / (1.0F + std::exp(-x));
}

/// Φ(x), the normal distribution function.
float normalShare(float x)
{
    return 0.5F * std::erfc(-x / std::numbers::sqrt2_v<float>);
}

float normalDensity(float x)
{
    return std::exp(-0.5F * x * x) * std::numbers::inv_sqrtpi_v<float> / std::numbers::sqrt2_v<float>;
}

float sigmoidSlope(float x)
{
    const float s = sigmoid(x);
    return s * (1.0F - s);
}

float tanhSlope(float x)
{
    const float t = std::tanh(x);
    return 1.0F - t * t;
}

/// The values along one axis that belong together: `count` of them, `stride` apart.
struct Line {
    float *first;
    size_t count;
    size_t stride;

    [[nodiscard]] float &operator[](size_t i) const { return first[i * stride]; }
};

template <typename Change>
Tensor changedLines(Tensor x, TensorAxis axis, const Change &change)
{
    const Shape &s = x.shape();
    const std::array<size_t, 4> sizes{static_cast<size_t>(s.n), static_cast<size_t>(s.c),
                                      static_cast<size_t>(s.h), static_cast<size_t>(s.w)};
    const size_t along = sizes[static_cast<size_t>(axis)];
    size_t stride = 1;
    for (size_t i = static_cast<size_t>(axis) + 1; i < sizes.size(); ++i)
        stride *= sizes[i];
    const std::span<float> values = x.values();
    for (size_t block = 0; block < values.size(); block += along * stride) {
        for (size_t i = 0; i < stride; ++i)
            change(Line{&values[block + i], along, stride});
    }
    return x;
}

float largest(const Line &line)
{
    float most = line[0];
    for (size_t i = 1; i < line.count; ++i)
        most = std::max(most, line[i]);
    return most;
}

} // namespace

float activate(const Activation &activation, float x)
{
    switch (activation.kind) {
    case ActivationKind::Identity: return x;
    case ActivationKind::Relu: return x <= 0.0F ? 0.0F : x; // a NaN stays one
    case ActivationKind::Relu6: return std::min(x <= 0.0F ? 0.0F : x, 6.0F);
    case ActivationKind::LeakyRelu: return x <= 0.0F ? activation.negativeSlope * x : x;
    case ActivationKind::Elu: return x <= 0.0F ? activation.alpha * std::expm1(x) : x;
    case ActivationKind::Gelu: return x * normalShare(x);
    case ActivationKind::Silu: return x * sigmoid(x);
    case ActivationKind::Sigmoid: return sigmoid(x);
    case ActivationKind::Tanh: return std::tanh(x);
    }
    return x;
}

float slope(const Activation &activation, float x)
{
    switch (activation.kind) {
    case ActivationKind::Identity: return 1.0F;
    case ActivationKind::Relu: return x <= 0.0F ? 0.0F : 1.0F;
    case ActivationKind::Relu6: return x <= 0.0F || x >= 6.0F ? 0.0F : 1.0F;
    case ActivationKind::LeakyRelu: return x <= 0.0F ? activation.negativeSlope : 1.0F;
    case ActivationKind::Elu: return x <= 0.0F ? activation.alpha * std::exp(x) : 1.0F;
    case ActivationKind::Gelu: return normalShare(x) + x * normalDensity(x);
    case ActivationKind::Silu: return sigmoid(x) + x * sigmoidSlope(x);
    case ActivationKind::Sigmoid: return sigmoidSlope(x);
    case ActivationKind::Tanh: return tanhSlope(x);
    }
    return 1.0F;
}

float applied(const ValueFunction &function, float x)
{
    if (const auto *kind = std::get_if<ActivationKind>(&function))
        return activate({.kind = *kind}, x);
    switch (std::get<CellFunction>(function)) {
    case CellFunction::Root: return std::sqrt(x);
    case CellFunction::ToByte: return std::nearbyint(std::clamp(x, 0.0F, 255.0F));
    case CellFunction::AbsoluteToByte: return std::nearbyint(std::min(std::abs(x), 255.0F));
    }
    return x;
}

Tensor activated(Tensor x, const Activation &activation)
{
    if (activation.kind == ActivationKind::Relu) { // a loop of its own, which becomes one of vectors
        for (float &value : x.values())
            value = value <= 0.0F ? 0.0F : value;
        return x;
    }
    for (float &value : x.values())
        value = activate(activation, value);
    return x;
}

Tensor softmax(Tensor x, TensorAxis axis)
{
    return changedLines(std::move(x), axis, [](const Line &line) {
        const float most = largest(line);
        double sum = 0.0;
        for (size_t i = 0; i < line.count; ++i) {
            line[i] = std::exp(line[i] - most);
            sum += line[i];
        }
        for (size_t i = 0; i < line.count; ++i)
            line[i] = static_cast<float>(line[i] / sum);
    });
}

Tensor logSoftmax(Tensor x, TensorAxis axis)
{
    return changedLines(std::move(x), axis, [](const Line &line) {
        const float most = largest(line);
        double sum = 0.0;
        for (size_t i = 0; i < line.count; ++i)
            sum += std::exp(static_cast<double>(line[i]) - most);
        for (size_t i = 0; i < line.count; ++i)
            line[i] = static_cast<float>(static_cast<double>(line[i]) - most - std::log(sum));
    });
}

} // namespace convoscope
