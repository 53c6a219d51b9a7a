#pragma once

#include "widgets/gain_curves.h"
#include "widgets/response_map.h"

class QHBoxLayout;
class QLabel;

namespace convoscope {

class RampLegend;

/// The frequency responses of a kernel, or of two beside each other: maps of all frequencies, curves of the
/// gain by frequency, and in words what the pointer is at.
class ResponseView : public QWidget {
    Q_OBJECT

public:
    explicit ResponseView(QWidget *parent = nullptr);

    /// One or two kernels; more are left out.
    void setKernels(const std::vector<NamedResponse> &kernels);
    void setTheme(const Theme &theme);
    [[nodiscard]] GainCurves &curves() const { return *m_curves; }
    [[nodiscard]] const std::vector<ResponseMap *> &maps() const { return m_maps; }
    /// What the pointer is at, in words.
    [[nodiscard]] QString readout() const;

private:
    void addMap();
    void showMap(size_t at, const FrequencyResponse &response, double most);
    void ask(const std::optional<Frequency> &frequency);

    std::vector<NamedResponse> m_kernels;
    Theme m_theme = Theme::light();
    QHBoxLayout *m_row;
    std::vector<ResponseMap *> m_maps;
    std::vector<QLabel *> m_titles;
    RampLegend *m_legend;
    GainCurves *m_curves;
    QLabel *m_readout;
};

} // namespace convoscope
