#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace convoscope {

/// JSON as people like to read and compare it: one member a line, lists of numbers on one line, so that a
/// matrix looks like a matrix. Ends with a line break. Numbers read back as the same doubles.
QByteArray jsonText(const QJsonObject &object);

} // namespace convoscope
