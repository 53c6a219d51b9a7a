#pragma once

#include "core/pen.h"
#include "widgets/theme.h"

#include <QWidget>
#include <memory>
#include <optional>

namespace convoscope {

/// Paper to draw on with mouse, pen or finger: a pen's pressure makes the line broader, its other end (or
/// the right button, or the eraser's tool) takes ink away. With keys: the arrows move the pen, Space puts it
/// down and lifts it, Delete clears.
class DrawingPad : public QWidget {
    Q_OBJECT

public:
    explicit DrawingPad(QWidget *parent = nullptr);

    /// Shows another drawing; emits nothing.
    void setDrawing(const Drawing &drawing);
    [[nodiscard]] const Drawing &drawing() const { return m_drawing; }
    [[nodiscard]] const Tensor &ink() const { return m_ink; } ///< inkOf(drawing())
    /// What lies on the paper while nothing is drawn, e.g. 28×28 with 0 = paper and 1 = ink; null for
    /// nothing. The pen starts on blank paper, and the eraser leaves it alone.
    void setPicture(std::shared_ptr<const Tensor> picture);
    [[nodiscard]] bool hasPicture() const { return m_picture != nullptr; }
    [[nodiscard]] bool isErasing() const { return m_erasing; }
    [[nodiscard]] bool isDrawing() const { return m_stroke.has_value(); }
    void setTheme(const Theme &theme);
    /// Radius of the pen at middle pressure, in pixels of the drawing.
    void setPenRadius(float radius) { m_radius = radius; }
    [[nodiscard]] float penRadius() const { return m_radius; }
    /// A part of the drawing to frame, in its pixels; empty for none.
    void setFrame(const QRectF &frame);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return width; }

public slots:
    void setErasing(bool erasing);
    /// Blank paper; a picture that lies on it goes, too.
    void clear();
    /// Takes the last stroke back.
    void takeBack();

signals:
    /// The drawing has changed; `finished` when the pen was lifted.
    void drawn(const convoscope::Drawing &drawing, bool finished);
    void erasingChanged(bool erasing);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF paper() const;
    [[nodiscard]] PenPoint pointAt(QPointF position, double pressure) const;
    void begin(PenPoint point, bool erases);
    void go(PenPoint point);
    void lift();
    void movePen(QPointF by);
    void inkChanged();
    void paintPen(QPainter &painter) const;

    Drawing m_drawing;
    std::shared_ptr<const Tensor> m_picture;
    Tensor m_ink; ///< of m_drawing, so that a stroke costs only its last part
    std::optional<size_t> m_stroke; ///< the one being drawn
    Theme m_theme = Theme::light();
    float m_radius = 9.0F;
    bool m_erasing = false;
    bool m_keys = false; ///< the pen is led by keys
    QPointF m_pen; ///< then its place in the drawing
    QRectF m_frame;
};

} // namespace convoscope
