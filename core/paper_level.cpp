#include "core/paper_level.h"

#include "core/digit_preparation.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <vector>

namespace convoscope {

namespace {

constexpr int rounds = 8;
constexpr int coarseSide = 80; // pixels of the longer side that the paper is fitted to
constexpr float deviationsPerMedian = 1.4826F; // of a normal distribution
constexpr double farOff = 1.5; // standard deviations
constexpr double enough = 0.25; // of all pixels: the paper is at least so large

using Terms = Eigen::Matrix<double, 6, 1>;

/// 1, y, x, y², yx, x² of a pixel's middle, both coordinates from -1 to 1 over the photo.
Terms termsAt(int row, int column, const Shape &shape)
{
    const auto place = [](int i, int size) { return (2.0 * i + 1.0) / size - 1.0; };
    const double y = place(row, shape.h);
    const double x = place(column, shape.w);
    Terms terms;
    terms << 1.0, y, x, y * y, y * x, x * x;
    return terms;
}

Terms fitted(const Tensor &grey, const std::vector<bool> &paper)
{
    Eigen::Matrix<double, 6, 6> products = Eigen::Matrix<double, 6, 6>::Identity() * 1e-6;
    Terms right = Terms::Zero();
    size_t i = 0;
    for (int y = 0; y < grey.height(); ++y) {
        for (int x = 0; x < grey.width(); ++x, ++i) {
            if (!paper[i])
                continue;
            const Terms terms = termsAt(y, x, grey.shape());
            products.noalias() += terms * terms.transpose();
            right += terms * static_cast<double>(grey.at(y, x));
        }
    }
    return products.ldlt().solve(right);
}

Tensor evaluated(const Terms &factors, const Shape &shape)
{
    Tensor level({.h = shape.h, .w = shape.w});
    for (int y = 0; y < shape.h; ++y) {
        for (int x = 0; x < shape.w; ++x)
            level.at(y, x) = static_cast<float>(factors.dot(termsAt(y, x, shape)));
    }
    return level;
}

/// Standard deviation of the paper's pixels from its level.
double roughness(const Tensor &grey, const Tensor &level, const std::vector<bool> &paper)
{
    double sum = 0.0;
    double count = 0.0;
    for (size_t i = 0; i < paper.size(); ++i) {
        const double off = static_cast<double>(grey.values()[i]) - level.values()[i];
        sum += paper[i] ? off * off : 0.0;
        count += paper[i] ? 1.0 : 0.0;
    }
    return count > 0.0 ? std::sqrt(sum / count) : 0.0;
}

/// The pixels that lie no farther off than `reach`.
std::vector<bool> closeTo(const Tensor &grey, const Tensor &level, double reach)
{
    std::vector<bool> close(level.values().size());
    for (size_t i = 0; i < close.size(); ++i)
        close[i] = std::abs(static_cast<double>(grey.values()[i]) - level.values()[i]) <= reach;
    return close;
}

/// The factors of the paper, found on a coarse picture of the photo.
Terms paperTerms(const Tensor &coarse)
{
    std::vector<bool> paper(coarse.values().size(), true);
    Terms factors = fitted(coarse, paper);
    for (int round = 1; round < rounds; ++round) {
        const Tensor level = evaluated(factors, coarse.shape());
        auto closer = closeTo(coarse, level, farOff * roughness(coarse, level, paper) + 1e-6);
        const auto left = std::ranges::count(closer, true);
        if (closer == paper || static_cast<double>(left) < enough * static_cast<double>(paper.size()))
            break;
        paper = std::move(closer);
        factors = fitted(coarse, paper);
    }
    return factors;
}

Tensor coarsened(const Tensor &grey)
{
    const int longer = std::max(grey.height(), grey.width());
    const auto side = [longer](int pixels) {
        return std::max(1, pixels * coarseSide / std::max(longer, coarseSide));
    };
    return scaledByArea(grey, {side(grey.height()), side(grey.width())});
}

/// Standard deviation of most pixels from the level, by the median of the distances.
float noiseAround(const Tensor &grey, const Tensor &level)
{
    std::vector<float> distances(level.values().size());
    std::ranges::transform(level.values(), grey.values().first(distances.size()), distances.begin(),
                           [](float a, float b) { return std::abs(a - b); });
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle * deviationsPerMedian;
}

} // namespace

PaperLevel paperLevel(const Tensor &grey)
{
    PaperLevel result;
    result.level = evaluated(paperTerms(coarsened(grey)), grey.shape());
    result.noise = noiseAround(grey, result.level);
    return result;
}

} // namespace convoscope
