#include "core/bands.h"
#include "core/bordered_rows.h"
#include "core/conv_transpose.h"

#include <Eigen/Core>

#include <algorithm>

namespace convoscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int cellsInATile = 32 * 1024;
constexpr int rowsInABand = 64;

struct Task {
    const Tensor &x;
    const Tensor &w;
    std::span<const float> bias;
    const ConvTranspose2d &conv;
};

/// Rows of one sample: [first, last) of the output, or of the input.
struct Rows {
    int n;
    int first;
    int last;
};

/// The input rows whose stamps reach the output rows.
Rows stampers(const Task &task, const Rows &output)
{
    const int stride = task.conv.stride.y;
    const int reach = task.conv.dilation.y * (task.w.height() - 1);
    const int low = output.first + task.conv.padding.y - reach;
    const int high = output.last - 1 + task.conv.padding.y;
    return {output.n, low <= 0 ? 0 : (low + stride - 1) / stride,
            std::min(task.x.height(), high / stride + 1)};
}

/// The stamps of all cells in the rows: [out/groups · kh · kw, cells].
Matrix stamps(const Task &task, int group, const Rows &input)
{
    using Eigen::Map;
    const Shape &w = task.w.shape();
    const int inputs = w.n / task.conv.groups;
    const int first = group * inputs;
    const Eigen::Index count = input.last - input.first;
    const Map<const Matrix> weights(task.w.plane(first, 0).data(), inputs, Eigen::Index{w.c} * w.h * w.w);
    const auto plane = static_cast<Eigen::Index>(task.x.plane(0, 0).size());
    const Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>> cells(
        task.x.row(input.n, first, input.first).data(), inputs, count * task.x.width(),
        Eigen::OuterStride<>(plane));
    return weights.transpose() * cells;
}

/// Adds cell j of the stamps to cell start + j·step of the row, as far as that lies in it.
void addRow(const float *stamps, const Strip &strip, std::span<float> row)
{
    const auto [first, last] = inside(strip, static_cast<int>(row.size()));
    if (first >= last)
        return;
    const Eigen::Map<const Eigen::ArrayXf> source(stamps + first, last - first);
    float *target = &row[strip.start + first * strip.step];
    if (strip.step == 1)
        Eigen::Map<Eigen::ArrayXf>(target, last - first) += source;
    else
        Eigen::Map<Eigen::ArrayXf, Eigen::Unaligned, Eigen::InnerStride<>>(
            target, last - first, Eigen::InnerStride<>(strip.step)) += source;
}

/// Adds the stamps of some input rows to the output rows among `output`.
void addStamps(const Task &task, int group, const Rows &input, const Rows &output, Tensor &out)
{
    const Matrix all = stamps(task, group, input);
    const float *stamp = all.data();
    const Shape &w = task.w.shape();
    for (int o = 0; o < w.c; ++o) {
        for (int ky = 0; ky < w.h; ++ky) {
            for (int kx = 0; kx < w.w; ++kx) {
                const Strip strip{kx * task.conv.dilation.x - task.conv.padding.x, task.conv.stride.x,
                                  task.x.width()};
                for (int i = input.first; i < input.last; ++i, stamp += task.x.width()) {
                    const int row = i * task.conv.stride.y - task.conv.padding.y + ky * task.conv.dilation.y;
                    if (row >= output.first && row < output.last)
                        addRow(stamp, strip, out.row(output.n, group * w.c + o, row));
                }
            }
        }
    }
}

void compute(const Task &task, const Rows &output, Tensor &out)
{
    const Shape &w = task.w.shape();
    for (int o = 0; o < out.shape().c; ++o) {
        for (int row = output.first; row < output.last; ++row)
            std::ranges::fill(out.row(output.n, o, row), task.bias.empty() ? 0.0F : task.bias[o]);
    }
    const Rows input = stampers(task, output);
    const long long perRow = static_cast<long long>(w.c) * w.h * w.w * task.x.width();
    const int step = static_cast<int>(std::max(1LL, cellsInATile / perRow));
    for (int i = input.first; i < input.last; i += step) {
        for (int group = 0; group < task.conv.groups; ++group)
            addStamps(task, group, {output.n, i, std::min(i + step, input.last)}, output, out);
    }
}

} // namespace

Result<Tensor> convTranspose2d(const Tensor &x, const Tensor &w, std::span<const float> bias,
                               const ConvTranspose2d &conv)
{
    const auto size = convTranspose2dSize(x.shape(), w.shape(), conv);
    if (!size)
        return size.refusal();
    if (auto refusal = refusedBias(bias, w.shape().c * conv.groups))
        return *refusal;
    const Task task{x, w, bias, conv};
    Tensor out({x.shape().n, w.shape().c * conv.groups, size->y, size->x});
    for (int n = 0; n < x.shape().n; ++n) {
        const Bands bands{.count = size->y,
                          .size = rowsInABand,
                          .cost = x.shape().size() / x.shape().n * w.shape().c * w.height() * w.width()};
        inBands(bands, [&](int first, int last) { compute(task, {n, first, last}, out); });
    }
    return out;
}

} // namespace convoscope
