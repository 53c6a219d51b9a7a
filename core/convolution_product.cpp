#include "core/bordered_rows.h"
#include "core/channels_last.h"
#include "core/convolution_rows.h"
#include "core/layer_kernels.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr int cellsInATile = 128 * 1024; // of columns and outputs: they fit the second cache

/// Neighbouring output cells of one sample, numbered row by row.
struct Tile {
    int n;
    int first;
    int count;
};

/// Computes tiles of one convolution, whose columns lie in blocks of 16 outputs, each [tap][16]: the kernel
/// that otherwise multiplies pixels by blocks of channels then multiplies channels by blocks of pixels.
class TileProduct {
public:
    TileProduct(const ConvolutionTask &task, int mostCells)
        : m_task(task)
        , m_rows(task.x, task.conv.border)
        , m_taps(task.w.shape().c * task.w.height() * task.w.width())
        , m_line(static_cast<size_t>(wholeBlocks(mostCells)), 0.0F)
        , m_columns(m_line.size() * m_taps)
        , m_zeros(m_line.size(), 0.0F)
    {
    }

    void compute(const Tile &tile, Tensor &out)
    {
        for (int group = 0; group < m_task.conv.groups; ++group) {
            writeColumns(group, tile);
            multiply(group, tile, out);
        }
    }

private:
    /// Writes the windows of a tile out as columns, for the channels of a group.
    void writeColumns(int group, const Tile &tile)
    {
        const Shape &w = m_task.w.shape();
        int tap = 0;
        for (int c = 0; c < w.c; ++c) {
            for (int ky = 0; ky < w.h; ++ky) {
                for (int kx = 0; kx < w.w; ++kx, ++tap) {
                    writeLine(group * w.c + c, {ky, kx}, tile);
                    for (int p = 0; p < tile.count; p += channelBlock)
                        std::copy_n(m_line.begin() + p, channelBlock,
                                    m_columns.begin()
                                        + (std::ptrdiff_t{p} * m_taps + std::ptrdiff_t{tap} * channelBlock));
                }
            }
        }
    }

    /// What one tap reads for all cells of a tile.
    void writeLine(int channel, Cell k, const Tile &tile)
    {
        const int width = m_task.window.x.outputs();
        int i = tile.first / width;
        int j = tile.first % width;
        float *to = m_line.data();
        for (int left = tile.count; left > 0; ++i, j = 0) {
            const int count = std::min(width - j, left);
            const float *row = m_rows.row(tile.n, channel, m_task.window.y.tap(i, k.row));
            m_rows.copy(row, {m_task.window.x.tap(j, k.column), m_task.conv.stride.x, count}, to);
            to += count;
            left -= count;
        }
    }

    void multiply(int group, const Tile &tile, Tensor &out)
    {
        const int outputs = m_task.w.shape().n / m_task.conv.groups;
        const int first = group * outputs;
        const auto plane = out.plane(tile.n, first);
        const int run = 0;
        m_weights.clear();
        for (int o = first; o < first + outputs; ++o)
            m_weights.push_back(m_task.w.plane(o, 0).data());
        addProducts({.pixels = m_weights.data(),
                     .pixelCount = outputs,
                     .runs = {&run, 1},
                     .runLength = m_taps,
                     .weights = m_columns.data(),
                     .bias = m_zeros.data(),
                     .channels = tile.count,
                     .out = plane.data() + tile.first,
                     .outStep = static_cast<std::ptrdiff_t>(plane.size())});
        for (int o = first; o < first + outputs && !m_task.bias.empty(); ++o) {
            for (float &sum : out.plane(tile.n, o).subspan(tile.first, tile.count))
                sum += m_task.bias[o];
        }
    }

    const ConvolutionTask &m_task;
    BorderedRows m_rows;
    int m_taps;
    AlignedFloats m_line;
    AlignedFloats m_columns;
    AlignedFloats m_zeros; ///< the columns have no bias
    std::vector<const float *> m_weights; ///< of each output channel
};

} // namespace

void convolveByProduct(const ConvolutionTask &task, int first, int last, Tensor &out)
{
    const Shape &w = task.w.shape();
    const int taps = w.c * w.h * w.w;
    const int width = out.width();
    const int fitting = std::max(64, cellsInATile / (taps + w.n / task.conv.groups));
    const int most = static_cast<int>(
        std::min<long long>(fitting, static_cast<long long>(std::min(last - first, out.height())) * width));
    TileProduct product(task, most);
    for (int r = first; r < last;) {
        const int n = r / out.height();
        const int end = std::min(last, (n + 1) * out.height()) - n * out.height();
        for (int p = (r - n * out.height()) * width; p < end * width; p += most)
            product.compute({n, p, std::min(most, end * width - p)}, out);
        r = n * out.height() + end;
    }
}

} // namespace convoscope
