#pragma once

#include "widgets/histogram_plot.h"

class QLabel;
class QToolButton;

namespace convoscope {

/// Histograms with their key and a switch between linear and logarithmic heights.
class HistogramView : public QWidget {
    Q_OBJECT

public:
    explicit HistogramView(QWidget *parent = nullptr);

    void setHistograms(const HistogramPair &histograms) { m_plot->setHistograms(histograms); }
    void setTheme(const Theme &theme);
    [[nodiscard]] HistogramPlot &plot() const { return *m_plot; }

private:
    QLabel *m_key;
    QToolButton *m_logarithmic;
    HistogramPlot *m_plot;
};

} // namespace convoscope
