#pragma once

#include "core/layer_link.h"

#include <QJsonValue>

#include <optional>
#include <vector>

namespace convoscope {

/// A list of objects, a layer each; what is PyTorch's default is left out: {"kind": "conv", "kernel": [3,
/// 3]}.
QJsonValue jsonOfLayers(const std::vector<LayerSpec> &layers);

/// The same back; pairs may be single numbers. None where it is not such a list of `low` to `high` layers.
std::optional<std::vector<LayerSpec>> readLayers(const QJsonValue &json, int low, int high);

} // namespace convoscope
