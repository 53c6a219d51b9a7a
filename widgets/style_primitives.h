#pragma once

#include "widgets/style_controls.h"

#include <QStyle>

namespace convoscope {

/// What a style draws with.
struct StyledPart {
    QPainter &painter;
    const QStyleOption &option;
    const QWidget *widget;
    const Theme &theme;
};

/// Marks on widgets that the style heeds; setAccented and setFaulty set them.
inline constexpr auto accentedProperty = "convoscopeAccented";
inline constexpr auto faultyProperty = "convoscopeFaulty";

Emphasis emphasisOf(const QStyleOption &option, const QWidget *widget);
/// The colour of the words on a button.
QColor inkOf(const QStyleOption &option, Emphasis emphasis, const Theme &theme);

/// Draws a panel, frame, mark or arrow; false if it is left to Fusion.
bool paintPrimitive(QStyle::PrimitiveElement element, const StyledPart &drawing);
/// Draws a part of a widget; false if it is left to Fusion.
bool paintPart(QStyle::ControlElement element, const StyledPart &drawing);

} // namespace convoscope
