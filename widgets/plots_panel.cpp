#include "widgets/plots_panel.h"

#include "widgets/histogram_view.h"
#include "widgets/kernel_map.h"
#include "widgets/response_view.h"
#include "widgets/section.h"

#include <QVBoxLayout>

namespace convoscope {

PlotsPanel::PlotsPanel(QWidget *parent)
    : QWidget(parent)
    , m_kernels{new KernelMap, new KernelMap}
    , m_kernelSections{new Section({}, this), new Section({}, this)}
    , m_histograms(new HistogramView)
    , m_responses(new ResponseView)
    , m_histogramSection(new Section(tr("Histogram"), this))
    , m_responseSection(new Section(tr("Frequency response"), this))
{
    m_histogramSection->setContent(m_histograms);
    m_responseSection->setContent(m_responses);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    for (size_t i = 0; i < m_kernels.size(); ++i) {
        m_kernelSections[i]->setContent(m_kernels[i]);
        column->addWidget(m_kernelSections[i]);
    }
    column->addWidget(m_histogramSection);
    column->addWidget(m_responseSection);
    setTheme(Theme::light());
    setPlots({});
}

void PlotsPanel::setPlots(const Plots &plots)
{
    showKernels(plots.combined);
    const bool responds = !plots.responses.empty();
    m_histograms->setHistograms(plots.histograms.value_or(HistogramPair()));
    m_responses->setKernels(plots.responses);
    m_histogramSection->setVisible(plots.histograms.has_value());
    m_responseSection->setVisible(responds);
    setVisible(plots.histograms || responds || !plots.combined.empty());
}

void PlotsPanel::showKernels(const std::vector<NamedResponse> &combined)
{
    for (size_t i = 0; i < m_kernels.size(); ++i) {
        m_kernelSections[i]->setVisible(i < combined.size());
        if (i >= combined.size())
            continue;
        m_kernelSections[i]->setTitle(tr("%1 as one kernel").arg(combined[i].name));
        m_kernels[i]->setKernel(combined[i].kernel);
    }
}

void PlotsPanel::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(16));
    for (size_t i = 0; i < m_kernels.size(); ++i) {
        m_kernels[i]->setTheme(theme);
        m_kernelSections[i]->setTheme(theme);
    }
    m_histogramSection->setTheme(theme);
    m_responseSection->setTheme(theme);
    m_histograms->setTheme(theme);
    m_responses->setTheme(theme);
}

} // namespace convoscope
