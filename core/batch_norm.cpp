#include "core/batch_norm.h"

#include "core/convolution.h"

#include <cmath>

namespace convoscope {

namespace {

std::optional<Refusal> refusedLength(const char *field, size_t got, int needed)
{
    if (got == static_cast<size_t>(needed))
        return std::nullopt;
    return Refusal{.reason = Reason::ShapesDontMatch,
                   .field = field,
                   .got = static_cast<long long>(got),
                   .limit = needed,
                   .works = needed};
}

std::optional<Refusal> refused(const BatchNorm &norm, int channels)
{
    if (norm.channels() != channels) {
        return Refusal{.reason = Reason::ChannelsDontMatch,
                       .field = "channels",
                       .got = norm.channels(),
                       .limit = channels,
                       .works = channels};
    }
    if (auto refusal = refusedLength("variance", norm.variance.size(), channels))
        return refusal;
    if (auto refusal = refusedLength("gamma", norm.gamma.size(), channels))
        return refusal;
    if (auto refusal = refusedLength("beta", norm.beta.size(), channels))
        return refusal;
    for (const float variance : norm.variance) {
        if (!(variance + norm.eps > 0.0))
            return Refusal{.reason = Reason::NotPositive, .field = "variance"};
    }
    return std::nullopt;
}

} // namespace

float BatchNorm::scale(int channel) const
{
    const auto c = static_cast<size_t>(channel);
    return static_cast<float>(gamma[c] / std::sqrt(variance[c] + eps));
}

Result<Tensor> batchNorm(const Tensor &x, const BatchNorm &norm)
{
    if (auto refusal = refused(norm, x.shape().c))
        return *refusal;
    Tensor y = x;
    for (int n = 0; n < x.shape().n; ++n) {
        for (int c = 0; c < x.shape().c; ++c) {
            const float mean = norm.mean[static_cast<size_t>(c)];
            const float beta = norm.beta[static_cast<size_t>(c)];
            const float scale = norm.scale(c);
            for (float &value : y.plane(n, c))
                value = (value - mean) * scale + beta;
        }
    }
    return y;
}

BatchNorm measuredNorm(const Tensor &x)
{
    const Shape &s = x.shape();
    const auto channels = static_cast<size_t>(s.c);
    BatchNorm norm{.mean = std::vector<float>(channels),
                   .variance = std::vector<float>(channels),
                   .gamma = std::vector<float>(channels, 1.0F),
                   .beta = std::vector<float>(channels, 0.0F)};
    const double count = static_cast<double>(s.n) * s.h * s.w;
    for (int c = 0; c < s.c; ++c) {
        double sum = 0.0;
        for (int n = 0; n < s.n; ++n) {
            for (const float value : x.plane(n, c))
                sum += value;
        }
        const double mean = sum / count;
        double squares = 0.0;
        for (int n = 0; n < s.n; ++n) {
            for (const float value : x.plane(n, c))
                squares += (value - mean) * (value - mean);
        }
        norm.mean[static_cast<size_t>(c)] = static_cast<float>(mean);
        norm.variance[static_cast<size_t>(c)] = static_cast<float>(squares / count);
    }
    return norm;
}

Result<FoldedConvolution> folded(const Tensor &weight, std::span<const float> bias, const BatchNorm &norm)
{
    const int out = weight.shape().n;
    if (auto refusal = refused(norm, out))
        return *refusal;
    if (auto refusal = refusedBias(bias, out))
        return *refusal;
    FoldedConvolution result{.weight = weight, .bias = {}};
    for (int o = 0; o < out; ++o) {
        const auto channel = static_cast<size_t>(o);
        const float scale = norm.scale(o);
        for (int i = 0; i < weight.shape().c; ++i) {
            for (float &value : result.weight.plane(o, i))
                value *= scale;
        }
        const float before = bias.empty() ? 0.0F : bias[channel];
        result.bias.push_back((before - norm.mean[channel]) * scale + norm.beta[channel]);
    }
    return result;
}

} // namespace convoscope
