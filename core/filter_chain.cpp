#include "core/filter_chain.h"

#include "core/median.h"

#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

/// Some rows of a picture, which need not be neighbours.
class RowStore {
public:
    RowStore(int height, int values)
        : m_offsets(static_cast<size_t>(height), missing)
        , m_values(static_cast<size_t>(values))
    {
    }

    void want(int y)
    {
        size_t &offset = m_offsets[static_cast<size_t>(y)];
        if (offset == missing)
            offset = m_count++ * m_values;
    }
    [[nodiscard]] bool wanted(int y) const { return m_offsets[static_cast<size_t>(y)] != missing; }
    void allocate() { m_rows.resize(m_count * m_values); }
    float *row(int y) { return m_rows.data() + m_offsets[static_cast<size_t>(y)]; }

    void take(const RowPiece &piece) { std::copy_n(piece.values, piece.count, row(piece.y) + piece.first); }
    /// Rows that nobody wants may be asked for, where blocks of rows overshoot; what comes of them is thrown
    /// away.
    void copy(int y, float *out)
    {
        if (wanted(y))
            std::copy_n(row(y), m_values, out);
        else
            std::fill_n(out, m_values, 0.0F);
    }

private:
    static constexpr size_t missing = ~size_t{0};
    std::vector<size_t> m_offsets;
    size_t m_values;
    size_t m_count = 0;
    std::vector<float> m_rows;
};

void directions(const float *along, const float *across, int count, float *out)
{
    constexpr auto least = static_cast<float>(leastGradient * leastGradient);
    for (int i = 0; i < count; ++i) {
        const float turns = std::atan2(across[i], along[i]) / (2.0F * std::numbers::pi_v<float>);
        const bool flat = along[i] * along[i] + across[i] * across[i] < least;
        out[i] = flat ? 0.0F : 256.0F * (turns < 0.0F ? turns + 1.0F : turns);
    }
}

} // namespace

struct FilterChain::Band {
    size_t step;
    int first;
    int last;
};

FilterChain::FilterChain(const Filter &filter)
    : m_border(filter.border)
    , m_constant(filter.constant)
{
    for (const FilterStep &step : filter.steps) {
        Step ready{.kind = step.kind, .size = {step.side, step.side}};
        if (step.kind != FilterKind::Median) {
            ready.correlators.emplace_back(settled(step));
            ready.size = ready.correlators.front().kernelSize();
        }
        if (step.kind == FilterKind::Magnitude || step.kind == FilterKind::Direction)
            ready.correlators.emplace_back(settledAcross(step));
        m_steps.push_back(std::move(ready));
    }
}

double FilterChain::cost() const
{
    double sum = 0.0;
    for (const Step &step : m_steps) {
        for (const Correlator &correlator : step.correlators)
            sum += correlator.cost() + 4.0;
        if (step.kind == FilterKind::Direction)
            sum += 100.0;
        if (step.kind == FilterKind::Median)
            sum += medianCost(step.size.y);
    }
    return sum;
}

void FilterChain::run(const FloatSource &source, int first, int last, const TakePiece &take) const
{
    runStep(source, {m_steps.size() - 1, first, last}, take);
}

FloatRing FilterChain::ringFor(const FloatSource &source, const Step &step) const
{
    int rows = step.size.y;
    for (const Correlator &correlator : step.correlators)
        rows = std::max(rows, correlator.ringRows());
    return {{.size = source.size,
             .channels = source.channels,
             .kernel = step.size,
             .rows = rows,
             .border = m_border,
             .constant = m_constant},
            source.fetch};
}

/// The rows that a band reads, computed by the step before; the picture itself for the first step.
FloatSource FilterChain::rowsBefore(const FloatSource &source, const Band &band) const
{
    if (band.step == 0)
        return source;
    const int height = m_steps[band.step].size.y;
    const auto store = std::make_shared<RowStore>(source.size.y, source.size.x * source.channels);
    for (int y = band.first - height / 2; y < band.last + height - 1 - height / 2; ++y) {
        if (const auto row = borderSource(y, source.size.y, m_border))
            store->want(*row);
    }
    store->allocate();
    for (int y = 0, start = 0; y <= source.size.y; ++y) {
        if (y < source.size.y && store->wanted(y))
            continue;
        if (start < y)
            runStep(source, {band.step - 1, start, y}, [&](const RowPiece &piece) { store->take(piece); });
        start = y + 1;
    }
    return {source.size, source.channels, [store](int y, float *out) { store->copy(y, out); }};
}

void FilterChain::runStep(const FloatSource &source, const Band &band, const TakePiece &take) const
{
    const Step &step = m_steps[band.step];
    if (step.correlators.size() == 2) {
        runGradient(source, band, take);
        return;
    }
    FloatRing ring = ringFor(rowsBefore(source, band), step);
    if (step.kind == FilterKind::Median)
        runMedian(ring, band.first, band.last, take);
    else
        step.correlators.front().run(ring, band.first, band.last, take);
}

void FilterChain::runGradient(const FloatSource &source, const Band &band, const TakePiece &take) const
{
    const Step &step = m_steps[band.step];
    FloatRing ring = ringFor(rowsBefore(source, band), step);
    const auto pitch = static_cast<size_t>(source.size.x) * source.channels + rowSlack;
    std::vector<float> along(pitch * (band.last - band.first));
    const auto rowOf = [&](const RowPiece &piece) {
        return along.data() + pitch * (piece.y - band.first) + piece.first;
    };
    step.correlators.front().run(ring, band.first, band.last, [&](const RowPiece &piece) {
        std::copy_n(piece.values, piece.count, rowOf(piece));
    });
    std::vector<float> result(pitch);
    step.correlators.back().run(ring, band.first, band.last, [&](const RowPiece &piece) {
        if (step.kind == FilterKind::Magnitude)
            magnitudes(rowOf(piece), piece.values, piece.count, result.data());
        else
            directions(rowOf(piece), piece.values, piece.count, result.data());
        take({piece.y, piece.first, piece.count, result.data()});
    });
}

} // namespace convoscope
