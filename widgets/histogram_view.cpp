#include "widgets/histogram_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace convoscope {

HistogramView::HistogramView(QWidget *parent)
    : QWidget(parent)
    , m_key(new QLabel(tr("Line: before. Filled: after."), this))
    , m_logarithmic(new QToolButton(this))
    , m_plot(new HistogramPlot(this))
{
    m_logarithmic->setText(tr("Log"));
    m_logarithmic->setCheckable(true);
    m_logarithmic->setToolTip(tr("Logarithmic heights, which show levels that are rare"));
    m_logarithmic->setAccessibleName(m_logarithmic->toolTip());
    connect(m_logarithmic, &QToolButton::toggled, m_plot, &HistogramPlot::setLogarithmic);
    auto *top = new QHBoxLayout;
    top->addWidget(m_key, 1);
    top->addWidget(m_logarithmic);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(top);
    column->addWidget(m_plot);
    setTheme(Theme::light());
}

void HistogramView::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(4));
    m_key->setFont(theme.body(12));
    QPalette palette = m_key->palette();
    palette.setColor(QPalette::WindowText, theme.muted);
    m_key->setPalette(palette);
    m_logarithmic->setFont(theme.body(12));
    m_logarithmic->setFixedHeight(theme.px(26));
    m_plot->setTheme(theme);
}

} // namespace convoscope
