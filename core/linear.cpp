#include "core/linear.h"

#include "core/convolution.h"

#include <Eigen/Core>

namespace convoscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

int features(const Shape &x)
{
    return x.c * x.h * x.w;
}

Eigen::Map<const Matrix> matrix(const Tensor &x)
{
    return {x.values().data(), x.shape().n, features(x.shape())};
}

} // namespace

Tensor flattened(const Tensor &x)
{
    const auto values = x.values();
    return Tensor({x.shape().n, features(x.shape()), 1, 1}, {values.begin(), values.end()});
}

std::optional<Refusal> refusedFeatures(const Shape &x, const Shape &w)
{
    if (features(w) == features(x))
        return std::nullopt;
    return Refusal{.reason = Reason::ShapesDontMatch,
                   .field = "weight",
                   .got = features(w),
                   .limit = features(x),
                   .works = features(x)};
}

Result<Tensor> linear(const Tensor &x, const Tensor &w, std::span<const float> bias)
{
    if (auto refusal = refusedFeatures(x.shape(), w.shape()))
        return *refusal;
    const int out = w.shape().n;
    if (auto refusal = refusedBias(bias, out))
        return *refusal;
    Tensor y({x.shape().n, out, 1, 1});
    Eigen::Map<Matrix> product(y.values().data(), x.shape().n, out);
    product.noalias() = matrix(x) * matrix(w).transpose();
    if (!bias.empty())
        product.rowwise() += Eigen::Map<const Eigen::RowVectorXf>(bias.data(), out);
    return y;
}

} // namespace convoscope
