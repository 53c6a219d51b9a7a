#pragma once

#include "widgets/stage_painter.h"

#include <QByteArray>
#include <QImage>
#include <QString>
#include <variant>

namespace convoscope {

/// The formats in which one picture can be taken away, by file suffix.
QStringList pictureSuffixes();

/// The stage as an image of size × scale pixels.
QImage pictureImage(const Stage &stage, PaintCache &cache, double scale = 2.0);

/// The stage as the bytes of a file: PNG with `scale` pixels per unit; SVG and PDF with text as text and
/// fonts embedded (PDF). A sentence where the suffix isn't one of pictureSuffixes().
std::variant<QByteArray, QString> pictureBytes(const Stage &stage, const QString &suffix, double scale = 2.0);

} // namespace convoscope
