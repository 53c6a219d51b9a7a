#include "widgets/colour_space.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope {

namespace {

// White of D65 and the bend of the CIE 1976 lightness curve.
constexpr double whiteX = 0.95047;
constexpr double whiteZ = 1.08883;
constexpr double bend = 6.0 / 29.0;

/// Linear light of an 8-bit sRGB channel (IEC 61966-2-1).
double linear(int channel)
{
    static const auto table = [] {
        std::array<double, 256> result{};
        for (size_t i = 0; i < result.size(); ++i) {
            const double c = static_cast<double>(i) / 255.0;
            result[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        }
        return result;
    }();
    return table[static_cast<size_t>(channel)];
}

int encoded(double light)
{
    const double c = light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
    return static_cast<int>(std::lround(std::clamp(c, 0.0, 1.0) * 255.0));
}

double forward(double t)
{
    return t > bend * bend * bend ? std::cbrt(t) : t / (3 * bend * bend) + 4.0 / 29.0;
}

double backward(double t)
{
    return t > bend ? t * t * t : 3 * bend * bend * (t - 4.0 / 29.0);
}

double luminance(QRgb c)
{
    return 0.2126 * linear(qRed(c)) + 0.7152 * linear(qGreen(c)) + 0.0722 * linear(qBlue(c));
}

} // namespace

Lab toLab(QRgb colour)
{
    const double r = linear(qRed(colour));
    const double g = linear(qGreen(colour));
    const double b = linear(qBlue(colour));
    const double x = forward((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / whiteX);
    const double y = forward(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = forward((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / whiteZ);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

QRgb fromLab(const Lab &colour)
{
    const double fy = (colour.l + 16) / 116;
    const double x = whiteX * backward(fy + colour.a / 500);
    const double y = backward(fy);
    const double z = whiteZ * backward(fy - colour.b / 200);
    return qRgb(encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
                encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
                encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z));
}

Lab mixed(const Lab &from, const Lab &to, double fraction)
{
    return {std::lerp(from.l, to.l, fraction), std::lerp(from.a, to.a, fraction),
            std::lerp(from.b, to.b, fraction)};
}

QRgb mixed(QRgb from, QRgb to, double fraction)
{
    return fromLab(mixed(toLab(from), toLab(to), fraction));
}

QColor mixed(const QColor &from, const QColor &to, double fraction)
{
    return QColor::fromRgb(mixed(from.rgb(), to.rgb(), fraction));
}

double contrast(QRgb a, QRgb b)
{
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

double contrast(const QColor &a, const QColor &b)
{
    return contrast(a.rgb(), b.rgb());
}

} // namespace convoscope
