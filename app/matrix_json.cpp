#include "app/matrix_json.h"

#include "core/geometry.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace convoscope {

namespace {

struct MatrixJson {
    Q_DECLARE_TR_FUNCTIONS(MatrixJson)
};

constexpr double mostFloat = std::numeric_limits<float>::max();

bool isMatrix(const QJsonValue &json)
{
    return json.isArray() && json.toArray().first().isArray();
}

/// The size of a matrix, or what is wrong with it. Looks at the first row only.
std::variant<Pair, QString> sizeOf(const QJsonValue &json, const TensorLimits &limits)
{
    if (!isMatrix(json))
        return MatrixJson::tr("is not a list of rows");
    const QJsonArray rows = json.toArray();
    const qsizetype height = rows.size();
    const qsizetype width = rows.first().toArray().size();
    if (height < limits.low || height > limits.high)
        return MatrixJson::tr("has %1 rows").arg(height);
    if (width < limits.low || width > limits.high)
        return MatrixJson::tr("has %1 numbers in row 1").arg(width);
    return Pair{static_cast<int>(height), static_cast<int>(width)};
}

/// Fills one channel from a matrix of the tensor's size; what is wrong otherwise.
QString fill(Tensor &tensor, int channel, const QJsonArray &rows)
{
    if (rows.size() != tensor.height())
        return MatrixJson::tr("has matrices of different heights");
    for (int y = 0; y < tensor.height(); ++y) {
        const QJsonArray row = rows[y].toArray();
        if (row.size() != tensor.width())
            return MatrixJson::tr("has %1 numbers in row %2 and %3 in row 1")
                .arg(row.size())
                .arg(y + 1)
                .arg(tensor.width());
        for (int x = 0; x < tensor.width(); ++x) {
            const double value = row[x].toDouble(std::nan(""));
            if (!(std::abs(value) <= mostFloat))
                return MatrixJson::tr("has something other than a number in row %1, column %2")
                    .arg(y + 1)
                    .arg(x + 1);
            tensor.at(0, channel, y, x) = static_cast<float>(value);
        }
    }
    return {};
}

QJsonArray jsonOfPlane(const Tensor &tensor, int channel)
{
    QJsonArray rows;
    for (int y = 0; y < tensor.height(); ++y) {
        QJsonArray row;
        for (const float value : tensor.row(0, channel, y))
            row.append(shortDouble(value));
        rows.append(row);
    }
    return rows;
}

} // namespace

TensorReading readTensor(const QJsonValue &json, const TensorLimits &limits)
{
    const bool stack = limits.channels > 1 && isMatrix(json) && isMatrix(json.toArray().first());
    const QJsonArray matrices = stack ? json.toArray() : QJsonArray{json};
    if (matrices.size() > limits.channels)
        return MatrixJson::tr("has %1 channels, more than %2").arg(matrices.size()).arg(limits.channels);
    const auto size = sizeOf(matrices.first(), limits);
    if (const auto *wrong = std::get_if<QString>(&size))
        return *wrong;
    const Pair pair = std::get<Pair>(size);
    Tensor tensor({.c = static_cast<int>(matrices.size()), .h = pair.y, .w = pair.x});
    for (int c = 0; c < tensor.shape().c; ++c) {
        if (QString wrong = fill(tensor, c, matrices[c].toArray()); !wrong.isEmpty())
            return wrong;
    }
    return tensor;
}

QJsonValue jsonOfTensor(const Tensor &tensor)
{
    if (tensor.shape().c == 1)
        return jsonOfPlane(tensor, 0);
    QJsonArray channels;
    for (int c = 0; c < tensor.shape().c; ++c)
        channels.append(jsonOfPlane(tensor, c));
    return channels;
}

double shortDouble(float value)
{
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.begin(), digits.end(), value);
    double wide = 0.0;
    std::from_chars(digits.begin(), written.ptr, wide);
    // As a double, the decimals can lie beyond the largest float, or so near the middle of two floats that
    // they round to the other one.
    const bool same = std::abs(wide) <= mostFloat && static_cast<float>(wide) == value;
    return same ? wide : static_cast<double>(value);
}

} // namespace convoscope
