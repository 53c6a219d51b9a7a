#include "widgets/response_view.h"

#include "widgets/colour_map.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace convoscope {

namespace {

constexpr int side = 64; ///< frequencies of a map, each way
constexpr size_t mostKernels = 2;

bool same(const std::vector<NamedResponse> &a, const std::vector<NamedResponse> &b)
{
    return std::ranges::equal(a, b, [](const NamedResponse &one, const NamedResponse &other) {
        return one.name == other.name && one.kernel.size == other.kernel.size
            && one.kernel.weights == other.kernel.weights;
    });
}

QString numberText(double value)
{
    return QLocale().toString(value, 'g', 3).replace('-', QChar(0x2212));
}

} // namespace

/// The colours of the maps from 0 to their largest gain.
class RampLegend : public QWidget {
public:
    using QWidget::QWidget;

    void setMost(double most)
    {
        m_most = most;
        setToolTip(ResponseView::tr("Colours from a gain of 0 to %1").arg(numberText(most)));
        update();
    }
    void setTheme(const Theme &theme)
    {
        m_theme = theme;
        setFixedHeight(theme.px(18));
        update();
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setFont(m_theme.mono(11));
        painter.setPen(m_theme.muted);
        const QString low = ResponseView::tr("gain 0");
        const QString high = numberText(m_most);
        const int gap = m_theme.px(6);
        const int start = fontWidth(painter, low) + gap;
        const int end = width() - fontWidth(painter, high) - gap;
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, low);
        painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, high);
        const QRect bar(start, m_theme.px(5), std::max(1, end - start), height() - m_theme.px(10));
        const ColourMap map(MapKind::Sequential, m_theme.kernel, {0.0F, 1.0F}, m_theme);
        QLinearGradient ramp = rampOf(map);
        ramp.setCoordinateMode(QGradient::LogicalMode);
        ramp.setStart(bar.topLeft());
        ramp.setFinalStop(bar.topRight());
        painter.fillRect(bar, ramp);
    }

private:
    static int fontWidth(const QPainter &painter, const QString &text)
    {
        return painter.fontMetrics().horizontalAdvance(text);
    }

    double m_most = 1.0;
    Theme m_theme = Theme::light();
};

ResponseView::ResponseView(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_legend(new RampLegend(this))
    , m_curves(new GainCurves(this))
    , m_readout(new QLabel(this))
{
    m_readout->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(m_row);
    column->addWidget(m_legend);
    column->addWidget(m_curves);
    column->addWidget(m_readout);
    connect(m_curves, &GainCurves::frequencyChanged, this,
            [this] { m_readout->setText(m_curves->frequencyText()); });
    while (m_maps.size() < mostKernels)
        addMap();
    setTheme(m_theme);
}

void ResponseView::addMap()
{
    auto *column = new QVBoxLayout;
    auto *map = new ResponseMap(this);
    auto *title = new QLabel(this);
    title->setAlignment(Qt::AlignHCenter);
    column->addWidget(title);
    column->addWidget(map);
    m_row->addLayout(column, 1);
    m_maps.push_back(map);
    m_titles.push_back(title);
    connect(map, &ResponseMap::asked, this, &ResponseView::ask);
}

void ResponseView::setKernels(const std::vector<NamedResponse> &kernels)
{
    if (same(kernels, m_kernels))
        return;
    m_kernels = kernels;
    m_kernels.resize(std::min(m_kernels.size(), mostKernels));
    std::vector<FrequencyResponse> responses;
    double most = 0.0;
    for (const NamedResponse &kernel : m_kernels) {
        responses.push_back(frequencyResponse(kernel.kernel, side));
        most = std::max(most, std::ranges::max(responses.back().gains));
    }
    for (size_t i = 0; i < m_maps.size(); ++i) {
        m_maps[i]->setVisible(i < responses.size());
        m_titles[i]->setVisible(i < responses.size() && responses.size() > 1);
        m_row->setStretch(static_cast<int>(i), i < responses.size() ? 1 : 0);
        if (i < responses.size())
            showMap(i, responses[i], most);
    }
    m_legend->setMost(most);
    m_curves->setKernels(m_kernels, most);
    ask(std::nullopt);
}

void ResponseView::showMap(size_t at, const FrequencyResponse &response, double most)
{
    const NamedResponse &kernel = m_kernels[at];
    m_titles[at]->setText(kernel.name);
    m_maps[at]->setResponse(response, most);
    m_maps[at]->setAccessibleName(tr("%1: frequency response").arg(kernel.name));
    m_maps[at]->setAccessibleDescription(
        tr("Gain %1 at 0 cycles per pixel, %2 at a half across, %3 at a half both ways.")
            .arg(numberText(gainAt(kernel.kernel, {})), numberText(gainAt(kernel.kernel, {.across = 0.5})),
                 numberText(gainAt(kernel.kernel, {.down = 0.5, .across = 0.5}))));
}

void ResponseView::ask(const std::optional<Frequency> &frequency)
{
    for (ResponseMap *map : m_maps)
        map->setFrequency(frequency);
    if (!frequency)
        return m_readout->setText(m_curves->frequencyText());
    QStringList gains;
    for (const NamedResponse &kernel : m_kernels)
        gains.append(numberText(gainAt(kernel.kernel, *frequency)));
    m_readout->setText(
        tr("Across %1, down %2 cycles per pixel: gain %3")
            .arg(numberText(frequency->across), numberText(frequency->down), gains.join(tr(" and "))));
}

QString ResponseView::readout() const
{
    return m_readout->text();
}

void ResponseView::setTheme(const Theme &theme)
{
    m_theme = theme;
    layout()->setSpacing(theme.px(6));
    m_row->setSpacing(theme.px(8));
    for (ResponseMap *map : m_maps)
        map->setTheme(theme);
    for (QLabel *title : m_titles)
        title->setFont(theme.body(12));
    m_legend->setTheme(theme);
    m_curves->setTheme(theme);
    m_readout->setFont(theme.body(12));
    m_readout->setMinimumHeight(2 * QFontMetrics(m_readout->font()).lineSpacing()); // so that nothing jumps
    m_readout->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QPalette palette = m_readout->palette();
    palette.setColor(QPalette::WindowText, theme.muted);
    m_readout->setPalette(palette);
}

} // namespace convoscope
