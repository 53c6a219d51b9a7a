#include "core/conv_plan.h"
#include "core/layer_kernels.h"

#include <algorithm>

namespace convoscope {

namespace {

/// Outputs that lie side by side in one or two rows.
struct Stretch {
    int row = 0;
    int rowCount = 1;
    int first = 0;
    int last = 0;
};

/// Computes stretches of one sample.
class Stretches {
public:
    Stretches(const ConvPlan &plan, const ChannelsLast &x, int n, ChannelsLast &out)
        : m_plan(plan)
        , m_x(x)
        , m_n(n)
        , m_out(out)
        , m_constants(static_cast<size_t>(plan.input.w) * plan.input.c, plan.conv.border.constant)
    {
    }

    /// Outputs none of whose taps lies beside the input; rows above and below may.
    void inside(const Stretch &stretch)
    {
        m_rows.clear();
        const int height = m_plan.w.h + stretch.rowCount - 1;
        for (int k = 0; k < height; ++k) {
            const auto row =
                paddingSource(m_plan.window.y.tap(stretch.row, k), m_plan.input.h, m_plan.conv.border.mode);
            m_rows.push_back((row ? m_x.pixel(m_n, {*row, 0}) : m_constants.data())
                             + static_cast<std::ptrdiff_t>(m_plan.window.x.start(stretch.first))
                                 * m_plan.input.c);
        }
        compute(stretch);
    }

    /// One output of each row, from a copy of all that it reads.
    void atEdge(const Stretch &stretch)
    {
        const Rect span = m_plan.window.span({stretch.row, stretch.first});
        const Rect read{span.top, span.left, span.height + stretch.rowCount - 1, span.width};
        const int channels = m_plan.input.c;
        m_patch.resize(static_cast<size_t>(read.height) * read.width * channels);
        copyPatch(m_x, m_plan.conv.border, {m_n, read, channels}, m_patch.data());
        m_rows.clear();
        const std::ptrdiff_t pitch = static_cast<std::ptrdiff_t>(read.width) * channels;
        for (int row = 0; row < read.height; row += m_plan.conv.dilation.y)
            m_rows.push_back(m_patch.data() + row * pitch);
        compute(stretch);
    }

private:
    void compute(const Stretch &stretch)
    {
        const std::ptrdiff_t channels = m_plan.input.c;
        float *second = stretch.rowCount > 1 ? m_out.pixel(m_n, {stretch.row + 1, stretch.first}) : nullptr;
        addDepthwise({.rows = m_rows,
                      .kernelWidth = m_plan.w.w,
                      .tapStep = m_plan.conv.dilation.x * channels,
                      .pixelStep = m_plan.conv.stride.x * channels,
                      .weights = m_plan.weights.data(),
                      .bias = m_plan.bias.data(),
                      .channels = m_plan.input.c,
                      .pixelCount = stretch.last - stretch.first,
                      .out = {m_out.pixel(m_n, {stretch.row, stretch.first}), second}});
    }

    const ConvPlan &m_plan;
    const ChannelsLast &m_x;
    int m_n;
    ChannelsLast &m_out;
    AlignedFloats m_constants; ///< a row of the border
    AlignedFloats m_patch;
    std::vector<const float *> m_rows;
};

} // namespace

AlignedFloats depthwiseWeights(const Tensor &w)
{
    const Shape shape = w.shape();
    AlignedFloats packed;
    for (int ky = 0; ky < shape.h; ++ky) {
        for (int kx = 0; kx < shape.w; ++kx) {
            for (int o = 0; o < shape.n; ++o)
                packed.push_back(w.at(o, 0, ky, kx));
        }
    }
    return packed;
}

void convolveDepthwise(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows, ChannelsLast &out)
{
    const AxisWindow &columns = plan.window.x;
    const int outputs = columns.outputs();
    int low = 0;
    while (low < outputs && columns.start(low) < 0)
        ++low;
    int high = outputs;
    while (high > low && columns.start(high - 1) + columns.extent() > plan.input.w)
        --high;
    // Two rows of a 3×3 kernel share two of the rows that they read.
    const bool pairs =
        plan.w.h == 3 && plan.w.w == 3 && plan.conv.stride == Pair{} && plan.conv.dilation == Pair{};
    const int longest = std::max(8, 1024 / plan.input.c); // pixels whose rows stay in the first cache
    Stretches stretches(plan, x, rows.n, out);
    for (int i = rows.first; i < rows.last;) {
        const int count = pairs && i + 1 < rows.last ? 2 : 1;
        for (int j = 0; j < low; ++j)
            stretches.atEdge({i, count, j, j + 1});
        for (int j = low; j < high; j += longest)
            stretches.inside({i, count, j, std::min(j + longest, high)});
        for (int j = high; j < outputs; ++j)
            stretches.atEdge({i, count, j, j + 1});
        i += count;
    }
}

} // namespace convoscope
