#pragma once

#include "widgets/style_paint.h"

class QStyleOptionSlider;

namespace convoscope {

/// A thin groove, its part before the handle filled with the accent colour, and a round handle.
void paintSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &groove,
                 const QRect &handle, const Theme &theme);
/// Nothing but a rounded handle, wider under the pointer.
void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const Theme &theme);

/// The handle of a scroll bar within its option's rectangle; arrow buttons there are none.
QRect scrollBarHandle(const QStyleOptionSlider &option, const Theme &theme);

} // namespace convoscope
