#pragma once

#include "widgets/style_paint.h"

class QStyleOptionTab;

namespace convoscope {

/// How a button stands out from what it lies on.
enum class Emphasis {
    Normal, ///< a surface with an edge
    Flat, ///< nothing until the pointer is over it
    Accented ///< filled with the accent colour
};

void paintButton(QPainter &painter, const QStyleOption &option, const Theme &theme, Emphasis emphasis);
/// The frame of an edit field, a spin box or an editable combo box.
void paintField(QPainter &painter, const QStyleOption &option, const Theme &theme, bool faulty);
void paintCheckBox(QPainter &painter, const QStyleOption &option, const Theme &theme);
void paintRadioButton(QPainter &painter, const QStyleOption &option, const Theme &theme);
void paintTab(QPainter &painter, const QStyleOptionTab &option, const Theme &theme);
/// A tool tip or a menu.
void paintPopup(QPainter &painter, const QRect &rect, const Theme &theme);
/// The fill behind an item of a list, tree or menu.
void paintItem(QPainter &painter, const QStyleOption &option, const Theme &theme, double radius);

} // namespace convoscope
