#pragma once

#include "core/filter.h"

#include <QByteArray>
#include <QString>
#include <variant>

namespace convoscope {

/// A kernel and what belongs to it, or the sentence that says what is wrong.
using KernelOrSentence = std::variant<FilterStep, QString>;

/// Rows of numbers, as ImageJ's Convolver saves them and any text with a matrix; or JSON,
/// {"kernel": [[...]], "divisor": 1, "offset": 0, "normalise": false}, of which only the kernel must be
/// there.
KernelOrSentence parseKernel(const QByteArray &text);
KernelOrSentence openKernel(const QString &path);

/// The weights alone: blanks between columns, a line each row.
QByteArray kernelText(const FilterStep &step);
QByteArray kernelJson(const FilterStep &step);

} // namespace convoscope
