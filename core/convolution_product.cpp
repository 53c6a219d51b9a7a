#include "core/bordered_rows.h"
#include "core/convolution_rows.h"

#include <Eigen/Core>

#include <algorithm>

namespace convoscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int cellsInATile = 128 * 1024; // of columns and outputs: they fit the second cache

/// Neighbouring output cells of one sample, numbered row by row.
struct Tile {
    int n;
    int first;
    int count;
};

/// Writes the windows of a tile out as columns, [c·kh·kw, tile.count], for the channels of a group.
void writeColumns(const ConvolutionTask &task, const BorderedRows &rows, int group, const Tile &tile,
                  float *columns)
{
    const Shape &w = task.w.shape();
    const int width = task.window.x.outputs();
    const int end = tile.first + tile.count;
    for (int c = 0; c < w.c; ++c) {
        for (int ky = 0; ky < w.h; ++ky) {
            for (int kx = 0; kx < w.w; ++kx) {
                for (int p = tile.first; p < end;) {
                    const int j = p % width;
                    const int count = std::min(width - j, end - p);
                    const float *row = rows.row(tile.n, group * w.c + c, task.window.y.tap(p / width, ky));
                    rows.copy(row, {task.window.x.tap(j, kx), task.conv.stride.x, count}, columns);
                    columns += count;
                    p += count;
                }
            }
        }
    }
}

void multiply(const ConvolutionTask &task, int group, const Tile &tile, const Matrix &columns, Tensor &out)
{
    using Eigen::Map;
    const int outputs = task.w.shape().n / task.conv.groups;
    const int first = group * outputs;
    const int taps = static_cast<int>(columns.rows());
    const Map<const Matrix> weights(task.w.plane(first, 0).data(), outputs, taps);
    const auto plane = out.plane(tile.n, first);
    Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>> target(
        &plane[tile.first], outputs, tile.count,
        Eigen::OuterStride<>(static_cast<Eigen::Index>(plane.size())));
    if (task.bias.empty()) {
        target.noalias() = weights * columns;
        return;
    }
    for (int o = 0; o < outputs; ++o)
        target.row(o).setConstant(task.bias[first + o]);
    target.noalias() += weights * columns;
}

} // namespace

void convolveByProduct(const ConvolutionTask &task, int first, int last, Tensor &out)
{
    const Shape &w = task.w.shape();
    const int taps = w.c * w.h * w.w;
    const int width = out.width();
    const int most = std::max(64, cellsInATile / (taps + w.n / task.conv.groups));
    const BorderedRows rows(task.x, task.conv.border);
    Matrix columns;
    for (int r = first; r < last;) {
        const int n = r / out.height();
        const int end = std::min(last, (n + 1) * out.height()) - n * out.height();
        for (int p = (r - n * out.height()) * width; p < end * width; p += most) {
            const Tile tile{n, p, std::min(most, end * width - p)};
            columns.resize(taps, tile.count);
            for (int group = 0; group < task.conv.groups; ++group) {
                writeColumns(task, rows, group, tile, columns.data());
                multiply(task, group, tile, columns, out);
            }
        }
        r = n * out.height() + end;
    }
}

} // namespace convoscope
