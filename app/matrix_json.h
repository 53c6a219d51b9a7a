#pragma once

#include "core/tensor.h"

#include <QJsonValue>
#include <QString>

#include <variant>

namespace convoscope {

/// How large an array in a file may be. Checked before anything is allocated.
struct TensorLimits {
    int channels = 1; ///< above 1, arrays of matrices are read too
    int low = 1; ///< smallest and
    int high = 1; ///< largest height and width
};

/// A 1×C×H×W tensor, or what is wrong with the JSON, to be put after a subject: "has 2 numbers in row 1 ...".
using TensorReading = std::variant<Tensor, QString>;

/// Reads rows of numbers, [[1, 2], [3, 4]], or such matrices of equal size in a list.
TensorReading readTensor(const QJsonValue &json, const TensorLimits &limits);

/// The first sample: rows of numbers, or a list of them where there is more than one channel. Every float is
/// written with the fewest digits that read back as the same float.
QJsonValue jsonOfTensor(const Tensor &tensor);

/// The double of the fewest decimal digits that converts to this float.
double shortDouble(float value);

} // namespace convoscope
