#include "scene_fixture.h"

#include "app/photo.h"
#include "tests/golden.h"

#include <algorithm>

namespace convoscope {

Scene sceneAt(const QString &path)
{
    auto read = openScene(path);
    if (const auto *sentence = std::get_if<QString>(&read))
        qFatal("%s: %s", qPrintable(path), qPrintable(*sentence));
    auto scene = std::get<Scene>(std::move(read));
    if (const auto sentence = loadPhotos(scene))
        qFatal("%s: %s", qPrintable(path), qPrintable(*sentence));
    return scene;
}

Trace traceOfScene(const QString &lesson, const QString &key)
{
    const Scene scene = sceneAt(QStringLiteral(":/scenes/%1/%2.json").arg(lesson, key));
    const auto trace = scene.lesson->play(scene.params);
    if (!trace)
        qFatal("%s is refused", qPrintable(key));
    return *trace;
}

const Plane *planeNamed(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? nullptr : &*found;
}

QJsonValue computedExample(const QString &id, const QString &member)
{
    const QJsonArray entries = goldenDocument("worked-examples").value("entries").toArray();
    for (const QJsonValue entry : entries) {
        if (entry["id"].toString() == id)
            return member.isEmpty() ? entry["computed"] : entry["computed"].toObject().value(member);
    }
    return QJsonValue::Undefined;
}

Tensor matrixOf(const QJsonValue &value)
{
    if (value.isDouble())
        return Tensor({.h = 1, .w = 1}, static_cast<float>(value.toDouble()));
    const QJsonArray rows = value.toArray();
    Tensor matrix({.h = static_cast<int>(rows.size()), .w = static_cast<int>(rows[0].toArray().size())});
    for (int y = 0; y < matrix.height(); ++y) {
        for (int x = 0; x < matrix.width(); ++x)
            matrix.at(y, x) = static_cast<float>(rows[y].toArray()[x].toDouble());
    }
    return matrix;
}

} // namespace convoscope
