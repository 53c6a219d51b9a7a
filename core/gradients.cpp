#include "core/gradients.h"

#include "core/linear.h"

#include <Eigen/Core>

namespace convoscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// One row per sample.
Eigen::Map<const Matrix> matrix(const Tensor &x)
{
    return {x.values().data(), x.shape().n, Eigen::Index{x.shape().c} * x.shape().h * x.shape().w};
}

Eigen::Map<Matrix> matrix(Tensor &x)
{
    return {x.values().data(), x.shape().n, Eigen::Index{x.shape().c} * x.shape().h * x.shape().w};
}

/// Adds the same share to every cell of one window.
void spreadMean(std::span<float> plane, int width, const PoolSpan &rows, const PoolSpan &columns, float given)
{
    const float share = given / static_cast<float>(rows.counted * columns.counted);
    for (int i = 0; i < rows.count; ++i) {
        for (int j = 0; j < columns.count; ++j)
            plane[static_cast<size_t>(rows.tap(i)) * width + columns.tap(j)] += share;
    }
}

void poolPlaneBackward(std::span<float> gradX, int width, const PoolWindows &windows,
                       std::span<const float> gradY)
{
    auto given = gradY.begin();
    for (const PoolSpan &rows : windows.rows) {
        for (const PoolSpan &columns : windows.columns)
            spreadMean(gradX, width, rows, columns, *given++);
    }
}

} // namespace

Result<Tensor> pool2dBackward(const Shape &x, const Pool2d &pool, std::span<const int> winners,
                              const Tensor &gradY)
{
    const auto windows = poolWindows({x.h, x.w}, pool);
    if (!windows)
        return windows.refusal();
    const Pair out = windows->outputs();
    if (auto refusal = refusedGradient(gradY.shape(), {x.n, x.c, out.y, out.x}))
        return *refusal;
    Tensor gradX(x);
    size_t at = 0;
    for (int n = 0; n < x.n; ++n) {
        for (int c = 0; c < x.c; ++c) {
            const auto given = gradY.plane(n, c);
            const auto plane = gradX.plane(n, c);
            if (pool.kind == PoolKind::Average) {
                poolPlaneBackward(plane, x.w, *windows, given);
                continue;
            }
            for (const float value : given)
                plane[static_cast<size_t>(winners[at++])] += value;
        }
    }
    return gradX;
}

Result<LayerGradients> linearBackward(const Tensor &x, const Tensor &w, const Tensor &gradY)
{
    if (auto refusal = refusedFeatures(x.shape(), w.shape()))
        return *refusal;
    if (auto refusal = refusedGradient(gradY.shape(), {x.shape().n, w.shape().n, 1, 1}))
        return *refusal;
    LayerGradients gradients{.x = Tensor(x.shape()), .weight = Tensor(w.shape()), .bias = {}};
    const auto given = matrix(gradY);
    matrix(gradients.x).noalias() = given * matrix(w);
    matrix(gradients.weight).noalias() = given.transpose() * matrix(x);
    const Eigen::RowVectorXf sums = given.colwise().sum();
    gradients.bias.assign(sums.begin(), sums.end());
    return gradients;
}

Result<Tensor> activationBackward(const Tensor &x, const Activation &activation, const Tensor &gradY)
{
    if (auto refusal = refusedGradient(gradY.shape(), x.shape()))
        return *refusal;
    Tensor gradX = gradY;
    const auto values = x.values();
    for (size_t i = 0; i < values.size(); ++i)
        gradX.values()[i] *= slope(activation, values[i]);
    return gradX;
}

} // namespace convoscope
