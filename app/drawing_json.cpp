#include "app/drawing_json.h"

#include "app/matrix_json.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <optional>

namespace convoscope {

namespace {

struct DrawingJson {
    Q_DECLARE_TR_FUNCTIONS(DrawingJson)
};

constexpr int smallestSide = 28;
constexpr int largestSide = 1024;
constexpr double farthest = 10000.0; // pixels from the paper's corner
constexpr double broadest = 100.0;
constexpr double mostPixels = 3e8; // that a pen visits; what a hand draws is a hundredth of it

std::optional<double> number(const QJsonValue &json, double low, double high)
{
    const double value = json.toDouble(std::nan(""));
    return value >= low && value <= high ? std::optional(value) : std::nullopt;
}

std::optional<PenPoint> readPoint(const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    const auto x = number(array.at(0), -farthest, farthest);
    const auto y = number(array.at(1), -farthest, farthest);
    const auto radius = number(array.at(2), 0.0, broadest);
    if (array.size() != 3 || !x || !y || !radius || *radius <= 0.0)
        return std::nullopt;
    return PenPoint{static_cast<float>(*x), static_cast<float>(*y), static_cast<float>(*radius)};
}

std::optional<Pair> readSize(const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    const auto side = [&array](int i) {
        const auto value = number(array.at(i), smallestSide, largestSide);
        return value == std::floor(value.value_or(0.5)) ? static_cast<int>(value.value_or(0)) : 0;
    };
    if (array.size() != 2 || side(0) == 0 || side(1) == 0)
        return std::nullopt;
    return Pair{side(0), side(1)};
}

/// The pixels of the rectangle around a part of a line.
double pixelsOf(const PenPoint &from, const PenPoint &to, Pair size)
{
    const double reach = 2.0 * std::max(from.radius, to.radius) + 4.0;
    return std::min<double>(std::abs(to.x - from.x) + reach, size.x)
        * std::min<double>(std::abs(to.y - from.y) + reach, size.y);
}

double pixelsOf(const Drawing &drawing)
{
    double pixels = 0.0;
    for (const Stroke &stroke : drawing.strokes) {
        for (size_t i = 0; i < stroke.points.size(); ++i)
            pixels += pixelsOf(stroke.points[i > 0 ? i - 1 : 0], stroke.points[i], drawing.size);
    }
    return pixels;
}

/// The first of the keys that isn't known.
QString unknownKey(const QJsonObject &json, const QStringList &known)
{
    for (const QString &key : json.keys()) {
        if (!known.contains(key))
            return DrawingJson::tr("has a “%1”, which a drawing doesn't").arg(key.left(40));
    }
    return {};
}

std::variant<Stroke, QString> readStroke(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    if (QString wrong = unknownKey(object, {QStringLiteral("points"), QStringLiteral("erases")});
        !wrong.isEmpty())
        return wrong;
    const QJsonValue erases = object.value(QLatin1String("erases"));
    if (!erases.isUndefined() && !erases.isBool())
        return DrawingJson::tr("has an “erases” that is neither true nor false");
    const QJsonArray points = object.value(QLatin1String("points")).toArray();
    if (points.isEmpty())
        return DrawingJson::tr("has a stroke without points");
    Stroke stroke{.erases = erases.toBool()};
    for (const QJsonValue point : points) {
        const auto read = readPoint(point);
        if (!read)
            return DrawingJson::tr("has a point that is not [x, y, radius] with a radius up to %1")
                .arg(broadest);
        stroke.points.push_back(*read);
    }
    return stroke;
}

} // namespace

QJsonObject jsonOfDrawing(const Drawing &drawing)
{
    QJsonArray strokes;
    for (const Stroke &stroke : drawing.strokes) {
        QJsonArray points;
        for (const PenPoint &p : stroke.points)
            points.append(QJsonArray{shortDouble(p.x), shortDouble(p.y), shortDouble(p.radius)});
        QJsonObject json{{"points", points}};
        if (stroke.erases)
            json["erases"] = true;
        strokes.append(json);
    }
    return {{"size", QJsonArray{drawing.size.y, drawing.size.x}}, {"strokes", strokes}};
}

DrawingReading readDrawing(const QJsonObject &json)
{
    if (QString wrong = unknownKey(json, {QStringLiteral("size"), QStringLiteral("strokes")});
        !wrong.isEmpty())
        return wrong;
    Drawing drawing;
    const QJsonValue size = json.value(QLatin1String("size"));
    const auto read = size.isUndefined() ? std::optional(drawing.size) : readSize(size);
    if (!read)
        return DrawingJson::tr("has a size that is not [height, width] from %1 to %2")
            .arg(smallestSide)
            .arg(largestSide);
    drawing.size = *read;
    const QJsonValue strokes = json.value(QLatin1String("strokes"));
    if (!strokes.isArray())
        return DrawingJson::tr("has strokes that are not a list");
    for (const QJsonValue value : strokes.toArray()) {
        auto stroke = readStroke(value);
        if (const auto *wrong = std::get_if<QString>(&stroke))
            return *wrong;
        drawing.strokes.push_back(std::get<Stroke>(std::move(stroke)));
    }
    if (pixelsOf(drawing) > mostPixels)
        return DrawingJson::tr("has more strokes than could be drawn in time");
    return drawing;
}

} // namespace convoscope
