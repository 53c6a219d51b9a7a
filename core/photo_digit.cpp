#include "core/photo_digit.h"

#include "core/components.h"
#include "core/digit_preparation.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace convoscope {

namespace {

constexpr float noiseBound = 4.0F; // standard deviations of the paper that no ink is
constexpr float faintest = 1.0F / 255.0F; // of the brightest value: what a photo can tell apart
constexpr double smallestShare = 0.02; // of the digit's ink that a further part of it has
constexpr double thinnest = 1.8; // pixels of a line in the digit of 20 that the networks are used to

Tensor reduced(const Tensor &photo)
{
    const int longer = std::max(photo.height(), photo.width());
    if (longer <= FoundDigit::longSide)
        return cropped(photo, {0, 0, photo.height(), photo.width()});
    const auto side = [longer](int pixels) {
        return std::max(1, static_cast<int>(static_cast<long long>(pixels) * FoundDigit::longSide / longer));
    };
    return scaledByArea(photo, {side(photo.height()), side(photo.width())});
}

/// Ink is what lies far off the paper's level, and most of what does lies on one side.
bool isDarkInk(const Tensor &grey, const Tensor &level)
{
    double cubes = 0.0;
    for (size_t i = 0; i < level.values().size(); ++i) {
        const double off = static_cast<double>(grey.values()[i]) - level.values()[i];
        cubes += off * off * off;
    }
    return cubes <= 0.0;
}

/// From which contrast on there is ink: above the paper's noise, and what rounding makes.
float thresholdFor(const Tensor &contrast, const Tensor &grey, float noise)
{
    const float brightest =
        std::abs(*std::ranges::max_element(grey.values(), {}, [](float value) { return std::abs(value); }));
    return std::max({otsuThreshold(contrast.values()), noiseBound * noise, faintest * brightest});
}

Tensor contrastTo(const Tensor &grey, const Tensor &level, bool darkInk)
{
    Tensor contrast(level.shape());
    for (size_t i = 0; i < contrast.values().size(); ++i) {
        const float off = grey.values()[i] - level.values()[i];
        contrast.values()[i] = std::max(0.0F, darkInk ? -off : off);
    }
    return contrast;
}

bool touchesEdge(const Rect &bounds, const Shape &shape)
{
    return bounds.top == 0 || bounds.left == 0 || bounds.top + bounds.height == shape.h
        || bounds.left + bounds.width == shape.w;
}

/// From 1 in the middle of the photo to a half in its corners.
double centrality(const Rect &bounds, const Shape &shape)
{
    const double y = (bounds.top + bounds.height / 2.0) / shape.h - 0.5;
    const double x = (bounds.left + bounds.width / 2.0) / shape.w - 0.5;
    return 1.0 - std::hypot(y, x) / std::hypot(1.0, 1.0);
}

/// The part that is most likely the digit, or most of it: much ink, in the middle, whole. -1 without parts.
int mainPart(const Components &found, const Shape &shape)
{
    int best = -1;
    double most = 0.0;
    for (size_t i = 0; i < found.parts.size(); ++i) {
        const Component &part = found.parts[i];
        const double whole = touchesEdge(part.bounds, shape) ? 0.01 : 1.0;
        const double weight = part.mass * centrality(part.bounds, shape) * whole;
        if (weight > most) {
            most = weight;
            best = static_cast<int>(i);
        }
    }
    return best;
}

int gap(int low, int length, int otherLow, int otherLength)
{
    return std::max({0, otherLow - (low + length), low - (otherLow + otherLength)});
}

/// Whether a part of the photo is a part of the digit, such as the bar of a 5: near it, above or below it or
/// small, and more than a speck.
bool belongs(const Component &part, const Component &main, const Shape &shape)
{
    const Rect &a = main.bounds;
    const Rect &b = part.bounds;
    if (part.mass < smallestShare * main.mass || touchesEdge(b, shape))
        return false;
    const int apart = std::max(gap(a.top, a.height, b.top, b.height), gap(a.left, a.width, b.left, b.width));
    const bool beside = gap(a.left, a.width, b.left, b.width) > 0;
    return apart * 4 <= std::max(a.height, a.width) && (!beside || b.height * 2 <= a.height);
}

/// 1 where a pixel belongs to the digit, 0 elsewhere.
Tensor maskOf(const Components &found, int main, const Shape &shape)
{
    std::vector<bool> chosen(found.parts.size());
    for (size_t i = 0; i < chosen.size(); ++i)
        chosen[i] = static_cast<int>(i) == main
            || belongs(found.parts[i], found.parts[static_cast<size_t>(main)], shape);
    Tensor mask(shape);
    for (size_t i = 0; i < found.labels.size(); ++i) {
        const int label = found.labels[i];
        mask.values()[i] = label >= 0 && chosen[static_cast<size_t>(label)] ? 1.0F : 0.0F;
    }
    return mask;
}

/// The largest value within `radius` of each pixel.
Tensor broadened(const Tensor &x, int radius)
{
    Tensor out(x.shape());
    for (int y = 0; y < x.height(); ++y) {
        for (int c = 0; c < x.width(); ++c) {
            if (x.at(y, c) <= 0.0F)
                continue;
            for (int dy = -radius; dy <= radius; ++dy) {
                for (int dx = -radius; dx <= radius; ++dx) {
                    const Cell to{y + dy, c + dx};
                    if (dy * dy + dx * dx <= radius * radius
                        && Rect{0, 0, x.height(), x.width()}.contains(to))
                        out.at(to.row, to.column) = std::max(out.at(to.row, to.column), x.at(y, c));
                }
            }
        }
    }
    return out;
}

/// How broad the lines of a mask are: twice its area over the length of its outline.
double lineWidth(const Tensor &mask)
{
    int area = 0;
    int outline = 0;
    const auto inside = [&mask](int y, int x) {
        return Rect{0, 0, mask.height(), mask.width()}.contains({y, x}) && mask.at(y, x) > 0.0F;
    };
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (!inside(y, x))
                continue;
            ++area;
            outline += static_cast<int>(!inside(y - 1, x)) + static_cast<int>(!inside(y + 1, x))
                + static_cast<int>(!inside(y, x - 1)) + static_cast<int>(!inside(y, x + 1));
        }
    }
    return outline > 0 ? 2.0 * area / outline : 0.0;
}

/// The contrast that full ink has: what four fifths of the digit's pixels don't reach.
float inkLevel(const Tensor &contrast, const Tensor &mask)
{
    std::vector<float> values;
    for (size_t i = 0; i < mask.values().size(); ++i) {
        if (mask.values()[i] > 0.0F)
            values.push_back(contrast.values()[i]);
    }
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 4 / 5);
    std::ranges::nth_element(values, at);
    return *at;
}

/// The digit with its soft edges, full ink being 1.
Tensor inkIn(const Tensor &contrast, const Tensor &mask)
{
    const float level = inkLevel(contrast, mask);
    Tensor ink = broadened(mask, 1);
    for (size_t i = 0; i < ink.values().size(); ++i)
        ink.values()[i] *= std::min(1.0F, contrast.values()[i] / level);
    return ink;
}

int neededBreadth(const Tensor &mask, const Rect &bounds)
{
    const double wanted = thinnest * std::max(bounds.height, bounds.width) / PreparedDigit::longSide;
    return std::max(0, static_cast<int>(std::lround((wanted - lineWidth(mask)) / 2.0)));
}

} // namespace

Result<FoundDigit> findDigit(const Tensor &photo)
{
    const Refusal nothing{.reason = Reason::EmptyInput, .field = "input"};
    if (photo.empty())
        return nothing;
    FoundDigit found;
    found.grey = reduced(photo);
    found.paper = paperLevel(found.grey);
    found.darkInk = isDarkInk(found.grey, found.paper.level);
    found.contrast = contrastTo(found.grey, found.paper.level, found.darkInk);
    found.threshold = thresholdFor(found.contrast, found.grey, found.paper.noise);
    const Components parts = componentsAbove(found.contrast, found.threshold);
    const int main = mainPart(parts, found.contrast.shape());
    if (main < 0)
        return nothing;
    const Tensor mask = maskOf(parts, main, found.contrast.shape());
    found.bounds = inkBounds(mask, 0.0F);
    found.thickened = neededBreadth(mask, found.bounds);
    found.ink = broadened(inkIn(found.contrast, mask), found.thickened);
    return found;
}

} // namespace convoscope
