#pragma once

#include "core/convolution.h"
#include "core/network.h"

namespace convoscope {

/// The settings of conv2d for a layer.
inline Conv2d convOf(const ConvLayer &layer)
{
    return {.stride = layer.stride,
            .border = {.sides = {.left = layer.padding.x,
                                 .right = layer.padding.x,
                                 .top = layer.padding.y,
                                 .bottom = layer.padding.y}}};
}

/// A refusal of one of a network's layers.
inline Refusal inLayer(const NetworkLayer &layer, Refusal refusal)
{
    refusal.field = layer.name + "." + refusal.field;
    return refusal;
}

} // namespace convoscope
