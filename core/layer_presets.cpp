#include "core/layer_presets.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

using Layers = std::vector<LayerSpec>;

LayerSpec conv(int kernel, int stride = 1, int padding = 0)
{
    return {.kernel = {kernel, kernel}, .stride = {stride, stride}, .padding = {padding, padding}};
}

LayerSpec pool(LayerKind kind, int kernel, int stride, int padding = 0)
{
    LayerSpec layer = conv(kernel, stride, padding);
    layer.kind = kind;
    return layer;
}

LayerSpec maxPool(int kernel, int stride, int padding = 0)
{
    return pool(LayerKind::MaxPool, kernel, stride, padding);
}

/// Keeps the size.
LayerSpec dilated(int dilation)
{
    LayerSpec layer = conv(3, 1, dilation);
    layer.dilation = {dilation, dilation};
    return layer;
}

LayerSpec doubling()
{
    LayerSpec layer = conv(4, 2, 1);
    layer.kind = LayerKind::Transposed;
    return layer;
}

/// Halved by a 2×2 on one branch and by a 1×1 on the other, which takes every second unit: what is added lies
/// half a pixel apart.
Layers branches()
{
    LayerSpec aside = conv(1, 2);
    aside.from = 1;
    return {conv(3, 1, 1), conv(2, 2), aside, {.kind = LayerKind::Join, .with = 2}};
}

/// Simonyan & Zisserman (2015), configuration D up to the last pooling.
Layers vgg16()
{
    Layers layers;
    for (const int convs : {2, 2, 3, 3, 3}) {
        layers.insert(layers.end(), static_cast<size_t>(convs), conv(3, 1, 1));
        layers.push_back(maxPool(2, 2));
    }
    return layers;
}

/// He et al. (2016): two 3×3 convolutions a block, two blocks a stage.
Layers resNet18()
{
    Layers layers{conv(7, 2, 3), maxPool(3, 2, 1)};
    for (const int stride : {1, 2, 2, 2}) {
        layers.push_back(conv(3, stride, 1));
        layers.insert(layers.end(), 3, conv(3, 1, 1));
    }
    return layers;
}

/// The bottleneck blocks of ResNet-50; where a stage halves the size, by the first 1×1 (as published) or by
/// the 3×3 (as torchvision does).
Layers resNet50(bool strideInMiddle)
{
    Layers layers{conv(7, 2, 3), maxPool(3, 2, 1)};
    int halving = 1;
    for (const int blocks : {3, 4, 6, 3}) {
        for (int block = 0; block < blocks; ++block) {
            const int stride = block == 0 ? halving : 1;
            layers.push_back(conv(1, strideInMiddle ? 1 : stride));
            layers.push_back(conv(3, strideInMiddle ? stride : 1, 1));
            layers.push_back(conv(1));
        }
        halving = 2;
    }
    return layers;
}

std::vector<LayerPreset> makePresets()
{
    const LayerKind average = LayerKind::AveragePool;
    return {
        {"one-3x3", {7, 7}, Layers(1, conv(3))},
        {"two-3x3", {9, 9}, Layers(2, conv(3))},
        {"three-3x3", {11, 11}, Layers(3, conv(3))},
        {"five-3x3", {13, 13}, Layers(5, conv(3))},
        {"padded-3x3", {13, 13}, Layers(3, conv(3, 1, 1))},
        {"one-5x5", {9, 9}, Layers(1, conv(5))},
        {"one-7x7", {11, 11}, Layers(1, conv(7))},
        {"dilation-2", {9, 9}, {dilated(2)}},
        {"dilated-1-2-4", {17, 17}, {dilated(1), dilated(2), dilated(4)}},
        {"dilated-2-2-2", {17, 17}, Layers(3, dilated(2))},
        {"strided", {31, 31}, Layers(3, conv(3, 2, 1))},
        {"pooled", {28, 28}, {conv(3), maxPool(2, 2), conv(3), maxPool(2, 2)}},
        {"transposed", {16, 16}, {conv(3, 2, 1), conv(3, 1, 1), doubling()}},
        {"branches", {12, 12}, branches()},
        {"lenet-style", {28, 28}, {conv(3), maxPool(2, 2), conv(3), maxPool(2, 2), conv(5)}},
        {"lenet-5", {32, 32}, {conv(5), pool(average, 2, 2), conv(5), pool(average, 2, 2), conv(5)}},
        {"alexnet",
         {224, 224},
         {conv(11, 4, 2), maxPool(3, 2), conv(5, 1, 2), maxPool(3, 2), conv(3, 1, 1), conv(3, 1, 1),
          conv(3, 1, 1), maxPool(3, 2)}},
        {"vgg-16", {224, 224}, vgg16()},
        {"resnet-18-first", {224, 224}, {conv(7, 2, 3), maxPool(3, 2, 1), conv(3, 1, 1), conv(3, 1, 1)}},
        {"resnet-18", {224, 224}, resNet18()},
        {"resnet-50", {224, 224}, resNet50(false)},
        {"resnet-50-b", {224, 224}, resNet50(true)},
    };
}

} // namespace

std::span<const LayerPreset> layerPresets()
{
    static const std::vector<LayerPreset> presets = makePresets();
    return presets;
}

const LayerPreset *findLayerPreset(std::span<const LayerSpec> layers)
{
    const auto found = std::ranges::find_if(
        layerPresets(), [&](const LayerPreset &preset) { return std::ranges::equal(preset.layers, layers); });
    return found == layerPresets().end() ? nullptr : &*found;
}

const LayerPreset *findLayerPreset(std::string_view key)
{
    const auto found = std::ranges::find(layerPresets(), key, &LayerPreset::key);
    return found == layerPresets().end() ? nullptr : &*found;
}

std::span<const std::string_view> layerKindKeys()
{
    static constexpr std::array<std::string_view, 5> keys{"conv", "max_pool", "average_pool", "transposed",
                                                          "join"};
    return keys;
}

std::string_view key(LayerKind kind)
{
    return layerKindKeys()[static_cast<size_t>(kind)];
}

} // namespace convoscope
