#include "app/layers_json.h"

#include "core/layer_presets.h"

#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr int mostNumber = 9999;

/// A setting of a layer that is a pair, and what it is unless the file says otherwise.
struct PairKey {
    const char *key;
    Pair LayerSpec::*member;
};

constexpr PairKey pairs[]{{"kernel", &LayerSpec::kernel},
                          {"stride", &LayerSpec::stride},
                          {"padding", &LayerSpec::padding},
                          {"dilation", &LayerSpec::dilation},
                          {"output_padding", &LayerSpec::outputPadding}};

QString keyText(LayerKind kind)
{
    const std::string_view text = key(kind);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonObject jsonOfLayer(const LayerSpec &layer)
{
    const LayerSpec usual;
    QJsonObject json{{"kind", keyText(layer.kind)}};
    for (const PairKey &pair : pairs) {
        const Pair value = layer.*pair.member;
        const bool told = value != usual.*pair.member
            || (pair.member == &LayerSpec::kernel && layer.kind != LayerKind::Join);
        if (told)
            json[QLatin1String(pair.key)] = QJsonArray{value.y, value.x};
    }
    if (layer.ceilMode)
        json["ceil_mode"] = true;
    if (layer.from)
        json["from"] = *layer.from;
    if (layer.with != usual.with || layer.kind == LayerKind::Join)
        json["with"] = layer.with;
    return json;
}

std::optional<int> readNumber(const QJsonValue &json)
{
    const double value = json.toDouble(std::nan(""));
    if (!(value >= 0 && value <= mostNumber) || value != std::floor(value))
        return std::nullopt;
    return static_cast<int>(value);
}

std::optional<Pair> readPair(const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    if (json.isArray() && array.size() != 2)
        return std::nullopt;
    const auto y = readNumber(json.isArray() ? array[0] : json);
    const auto x = readNumber(json.isArray() ? array[1] : json);
    return y && x ? std::optional(Pair{*y, *x}) : std::nullopt;
}

std::optional<LayerKind> readKind(const QJsonValue &json)
{
    const auto keys = layerKindKeys();
    const auto found = std::ranges::find(keys, json.toString().toStdString());
    return json.isString() && found != keys.end()
        ? std::optional(static_cast<LayerKind>(found - keys.begin()))
        : std::nullopt;
}

/// Puts one setting of a file into the layer; false where there is none of that name or value.
bool put(LayerSpec &layer, const QString &key, const QJsonValue &json)
{
    for (const PairKey &pair : pairs) {
        if (key != QLatin1String(pair.key))
            continue;
        const auto value = readPair(json);
        layer.*pair.member = value.value_or(layer.*pair.member);
        return value.has_value();
    }
    if (key == QLatin1String("kind")) {
        const auto kind = readKind(json);
        layer.kind = kind.value_or(layer.kind);
        return kind.has_value();
    }
    if (key == QLatin1String("ceil_mode")) {
        layer.ceilMode = json.toBool();
        return json.isBool();
    }
    const auto row = readNumber(json);
    if (key == QLatin1String("from"))
        layer.from = row;
    else if (key == QLatin1String("with"))
        layer.with = row.value_or(0);
    else
        return false;
    return row.has_value();
}

std::optional<LayerSpec> readLayer(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    LayerSpec layer;
    const QJsonObject object = json.toObject();
    for (auto setting = object.begin(); setting != object.end(); ++setting) {
        if (!put(layer, setting.key(), setting.value()))
            return std::nullopt;
    }
    return layer;
}

} // namespace

QJsonValue jsonOfLayers(const std::vector<LayerSpec> &layers)
{
    QJsonArray array;
    for (const LayerSpec &layer : layers)
        array.append(jsonOfLayer(layer));
    return array;
}

std::optional<std::vector<LayerSpec>> readLayers(const QJsonValue &json, int low, int high)
{
    const QJsonArray array = json.toArray();
    if (!json.isArray() || array.size() < low || array.size() > high)
        return std::nullopt;
    std::vector<LayerSpec> layers;
    for (const QJsonValue entry : array) {
        const auto layer = readLayer(entry);
        if (!layer)
            return std::nullopt;
        layers.push_back(*layer);
    }
    return layers;
}

} // namespace convoscope
