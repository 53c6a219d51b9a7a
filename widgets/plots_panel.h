#pragma once

#include "widgets/plots.h"
#include "widgets/theme.h"

#include <QWidget>

#include <array>

namespace convoscope {

class HistogramView;
class KernelMap;
class ResponseView;
class Section;

/// The plots of a picture, each under its heading; those that there are none of are hidden.
class PlotsPanel : public QWidget {
    Q_OBJECT

public:
    explicit PlotsPanel(QWidget *parent = nullptr);

    void setPlots(const Plots &plots);
    void setTheme(const Theme &theme);
    [[nodiscard]] HistogramView &histograms() const { return *m_histograms; }
    [[nodiscard]] ResponseView &responses() const { return *m_responses; }
    /// At most two, those of `combined`.
    [[nodiscard]] KernelMap &kernel(size_t i) const { return *m_kernels[i]; }

private:
    void showKernels(const std::vector<NamedResponse> &combined);

    std::array<KernelMap *, 2> m_kernels;
    std::array<Section *, 2> m_kernelSections;
    HistogramView *m_histograms;
    ResponseView *m_responses;
    Section *m_histogramSection;
    Section *m_responseSection;
};

} // namespace convoscope
