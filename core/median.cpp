#include "core/median.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace convoscope {

namespace {

/// Lower value to a, higher to b.
void order(float &a, float &b)
{
    const float low = a < b ? a : b;
    b = a < b ? b : a;
    a = low;
}

/// The median of nine, row by row, by 19 comparisons (Paeth, Graphics Gems 1990); written out without
/// branches and indices, so that compilers vectorise it.
float middleOf(float a, float b, float c, float d, float e, float f, float g, float h,
               float i) // NOLINT(readability-function-size)
{
    // clang-format off
    order(b, c); order(e, f); order(h, i); order(a, b); order(d, e); order(g, h); order(b, c);
    order(e, f); order(h, i); order(a, d); order(f, i); order(e, h); order(d, g); order(b, e);
    order(c, f); order(e, h); order(e, c); order(g, e); order(e, c);
    // clang-format on
    return e;
}

void smallRow(const std::array<const float *, 3> &rows, int step, int count, float *out)
{
    const float *const above = rows[0];
    const float *const here = rows[1];
    const float *const below = rows[2];
    for (int i = 0; i < count; ++i) {
        out[i] = middleOf(above[i], above[i + step], above[i + 2 * step], here[i], here[i + step],
                          here[i + 2 * step], below[i], below[i + step], below[i + 2 * step]);
    }
}

void largeRow(const std::vector<const float *> &rows, int step, int count, float *out)
{
    const size_t side = rows.size();
    std::vector<float> values(side * side);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    for (int i = 0; i < count; ++i) {
        auto next = values.begin();
        for (const float *row : rows) {
            for (size_t x = 0; x < side; ++x)
                *next++ = row[i + x * step];
        }
        std::ranges::nth_element(values, middle);
        out[i] = *middle;
    }
}

/// The rows of a window as bytes, where they hold nothing but whole levels from 0 to 255.
class LevelRows {
public:
    LevelRows(int side, int width)
        : m_side(side)
        , m_width(width)
        , m_bytes(static_cast<size_t>(side) * width)
        , m_whole(static_cast<size_t>(side), false)
    {
    }

    /// Rows are taken in order; each stays until `side` others have come.
    void take(int y, const float *row)
    {
        const size_t slot = slotOf(y);
        std::uint8_t *const to = m_bytes.data() + slot * static_cast<size_t>(m_width);
        bool whole = true;
        for (int i = 0; i < m_width; ++i) {
            const auto level = static_cast<int>(std::clamp(row[i], 0.0F, 255.0F));
            whole = whole && static_cast<float>(level) == row[i];
            to[i] = static_cast<std::uint8_t>(level);
        }
        m_whole[slot] = whole;
    }
    [[nodiscard]] bool whole() const
    {
        return std::ranges::all_of(m_whole, [](bool whole) { return whole; });
    }
    /// The values of a column, row by row in any order.
    template <typename Act>
    void column(int i, Act act) const
    {
        const std::uint8_t *value = m_bytes.data() + i;
        for (int row = 0; row < m_side; ++row, value += m_width)
            act(*value);
    }

private:
    [[nodiscard]] size_t slotOf(int y) const { return static_cast<size_t>((y % m_side + m_side) % m_side); }

    int m_side;
    int m_width;
    std::vector<std::uint8_t> m_bytes;
    std::vector<bool> m_whole;
};

/// How often each level is in the window, and its middle: of a window that moves on by a column only what
/// comes and goes is counted (Huang, Yang and Tang 1979).
class MovingMiddle {
public:
    explicit MovingMiddle(int cells)
        : m_half(cells / 2)
    {
    }

    void add(std::uint8_t level)
    {
        ++m_counts[level];
        m_below += level < m_middle ? 1 : 0;
    }
    void remove(std::uint8_t level)
    {
        --m_counts[level];
        m_below -= level < m_middle ? 1 : 0;
    }
    [[nodiscard]] int settle()
    {
        while (m_below > m_half)
            m_below -= m_counts[static_cast<size_t>(--m_middle)];
        while (m_below + m_counts[static_cast<size_t>(m_middle)] <= m_half)
            m_below += m_counts[static_cast<size_t>(m_middle++)];
        return m_middle;
    }

private:
    std::array<int, 256> m_counts{};
    int m_half;
    int m_middle = 0;
    int m_below = 0; ///< how many are less than the middle
};

void levelRow(const LevelRows &rows, int side, int step, int count, float *out)
{
    for (int channel = 0; channel < step; ++channel) {
        MovingMiddle middle(side * side);
        for (int x = 0; x + 1 < side; ++x)
            rows.column(channel + x * step, [&](std::uint8_t level) { middle.add(level); });
        for (int i = channel; i < count; i += step) {
            rows.column(i + (side - 1) * step, [&](std::uint8_t level) { middle.add(level); });
            out[i] = static_cast<float>(middle.settle());
            rows.column(i, [&](std::uint8_t level) { middle.remove(level); });
        }
    }
}

} // namespace

void runMedian(FloatRing &ring, int first, int last, const TakePiece &take)
{
    const RingShape &shape = ring.shape();
    const int side = shape.kernel.y;
    const int count = shape.size.x * shape.channels;
    std::vector<float> out(static_cast<size_t>(count) + rowSlack);
    std::vector<const float *> rows(static_cast<size_t>(side));
    LevelRows levels(side, count + (side - 1) * shape.channels);
    for (int y = first; y < last; ++y) {
        for (int i = 0; i < side; ++i)
            rows[static_cast<size_t>(i)] = ring.row(y - side / 2 + i);
        for (int i = y == first ? 0 : side - 1; i < side && side > 3; ++i)
            levels.take(y + i, rows[static_cast<size_t>(i)]);
        if (side == 3)
            smallRow({rows[0], rows[1], rows[2]}, shape.channels, count, out.data());
        else if (levels.whole())
            levelRow(levels, side, shape.channels, count, out.data());
        else
            largeRow(rows, shape.channels, count, out.data());
        take({y, 0, count, out.data()});
    }
}

double medianCost(int side)
{
    return side == 3 ? 20.0 : 8.0 * side * side;
}

} // namespace convoscope
