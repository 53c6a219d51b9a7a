#pragma once

#include "core/layer_link.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace convoscope {

/// A stack of layers with a name, on the input size that it is known for.
struct LayerPreset {
    std::string_view key;
    Pair input;
    std::vector<LayerSpec> layers;
};

/// In the order in which they are offered. Of residual networks the main path, which has the largest field.
std::span<const LayerPreset> layerPresets();
/// The preset of these layers, whatever their input; null for none.
const LayerPreset *findLayerPreset(std::span<const LayerSpec> layers);
const LayerPreset *findLayerPreset(std::string_view key);

/// Names of kinds as in scene files: conv, max_pool, average_pool, transposed, join.
std::span<const std::string_view> layerKindKeys();
std::string_view key(LayerKind kind);

} // namespace convoscope
