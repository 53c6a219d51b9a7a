#include "widgets/hue_wheel.h"

#include "widgets/colour_space.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <array>
#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

constexpr int steps = 256;
constexpr double ring = 34; // outer radius, logical pixels
constexpr double hole = 0.5; // of the radius
constexpr double levelRoom = 56; // for the labels beside it, and above and below it
constexpr double uprightRoom = 26;

struct Direction {
    int degrees = 0;
    QPointF towards{};
    const char16_t *arrow = nullptr;
};
constexpr std::array directions{Direction{0, {1, 0}, u"→"}, Direction{90, {0, 1}, u"↓"},
                                Direction{180, {-1, 0}, u"←"}, Direction{270, {0, -1}, u"↑"}};

QRgb hue(double turn)
{
    const double angle = 2 * std::numbers::pi * turn;
    const double across = std::cos(angle);
    const double down = std::sin(angle);
    return fromLab({.l = 57 + 27 * down, .a = -38 * down, .b = 52 * across});
}

} // namespace

std::vector<QRgb> hueTable()
{
    std::vector<QRgb> table;
    table.reserve(steps);
    for (int i = 0; i < steps; ++i)
        table.push_back(hue(static_cast<double>(i) / steps));
    return table;
}

QSize HueWheel::size() const
{
    return {theme.px(2 * (ring + levelRoom)), theme.px(2 * (ring + uprightRoom))};
}

void HueWheel::paint(QPainter &painter, QPoint corner) const
{
    const QRectF box(corner, QSizeF(size()));
    const QPointF middle = box.center();
    const double radius = theme.px(ring);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.outline, 1));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8));
    QConicalGradient colours(middle, 0);
    for (int i = 0; i <= steps; i += 4) // counter-clockwise for Qt, where rows grow downwards clockwise
        colours.setColorAt(1.0 - static_cast<double>(i) / steps, QColor::fromRgb(hue(1.0 * i / steps)));
    QPainterPath path;
    path.addEllipse(middle, radius, radius);
    path.addEllipse(middle, radius * hole, radius * hole);
    painter.fillPath(path, colours);
    painter.setFont(theme.mono(11));
    painter.setPen(theme.text);
    const QFontMetricsF metrics(painter.font());
    for (const Direction &direction : directions) {
        const bool level = direction.towards.y() == 0;
        const QString text =
            QStringLiteral("%1 %2°").arg(QString::fromUtf16(direction.arrow)).arg(direction.degrees);
        const double width = metrics.horizontalAdvance(text);
        const double away = radius + theme.px(6) + (level ? width / 2 : metrics.height() / 2);
        const QPointF at = middle + direction.towards * away;
        painter.drawText(QRectF(at.x() - width, at.y() - metrics.height(), 2 * width, 2 * metrics.height()),
                         Qt::AlignCenter, text);
    }
    painter.restore();
}

} // namespace convoscope
