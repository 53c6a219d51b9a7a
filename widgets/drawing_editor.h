#pragma once

#include "widgets/drawing_pad.h"

#include <vector>

class QSlider;
class QToolButton;
class QVBoxLayout;

namespace convoscope {

/// Paper with its tools beside it: pen or eraser, how broad, one stroke back, blank paper.
class DrawingEditor : public QWidget {
    Q_OBJECT

public:
    explicit DrawingEditor(QWidget *parent = nullptr);

    [[nodiscard]] DrawingPad &pad() const { return *m_pad; }
    /// Shows a drawing, or while that is empty a picture; emits nothing.
    void showDrawing(const Drawing &drawing, std::shared_ptr<const Tensor> picture);
    void setTheme(const Theme &theme);

signals:
    /// The drawing on the pad has changed; `finished` when the pen was lifted.
    void drawn(bool finished);

private:
    QToolButton *addButton(const QString &icon, const QString &tip);
    void showTools();

    DrawingPad *m_pad;
    QVBoxLayout *m_tools;
    std::vector<std::pair<QToolButton *, QString>> m_buttons; ///< and their icons
    QToolButton *m_pen;
    QToolButton *m_eraser;
    QToolButton *m_back;
    QToolButton *m_clear;
    QSlider *m_breadth;
};

} // namespace convoscope
