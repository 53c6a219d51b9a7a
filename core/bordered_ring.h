#pragma once

#include "core/filter.h"
#include "core/filter_rows.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace convoscope {

/// Which cells around a picture a ring of rows holds.
struct RingShape {
    Pair size{0, 0}; ///< of the picture
    int channels = 1;
    Pair kernel{1, 1}; ///< its anchor is the cell (height/2, width/2)
    int rows = 1; ///< that are held at once
    FilterBorder border = FilterBorder::Reflect;
    double constant = 0.0;
};

/// A few neighbouring rows of a picture with the border to the left and right written out, those above and
/// below the picture too; a row is fetched when it is first asked for. The row that takes its place is the
/// next `rows` further on.
template <typename T>
class BorderedRing {
public:
    /// fetch(y, out) writes row y of the picture.
    using Fetch = std::function<void(int y, T *out)>;

    BorderedRing(const RingShape &shape, Fetch fetch)
        : m_shape(shape)
        , m_fetch(std::move(fetch))
        , m_left(shape.kernel.x / 2)
        , m_pitch(pitchFor(shape))
        , m_held(static_cast<size_t>(shape.rows), std::numeric_limits<int>::min())
        , m_values(m_pitch * shape.rows + alignment)
    {
    }

    [[nodiscard]] const RingShape &shape() const { return m_shape; }

    /// Row `y`, which may lie in the border, from the first cell that the kernel reads for column 0.
    const T *row(int y)
    {
        const int slot = (y % m_shape.rows + m_shape.rows) % m_shape.rows;
        T *const start = m_values.data() + m_pitch * slot;
        if (m_held[static_cast<size_t>(slot)] != y) {
            fill(y, start);
            m_held[static_cast<size_t>(slot)] = y;
        }
        return start;
    }

private:
    static constexpr size_t alignment = 64;

    /// Rows a multiple of 4096 bytes apart would share one set of the first cache.
    static size_t pitchFor(const RingShape &shape)
    {
        const auto cells = static_cast<size_t>(shape.size.x + shape.kernel.x - 1);
        const size_t bytes = (cells * shape.channels + rowSlack) * sizeof(T);
        return ((bytes + 4095 - 320) / 4096 * 4096 + 320) / sizeof(T);
    }

    void fill(int y, T *start)
    {
        const auto source = borderSource(y, m_shape.size.y, m_shape.border);
        if (!source) {
            std::fill_n(start, (m_shape.size.x + m_shape.kernel.x - 1) * m_shape.channels,
                        static_cast<T>(m_shape.constant));
            return;
        }
        T *const body = start + m_left * m_shape.channels;
        m_fetch(*source, body);
        for (int x = 0; x < m_left; ++x)
            fillCell(body, x - m_left);
        for (int x = m_left; x < m_shape.kernel.x - 1; ++x)
            fillCell(body, m_shape.size.x + x - m_left);
    }

    void fillCell(T *body, int column)
    {
        const auto source = borderSource(column, m_shape.size.x, m_shape.border);
        for (int c = 0; c < m_shape.channels; ++c) {
            body[column * m_shape.channels + c] =
                source ? body[*source * m_shape.channels + c] : static_cast<T>(m_shape.constant);
        }
    }

    RingShape m_shape;
    Fetch m_fetch;
    int m_left;
    size_t m_pitch;
    std::vector<int> m_held;
    std::vector<T> m_values;
};

/// `count` values of row `y`, from the value `first` on.
struct Piece {
    int y = 0;
    int first = 0;
    int count = 0;
};

using FloatRing = BorderedRing<float>;
using ByteRing = BorderedRing<std::uint8_t>;

} // namespace convoscope
