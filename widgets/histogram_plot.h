#pragma once

#include "widgets/plots.h"
#include "widgets/theme.h"

#include <QWidget>

namespace convoscope {

/// The strips of a histogram, one a channel below the other: filled what is after, as a line what was before.
/// The pointer, or the arrow keys, ask for the counts of a level.
class HistogramPlot : public QWidget {
    Q_OBJECT

public:
    static constexpr int levels = 256;

    explicit HistogramPlot(QWidget *parent = nullptr);

    void setHistograms(const HistogramPair &histograms);
    [[nodiscard]] const HistogramPair &histograms() const { return m_histograms; }
    /// Heights grow with the logarithm of the counts.
    void setLogarithmic(bool logarithmic);
    void setTheme(const Theme &theme);
    /// The level that is asked for.
    [[nodiscard]] std::optional<int> level() const { return m_level; }
    void setLevel(std::optional<int> level);
    /// What the strip of a channel says: counts of the level asked for, or else the means.
    [[nodiscard]] QString channelText(int channel) const;
    /// All of it in words.
    [[nodiscard]] QString plainText() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {m_theme.px(160), sizeHint().height()}; }

signals:
    void levelChanged(std::optional<int> level);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int channels() const;
    [[nodiscard]] QString channelName(int channel) const;
    [[nodiscard]] QColor channelColour(int channel) const;
    [[nodiscard]] QRectF strip(int channel) const;
    [[nodiscard]] double xOf(double level) const { return level * width() / levels; }
    void paintStrip(QPainter &painter, int channel) const;
    void paintAxis(QPainter &painter) const;
    void describe();

    HistogramPair m_histograms;
    bool m_logarithmic = false;
    std::optional<int> m_level;
    Theme m_theme = Theme::light();
};

} // namespace convoscope
