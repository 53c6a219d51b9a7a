#pragma once

#include "widgets/plots.h"
#include "widgets/theme.h"

#include <QWidget>

namespace convoscope {

class HistogramView;
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

private:
    HistogramView *m_histograms;
    ResponseView *m_responses;
    Section *m_histogramSection;
    Section *m_responseSection;
};

} // namespace convoscope
