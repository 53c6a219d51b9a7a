#include "core/components.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

/// Grows parts pixel by pixel.
class Labeller {
public:
    Labeller(const Tensor &x, float threshold)
        : m_x(x)
        , m_threshold(threshold)
    {
        m_found.labels.assign(x.values().size(), -1);
    }

    Components labelled() &&
    {
        for (int y = 0; y < m_x.height(); ++y) {
            for (int x = 0; x < m_x.width(); ++x) {
                if (free({y, x}))
                    grow({y, x});
            }
        }
        return std::move(m_found);
    }

private:
    [[nodiscard]] size_t index(Cell cell) const
    {
        return static_cast<size_t>(cell.row) * static_cast<size_t>(m_x.width())
            + static_cast<size_t>(cell.column);
    }

    [[nodiscard]] bool free(Cell cell) const
    {
        const Rect all{0, 0, m_x.height(), m_x.width()};
        return all.contains(cell) && m_found.labels[index(cell)] < 0
            && m_x.at(cell.row, cell.column) > m_threshold;
    }

    void grow(Cell seed)
    {
        Component part{.bounds = Rect::of(seed)};
        Cell last = seed;
        Cell first = seed;
        std::vector<Cell> open{seed};
        take(seed);
        while (!open.empty()) {
            const Cell cell = open.back();
            open.pop_back();
            ++part.pixels;
            part.mass += m_x.at(cell.row, cell.column);
            first = {std::min(first.row, cell.row), std::min(first.column, cell.column)};
            last = {std::max(last.row, cell.row), std::max(last.column, cell.column)};
            takeNeighbours(cell, open);
        }
        part.bounds = {first.row, first.column, last.row - first.row + 1, last.column - first.column + 1};
        m_found.parts.push_back(part);
    }

    void takeNeighbours(Cell cell, std::vector<Cell> &open)
    {
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                const Cell next{cell.row + dy, cell.column + dx};
                if (free(next)) {
                    take(next);
                    open.push_back(next);
                }
            }
        }
    }

    void take(Cell cell) { m_found.labels[index(cell)] = static_cast<int>(m_found.parts.size()); }

    const Tensor &m_x;
    float m_threshold;
    Components m_found;
};

} // namespace

Components componentsAbove(const Tensor &x, float threshold)
{
    return Labeller(x, threshold).labelled();
}

float otsuThreshold(std::span<const float> values)
{
    constexpr size_t bins = 256;
    const float largest = values.empty() ? 0.0F : *std::ranges::max_element(values);
    if (largest <= 0.0F)
        return 0.0F;
    std::array<double, bins> histogram{};
    const auto binOf = [largest](float value) {
        return std::min(bins - 1, static_cast<size_t>(std::max(value, 0.0F) / largest * bins));
    };
    double total = 0.0;
    for (const float value : values) {
        histogram[binOf(value)] += 1.0;
        total += static_cast<double>(binOf(value));
    }
    double below = 0.0;
    double sumBelow = 0.0;
    double best = -1.0;
    size_t split = 0;
    for (size_t bin = 0; bin + 1 < bins; ++bin) {
        below += histogram[bin];
        sumBelow += histogram[bin] * static_cast<double>(bin);
        const double above = static_cast<double>(values.size()) - below;
        if (below == 0.0 || above == 0.0)
            continue;
        const double apart = sumBelow / below - (total - sumBelow) / above;
        if (below * above * apart * apart > best) {
            best = below * above * apart * apart;
            split = bin;
        }
    }
    return largest * static_cast<float>(split + 1) / static_cast<float>(bins);
}

} // namespace convoscope
