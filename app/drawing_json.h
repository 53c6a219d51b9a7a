#pragma once

#include "core/pen.h"

#include <QJsonObject>
#include <QString>

#include <variant>

namespace convoscope {

/// A drawing, or what is wrong with the JSON, to be put after a subject: "has a point that ...".
using DrawingReading = std::variant<Drawing, QString>;

// {"size": [height, width], "strokes": [{"points": [[x, y, radius], ...], "erases": true}, ...]}; the size is
// 280 × 280 and strokes draw unless it says otherwise.

QJsonObject jsonOfDrawing(const Drawing &drawing);
/// Refuses what would take more than a second or two to draw.
DrawingReading readDrawing(const QJsonObject &json);

} // namespace convoscope
