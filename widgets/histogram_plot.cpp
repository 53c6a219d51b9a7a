#include "widgets/histogram_plot.h"

#include "widgets/words.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr int titleHeight = 18;
constexpr int stripHeight = 58;
constexpr int gap = 8;
constexpr int axisHeight = 20;
constexpr int tick = 64; ///< levels between two numbers of the axis

double meanOf(const Histogram &histogram)
{
    double sum = 0.0;
    double count = 0.0;
    for (size_t level = 0; level < histogram.size(); ++level) {
        sum += static_cast<double>(level) * static_cast<double>(histogram[level]);
        count += static_cast<double>(histogram[level]);
    }
    return count > 0.0 ? sum / count : 0.0;
}

/// How a strip is scaled: the largest count reaches its top. At both ends, where clamped values gather,
/// linear heights may be cut off, so that the others can be seen.
struct Heights {
    long long most = 1;
    bool logarithmic = false;

    void admit(const Histogram &histogram)
    {
        const auto ends = logarithmic ? 0 : 1;
        most = std::max(most, *std::max_element(histogram.begin() + ends, histogram.end() - ends));
    }
    [[nodiscard]] bool cuts(long long count) const { return count > most; }
    [[nodiscard]] double of(long long count) const
    {
        const auto value = static_cast<double>(std::min(count, most));
        const auto top = static_cast<double>(most);
        return logarithmic ? std::log1p(value) / std::log1p(top) : value / top;
    }
};

/// A small arrow at the top of a strip where it cuts a count off.
void paintCuts(QPainter &painter, const Histogram &histogram, const QRectF &strip, const Heights &heights)
{
    const double side = strip.height() / 9;
    const double tip = strip.top() - 1;
    if (heights.cuts(histogram.front()))
        painter.drawPolygon(
            QPolygonF{{strip.left(), tip}, {strip.left() + side, tip + side}, {strip.left(), tip + side}});
    if (heights.cuts(histogram.back()))
        painter.drawPolygon(
            QPolygonF{{strip.right(), tip}, {strip.right(), tip + side}, {strip.right() - side, tip + side}});
}

/// The steps of a histogram along a strip.
QPolygonF steps(const Histogram &histogram, const QRectF &strip, const Heights &heights)
{
    QPolygonF line;
    const double wide = strip.width() / static_cast<double>(histogram.size());
    for (size_t level = 0; level < histogram.size(); ++level) {
        const double x = strip.left() + static_cast<double>(level) * wide;
        const double y = strip.bottom() - strip.height() * heights.of(histogram[level]);
        line << QPointF(x, y) << QPointF(x + wide, y);
    }
    return line;
}

} // namespace

HistogramPlot::HistogramPlot(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Histogram"));
}

void HistogramPlot::setHistograms(const HistogramPair &histograms)
{
    if (histograms == m_histograms)
        return;
    const int before = channels();
    m_histograms = histograms;
    if (channels() != before)
        updateGeometry();
    describe();
    update();
}

void HistogramPlot::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    update();
}

void HistogramPlot::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void HistogramPlot::setLevel(std::optional<int> level)
{
    if (level == m_level)
        return;
    m_level = level;
    describe();
    update();
    emit levelChanged(level);
}

void HistogramPlot::describe()
{
    setAccessibleDescription(plainText());
}

int HistogramPlot::channels() const
{
    return static_cast<int>(std::max(m_histograms.before.size(), m_histograms.after.size()));
}

QString HistogramPlot::channelName(int channel) const
{
    if (channel == channels() - 1 && channels() % 2 == 0)
        return tr("Opacity");
    if (channels() <= 2)
        return tr("Grey");
    return channelTitle(channel == 0 ? "red" : channel == 1 ? "green" : "blue");
}

/// The theme's red, green and blue; the strips have names too.
QColor HistogramPlot::channelColour(int channel) const
{
    if (channels() <= 2 || channel == 3)
        return m_theme.muted;
    return channel == 0 ? m_theme.error : channel == 1 ? m_theme.output : m_theme.input;
}

QString HistogramPlot::channelText(int channel) const
{
    const auto text = [this, channel](const std::vector<Histogram> &histograms) {
        if (static_cast<size_t>(channel) >= histograms.size())
            return tr("none");
        const Histogram &histogram = histograms[static_cast<size_t>(channel)];
        if (const auto level = m_level)
            return QLocale().toString(histogram[static_cast<size_t>(*level)]);
        return QLocale().toString(meanOf(histogram), 'f', 1);
    };
    const QString change = tr("%1 → %2").arg(text(m_histograms.before), text(m_histograms.after));
    return m_level ? tr("level %1: %2").arg(QString::number(*m_level), change) : tr("mean %1").arg(change);
}

QString HistogramPlot::plainText() const
{
    QStringList parts;
    for (int channel = 0; channel < channels(); ++channel)
        parts.append(tr("%1: %2").arg(channelName(channel), channelText(channel)));
    return parts.join(QStringLiteral("; "));
}

QSize HistogramPlot::sizeHint() const
{
    const int strips = std::max(1, channels());
    return {m_theme.px(260), m_theme.px(strips * (titleHeight + stripHeight + gap) - gap + axisHeight)};
}

QRectF HistogramPlot::strip(int channel) const
{
    const int top = channel * (titleHeight + stripHeight + gap) + titleHeight;
    return {0.0, static_cast<double>(m_theme.px(top)), static_cast<double>(width()),
            static_cast<double>(m_theme.px(stripHeight))};
}

void HistogramPlot::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int channel = 0; channel < channels(); ++channel)
        paintStrip(painter, channel);
    paintAxis(painter);
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.focus, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
}

void HistogramPlot::paintStrip(QPainter &painter, int channel) const
{
    const QRectF area = strip(channel);
    const QRectF title(0, area.top() - m_theme.px(titleHeight), width(), m_theme.px(titleHeight));
    painter.setFont(m_theme.body(12));
    painter.setPen(m_theme.text);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, channelName(channel));
    painter.setPen(m_theme.muted);
    painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, channelText(channel));
    painter.fillRect(area, m_theme.window);
    const auto at = static_cast<size_t>(channel);
    const Histogram *before = at < m_histograms.before.size() ? &m_histograms.before[at] : nullptr;
    const Histogram *after = at < m_histograms.after.size() ? &m_histograms.after[at] : nullptr;
    Heights heights{.logarithmic = m_logarithmic};
    for (const Histogram *histogram : {before, after}) {
        if (histogram)
            heights.admit(*histogram);
    }
    if (after) {
        QPolygonF filled = steps(*after, area, heights);
        filled << area.bottomRight() << area.bottomLeft();
        painter.setPen(Qt::NoPen);
        painter.setBrush(channelColour(channel));
        painter.drawPolygon(filled);
        paintCuts(painter, *after, area, heights);
    }
    if (before) {
        painter.setPen(QPen(m_theme.text, 1.2));
        painter.drawPolyline(steps(*before, area, heights));
    }
    if (const auto level = m_level) {
        const double x = xOf(*level + 0.5);
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

void HistogramPlot::paintAxis(QPainter &painter) const
{
    const double bottom = strip(std::max(0, channels() - 1)).bottom();
    painter.setPen(m_theme.line);
    painter.drawLine(QPointF(0, bottom + 0.5), QPointF(width(), bottom + 0.5));
    painter.setFont(m_theme.mono(11));
    painter.setPen(m_theme.muted);
    const QRectF row(0, bottom + m_theme.px(2), width(), m_theme.px(axisHeight - 2));
    for (int level = 0; level <= levels; level += tick) {
        const double x = xOf(level);
        const QString text = QString::number(std::min(level, levels - 1));
        const double wide = painter.fontMetrics().horizontalAdvance(text);
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
        painter.drawText(QRectF(left, row.top(), wide + 1, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
    }
}

void HistogramPlot::mouseMoveEvent(QMouseEvent *event)
{
    setLevel(
        std::clamp(static_cast<int>(event->position().x() * levels / std::max(1, width())), 0, levels - 1));
}

void HistogramPlot::leaveEvent(QEvent *event)
{
    setLevel(std::nullopt);
    QWidget::leaveEvent(event);
}

void HistogramPlot::keyPressEvent(QKeyEvent *event)
{
    const int now = m_level.value_or(levels / 2);
    const auto go = [this](int level) { setLevel(std::clamp(level, 0, levels - 1)); };
    switch (event->key()) {
    case Qt::Key_Left: return go(now - 1);
    case Qt::Key_Right: return go(now + 1);
    case Qt::Key_PageDown: return go(now - 16);
    case Qt::Key_PageUp: return go(now + 16);
    case Qt::Key_Home: return go(0);
    case Qt::Key_End: return go(levels - 1);
    case Qt::Key_Escape: return setLevel(std::nullopt);
    default: return QWidget::keyPressEvent(event);
    }
}

} // namespace convoscope
