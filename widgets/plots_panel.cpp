#include "widgets/plots_panel.h"

#include "widgets/histogram_view.h"
#include "widgets/response_view.h"
#include "widgets/section.h"

#include <QVBoxLayout>

namespace convoscope {

PlotsPanel::PlotsPanel(QWidget *parent)
    : QWidget(parent)
    , m_histograms(new HistogramView)
    , m_responses(new ResponseView)
    , m_histogramSection(new Section(tr("Histogram"), this))
    , m_responseSection(new Section(tr("Frequency response"), this))
{
    m_histogramSection->setContent(m_histograms);
    m_responseSection->setContent(m_responses);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_histogramSection);
    column->addWidget(m_responseSection);
    setTheme(Theme::light());
    setPlots({});
}

void PlotsPanel::setPlots(const Plots &plots)
{
    const bool responds = !plots.responses.empty();
    m_histograms->setHistograms(plots.histograms.value_or(HistogramPair()));
    m_responses->setKernels(plots.responses);
    m_histogramSection->setVisible(plots.histograms.has_value());
    m_responseSection->setVisible(responds);
    setVisible(plots.histograms || responds);
}

void PlotsPanel::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(16));
    m_histogramSection->setTheme(theme);
    m_responseSection->setTheme(theme);
    m_histograms->setTheme(theme);
    m_responses->setTheme(theme);
}

} // namespace convoscope
