#include "core/direct_filter.h"

#include "core/correlator.h"
#include "core/integer_kernel.h"

namespace convoscope {

namespace {

/// A kernel of at most 3×3 as one of 3×3 with the same anchor.
SettledKernel grown(const SettledKernel &kernel)
{
    SettledKernel result{.size = {3, 3}, .weights = std::vector<double>(9), .offset = kernel.offset};
    for (int y = 0; y < kernel.size.y; ++y) {
        for (int x = 0; x < kernel.size.x; ++x) {
            const int row = y + 1 - kernel.anchor().y;
            const int column = x + 1 - kernel.anchor().x;
            result.weights[static_cast<size_t>(row) * 3 + column] = kernel.at(y, x);
        }
    }
    return result;
}

bool isTiny(const SettledKernel &kernel)
{
    return kernel.size.y <= 3 && kernel.size.x <= 3;
}

template <typename T>
std::vector<T> weightsOf(const SettledKernel &kernel)
{
    std::vector<T> weights(kernel.weights.size());
    std::ranges::transform(kernel.weights, weights.begin(),
                           [](double weight) { return static_cast<T>(weight); });
    return weights;
}

constexpr int mostDense = 9; // cells of a side
constexpr int mostInTwoPasses = 31;

/// The column and row of a kernel that is worth two passes. Measured: that is so from 5×5.
std::optional<SeparableTerm> twoPasses(const SettledKernel &kernel)
{
    const Pair size = kernel.size;
    if (std::min(size.y, size.x) < 3 || std::max(size.y, size.x) > mostInTwoPasses || size.y * size.x < 20)
        return std::nullopt;
    const auto terms = exactlySeparated(kernel);
    return terms.size() == 1 ? std::optional(terms.front()) : std::nullopt;
}

bool isWorthOnePass(const SettledKernel &kernel)
{
    return isTiny(kernel)
        || (kernel.size.y <= mostDense && kernel.size.x <= mostDense
            && Correlator(kernel).method() == CorrelationMethod::Direct);
}

std::vector<float> asFloats(const std::vector<double> &values)
{
    return {values.begin(), values.end()};
}

/// Room for four rows of sums, which grows when it must.
class SumRows {
public:
    std::array<float *, 4> rows(int count)
    {
        const auto length = static_cast<size_t>(count);
        m_values.resize(std::max(m_values.size(), 4 * length));
        float *const first = m_values.data();
        return {first, first + length, first + 2 * length, first + 3 * length};
    }

private:
    std::vector<float> m_values;
};

/// Calls run(piece) for short pieces of four rows, so that what passes from one loop to the next stays in the
/// first cache. None is shorter than leastDirect.
template <typename In, typename Out, typename Run>
void inPieces(const FourRows<In, Out> &task, int kernelHeight, const Run &run)
{
    constexpr int length = 512;
    std::vector<const In *> rows(task.rows, task.rows + kernelHeight + 3);
    std::array<Out *, 4> out{task.out[0], task.out[1], task.out[2], task.out[3]};
    for (int at = 0; at < task.count;) {
        const int left = task.count - at;
        const int count = left < length + leastDirect ? left : length;
        run({rows.data(), count, out.data(), task.ahead});
        for (const In *&row : rows)
            row += count;
        for (Out *&row : out)
            row += count;
        at += count;
    }
}

} // namespace

std::optional<DirectFilter> DirectFilter::make(const Filter &filter)
{
    if (filter.steps.size() != 1)
        return std::nullopt;
    const FilterStep &step = filter.steps.front();
    DirectFilter result;
    result.m_mapping = filter.mapping;
    if (step.kind == FilterKind::Kernel && result.takeKernel(settled(step)))
        return result;
    if (step.kind == FilterKind::Magnitude && result.takeGradient(settled(step), settledAcross(step)))
        return result;
    return std::nullopt;
}

bool DirectFilter::takeKernel(const SettledKernel &kernel)
{
    m_offset = static_cast<float>(kernel.offset);
    if (const auto term = twoPasses(kernel)) {
        m_size = kernel.size;
        m_weights = asFloats(term->column);
        m_row = asFloats(term->row);
        return true;
    }
    if (!isWorthOnePass(kernel))
        return false;
    const SettledKernel taken = isTiny(kernel) ? grown(kernel) : kernel;
    m_size = taken.size;
    m_weights = weightsOf<float>(taken);
    const bool shiftsAfterwards = m_mapping == ResultMapping::Absolute && taken.offset != 0.0;
    if (isTiny(kernel) && !shiftsAfterwards && IntegerKernel::fits(taken, taken.offset + shift()))
        m_integers = weightsOf<std::int16_t>(taken);
    return true;
}

bool DirectFilter::takeGradient(const SettledKernel &along, const SettledKernel &across)
{
    if (!isTiny(along) || along.offset != 0.0 || across.offset != 0.0)
        return false;
    m_size = {3, 3};
    m_weights = weightsOf<float>(grown(along));
    m_across = weightsOf<float>(grown(across));
    if (IntegerKernel::fits(along, 0.0) && IntegerKernel::fits(across, 0.0)) {
        m_integers = weightsOf<std::int16_t>(grown(along));
        m_integersAcross = weightsOf<std::int16_t>(grown(across));
    }
    return true;
}

float DirectFilter::shift() const
{
    return m_mapping == ResultMapping::Offset ? 128.0F : 0.0F;
}

double DirectFilter::cost() const
{
    constexpr double writing = 2.0;
    const auto taps = static_cast<double>(m_weights.size() + m_row.size() + m_across.size());
    return writing + (m_integers.empty() ? taps : taps / 4.0);
}

template <typename In, typename Out>
ComputeRows<In, Out> DirectFilter::compute(int channels) const
{
    constexpr bool mapped = std::is_same_v<Out, std::uint8_t>;
    const float after = mapped ? shift() : 0.0F;
    if constexpr (mapped) {
        if (!m_integers.empty())
            return computeIntegers(channels);
    }
    if (!m_across.empty()) {
        return [this, channels, after](const FourRows<In, Out> &task) {
            gradientDirectly(GradientRows<In, Out>{.rows = task.rows,
                                                   .along = m_weights.data(),
                                                   .across = m_across.data(),
                                                   .step = channels,
                                                   .shift = after,
                                                   .count = task.count,
                                                   .out = task.out,
                                                   .ahead = task.ahead});
        };
    }
    if (!m_row.empty())
        return computeInTwoPasses<In, Out>(channels, m_offset + after);
    return [this, channels, after,
            absolute = mapped && m_mapping == ResultMapping::Absolute](const FourRows<In, Out> &task) {
        correlateDirectly(DirectRows<In, Out>{.rows = task.rows,
                                              .weights = m_weights.data(),
                                              .kernel = m_size,
                                              .step = channels,
                                              .offset = m_offset + after,
                                              .absolute = absolute,
                                              .count = task.count,
                                              .out = task.out,
                                              .ahead = task.ahead});
    };
}

template <typename In, typename Out>
ComputeRows<In, Out> DirectFilter::computeInTwoPasses(int channels, float offset) const
{
    const bool mapped = std::is_same_v<Out, std::uint8_t>;
    return [this, channels, offset, absolute = mapped && m_mapping == ResultMapping::Absolute,
            sums = SumRows()](const FourRows<In, Out> &task) mutable {
        const int apron = (m_size.x - 1) * channels;
        inPieces<In, Out>(task, m_size.y, [&](const FourRows<In, Out> &piece) {
            const std::array<float *, 4> columns = sums.rows(piece.count + apron);
            correlateDirectly(DirectRows<In, float>{.rows = piece.rows,
                                                    .weights = m_weights.data(),
                                                    .kernel = {m_size.y, 1},
                                                    .count = piece.count + apron,
                                                    .out = columns.data(),
                                                    .ahead = {.in = piece.ahead.in}});
            // A kernel of one row reads nothing of the three rows that would follow.
            const std::array<const float *, 4> read{columns[0], columns[1], columns[2], columns[3]};
            correlateDirectly(DirectRows<float, Out>{.rows = read.data(),
                                                     .weights = m_row.data(),
                                                     .kernel = {1, m_size.x},
                                                     .step = channels,
                                                     .offset = offset,
                                                     .absolute = absolute,
                                                     .count = piece.count,
                                                     .out = piece.out,
                                                     .ahead = {.out = piece.ahead.out}});
        });
    };
}

ComputeRows<std::uint8_t, std::uint8_t> DirectFilter::computeIntegers(int channels) const
{
    const auto after = static_cast<std::int16_t>(m_offset + shift());
    if (!m_integersAcross.empty()) {
        return [this, channels, after](const FourRows<std::uint8_t, std::uint8_t> &task) {
            gradientSmall({.rows = task.rows,
                           .along = m_integers.data(),
                           .across = m_integersAcross.data(),
                           .step = channels,
                           .shift = after,
                           .count = task.count,
                           .out = task.out,
                           .ahead = task.ahead});
        };
    }
    const IntegerScale scale{m_mapping == ResultMapping::Absolute, after};
    return [this, channels, scale](const FourRows<std::uint8_t, std::uint8_t> &task) {
        correlateSmall({task.rows, m_integers.data(), channels, scale, task.count, task.out, task.ahead});
    };
}

template ComputeRows<float, float> DirectFilter::compute(int channels) const;
template ComputeRows<std::uint8_t, float> DirectFilter::compute(int channels) const;
template ComputeRows<std::uint8_t, std::uint8_t> DirectFilter::compute(int channels) const;

} // namespace convoscope
