#include "core/correlator.h"

#include "core/fourier_kernel.h"

#include <array>

namespace convoscope {

namespace {

constexpr int chunk = 1024; // values: four rows of results stay in the first cache

std::vector<float> asFloats(const std::vector<double> &values)
{
    std::vector<float> floats(values.size());
    std::ranges::transform(values, floats.begin(), [](double value) { return static_cast<float>(value); });
    return floats;
}

/// Measured: a tap of two passes costs a third more than one of the direct way, and spectra as much as 80
/// taps.
CorrelationMethod bestMethod(const SettledKernel &kernel, size_t rank)
{
    constexpr double fourierTaps = 240.0;
    const double direct = static_cast<double>(kernel.size.y) * kernel.size.x;
    const double twoPasses = 1.35 * static_cast<double>(rank) * (kernel.size.y + kernel.size.x) + 2.0;
    if (rank == 0)
        return CorrelationMethod::Direct;
    if (std::min(direct, twoPasses) > fourierTaps)
        return CorrelationMethod::Fourier;
    return twoPasses < direct ? CorrelationMethod::LowRank : CorrelationMethod::Direct;
}

/// Four rows of `width` values with slack.
class RowBlock {
public:
    explicit RowBlock(int width)
        : m_pitch(static_cast<size_t>(width) + rowSlack)
        , m_values(4 * m_pitch)
    {
        for (size_t i = 0; i < rows.size(); ++i)
            rows[i] = m_values.data() + i * m_pitch;
    }

    std::array<float *, 4> rows{};

private:
    size_t m_pitch;
    std::vector<float> m_values;
};

/// Rows with slack may be taken for longer ones, so that no tile has to be moved back.
int wholeTiles(int count)
{
    return (count + leastDirect - 1) / leastDirect * leastDirect;
}

/// The rows that a kernel reads for rows y to y + 3 of the result.
void window(FloatRing &ring, int y, std::vector<const float *> &rows)
{
    const int height = ring.shape().kernel.y;
    rows.resize(static_cast<size_t>(height) + 3);
    for (int i = 0; i < height + 3; ++i)
        rows[static_cast<size_t>(i)] = ring.row(y - height / 2 + i);
}

void advance(std::vector<const float *> &rows, int count)
{
    for (const float *&row : rows)
        row += count;
}

void takeRows(const RowBlock &block, const RowPiece &piece, int last, const TakePiece &take)
{
    for (int r = 0; r < 4 && piece.y + r < last; ++r)
        take({piece.y + r, piece.first, piece.count, block.rows[static_cast<size_t>(r)]});
}

} // namespace

Correlator::Correlator(const SettledKernel &kernel)
    : Correlator(kernel, bestMethod(kernel, separated(kernel).size()))
{
}

Correlator::Correlator(const SettledKernel &kernel, CorrelationMethod method)
    : m_size(kernel.size)
    , m_method(method)
    , m_offset(static_cast<float>(kernel.offset))
{
    prepare(kernel);
}

void Correlator::prepare(const SettledKernel &kernel)
{
    if (m_method == CorrelationMethod::Direct)
        m_weights = asFloats(kernel.weights);
    else if (m_method == CorrelationMethod::Fourier)
        m_fourier = std::make_shared<FourierKernel>(kernel);
    else
        for (const SeparableTerm &term : exactlySeparated(kernel))
            m_lines.push_back({asFloats(term.column), asFloats(term.row)});
}

int Correlator::ringRows() const
{
    return m_fourier ? m_fourier->ringRows() : m_size.y + 3;
}

double Correlator::cost() const
{
    switch (m_method) {
    case CorrelationMethod::Direct: return m_size.y * m_size.x;
    case CorrelationMethod::LowRank: return static_cast<double>(m_lines.size()) * (m_size.y + m_size.x);
    case CorrelationMethod::Fourier: break;
    }
    return 240.0;
}

void Correlator::run(FloatRing &ring, int first, int last, const TakePiece &take) const
{
    switch (m_method) {
    case CorrelationMethod::Direct: runDirect(ring, first, last, take); break;
    case CorrelationMethod::LowRank: runLowRank(ring, first, last, take); break;
    case CorrelationMethod::Fourier: m_fourier->run(ring, first, last, take); break;
    }
}

void Correlator::runDirect(FloatRing &ring, int first, int last, const TakePiece &take) const
{
    const int values = ring.shape().size.x * ring.shape().channels;
    const RowBlock sums(chunk);
    std::vector<const float *> rows;
    for (int y = first; y < last; y += 4) {
        window(ring, y, rows);
        for (int at = 0; at < values; at += chunk, advance(rows, chunk)) {
            const int count = std::min(chunk, values - at);
            correlateDirectly(DirectRows<float, float>{.rows = rows.data(),
                                                       .weights = m_weights.data(),
                                                       .kernel = m_size,
                                                       .step = ring.shape().channels,
                                                       .offset = m_offset,
                                                       .count = wholeTiles(count),
                                                       .out = sums.rows.data()});
            takeRows(sums, {y, at, count}, last, take);
        }
    }
}

void Correlator::runLowRank(FloatRing &ring, int first, int last, const TakePiece &take) const
{
    const int channels = ring.shape().channels;
    const int values = ring.shape().size.x * channels;
    const int apron = (m_size.x - 1) * channels;
    const RowBlock columns(chunk + apron);
    const RowBlock sums(chunk);
    const std::array<const float *, 6> through{columns.rows[0], columns.rows[1], columns.rows[2],
                                               columns.rows[3], columns.rows[3], columns.rows[3]};
    std::vector<const float *> rows;
    for (int y = first; y < last; y += 4) {
        window(ring, y, rows);
        for (int at = 0; at < values; at += chunk, advance(rows, chunk)) {
            const int count = std::min(chunk, values - at);
            DirectRows<float, float> across{.rows = through.data(),
                                            .kernel = {1, m_size.x},
                                            .step = channels,
                                            .offset = m_offset,
                                            .count = wholeTiles(count),
                                            .out = sums.rows.data()};
            DirectRows<float, float> down{.rows = rows.data(),
                                          .kernel = {m_size.y, 1},
                                          .step = channels,
                                          .count = wholeTiles(count + apron),
                                          .out = columns.rows.data()};
            for (const Line &line : m_lines) {
                down.weights = line.column.data();
                across.weights = line.row.data();
                correlateDirectly(down);
                correlateDirectly(across);
                across.accumulate = true;
            }
            takeRows(sums, {y, at, count}, last, take);
        }
    }
}

} // namespace convoscope
