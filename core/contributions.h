#pragma once

#include "core/network_run.h"

namespace convoscope {

// Which numbers argue for a class, and which against it.

/// What each input of the linear layer that makes `row` brings to its output `channel`: input × weight, in
/// the shape of the last row with places (that of the maps, behind flatten) or else in that of the inputs.
/// Their sum and the bias are the output. Refuses a row that no linear layer makes (OutOfRange in "row") and
/// an output that isn't there ("channel").
Result<Tensor> contributions(const NetworkRun &run, int row, int channel);

/// The same for the pixels of the input: gradient × pixel. Where all layers up to `row` are linear in pieces
/// and have no bias the sum is exact; elsewhere it is the part of the output that follows the pixels.
Result<Tensor> pixelContributions(const NetworkRun &run, int row, int channel);

/// What the maps bring, added up over the channels: 1×1×H×W.
Tensor summedOverChannels(const Tensor &maps);

} // namespace convoscope
