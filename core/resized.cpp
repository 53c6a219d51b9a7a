#include "core/resized.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace convoscope {

namespace {

/// How much of every old cell goes into a new one, along one axis.
struct Cover {
    int first = 0;
    std::vector<double> shares{}; ///< sum 1
};

std::vector<Cover> covers(int from, int to)
{
    std::vector<Cover> all;
    const double scale = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        const double begin = i * scale;
        const double end = std::min((i + 1) * scale, static_cast<double>(from));
        Cover cover{.first = std::min(static_cast<int>(begin), from - 1)};
        for (int old = cover.first; old < from && (old < end || cover.shares.empty()); ++old)
            cover.shares.push_back((std::min(end, old + 1.0) - std::max(begin, old * 1.0)) / (end - begin));
        all.push_back(std::move(cover));
    }
    return all;
}

float mean(std::span<const float> plane, int width, const Cover &rows, const Cover &columns)
{
    double sum = 0;
    for (size_t y = 0; y < rows.shares.size(); ++y) {
        const size_t line = (static_cast<size_t>(rows.first) + y) * static_cast<size_t>(width);
        for (size_t x = 0; x < columns.shares.size(); ++x)
            sum += rows.shares[y] * columns.shares[x] * plane[line + static_cast<size_t>(columns.first) + x];
    }
    return static_cast<float>(sum);
}

Tensor cut(const Tensor &x, const Rect &part)
{
    Tensor y({.n = x.shape().n, .c = x.shape().c, .h = part.height, .w = part.width});
    for (int n = 0; n < x.shape().n; ++n) {
        for (int c = 0; c < x.shape().c; ++c) {
            for (int row = 0; row < part.height; ++row)
                std::ranges::copy(
                    x.row(n, c, part.top + row)
                        .subspan(static_cast<size_t>(part.left), static_cast<size_t>(part.width)),
                    y.row(n, c, row).begin());
        }
    }
    return y;
}

} // namespace

Tensor resized(const Tensor &x, Pair size)
{
    if (size == Pair{x.height(), x.width()})
        return x;
    const std::vector<Cover> rows = covers(x.height(), size.y);
    const std::vector<Cover> columns = covers(x.width(), size.x);
    Tensor y({.n = x.shape().n, .c = x.shape().c, .h = size.y, .w = size.x});
    for (int n = 0; n < x.shape().n; ++n) {
        for (int c = 0; c < x.shape().c; ++c) {
            const auto plane = x.plane(n, c);
            for (int row = 0; row < size.y; ++row) {
                for (int column = 0; column < size.x; ++column)
                    y.at(n, c, row, column) = mean(plane, x.width(), rows[static_cast<size_t>(row)],
                                                   columns[static_cast<size_t>(column)]);
            }
        }
    }
    return y;
}

Tensor fitted(const Tensor &x, Pair size)
{
    const double scale =
        std::min(static_cast<double>(x.height()) / size.y, static_cast<double>(x.width()) / size.x);
    const int height = std::clamp(static_cast<int>(std::lround(size.y * scale)), 1, x.height());
    const int width = std::clamp(static_cast<int>(std::lround(size.x * scale)), 1, x.width());
    const Rect part{(x.height() - height) / 2, (x.width() - width) / 2, height, width};
    return resized(part == Rect{0, 0, x.height(), x.width()} ? x : cut(x, part), size);
}

} // namespace convoscope
