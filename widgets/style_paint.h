#pragma once

#include "widgets/theme.h"

#include <QStyleOption>

namespace convoscope {

/// A rounded rectangle: what every control of the style begins with.
struct Box {
    QColor fill;
    QColor edge; ///< invalid: none
    double radius = 6.0; ///< logical pixels
    double width = 1.0; ///< of the edge, which lies inside the rectangle
};

enum class Arrow { Up, Down, Left, Right };

/// Saves the painter and smooths its edges while it lives.
class Smooth {
public:
    explicit Smooth(QPainter &painter);
    ~Smooth();
    Smooth(const Smooth &) = delete;
    Smooth &operator=(const Smooth &) = delete;

private:
    QPainter &m_painter;
};

void paintBox(QPainter &painter, const QRectF &rect, const Box &box);
/// The mark of what has the keyboard, just inside `rect`.
void paintFocusRing(QPainter &painter, const QRectF &rect, const Theme &theme, double radius);
/// A small chevron in the middle of `rect`.
void paintArrow(QPainter &painter, const QRectF &rect, Arrow arrow, const QColor &colour, const Theme &theme);
void paintTick(QPainter &painter, const QRectF &rect, const QColor &colour);

/// A surface under the pointer, or held down.
QColor touched(const QColor &surface, QStyle::State state, const Theme &theme);

bool isEnabled(const QStyleOption &option);
bool isHovered(const QStyleOption &option);
bool isPressed(const QStyleOption &option);
/// Has the keyboard, whatever brought it there.
bool hasFocus(const QStyleOption &option);
/// Has the keyboard, and the keyboard is in use: buttons show no ring after a click.
bool hasKeyboardFocus(const QStyleOption &option);

} // namespace convoscope
