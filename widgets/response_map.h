#pragma once

#include "core/kernel_analysis.h"
#include "widgets/theme.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace convoscope {

/// A kernel's frequency response as a square of colours, zero in the middle, with its axes. The pointer asks
/// for a frequency.
class ResponseMap : public QWidget {
    Q_OBJECT

public:
    explicit ResponseMap(QWidget *parent = nullptr);

    /// `most`: the gain that the lightest colour stands for.
    void setResponse(const FrequencyResponse &response, double most);
    void setTheme(const Theme &theme);
    /// Marks a frequency.
    void setFrequency(const std::optional<Frequency> &frequency);
    /// Where the colours are.
    [[nodiscard]] QRectF square() const;

    [[nodiscard]] QSize sizeHint() const override { return {m_theme.px(150), m_theme.px(150)}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    void asked(const std::optional<convoscope::Frequency> &frequency);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintAxes(QPainter &painter) const;
    [[nodiscard]] int margin() const { return m_theme.px(20); }
    void colour();

    FrequencyResponse m_response;
    double m_most = 1.0;
    std::optional<Frequency> m_frequency;
    Theme m_theme = Theme::light();
    QImage m_image;
};

} // namespace convoscope
