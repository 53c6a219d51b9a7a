#include "widgets/plane_painter.h"

#include "widgets/colour_space.h"
#include "widgets/number_text.h"

#include <QPaintEngine>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr long long manyCells = 1LL << 16;
constexpr long long crowdedCells = 1LL << 12; // in a thumbnail, several of them to a pixel
constexpr double gridFrom = 6.0; // pixels a cell needs for grid lines
constexpr double pictureGridFrom = 16.0; // lines would hide a picture
constexpr double smallestText = 7.0;
constexpr int mostVectorCells = 4096; // drawn as rectangles where a picture is made of vectors

long long cellsOf(const Rect &r)
{
    return r.empty() ? 0 : static_cast<long long>(r.height) * r.width;
}

/// Viewers blur the enlarged pixels of an image in SVG and PDF.
bool isVector(const QPainter &painter)
{
    const auto type = painter.paintEngine()->type();
    return type == QPaintEngine::SVG || type == QPaintEngine::Pdf;
}

bool isLarge(const Plane &plane)
{
    return cellsOf(plane.body()) > manyCells;
}

/// Quick, as every padding pixel of a photo asks for it.
QRgb blended(QRgb from, QRgb to, double fraction)
{
    const int part = qRound(fraction * 256);
    const auto channel = [part](int a, int b) { return a + (b - a) * part / 256; };
    return qRgb(channel(qRed(from), qRed(to)), channel(qGreen(from), qGreen(to)),
                channel(qBlue(from), qBlue(to)));
}

/// Three decimals at most: shorter than a number with an exponent beside many.
QString barText(float value)
{
    constexpr float least = 0.001F;
    if (value == 0.0F || std::abs(value) >= least / 2)
        return cellText(std::round(value / least) * least);
    return value > 0.0F ? QChar('<') + cellText(least) : QChar('>') + cellText(-least);
}

} // namespace

PlaneImage &PaintCache::imageOf(const Plane &plane, const ColourMap &map)
{
    Entry &entry = m_planes[{plane.values.get(), plane.channel}];
    if (!entry.image) {
        entry.values = plane.values;
        entry.image = std::make_shared<PlaneImage>(plane, map.range());
    }
    if (entry.low != map.at(0.0) || entry.high != map.at(1.0)) {
        entry.image->setColours(map);
        entry.low = map.at(0.0);
        entry.high = map.at(1.0);
    }
    return *entry.image;
}

void PaintCache::prepare(const Trace &trace, const Theme &theme)
{
    for (const Plane &plane : trace.planes()) {
        if (isLarge(plane))
            imageOf(plane, ColourMap(plane, theme));
    }
}

const ColourMap &PaintCache::mapOf(const Plane &plane, const Theme &theme)
{
    Entry &entry = m_planes[{plane.values.get(), plane.channel}];
    entry.values = plane.values;
    if (!entry.map || entry.scheme != theme.scheme || entry.role != plane.role) {
        auto &colours = m_colours[{defaultMap(plane), plane.role, theme.scheme}];
        if (!colours)
            colours = std::make_shared<ColourMap>(plane, theme);
        entry.map = std::make_shared<ColourMap>(*colours, plane);
        entry.scheme = theme.scheme;
        entry.role = plane.role;
    }
    return *entry.map;
}

GlyphAtlas &PaintCache::glyphs(const QFont &font)
{
    GlyphAtlas &atlas = m_glyphs[font.pixelSize()];
    atlas.setFont(font);
    return atlas;
}

int PaintCache::longestText(const Plane &plane)
{
    Entry &entry = m_planes[{plane.values.get(), plane.channel}];
    if (entry.longest > 0)
        return entry.longest;
    entry.values = plane.values;
    const auto values = plane.values->plane(0, plane.channel);
    const size_t stride = std::max<size_t>(1, values.size() / 2048);
    qsizetype longest = std::max(cellText(plane.range.low).size(), cellText(plane.range.high).size());
    for (size_t i = 0; i < values.size(); i += stride)
        longest = std::max(longest, cellText(values[i]).size());
    entry.longest = static_cast<int>(longest);
    return entry.longest;
}

void PaintCache::keepOnly(const Trace &trace)
{
    std::erase_if(m_planes, [&](const auto &item) {
        return std::ranges::none_of(
            trace.planes(), [&](const Plane &plane) { return plane.values.get() == item.first.first; });
    });
}

bool PlanePainter::isFar() const
{
    const bool crowded = pane.thumbnail && pane.cell < 1 && cellsOf(plane().body()) > crowdedCells;
    return pane.cell < gridFrom && (isLarge(plane()) || crowded);
}

double PlanePainter::textSize() const
{
    if (pane.cell < smallestText * 1.8)
        return 0.0;
    const int longest = std::max(2, cache.longestText(plane()));
    const double part = std::clamp(0.5 - (pane.cell - 20) * 0.006, 0.34, 0.5);
    const double size = std::min(
        {pane.cell * part, (pane.cell - (longest > 2 ? 3 : 5)) / (0.61 * longest), theme.px(17) * 1.0});
    return size < smallestText ? 0.0 : std::floor(size + 0.3);
}

QRectF PlanePainter::numberBox(Cell cell) const
{
    const bool annotated = pane.cell >= theme.px(34) && plane().role == PlaneRole::Input;
    return pane.rectOf(cell).adjusted(0, 0, 0, annotated ? -pane.cell * 0.12 : 0.0);
}

void PlanePainter::paint(QPainter &painter) const
{
    painter.save();
    painter.setClipRect(pane.frame, Qt::IntersectClip);
    if (pane.bars)
        paintBars(painter);
    else if (isFar())
        paintFar(painter);
    else
        paintNear(painter);
    paintEdges(painter);
    painter.restore();
}

double PlanePainter::paddingShare(const ColourMap &map) const
{
    if (plane().picture)
        return 0.6;
    double share = 0.4;
    const auto readable = [&](double end) {
        const QRgb ground = blended(theme.padding.rgb(), map.at(end), share);
        return contrast(theme.muted.rgb(), ground) >= theme.leastContrast();
    };
    while (textSize() > 0 && share > 0.05 && !(readable(0.0) && readable(1.0)))
        share -= 0.05;
    return share;
}

QRgb PlanePainter::paddingColour(Cell cell, QRgb held, double share) const
{
    const bool copied = plane().source(cell) && !plane().inserted(cell);
    return blended(theme.padding.rgb(), held, copied || plane().picture ? share : 0.0);
}

void PlanePainter::paintFar(QPainter &painter) const
{
    const ColourMap &map = cache.mapOf(plane(), theme);
    const PlaneImage &pyramid = cache.imageOf(plane(), map);
    const double scale = painter.deviceTransform().m11() * pane.cell;
    const int level = pyramid.levelFor(scale);
    const QImage &image = pyramid.level(level);
    const double shrink = std::exp2(level);
    paintFarPadding(painter, image, shrink);
    painter.fillRect(pane.rectOf(plane().body()).intersected(pane.frame), theme.cell);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < 2.0);
    const Rect seen = pane.visible(plane());
    for (const Rect &part : trace.shown(pane.plane, beat)) {
        const int top = std::max({part.top, seen.top, 0});
        const int left = std::max({part.left, seen.left, 0});
        const int bottom = std::min({part.top + part.height, seen.top + seen.height, plane().size().y});
        const int right = std::min({part.left + part.width, seen.left + seen.width, plane().size().x});
        if (bottom <= top || right <= left)
            continue;
        const QRectF target = pane.rectOf({top, left, bottom - top, right - left});
        const QRectF source(left / shrink, top / shrink, (right - left) / shrink, (bottom - top) / shrink);
        painter.drawImage(target, image, source);
    }
}

/// One device pixel at a time, looked up where its cell is copied from: padding is a thin frame from afar.
void PlanePainter::paintFarPadding(QPainter &painter, const QImage &image, double shrink) const
{
    const QRectF area = pane.rectOf(plane().padded()).intersected(pane.frame);
    const QRectF body = pane.rectOf(plane().body());
    const double scale = painter.deviceTransform().m11();
    const QSize size(qCeil(area.width() * scale), qCeil(area.height() * scale));
    if (size.isEmpty() || body.adjusted(-1, -1, 1, 1).contains(area))
        return painter.fillRect(area, theme.padding);
    const ColourMap &map = cache.mapOf(plane(), theme);
    const QRgb constant = map.colour(plane().border.constant);
    const double share = paddingShare(map);
    QImage colours(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(colours.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const QPointF point = area.topLeft() + QPointF(x + 0.4, y + 0.4) / scale;
            if (body.contains(point)) {
                x = std::max(x, static_cast<int>((body.right() - area.left()) * scale) - 1);
                continue;
            }
            const Cell cell = pane.cellAt(point);
            const auto from = plane().source(cell);
            const QRgb held = from && plane().body().contains(*from)
                ? image.pixel(static_cast<int>(from->column / shrink), static_cast<int>(from->row / shrink))
                : from ? map.colour(plane().at(cell))
                       : constant;
            const bool shown = trace.shownAt(pane.plane, cell) <= beat;
            line[x] = shown ? paddingColour(cell, held, share) : theme.cell.rgb();
        }
    }
    painter.drawImage(QRectF(area.topLeft(), QSizeF(size) / scale), colours);
}

void PlanePainter::paintNear(QPainter &painter) const
{
    const Rect cells = pane.visible(plane());
    if (cells.empty())
        return;
    const ColourMap &map = cache.mapOf(plane(), theme);
    const double size = textSize();
    const double share = paddingShare(map);
    QImage colours(cells.width, cells.height, QImage::Format_RGB32);
    std::vector<CellText> texts;
    for (int y = 0; y < cells.height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(colours.scanLine(y));
        for (int x = 0; x < cells.width; ++x) {
            const Cell cell{cells.top + y, cells.left + x};
            if (cell == hidden || trace.shownAt(pane.plane, cell) > beat) {
                line[x] = theme.cell.rgb();
                continue;
            }
            const bool own = plane().body().contains(cell) && !plane().inserted(cell);
            const float value = trace.value(pane.plane, cell, beat);
            line[x] = own ? map.colour(value) : paddingColour(cell, map.colour(value), share);
            if (size > 0) {
                const bool muted = !own && !plane().picture;
                texts.push_back({.cell = numberBox(cell),
                                 .text = cellText(value),
                                 .colour = muted ? theme.muted.rgb() : map.textColour(line[x])});
            }
        }
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    paintColours(painter, cells, colours);
    if (pane.cell >= (plane().picture || plane().feature ? pictureGridFrom : gridFrom))
        paintGrid(painter, cells);
    if (size > 0)
        cache.glyphs(theme.mono(size / theme.scale)).draw(painter, texts);
}

void PlanePainter::paintColours(QPainter &painter, const Rect &cells, const QImage &colours) const
{
    if (!isVector(painter) || cells.height * cells.width > mostVectorCells)
        return painter.drawImage(pane.rectOf(cells), colours);
    if (pane.thumbnail) { // hundreds of them: enlarged, so that a viewer's blur is small
        constexpr int larger = 8;
        return painter.drawImage(pane.rectOf(cells), colours.scaled(colours.size() * larger));
    }
    for (int y = 0; y < cells.height; ++y) {
        for (int x = 0; x < cells.width; ++x)
            painter.fillRect(pane.rectOf(Cell{cells.top + y, cells.left + x}), colours.pixelColor(x, y));
    }
}

/// Bars to the left and right of zero, each with its index before it and its value behind.
void PlanePainter::paintBars(QPainter &painter) const
{
    const Range range = plane().range;
    const double low = std::min(0.0F, range.low);
    const double span = std::max(1e-6, std::max(0.0F, range.high) - low);
    const double pixels = std::min(pane.cell * 0.62, theme.px(13) * 1.0);
    const QFont font = theme.mono(pixels / theme.scale);
    const double index = theme.px(16);
    const double text = QFontMetricsF(font).horizontalAdvance(QStringLiteral("−00.00"));
    const double room = std::max(theme.px(10) * 1.0, pane.frame.width() - index - text);
    const double zero = index + room * -low / span;
    const auto values = plane().values->plane(0, plane().channel);
    const auto largest = std::ranges::max_element(values) - values.begin();
    painter.setFont(font);
    for (int row = 0; row < plane().size().y; ++row) {
        const Cell cell{row, 0};
        const QRectF line = pane.rectOf(cell);
        const bool wins = row == largest;
        painter.setPen(wins ? theme.roleText(plane().role) : theme.muted);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, QString::number(row));
        if (cell == hidden || trace.shownAt(pane.plane, cell) > beat)
            continue;
        const float value = trace.value(pane.plane, cell, beat);
        const double end = zero + room * static_cast<double>(value) / span;
        const QRectF bar(line.left() + std::min(zero, end), line.top() + line.height() * 0.16,
                         std::max(1.0, std::abs(end - zero)), line.height() * 0.68);
        painter.fillRect(bar, wins ? theme.role(plane().role) : theme.muted);
        painter.drawText(line.adjusted(std::max(zero, end) + theme.px(4), 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, barText(value));
    }
}

void PlanePainter::paintGrid(QPainter &painter, const Rect &cells) const
{
    const QRectF area = pane.rectOf(cells);
    for (int row = cells.top; row <= cells.top + cells.height; ++row) {
        const double y = pane.origin.y() + row * pane.cell;
        painter.fillRect(QRectF(area.left(), y, area.width(), 1), theme.line);
    }
    for (int column = cells.left; column <= cells.left + cells.width; ++column) {
        const double x = pane.origin.x() + column * pane.cell;
        painter.fillRect(QRectF(x, area.top(), 1, area.height()), theme.line);
    }
}

/// Where the padding ends and where it begins.
void PlanePainter::paintEdges(QPainter &painter) const
{
    const Rect body = plane().body();
    if (plane().padded() == body)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.muted, 1, Qt::DashLine)); // the padding's outer edge
    const QRectF near =
        pane.frame.adjusted(-9, -9, 9, 9); // dashes far outside the frame cost time and show nothing
    painter.drawRect(pane.rectOf(plane().padded()).intersected(near).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(QPen(theme.outline, 1));
    painter.drawRect(pane.rectOf(body).intersected(near));
}

} // namespace convoscope
