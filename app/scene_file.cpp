#include "app/scene_file.h"

#include "app/matrix_json.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <optional>

namespace convoscope {

namespace {

struct SceneFile {
    Q_DECLARE_TR_FUNCTIONS(SceneFile)
};

constexpr auto formatName = "convoscope-scene";
constexpr qint64 mostBytes = 16 << 20;

QString text(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

/// Text from a file as one line that is fit to be shown.
QString plainLine(const QString &fromFile, qsizetype most)
{
    QString line = fromFile.simplified();
    line.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    return line.size() > most ? line.left(most) + QChar(0x2026) : line;
}

/// A field's value as JSON. Reals that the lesson keeps as floats are written as short as floats.
QJsonValue fieldJson(const Field &field, const Params &params)
{
    const FieldValue value = field.get(params);
    if (field.kind != FieldKind::Real)
        return jsonOf(field, value);
    const double exact = std::get<double>(value);
    const double brief = shortDouble(static_cast<float>(exact));
    Params copy = params;
    field.set(copy, brief);
    return jsonOf(field, field.get(copy) == value ? FieldValue(brief) : value);
}

/// A field whose value was in the file.
struct Given {
    const Field *field;
    FieldValue value;
};

/// Setting one field may mend others (a preset brings its weights), so the values are set again until all are
/// as given. Those that exclude each other can't be: the later field in the lesson's table wins.
QStringList set(Params &params, std::vector<Given> &given)
{
    constexpr int rounds = 4;
    for (int round = 0; round < rounds; ++round) {
        for (Given &g : given) {
            if (round > 0 && g.field->get(params) == g.value)
                continue;
            g.field->set(params, g.value);
            if (round == 0 && g.field->kind == FieldKind::Real)
                g.value = g.field->get(params); // rounded to what the lesson keeps
        }
    }
    QStringList notes;
    for (const Given &g : given) {
        if (g.field->get(params) != g.value)
            notes << SceneFile::tr("“%1” contradicts other values in the file and was left aside.")
                         .arg(fieldTitle(g.field->key));
    }
    return notes;
}

QStringList unknownKeys(const QJsonObject &params, std::span<const Field> fields)
{
    QStringList unknown;
    for (const QString &key : params.keys()) {
        if (!findField(fields, key.toStdString()) && unknown.size() < 5)
            unknown << plainLine(key, 40);
    }
    if (unknown.isEmpty())
        return {};
    return {SceneFile::tr("Left aside, because this version doesn't know it: %1.")
                .arg(unknown.join(QStringLiteral(", ")))};
}

/// Reads all fields into the scene; the first sentence of those that can't be read.
QString readParams(Scene &scene, const QJsonObject &json)
{
    std::vector<Given> given;
    for (const Field &field : scene.lesson->fields) {
        const QJsonValue value = json.value(text(field.key));
        if (value.isUndefined())
            continue;
        FieldReading reading = readField(field, value);
        if (const auto *sentence = std::get_if<QString>(&reading))
            return *sentence;
        if (auto *photo = std::get_if<PhotoRequest>(&reading))
            scene.photos.push_back(std::move(*photo));
        else
            given.push_back({&field, std::get<FieldValue>(std::move(reading))});
    }
    scene.notes = unknownKeys(json, scene.lesson->fields) + set(scene.params, given);
    return {};
}

/// The whole number of that key, from `low` on; `otherwise` where the key is missing.
std::optional<int> wholeNumber(const QJsonObject &object, const char *key, int low, int otherwise)
{
    const QJsonValue value = object.value(QLatin1String(key));
    const int number = value.isUndefined() ? otherwise : value.toInt(low - 1);
    return number >= low ? std::optional(number) : std::nullopt;
}

QString readPosition(Scene &scene, const QJsonValue &json)
{
    const auto beat = wholeNumber(json.toObject(), "beat", 0, 0);
    const auto tap = wholeNumber(json.toObject(), "tap", -1, -1);
    if (!beat || !tap || !(json.isObject() || json.isUndefined()))
        return SceneFile::tr("“position” in the file has to be {\"beat\": 0, \"tap\": -1} or later.");
    scene.position = {*beat, *tap};
    return {};
}

QString formatTrouble(const QJsonObject &object)
{
    if (object.value(QLatin1String("format")).toString() != QLatin1String(formatName))
        return SceneFile::tr("This is not a scene of Convoscope: its “format” would have to be “%1”.")
            .arg(QLatin1String(formatName));
    const double version = object.value(QLatin1String("version")).toDouble(0);
    if (!(version >= 1) || version != std::floor(version))
        return SceneFile::tr("The scene's “version” has to be a whole number from 1 to %1.")
            .arg(sceneVersion);
    if (version > sceneVersion)
        return SceneFile::tr("The scene was saved by a newer Convoscope, as version %1; this one reads up to "
                             "version %2. A newer Convoscope opens it.")
            .arg(version)
            .arg(sceneVersion);
    return {};
}

QString lessonTrouble(const QString &id)
{
    QStringList known;
    for (const Lesson &lesson : lessons())
        known << text(lesson.id);
    return SceneFile::tr("The scene is for the lesson “%1”, which this version doesn't have. It has: %2.")
        .arg(plainLine(id, 40), known.join(QStringLiteral(", ")));
}

} // namespace

QJsonObject sceneOf(const Lesson &lesson, const Params &params, Position position, const QString &title)
{
    QJsonObject fields;
    for (const Field &field : lesson.fields)
        fields[text(field.key)] = fieldJson(field, params);
    return {{"format", formatName},
            {"version", sceneVersion},
            {"lesson", text(lesson.id)},
            {"title", title},
            {"position", QJsonObject{{"beat", position.beat}, {"tap", position.tap}}},
            {"params", fields}};
}

SceneOrSentence readScene(const QJsonObject &object)
{
    if (QString trouble = formatTrouble(object); !trouble.isEmpty())
        return trouble;
    const QString id = object.value(QLatin1String("lesson")).toString();
    const Lesson *lesson = findLesson(id.toStdString());
    if (!lesson)
        return lessonTrouble(id);
    const QJsonValue params = object.value(QLatin1String("params"));
    if (!params.isObject() && !params.isUndefined())
        return SceneFile::tr("The scene's “params” have to be names with values, {\"stride\": [1, 1]}.");
    Scene scene{.lesson = lesson,
                .params = lesson->start(),
                .title = plainLine(object.value(QLatin1String("title")).toString(), 200)};
    if (QString sentence = readPosition(scene, object.value(QLatin1String("position"))); !sentence.isEmpty())
        return sentence;
    if (QString sentence = readParams(scene, params.toObject()); !sentence.isEmpty())
        return sentence;
    return scene;
}

SceneOrSentence parseScene(const QByteArray &text)
{
    if (text.size() > mostBytes)
        return SceneFile::tr("The file is larger than 16 MB; a scene is a small text file.");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = text.left(error.offset).count('\n') + 1;
        return SceneFile::tr("The file is not valid JSON: %1 in line %2.").arg(error.errorString()).arg(line);
    }
    if (!document.isObject())
        return SceneFile::tr("This is not a scene of Convoscope: a scene is a JSON object in braces.");
    return readScene(document.object());
}

SceneOrSentence openScene(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return SceneFile::tr("There is no file “%1”.").arg(path);
    if (info.size() > mostBytes)
        return SceneFile::tr("“%1” is larger than 16 MB; a scene is a small text file.").arg(info.fileName());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return SceneFile::tr("“%1” can't be opened: %2.").arg(info.fileName(), file.errorString());
    return parseScene(file.read(mostBytes + 1));
}

} // namespace convoscope
