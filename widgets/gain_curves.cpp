#include "widgets/gain_curves.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <numbers>

namespace convoscope {

namespace {

constexpr int points = 65;
constexpr double highest = 0.5; ///< cycles a cell
constexpr int titleHeight = 20;
constexpr int plotHeight = 106;
constexpr int axisHeight = 20;
constexpr int keyLine = 18;
constexpr int left = 30; ///< room of the numbers of the gains

QString gainText(double gain)
{
    return QLocale().toString(gain, 'g', 3);
}

} // namespace

double gainAlong(const SettledKernel &kernel, double frequency, WaveDirection direction)
{
    const double part = direction == WaveDirection::Diagonal ? frequency / std::numbers::sqrt2 : 0.0;
    return direction == WaveDirection::Diagonal ? gainAt(kernel, {.down = part, .across = part})
                                                : gainAt(kernel, {.down = 0.0, .across = frequency});
}

GainCurves::GainCurves(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Gain by frequency"));
}

void GainCurves::setKernels(const std::vector<NamedResponse> &kernels, double most)
{
    m_kernels = kernels;
    m_most = most > 0.0 ? most : 1.0;
    m_curves.clear();
    for (const NamedResponse &kernel : kernels) {
        for (const WaveDirection direction : {WaveDirection::Across, WaveDirection::Diagonal}) {
            const bool diagonal = direction == WaveDirection::Diagonal;
            const QString name = diagonal ? tr("diagonal") : tr("across");
            Curve curve{kernels.size() > 1 ? tr("%1, %2").arg(kernel.name, name) : name, {}};
            for (int i = 0; i < points; ++i)
                curve.gains.push_back(gainAlong(kernel.kernel, highest * i / (points - 1), direction));
            m_curves.push_back(std::move(curve));
        }
    }
    updateGeometry();
    update();
}

void GainCurves::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void GainCurves::setFrequency(std::optional<double> frequency)
{
    if (frequency == m_frequency)
        return;
    m_frequency = frequency;
    setAccessibleDescription(plainText());
    update();
    emit frequencyChanged();
}

double GainCurves::gainOf(size_t curve) const
{
    const WaveDirection direction = curve % 2 == 0 ? WaveDirection::Across : WaveDirection::Diagonal;
    return gainAlong(m_kernels[curve / 2].kernel, m_frequency.value_or(0.0), direction);
}

QString GainCurves::frequencyText() const
{
    const auto frequency = m_frequency;
    if (!frequency)
        return {};
    const QString cycles = gainText(*frequency);
    return *frequency > 0.0
        ? tr("%1 cycles per pixel, a wave every %2 pixels").arg(cycles, gainText(1.0 / *frequency))
        : tr("%1 cycles per pixel: flat areas").arg(cycles);
}

QString GainCurves::plainText() const
{
    QStringList parts{frequencyText()};
    for (size_t i = 0; i < m_curves.size() && m_frequency; ++i)
        parts.append(tr("%1: %2").arg(m_curves[i].name, gainText(gainOf(i))));
    return parts.join(QStringLiteral("; "));
}

QSize GainCurves::sizeHint() const
{
    const int lines = static_cast<int>(std::max<size_t>(2, m_curves.size()));
    return {m_theme.px(260), m_theme.px(titleHeight + plotHeight + axisHeight + 4 + lines * keyLine)};
}

QRectF GainCurves::area() const
{
    return {static_cast<double>(m_theme.px(left)), static_cast<double>(m_theme.px(titleHeight + 4)),
            static_cast<double>(std::max(1, width() - m_theme.px(left + 4))),
            static_cast<double>(m_theme.px(plotHeight - 4))};
}

/// Kernels differ in colour and in how far their lines are broken.
QPen GainCurves::pen(size_t curve) const
{
    static const std::array<QList<qreal>, 4> dashes{QList<qreal>{}, {5, 3}, {1, 2}, {6, 2, 1, 2}};
    QPen pen(curve < 2 ? m_theme.kernel : m_theme.input, m_theme.px(2));
    pen.setCapStyle(Qt::FlatCap);
    if (!dashes[curve % dashes.size()].isEmpty())
        pen.setDashPattern(dashes[curve % dashes.size()]);
    return pen;
}

void GainCurves::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    const QRectF place = area();
    for (size_t i = 0; i < m_curves.size(); ++i) {
        QPolygonF line;
        for (int p = 0; p < points; ++p) {
            const double gain = std::clamp(m_curves[i].gains[static_cast<size_t>(p)] / m_most, 0.0, 1.0);
            line << QPointF(place.left() + place.width() * p / (points - 1),
                            place.bottom() - place.height() * gain);
        }
        painter.setPen(pen(i));
        painter.drawPolyline(line);
    }
    if (const auto frequency = m_frequency) {
        const double x = place.left() + place.width() * *frequency / highest;
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()));
    }
    paintKey(painter);
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.focus, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
}

void GainCurves::paintAxes(QPainter &painter) const
{
    const QRectF place = area();
    painter.fillRect(place, m_theme.window);
    painter.setFont(m_theme.mono(11));
    const double row = m_theme.px(axisHeight);
    for (const auto &[fraction, gain] : {std::pair{0.0, 0.0}, {0.5, m_most / 2}, {1.0, m_most}}) {
        const double y = place.bottom() - fraction * place.height();
        painter.setPen(m_theme.line);
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y));
        painter.setPen(m_theme.muted);
        const double top = std::max(0.0, y - row / 2);
        painter.drawText(QRectF(0, top, place.left() - m_theme.px(4), row), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(gain, 'g', 2));
    }
    painter.setFont(m_theme.body(12));
    painter.drawText(QRectF(0, 0, width(), m_theme.px(titleHeight)), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Gain by cycles per pixel"));
    for (const auto &[fraction, text] :
         {std::pair{0.0, QStringLiteral("0")}, {0.5, QStringLiteral("¼")}, {1.0, QStringLiteral("½")}}) {
        const double wide = painter.fontMetrics().horizontalAdvance(text) + 1;
        const double x = std::clamp(place.left() + fraction * place.width() - wide / 2, 0.0, width() - wide);
        painter.drawText(QRectF(x, place.bottom(), wide, row), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

/// What each line is, and its gain at the frequency asked for.
void GainCurves::paintKey(QPainter &painter) const
{
    const double line = m_theme.px(keyLine);
    const double sample = m_theme.px(26);
    const double start = area().left() + sample + m_theme.px(8);
    const double room = m_frequency ? m_theme.px(58) : 0.0;
    double y = area().bottom() + m_theme.px(axisHeight + 4);
    for (size_t i = 0; i < m_curves.size(); ++i) {
        painter.setPen(pen(i));
        painter.drawLine(QPointF(area().left(), y + line / 2), QPointF(area().left() + sample, y + line / 2));
        painter.setPen(m_theme.text);
        painter.setFont(m_theme.body(12));
        const QRectF text(start, y, std::max(1.0, width() - start - room), line);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_curves[i].name, Qt::ElideMiddle,
                                                          static_cast<int>(text.width())));
        painter.setFont(m_theme.mono(12));
        if (m_frequency)
            painter.drawText(QRectF(0, y, width(), line), Qt::AlignRight | Qt::AlignVCenter,
                             gainText(gainOf(i)));
        y += line;
    }
}

void GainCurves::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF place = area();
    const double fraction = (event->position().x() - place.left()) / place.width();
    setFrequency(highest * std::clamp(fraction, 0.0, 1.0));
}

void GainCurves::leaveEvent(QEvent *event)
{
    setFrequency(std::nullopt);
    QWidget::leaveEvent(event);
}

void GainCurves::keyPressEvent(QKeyEvent *event)
{
    constexpr double step = highest / (points - 1);
    const double now = m_frequency.value_or(highest / 2);
    const auto go = [this](double frequency) { setFrequency(std::clamp(frequency, 0.0, highest)); };
    switch (event->key()) {
    case Qt::Key_Left: return go(now - step);
    case Qt::Key_Right: return go(now + step);
    case Qt::Key_Home: return go(0.0);
    case Qt::Key_End: return go(highest);
    case Qt::Key_Escape: return setFrequency(std::nullopt);
    default: return QWidget::keyPressEvent(event);
    }
}

} // namespace convoscope
