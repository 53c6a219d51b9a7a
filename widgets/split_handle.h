#pragma once

#include "widgets/theme.h"

#include <QWidget>

namespace convoscope {

/// The grip of the line that divides a picture into before and after: the line is dragged by it or elsewhere,
/// or moved with the arrow keys while it has the keyboard. The line itself belongs to the picture below.
class SplitHandle : public QWidget {
    Q_OBJECT

public:
    explicit SplitHandle(QWidget *parent);

    void setTheme(const Theme &theme);
    /// Puts the line at a share of the parent's width, and says so to screen readers.
    void place(double share);
    [[nodiscard]] double share() const { return m_share; }
    /// What the grip covers of a parent of that size.
    [[nodiscard]] static QRect grip(const Theme &theme, QSize parent, double share);

signals:
    /// Where it wants to be, 0 to 1.
    void moved(double share);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    Theme m_theme = Theme::light();
    double m_share = 0.5;
    int m_grabbed = 0; // where in the handle, from its middle
};

} // namespace convoscope
