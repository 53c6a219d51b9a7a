#include "widgets/response_map.h"

#include "widgets/colour_map.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

constexpr int mostSide = 190; ///< logical pixels of a map that stands alone

const std::array<std::pair<double, QString>, 3> &ticks()
{
    static const std::array<std::pair<double, QString>, 3> all{
        {{0.0, QStringLiteral("−½")}, {0.5, QStringLiteral("0")}, {1.0, QStringLiteral("½")}}};
    return all;
}

} // namespace

ResponseMap::ResponseMap(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ResponseMap::heightForWidth(int width) const
{
    return std::min(width - margin(), m_theme.px(mostSide)) + margin();
}

QRectF ResponseMap::square() const
{
    const int side = std::max(1, std::min({width() - margin(), height() - margin(), m_theme.px(mostSide)}));
    const double free = (width() - margin() - side) / 2.0;
    return {margin() + free, 0.0, static_cast<double>(side), static_cast<double>(side)};
}

void ResponseMap::setResponse(const FrequencyResponse &response, double most)
{
    m_response = response;
    m_most = most;
    colour();
}

void ResponseMap::setTheme(const Theme &theme)
{
    m_theme = theme;
    colour();
    updateGeometry();
}

void ResponseMap::colour()
{
    const ColourMap map(MapKind::Sequential, m_theme.kernel, {0.0F, static_cast<float>(m_most)}, m_theme);
    const std::vector<float> values(m_response.gains.begin(), m_response.gains.end());
    m_image = values.empty() ? QImage() : map.image(values, m_response.side, m_response.side);
    update();
}

void ResponseMap::setFrequency(const std::optional<Frequency> &frequency)
{
    m_frequency = frequency;
    update();
}

void ResponseMap::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const QRectF place = square();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, m_image);
    paintAxes(painter);
    const auto frequency = m_frequency;
    if (!frequency)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF at(place.left() + (frequency->across + 0.5) * place.width(),
                     place.top() + (frequency->down + 0.5) * place.height());
    painter.setPen(QPen(m_theme.window, 3.5));
    painter.drawEllipse(at, m_theme.px(4), m_theme.px(4));
    painter.setPen(QPen(m_theme.text, 1.5));
    painter.drawEllipse(at, m_theme.px(4), m_theme.px(4));
}

void ResponseMap::paintAxes(QPainter &painter) const
{
    const QRectF place = square();
    painter.setFont(m_theme.body(12));
    painter.setPen(m_theme.muted);
    const double row = margin();
    for (const auto &[fraction, text] : ticks()) {
        const double wide = painter.fontMetrics().horizontalAdvance(text) + 1;
        const double x = place.left() + fraction * (place.width() - wide);
        painter.drawText(QRectF(x, place.bottom(), wide, row), Qt::AlignCenter, text);
        const double y = place.top() + fraction * (place.height() - row);
        painter.drawText(QRectF(place.left() - row - 2, y, row - 2, row), Qt::AlignRight | Qt::AlignVCenter,
                         text);
    }
}

void ResponseMap::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF place = square();
    if (!place.contains(event->position()))
        return emit asked(std::nullopt);
    emit asked(Frequency{.down = (event->position().y() - place.top()) / place.height() - 0.5,
                         .across = (event->position().x() - place.left()) / place.width() - 0.5});
}

void ResponseMap::leaveEvent(QEvent *event)
{
    emit asked(std::nullopt);
    QWidget::leaveEvent(event);
}

} // namespace convoscope
