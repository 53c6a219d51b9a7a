#include "core/conv_plan.h"
#include "core/layer_kernels.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

constexpr int step = winogradTile - 2; // outputs of a tile, on each axis
constexpr int cells = winogradTile * winogradTile;
constexpr int tilesAtOnce =
    24; // four register tiles of pixels; all they are made of stays in the second cache
constexpr int outputsAtOnce = 64;
constexpr int betweenPlanes = channelBlock; // so that they don't share the sets of the first cache

/// Some tiles of one sample on their way through the transformed space.
class TileRun {
public:
    TileRun(const ConvPlan &plan, const ChannelsLast &x, int n, ChannelsLast &out)
        : m_plan(plan)
        , m_x(x)
        , m_n(n)
        , m_out(out)
        , m_inputs(wholeBlocks(plan.input.c))
        , m_inPlane(tilesAtOnce * m_inputs + betweenPlanes)
        , m_patch(static_cast<size_t>(cells) * m_inputs, 0.0F)
        , m_in(static_cast<size_t>(cells) * m_inPlane)
        , m_sums(static_cast<size_t>(cells) * outPlane)
        , m_square(static_cast<size_t>(step) * step * outputsAtOnce)
    {
        for (int t = 0; t < tilesAtOnce; ++t)
            m_pixels[t] = m_in.data() + static_cast<std::ptrdiff_t>(t) * m_inputs;
    }

    /// `corners`: of their outputs; at most tilesAtOnce.
    void compute(std::span<const Cell> corners)
    {
        for (size_t t = 0; t < corners.size(); ++t)
            transform(corners[t], static_cast<int>(t));
        for (int o = 0; o < m_plan.w.n; o += outputsAtOnce) {
            multiply(static_cast<int>(corners.size()), o);
            for (size_t t = 0; t < corners.size(); ++t)
                finish(corners[t], static_cast<int>(t), o);
        }
    }

private:
    static constexpr std::ptrdiff_t outPlane = tilesAtOnce * outputsAtOnce + betweenPlanes;

    void transform(Cell corner, int tile)
    {
        const Shape &in = m_plan.input;
        const Rect read{m_plan.window.y.start(corner.row), m_plan.window.x.start(corner.column), winogradTile,
                        winogradTile};
        TileToSpace task{.channels = m_inputs,
                         .out = m_in.data() + static_cast<std::ptrdiff_t>(tile) * m_inputs,
                         .plane = m_inPlane};
        const bool inside = read.top >= 0 && read.left >= 0 && read.top + winogradTile <= in.h
            && read.left + winogradTile <= in.w;
        if (inside && in.c == m_inputs) {
            task.in = m_x.pixel(m_n, {read.top, read.left});
            task.rowPitch = static_cast<std::ptrdiff_t>(in.w) * in.c;
            task.pixelPitch = in.c;
        } else {
            copy(read);
            task.in = m_patch.data();
            task.rowPitch = static_cast<std::ptrdiff_t>(winogradTile) * m_inputs;
            task.pixelPitch = m_inputs;
        }
        toWinograd(task);
    }

    /// What lies beyond the last window's reach is of no consequence, but must be something.
    void copy(const Rect &read)
    {
        const Sides sides = m_plan.conv.border.sides;
        Rect there = read;
        there.height = std::min(winogradTile, m_plan.input.h + sides.bottom - read.top);
        there.width = std::min(winogradTile, m_plan.input.w + sides.right - read.left);
        if (there.height < winogradTile || there.width < winogradTile)
            std::ranges::fill(m_patch, 0.0F);
        for (int row = 0; row < there.height; ++row)
            copyPatch(m_x, m_plan.conv.border, {m_n, {there.top + row, there.left, 1, there.width}, m_inputs},
                      m_patch.data() + static_cast<std::ptrdiff_t>(row) * winogradTile * m_inputs);
    }

    /// A product of matrices for every cell of the transformed tiles.
    void multiply(int tiles, int o)
    {
        const int run = 0;
        const int blocks = wholeBlocks(m_plan.w.n);
        for (int cell = 0; cell < cells; ++cell) {
            addProducts({.pixels = m_pixels.data(),
                         .pixelCount = tiles,
                         .from = cell * m_inPlane,
                         .runs = {&run, 1},
                         .runLength = m_plan.input.c,
                         .weights = m_plan.weights.data()
                             + (static_cast<std::ptrdiff_t>(cell) * blocks + o) * m_plan.input.c,
                         .bias = m_noBias.data(),
                         .channels = std::min(outputsAtOnce, blocks - o),
                         .out = m_sums.data() + cell * outPlane,
                         .outStep = outputsAtOnce});
        }
    }

    void finish(Cell corner, int tile, int o)
    {
        const Shape shape = m_out.shape();
        const int channels = std::min(outputsAtOnce, shape.c - o);
        TileFromSpace task{.in = m_sums.data() + static_cast<std::ptrdiff_t>(tile) * outputsAtOnce,
                           .plane = outPlane,
                           .bias = m_plan.bias.data() + o,
                           .channels = wholeBlocks(channels)};
        const int rows = std::min(step, shape.h - corner.row);
        const int columns = std::min(step, shape.w - corner.column);
        if (rows == step && columns == step && channels == task.channels) {
            task.out = m_out.pixel(m_n, corner) + o;
            task.rowPitch = static_cast<std::ptrdiff_t>(shape.w) * shape.c;
            task.pixelPitch = shape.c;
            fromWinograd(task);
            return;
        }
        task.out = m_square.data();
        task.rowPitch = static_cast<std::ptrdiff_t>(step) * outputsAtOnce;
        task.pixelPitch = outputsAtOnce;
        fromWinograd(task);
        for (int i = 0; i < rows; ++i) {
            for (int j = 0; j < columns; ++j)
                std::copy_n(m_square.data() + i * task.rowPitch + j * task.pixelPitch, channels,
                            m_out.pixel(m_n, {corner.row + i, corner.column + j}) + o);
        }
    }

    const ConvPlan &m_plan;
    const ChannelsLast &m_x;
    int m_n;
    ChannelsLast &m_out;
    int m_inputs; ///< channels, rounded up
    std::ptrdiff_t m_inPlane;
    AlignedFloats m_patch; ///< a tile at the border
    AlignedFloats m_in; ///< the transformed tiles: [cell][tile][input channel]
    AlignedFloats m_sums; ///< their products: [cell][tile][output channel]
    AlignedFloats m_square; ///< 4×4 outputs some of which lie beyond the border
    AlignedFloats m_noBias = AlignedFloats(outputsAtOnce, 0.0F);
    std::array<const float *, tilesAtOnce> m_pixels{};
};

} // namespace

void convolveByWinograd(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows,
                        ChannelsLast &out)
{
    TileRun run(plan, x, rows.n, out);
    std::vector<Cell> corners;
    for (int i = rows.first; i < rows.last; i += step) {
        for (int j = 0; j < out.shape().w; j += step) {
            corners.push_back({i, j});
            if (static_cast<int>(corners.size()) == tilesAtOnce) {
                run.compute(corners);
                corners.clear();
            }
        }
    }
    run.compute(corners);
}

} // namespace convoscope
