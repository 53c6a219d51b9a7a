#include "core/median.h"

#include <array>

namespace convoscope {

namespace {

/// Lower value to a, higher to b.
void order(float &a, float &b)
{
    const float low = a < b ? a : b;
    b = a < b ? b : a;
    a = low;
}

/// The median of nine by 19 comparisons (Paeth, Graphics Gems 1990); without branches, so that compilers
/// vectorise it.
float middleOf(std::array<float, 9> v)
{
    constexpr std::array<std::array<int, 2>, 19> network{{{1, 2},
                                                          {4, 5},
                                                          {7, 8},
                                                          {0, 1},
                                                          {3, 4},
                                                          {6, 7},
                                                          {1, 2},
                                                          {4, 5},
                                                          {7, 8},
                                                          {0, 3},
                                                          {5, 8},
                                                          {4, 7},
                                                          {3, 6},
                                                          {1, 4},
                                                          {2, 5},
                                                          {4, 7},
                                                          {4, 2},
                                                          {6, 4},
                                                          {4, 2}}};
    for (const auto &pair : network)
        order(v[static_cast<size_t>(pair[0])], v[static_cast<size_t>(pair[1])]);
    return v[4];
}

void smallRow(const std::array<const float *, 3> &rows, int step, int count, float *out)
{
    const float *const above = rows[0];
    const float *const here = rows[1];
    const float *const below = rows[2];
    for (int i = 0; i < count; ++i) {
        out[i] = middleOf({above[i], above[i + step], above[i + 2 * step], here[i], here[i + step],
                           here[i + 2 * step], below[i], below[i + step], below[i + 2 * step]});
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

} // namespace

void runMedian(FloatRing &ring, int first, int last, const TakePiece &take)
{
    const RingShape &shape = ring.shape();
    const int side = shape.kernel.y;
    const int count = shape.size.x * shape.channels;
    std::vector<float> out(static_cast<size_t>(count) + rowSlack);
    std::vector<const float *> rows(static_cast<size_t>(side));
    for (int y = first; y < last; ++y) {
        for (int i = 0; i < side; ++i)
            rows[static_cast<size_t>(i)] = ring.row(y - side / 2 + i);
        if (side == 3)
            smallRow({rows[0], rows[1], rows[2]}, shape.channels, count, out.data());
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
