#include "core/bordered_rows.h"
#include "core/convolution_rows.h"

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <utility>

namespace convoscope {

namespace {

constexpr int longestRun = 1024; // outputs: with the rows of a common kernel they stay in the first cache
constexpr size_t mostAtOnce = 9; // taps: their weights and pointers stay in registers

/// A stretch of one output row all of whose taps lie inside the input.
struct Run {
    float *out;
    int count;
    int step; ///< columns of the input between neighbouring outputs
};

template <typename Stride, size_t... I>
void addTaps(const Run &run, const float *const *from, const float *weight, std::index_sequence<I...>)
{
    using Cells = Eigen::Map<const Eigen::ArrayXf, Eigen::Unaligned, Stride>;
    Eigen::Map<Eigen::ArrayXf> out(run.out, run.count);
    out += ((weight[I] * Cells(from[I], run.count, Stride(run.step))) + ...);
}

/// Adds up to mostAtOnce taps in one pass over the outputs.
template <typename Stride>
void addTaps(const Run &run, const float *const *from, const float *weight, size_t count)
{
    using Add = void (*)(const Run &, const float *const *, const float *);
    static constexpr auto add = []<size_t... N>(std::index_sequence<N...>)
    {
        return std::array<Add, sizeof...(N)>{[](const Run &r, const float *const *f, const float *w) {
            addTaps<Stride>(r, f, w, std::make_index_sequence<N + 1>());
        }...};
    }
    (std::make_index_sequence<mostAtOnce>());
    add[count - 1](run, from, weight);
}

/// One output row of one group of channels at a time.
class DirectRow {
public:
    DirectRow(const ConvolutionTask &task)
        : m_task(task)
        , m_rows(task.x, task.conv.border)
    {
        const AxisWindow &x = task.window.x;
        const Inside low = inside({x.start(0), x.spec().stride, x.outputs()}, task.x.width());
        const Inside high =
            inside({x.start(0) + x.extent() - 1, x.spec().stride, x.outputs()}, task.x.width());
        m_inside = {low.first, std::max(low.first, high.last)};
    }

    /// Points the taps at row i of the output of sample n, for the channels of a group.
    void seek(int n, int group, int i)
    {
        const Shape &w = m_task.w.shape();
        m_lines.clear();
        for (int c = 0; c < w.c; ++c) {
            for (int ky = 0; ky < w.h; ++ky)
                m_lines.push_back(m_rows.row(n, group * w.c + c, m_task.window.y.tap(i, ky)));
        }
    }

    void compute(int o, std::span<float> out)
    {
        const float *weights = m_task.w.plane(o, 0).data();
        std::ranges::fill(out, m_task.bias.empty() ? 0.0F : m_task.bias[o]);
        for (int j = 0; j < m_inside.first; ++j)
            out[j] += edge(weights, j);
        for (int j = m_inside.first; j < m_inside.last; j += longestRun)
            addRun(weights, j, {&out[j], std::min(longestRun, m_inside.last - j), m_task.conv.stride.x});
        for (int j = m_inside.last; j < static_cast<int>(out.size()); ++j)
            out[j] += edge(weights, j);
    }

private:
    /// The sum of an output some of whose taps may lie in the border.
    [[nodiscard]] float edge(const float *weights, int j) const
    {
        float sum = 0.0F;
        for (const float *line : m_lines) {
            for (int kx = 0; kx < m_task.w.width(); ++kx)
                sum += *weights++ * m_rows.cell(line, m_task.window.x.tap(j, kx));
        }
        return sum;
    }

    void addRun(const float *weights, int j, const Run &run)
    {
        m_from.clear();
        for (const float *line : m_lines) {
            for (int kx = 0; kx < m_task.w.width(); ++kx)
                m_from.push_back(line + m_task.window.x.tap(j, kx));
        }
        for (size_t k = 0; k < m_from.size(); k += mostAtOnce) {
            const size_t count = std::min(mostAtOnce, m_from.size() - k);
            if (run.step == 1)
                addTaps<Eigen::InnerStride<1>>(run, &m_from[k], weights + k, count);
            else
                addTaps<Eigen::InnerStride<>>(run, &m_from[k], weights + k, count);
        }
    }

    const ConvolutionTask &m_task;
    BorderedRows m_rows;
    Inside m_inside{};
    std::vector<const float *> m_lines; ///< rows that the taps read, channel by channel
    std::vector<const float *> m_from; ///< first cell that each tap reads in the present run
};

} // namespace

void convolveDirectly(const ConvolutionTask &task, int first, int last, Tensor &out)
{
    DirectRow row(task);
    const int outputs = task.w.shape().n / task.conv.groups;
    for (int r = first; r < last; ++r) {
        const int n = r / out.height();
        const int i = r % out.height();
        for (int group = 0; group < task.conv.groups; ++group) {
            row.seek(n, group, i);
            for (int o = group * outputs; o < (group + 1) * outputs; ++o)
                row.compute(o, out.row(n, o, i));
        }
    }
}

} // namespace convoscope
