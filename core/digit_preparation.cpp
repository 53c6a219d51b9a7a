#include "core/digit_preparation.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr float leastInk = 0.02F; // fainter is dirt, or the soft edge of a line

float meanOver(const Tensor &x, const AreaCover &rows, const AreaCover &columns)
{
    float sum = 0.0F;
    for (size_t i = 0; i < rows.shares.size(); ++i) {
        float inRow = 0.0F;
        for (size_t k = 0; k < columns.shares.size(); ++k)
            inRow += columns.shares[k]
                * x.at(rows.first + static_cast<int>(i), columns.first + static_cast<int>(k));
        sum += rows.shares[i] * inRow;
    }
    return sum;
}

/// The size of a digit whose longer side is brought to 20 pixels.
Pair fitted(Pair size)
{
    const double scale = static_cast<double>(PreparedDigit::longSide) / std::max(size.y, size.x);
    const auto side = [scale](int pixels) {
        return std::max(1, static_cast<int>(std::lround(pixels * scale)));
    };
    return {side(size.y), side(size.x)};
}

/// Where a digit of this length begins so that its centre comes to the middle, and all of it is there.
int cornerFor(double centre, int length)
{
    const double middle = PreparedDigit::side / 2.0;
    return std::clamp(static_cast<int>(std::lround(middle - centre)), 0, PreparedDigit::side - length);
}

Tensor placed(const Tensor &scaled, Cell corner)
{
    Tensor digit({.h = PreparedDigit::side, .w = PreparedDigit::side});
    for (int y = 0; y < scaled.height(); ++y)
        std::ranges::copy(scaled.row(0, 0, y), digit.row(0, 0, corner.row + y).begin() + corner.column);
    return digit;
}

} // namespace

Rect inkBounds(const Tensor &ink, float least)
{
    int top = ink.height();
    int bottom = -1;
    int left = ink.width();
    int right = -1;
    for (int y = 0; y < ink.height(); ++y) {
        for (int x = 0; x < ink.width(); ++x) {
            if (ink.at(y, x) <= least)
                continue;
            top = std::min(top, y);
            bottom = y;
            left = std::min(left, x);
            right = std::max(right, x);
        }
    }
    return {top, left, bottom - top + 1, right - left + 1};
}

Tensor cropped(const Tensor &x, const Rect &rect)
{
    Tensor part({.h = rect.height, .w = rect.width});
    for (int y = 0; y < rect.height; ++y) {
        const auto row = x.row(0, 0, rect.top + y).subspan(static_cast<size_t>(rect.left));
        std::ranges::copy(row.first(static_cast<size_t>(rect.width)), part.row(0, 0, y).begin());
    }
    return part;
}

std::vector<AreaCover> areaCovers(int from, int to)
{
    std::vector<AreaCover> all;
    const double width = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        const double low = i * width;
        const double high = (i + 1) * width;
        AreaCover cover{.first = std::min(static_cast<int>(low), from - 1), .shares = {}};
        for (int k = cover.first; k < from && k < high; ++k)
            cover.shares.push_back(
                static_cast<float>((std::min(high, k + 1.0) - std::max<double>(low, k)) / width));
        all.push_back(std::move(cover));
    }
    return all;
}

Tensor scaledByArea(const Tensor &x, Pair size)
{
    const auto rows = areaCovers(x.height(), size.y);
    const auto columns = areaCovers(x.width(), size.x);
    Tensor scaled({.h = size.y, .w = size.x});
    for (int y = 0; y < size.y; ++y) {
        for (int c = 0; c < size.x; ++c)
            scaled.at(y, c) = meanOver(x, rows[static_cast<size_t>(y)], columns[static_cast<size_t>(c)]);
    }
    return scaled;
}

PixelPoint centreOfMass(const Tensor &x)
{
    double mass = 0.0;
    PixelPoint moment;
    for (int y = 0; y < x.height(); ++y) {
        for (int c = 0; c < x.width(); ++c) {
            mass += x.at(y, c);
            moment.y += (y + 0.5) * x.at(y, c);
            moment.x += (c + 0.5) * x.at(y, c);
        }
    }
    if (mass <= 0.0)
        return {x.height() / 2.0, x.width() / 2.0};
    return {moment.y / mass, moment.x / mass};
}

Result<PreparedDigit> prepareDigit(const Tensor &ink)
{
    PreparedDigit made;
    made.crop = inkBounds(ink, leastInk);
    if (made.crop.empty())
        return Refusal{.reason = Reason::EmptyInput, .field = "input"};
    made.cropped = cropped(ink, made.crop);
    made.scaled = scaledByArea(made.cropped, fitted({made.crop.height, made.crop.width}));
    made.centre = centreOfMass(made.scaled);
    made.corner = {cornerFor(made.centre.y, made.scaled.height()),
                   cornerFor(made.centre.x, made.scaled.width())};
    made.digit = placed(made.scaled, made.corner);
    return made;
}

} // namespace convoscope
