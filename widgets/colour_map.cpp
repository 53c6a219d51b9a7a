#include "widgets/colour_map.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace convoscope {

namespace {

// Nine colours of viridis (van der Walt and Smith 2015) and five of cividis (Nuñez, Anderton and Renslow
// 2018), evenly spaced.
constexpr std::array viridis{0x440154U, 0x472d7bU, 0x3b528bU, 0x2c728eU, 0x21918cU,
                             0x28ae80U, 0x5ec962U, 0xaddc30U, 0xfde725U};
constexpr std::array cividis{0x00204dU, 0x414d6bU, 0x7c7b78U, 0xbcaf6fU, 0xffea46U};

// How far ramps go from the empty cell to the role's own colour.
constexpr double strongest = 0.6;

std::vector<Lab> stops(std::span<const unsigned> colours)
{
    std::vector<Lab> result;
    for (const unsigned colour : colours)
        result.push_back(toLab(colour));
    return result;
}

QRgb lerped(QRgb a, QRgb b, double t)
{
    const auto channel = [t](int from, int to) {
        return static_cast<int>(std::lround(std::lerp(from, to, t)));
    };
    return qRgb(channel(qRed(a), qRed(b)), channel(qGreen(a), qGreen(b)), channel(qBlue(a), qBlue(b)));
}

/// The end of a ramp: towards `role` in hue, and in lightness as far as the theme's text stays readable on
/// it.
Lab rampEnd(const QColor &role, const Theme &theme)
{
    constexpr int steps = 50;
    const double cell = toLab(theme.cell.rgb()).l;
    const Lab full = toLab(lerped(theme.cell.rgb(), role.rgb(), strongest));
    Lab end = full;
    for (int step = steps; step >= 0; --step) {
        end.l = std::lerp(cell, full.l, static_cast<double>(step) / steps);
        if (contrast(fromLab(end), theme.text.rgb()) >= theme.leastContrast())
            break;
    }
    return end;
}

/// From the empty cell to `end`. The hues are those of mixed light, for in Lab pale blues turn violet; the
/// lightness takes equal steps.
std::vector<Lab> rampStops(const Lab &end, const Theme &theme)
{
    constexpr int steps = 4;
    const Lab cell = toLab(theme.cell.rgb());
    std::vector<Lab> result;
    for (int i = 0; i <= steps; ++i) {
        const double way = static_cast<double>(i) / steps;
        result.push_back(toLab(lerped(theme.cell.rgb(), fromLab(end), way)));
        result.back().l = std::lerp(cell.l, end.l, way);
    }
    return result;
}

/// Both ends brought to a common lightness, so that neither sign looks stronger.
std::vector<Lab> divergingStops(const Theme &theme)
{
    Lab negative = rampEnd(theme.input, theme);
    Lab positive = rampEnd(theme.kernel, theme);
    const bool dark = theme.isDark();
    negative.l = dark ? std::min(negative.l, positive.l) : std::max(negative.l, positive.l);
    positive.l = negative.l;
    std::vector<Lab> result = rampStops(negative, theme);
    std::ranges::reverse(result);
    const std::vector<Lab> upwards = rampStops(positive, theme);
    result.insert(result.end(), upwards.begin() + 1, upwards.end());
    return result;
}

std::vector<Lab> stopsOf(MapKind kind, const QColor &role, const Theme &theme)
{
    switch (kind) {
    case MapKind::RoleRamp: return rampStops(rampEnd(role, theme), theme);
    case MapKind::Diverging: return divergingStops(theme);
    case MapKind::Sequential: return stops(viridis);
    case MapKind::Cividis: return stops(cividis);
    case MapKind::Grey: break; // needs no Lab
    }
    return {};
}

QRgb between(std::span<const Lab> stops, double fraction)
{
    const double place = fraction * static_cast<double>(stops.size() - 1);
    const size_t i = std::min(static_cast<size_t>(place), stops.size() - 2);
    return fromLab(mixed(stops[i], stops[i + 1], place - static_cast<double>(i)));
}

double fraction(size_t entry)
{
    return static_cast<double>(entry) / (ColourMap::tableSize - 1);
}

Range symmetric(Range range)
{
    const float reach = std::max(std::abs(range.low), std::abs(range.high));
    return {-reach, reach};
}

Range fromZero(Range range, MapKind kind)
{
    return kind == MapKind::RoleRamp ? Range{std::min(range.low, 0.0F), std::max(range.high, 0.0F)} : range;
}

} // namespace

MapKind defaultMap(const Plane &plane)
{
    if (plane.range.isSigned() || plane.role == PlaneRole::Kernel || plane.role == PlaneRole::Difference)
        return MapKind::Diverging;
    if (plane.feature)
        return MapKind::Sequential;
    return plane.picture ? MapKind::Grey : MapKind::RoleRamp;
}

ColourMap::ColourMap(MapKind kind, const QColor &role, Range range, const Theme &theme)
    : m_kind(kind)
    , m_nan(mixed(theme.cell, theme.error, 0.35).rgb())
    , m_text(theme.text.rgb())
    , m_leastContrast(theme.leastContrast())
{
    setRange(range);
    makeTable(role, theme);
}

ColourMap::ColourMap(const ColourMap &colours, const Plane &plane)
    : ColourMap(colours)
{
    setRange(fromZero(plane.range, m_kind));
}

void ColourMap::setRange(Range range)
{
    m_range = m_kind == MapKind::Diverging ? symmetric(range) : range;
    m_slope = 0.0F;
    const double width = static_cast<double>(m_range.high) - static_cast<double>(m_range.low);
    if (width > 0.0 && std::isfinite(width))
        m_slope = static_cast<float>((tableSize - 1) / width);
    else if (m_kind == MapKind::Diverging)
        m_range = {};
}

ColourMap::ColourMap(const Plane &plane, const Theme &theme)
    : ColourMap(defaultMap(plane), theme.role(plane.role), fromZero(plane.range, defaultMap(plane)), theme)
{
}

QRgb ColourMap::colour(float value) const
{
    if (std::isnan(value))
        return m_nan;
    if (m_slope == 0.0F)
        return flat(value);
    const float place = (value - m_range.low) * m_slope + 0.5F;
    if (!(place > 0.0F))
        return m_table.front();
    return place < tableSize ? m_table[static_cast<size_t>(place)] : m_table.back();
}

QRgb ColourMap::at(double fraction) const
{
    return m_table[static_cast<size_t>(std::lround(std::clamp(fraction, 0.0, 1.0) * (tableSize - 1)))];
}

QRgb ColourMap::textColour(QRgb background) const
{
    if (contrast(m_text, background) >= m_leastContrast)
        return m_text;
    const QRgb black = qRgb(0, 0, 0);
    const QRgb white = qRgb(255, 255, 255);
    return contrast(black, background) > contrast(white, background) ? black : white;
}

void ColourMap::fill(std::span<const float> values, QRgb *pixels) const
{
    std::ranges::transform(values, pixels, [this](float value) { return colour(value); });
}

QImage ColourMap::image(std::span<const float> values, int width, int height) const
{
    QImage result(width, height, QImage::Format_RGB32);
    for (int y = 0; y < result.height(); ++y)
        fill(values.subspan(static_cast<size_t>(y) * static_cast<size_t>(width), static_cast<size_t>(width)),
             reinterpret_cast<QRgb *>(result.scanLine(y)));
    return result;
}

QRgb ColourMap::flat(float value) const
{
    if (m_kind != MapKind::Diverging || value == 0.0F)
        return m_kind == MapKind::Diverging ? at(0.5) : m_table.front();
    return value < 0.0F ? m_table.front() : m_table.back();
}

// Lab is left for sRGB only at every eighth entry: no eye sees the difference, and it is eight times as
// quick.
void ColourMap::makeTable(const QColor &role, const Theme &theme)
{
    if (m_kind == MapKind::Grey) {
        for (size_t i = 0; i < tableSize; ++i)
            m_table[i] = lerped(qRgb(0, 0, 0), qRgb(255, 255, 255), fraction(i));
        return;
    }
    constexpr size_t pace = 8;
    const std::vector<Lab> stops = stopsOf(m_kind, role, theme);
    m_table[0] = between(stops, 0.0);
    for (size_t i = 0; i + 1 < tableSize; i += pace) {
        m_table[i + pace] = between(stops, fraction(i + pace));
        for (size_t k = 1; k < pace; ++k)
            m_table[i + k] = lerped(m_table[i], m_table[i + pace], static_cast<double>(k) / pace);
    }
}

QLinearGradient rampOf(const ColourMap &map)
{
    QLinearGradient gradient(0, 0, 1, 0);
    gradient.setCoordinateMode(QGradient::ObjectBoundingMode);
    for (int i = 0; i <= 16; ++i)
        gradient.setColorAt(i / 16.0, QColor::fromRgb(map.at(i / 16.0)));
    return gradient;
}

} // namespace convoscope
