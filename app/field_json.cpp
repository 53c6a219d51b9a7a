#include "app/field_json.h"

#include "app/chain_json.h"
#include "app/drawing_json.h"
#include "app/image_file.h"
#include "app/layers_json.h"
#include "app/matrix_json.h"
#include "app/photo.h"
#include "app/raster_image.h"
#include "core/digit_picture.h"
#include "core/input_presets.h"
#include "core/test_chart.h"
#include "widgets/words.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace convoscope {

namespace {

constexpr QLatin1String pixelsKey("png");
constexpr size_t mostPixelBytes = 1U << 20U; // of a picture that is written out

struct FieldJson {
    Q_DECLARE_TR_FUNCTIONS(FieldJson)
};

QString text(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

std::string bytes(const QString &text)
{
    return text.toStdString();
}

QString number(double value)
{
    return QLocale::c().toString(value, 'g', 6);
}

/// What a file may hold for this field.
QString expected(const Field &field)
{
    const QString low = number(field.low);
    const QString high = number(field.high);
    switch (field.kind) {
    case FieldKind::Flag: return FieldJson::tr("true or false");
    case FieldKind::Integer: return FieldJson::tr("a whole number from %1 to %2").arg(low, high);
    case FieldKind::Real: return FieldJson::tr("a number from %1 to %2").arg(low, high);
    case FieldKind::Pair:
        return FieldJson::tr("two whole numbers, [height, width], from %1 to %2").arg(low, high);
    case FieldKind::Sides:
        return FieldJson::tr("whole numbers from %1 to %2 for left, right, top and bottom").arg(low, high);
    case FieldKind::Choice: {
        QStringList keys;
        for (const auto key : field.choices)
            keys << text(key);
        return FieldJson::tr("one of %1").arg(keys.join(QStringLiteral(", ")));
    }
    case FieldKind::Matrix:
        return FieldJson::tr("rows of numbers, all equally long, from %1 × %1 to %2 × %2").arg(low, high);
    case FieldKind::Layers:
        return FieldJson::tr("a list of %1 to %2 layers such as {\"kind\": \"conv\", \"kernel\": [3, 3], "
                             "\"stride\": [1, 1], \"padding\": [0, 0], \"dilation\": [1, 1]}")
            .arg(low, high);
    case FieldKind::Chain:
        return FieldJson::tr("a list of at most %1 steps such as {\"filter\": \"gaussian\", \"sigma\": 1.5}")
            .arg(high);
    case FieldKind::Picture:
        if (field.raster)
            return FieldJson::tr("the name of a computed picture such as “%1”, or a photo")
                .arg(text(rasterPresets().front()));
        if (field.drawn)
            return FieldJson::tr("the name of a test digit such as “digit-7”, %1 rows of %1 numbers, strokes "
                                 "such as {\"strokes\": [{\"points\": [[140, 60, 9], [140, 220, 9]]}]}, or a "
                                 "photo")
                .arg(high);
        return FieldJson::tr(
                   "the name of an input such as “%1”, rows of numbers of up to %2 × %2, or a photo")
            .arg(text(inputPresets().front()))
            .arg(mostInlineSide);
    }
    return {};
}

/// A sentence that names the field, says what is wrong with it, and what would work.
QString complaint(const Field &field, const QString &wrong)
{
    return FieldJson::tr("“%1” (%2 in the file) %3; it has to be %4.")
        .arg(fieldTitle(field.key), text(field.key), wrong, expected(field));
}

QString complaint(const Field &field)
{
    return complaint(field, FieldJson::tr("doesn't hold what it should"));
}

std::optional<int> wholeNumber(double low, double high, const QJsonValue &json)
{
    const double value = json.toDouble(std::nan(""));
    if (!(value >= low && value <= high) || value != std::floor(value))
        return std::nullopt;
    return static_cast<int>(value);
}

std::optional<int> wholeNumber(const Field &field, const QJsonValue &json)
{
    return wholeNumber(field.low, field.high, json);
}

FieldReading readPair(const Field &field, const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    const bool two = json.isArray() && array.size() == 2;
    const auto y = wholeNumber(field, two ? array[0] : json);
    const auto x = wholeNumber(field, two ? array[1] : json);
    if (!y || !x)
        return complaint(field);
    return FieldValue(Pair{*y, *x});
}

FieldReading readSides(const Field &field, const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    const auto side = [&](const char *key) {
        return wholeNumber(field, json.isObject() ? object.value(QLatin1String(key)) : json);
    };
    const auto left = side("left");
    const auto right = side("right");
    const auto top = side("top");
    const auto bottom = side("bottom");
    if (!left || !right || !top || !bottom)
        return complaint(field);
    return FieldValue(Sides{*left, *right, *top, *bottom});
}

FieldReading readChoice(const Field &field, const QJsonValue &json)
{
    const auto found = std::ranges::find(field.choices, bytes(json.toString()));
    if (!json.isString() || found == field.choices.end())
        return complaint(field);
    return FieldValue(static_cast<int>(found - field.choices.begin()));
}

FieldReading readReal(const Field &field, const QJsonValue &json)
{
    const double value = json.toDouble(std::nan(""));
    if (!(value >= field.low && value <= field.high))
        return complaint(field);
    return FieldValue(value);
}

FieldReading readMatrix(const Field &field, const QJsonValue &json)
{
    auto matrix = readTensor(
        json, {.channels = 1, .low = static_cast<int>(field.low), .high = static_cast<int>(field.high)});
    if (const auto *wrong = std::get_if<QString>(&matrix))
        return complaint(field, *wrong);
    return FieldValue(std::get<Tensor>(std::move(matrix)));
}

/// [top, left, height, width].
std::optional<Rect> readCrop(const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    if (array.size() != 4)
        return std::nullopt;
    constexpr int most = 1 << 30; // so that left + width does not overflow
    const auto top = wholeNumber(0, most, array[0]);
    const auto left = wholeNumber(0, most, array[1]);
    const auto height = wholeNumber(1, most, array[2]);
    const auto width = wholeNumber(1, most, array[3]);
    if (!top || !left || !height || !width)
        return std::nullopt;
    return Rect{*top, *left, *height, *width};
}

FieldReading readPhoto(const Field &field, const QJsonObject &object)
{
    const QStringList channels = channelKeys(field);
    PhotoRequest request{.field = field.key,
                         .path = object.value(QLatin1String("photo")).toString(),
                         .channel = object.value(QLatin1String("channel")).toString(channels.first())};
    if (request.path.isEmpty())
        return complaint(field);
    if (!channels.contains(request.channel))
        return complaint(
            field, FieldJson::tr("names a channel other than %1").arg(channels.join(QStringLiteral(", "))));
    const QJsonValue crop = object.value(QLatin1String("crop"));
    if (crop.isUndefined())
        return request;
    request.crop = readCrop(crop);
    if (!request.crop)
        return complaint(field, FieldJson::tr("has a crop that is not [top, left, height, width]"));
    return request;
}

FieldReading readStrokes(const Field &field, const QJsonObject &object)
{
    auto drawing = readDrawing(object);
    if (const auto *wrong = std::get_if<QString>(&drawing))
        return complaint(field, *wrong);
    return FieldValue(drawnDigit(std::get<Drawing>(std::move(drawing))));
}

/// Small pictures that lie in no file are written out.
FieldReading readPixels(const Field &field, const QString &base64)
{
    const auto loaded = loadImage(QByteArray::fromBase64(base64.toLatin1()), {});
    const auto *image = std::get_if<LoadedImage>(&loaded);
    if (!image)
        return complaint(field, FieldJson::tr("holds a picture that can't be read"));
    return FieldValue(rasterPicture(rasterOf(image->image)));
}

FieldReading readRaster(const Field &field, const QJsonValue &json)
{
    if (json.isObject() && json.toObject().contains(pixelsKey))
        return readPixels(field, json.toObject().value(pixelsKey).toString());
    if (json.isObject())
        return readPhoto(field, json.toObject());
    if (auto preset = rasterPreset(bytes(json.toString())))
        return FieldValue(*std::move(preset));
    return complaint(field, FieldJson::tr("names a picture that this version doesn't have"));
}

FieldReading readPicture(const Field &field, const QJsonValue &json)
{
    if (field.raster)
        return readRaster(field, json);
    if (field.drawn && json.toObject().contains(QLatin1String("strokes")))
        return readStrokes(field, json.toObject());
    if (json.isObject())
        return readPhoto(field, json.toObject());
    if (json.isString()) {
        const std::string key = bytes(json.toString());
        if (auto preset = inputPreset(key))
            return FieldValue(makePicture(*std::move(preset), key));
        return complaint(field, FieldJson::tr("names an input that this version doesn't have"));
    }
    auto values = readTensor(json, {.channels = mostInlineChannels, .low = 1, .high = mostInlineSide});
    if (const auto *wrong = std::get_if<QString>(&values))
        return complaint(field, *wrong);
    return FieldValue(makePicture(std::get<Tensor>(std::move(values))));
}

FieldReading readStack(const Field &field, const QJsonValue &json)
{
    auto layers = readLayers(json, static_cast<int>(field.low), static_cast<int>(field.high));
    if (!layers)
        return complaint(field);
    return FieldValue(*std::move(layers));
}

FieldReading readSteps(const Field &field, const QJsonValue &json)
{
    auto chain = readChain(json, static_cast<int>(field.high));
    if (const auto *wrong = std::get_if<QString>(&chain))
        return complaint(field, *wrong);
    return FieldValue(std::get<std::vector<ChainStep>>(std::move(chain)));
}

/// A digit of an image that lies in no file is small enough to be written out.
bool isWrittenOut(const Picture &photo)
{
    return photo.channel == digitChannel && QFileInfo(QString::fromStdString(photo.path)).isRelative();
}

QJsonObject jsonOfPixels(const ByteRaster &raster)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    imageOf(raster).save(&buffer, "PNG");
    return {{pixelsKey, QString::fromLatin1(png.toBase64())}};
}

QJsonValue jsonOfPicture(const Picture &picture)
{
    if (picture.raster) {
        if (!picture.preset.empty())
            return QString::fromStdString(picture.preset);
        const bool small = picture.raster->values.size() <= mostPixelBytes;
        if (small && QFileInfo(QString::fromStdString(picture.path)).isRelative())
            return jsonOfPixels(*picture.raster);
    }
    if (picture.drawing)
        return jsonOfDrawing(*picture.drawing);
    if (picture.isPhoto() && !isWrittenOut(picture)) {
        QJsonObject photo{{"photo", QString::fromStdString(picture.path)},
                          {"channel", QString::fromStdString(picture.channel)}};
        if (const auto &crop = picture.crop)
            photo["crop"] = QJsonArray{crop->top, crop->left, crop->height, crop->width};
        return photo;
    }
    const auto preset = inputPreset(picture.preset);
    if (preset && *preset == picture.tensor())
        return QString::fromStdString(picture.preset);
    return jsonOfTensor(picture.tensor());
}

QJsonObject jsonOfSides(const Sides &s)
{
    return {{"left", s.left}, {"right", s.right}, {"top", s.top}, {"bottom", s.bottom}};
}

} // namespace

QJsonValue jsonOf(const Field &field, const FieldValue &value)
{
    switch (field.kind) {
    case FieldKind::Flag: return std::get<bool>(value);
    case FieldKind::Integer: return std::get<int>(value);
    case FieldKind::Real: return std::get<double>(value);
    case FieldKind::Pair: return QJsonArray{std::get<Pair>(value).y, std::get<Pair>(value).x};
    case FieldKind::Sides: return jsonOfSides(std::get<Sides>(value));
    case FieldKind::Choice: return text(field.choices[static_cast<size_t>(std::get<int>(value))]);
    case FieldKind::Matrix: return jsonOfTensor(std::get<Tensor>(value));
    case FieldKind::Picture: return jsonOfPicture(std::get<Picture>(value));
    case FieldKind::Layers: return jsonOfLayers(std::get<std::vector<LayerSpec>>(value));
    case FieldKind::Chain: return jsonOfChain(std::get<std::vector<ChainStep>>(value));
    }
    return {};
}

FieldReading readField(const Field &field, const QJsonValue &json)
{
    switch (field.kind) {
    case FieldKind::Flag: return json.isBool() ? FieldReading(FieldValue(json.toBool())) : complaint(field);
    case FieldKind::Integer: {
        const auto value = wholeNumber(field, json);
        return value ? FieldReading(FieldValue(*value)) : complaint(field);
    }
    case FieldKind::Real: return readReal(field, json);
    case FieldKind::Pair: return readPair(field, json);
    case FieldKind::Sides: return readSides(field, json);
    case FieldKind::Choice: return readChoice(field, json);
    case FieldKind::Matrix: return readMatrix(field, json);
    case FieldKind::Picture: return readPicture(field, json);
    case FieldKind::Layers: return readStack(field, json);
    case FieldKind::Chain: return readSteps(field, json);
    }
    return complaint(field);
}

} // namespace convoscope
