#pragma once

#include "core/kernel_analysis.h"
#include "widgets/plots.h"
#include "widgets/theme.h"

#include <QWidget>

namespace convoscope {

/// How strongly kernels let waves through, from slow ones to the finest, across and along the diagonal: where
/// the two curves of a kernel part, it treats directions differently. The pointer, or the arrow keys, ask for
/// a frequency.
class GainCurves : public QWidget {
    Q_OBJECT

public:
    explicit GainCurves(QWidget *parent = nullptr);

    /// One or two kernels; `most`: the gain at the top.
    void setKernels(const std::vector<NamedResponse> &kernels, double most);
    void setTheme(const Theme &theme);
    /// The frequency that is asked for, 0 to 1/2 cycles a cell.
    [[nodiscard]] std::optional<double> frequency() const { return m_frequency; }
    void setFrequency(std::optional<double> frequency);
    /// That frequency in words; empty where none is asked for.
    [[nodiscard]] QString frequencyText() const;
    /// The same with the gains of all curves.
    [[nodiscard]] QString plainText() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {m_theme.px(160), sizeHint().height()}; }

signals:
    void frequencyChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Curve {
        QString name;
        std::vector<double> gains; ///< evenly from frequency 0 to 1/2
    };
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QPen pen(size_t curve) const;
    /// At the frequency asked for.
    [[nodiscard]] double gainOf(size_t curve) const;
    void paintAxes(QPainter &painter) const;
    void paintKey(QPainter &painter) const;

    std::vector<NamedResponse> m_kernels;
    std::vector<Curve> m_curves; ///< across and diagonal, kernel by kernel
    double m_most = 1.0;
    std::optional<double> m_frequency;
    Theme m_theme = Theme::light();
};

/// The gain at a frequency along a row, or along the diagonal.
enum class WaveDirection { Across, Diagonal };
double gainAlong(const SettledKernel &kernel, double frequency, WaveDirection direction);

} // namespace convoscope
