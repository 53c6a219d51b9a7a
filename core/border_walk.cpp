#include "core/border_walk.h"

#include <algorithm>

namespace convoscope {

int BorderWalk::cells() const
{
    return bare() ? size.y * size.x : above() + size.y * beside() + sides.bottom * width();
}

bool BorderWalk::contains(Cell cell) const
{
    const Rect all{-sides.top, -sides.left, sides.top + size.y + sides.bottom, width()};
    return all.contains(cell) && (bare() || !body().contains(cell));
}

int BorderWalk::numberOf(Cell cell) const
{
    if (bare())
        return cell.row * size.x + cell.column;
    if (cell.row < 0)
        return (cell.row + sides.top) * width() + cell.column + sides.left;
    if (cell.row >= size.y)
        return above() + size.y * beside() + (cell.row - size.y) * width() + cell.column + sides.left;
    const int column = cell.column < 0 ? cell.column : cell.column - size.x;
    return above() + cell.row * beside() + column + sides.left;
}

Cell BorderWalk::cellOf(int number) const
{
    if (bare())
        return {number / size.x, number % size.x};
    if (number < above())
        return {number / width() - sides.top, number % width() - sides.left};
    number -= above();
    const int across = beside();
    if (across > 0 && number < size.y * across) {
        const int column = number % across - sides.left;
        return {number / across, column < 0 ? column : column + size.x};
    }
    number -= size.y * across;
    return {size.y + number / width(), number % width() - sides.left};
}

std::vector<Rect> BorderWalk::upTo(int last) const
{
    if (bare() || last < 0)
        return {body()};
    const int left = -sides.left;
    const Cell at = cellOf(std::min(last, cells() - 1));
    std::vector<Rect> rects;
    const auto add = [&](const Rect &rect) {
        if (!rect.empty())
            rects.push_back(rect);
    };
    add({-sides.top, left, at.row + sides.top, width()}); // the rows before it are complete
    add({at.row, left, 1, at.column - left + 1});
    if (at.row >= 0 && at.row < size.y && at.column < 0)
        add({at.row, 0, 1, size.x});
    const int below = std::max(at.row + 1, 0);
    add({below, 0, size.y - below, size.x});
    return rects;
}

} // namespace convoscope
