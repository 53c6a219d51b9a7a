#pragma once

#include "core/channels_lesson.h"
#include "core/field.h"

namespace convoscope {

// What editing weights, biases and channels does to the parameters of the channels lesson.

/// The own weights and biases in the shape that the other fields ask for; those of the presets are not kept.
void fitWeights(ChannelsParams &params);

// The getters and setters of its fields.

/// The weights as a matrix of kernels: kept in scenes, edited slice by slice.
FieldValue weightsOf(const Params &params);
void setWeights(Params &params, const FieldValue &value);
FieldValue pointwiseOf(const Params &params);
void setPointwise(Params &params, const FieldValue &value);
/// The weights of one filter for one channel.
FieldValue sliceOf(const Params &params);
void setSlice(Params &params, const FieldValue &value);
FieldValue biasesOf(const Params &params);
void setBiases(Params &params, const FieldValue &value);
/// Channels are cut off the input, or added with other digits.
void setInChannels(Params &params, const FieldValue &value);
/// The learner's own weights begin as those in use.
void setPreset(Params &params, const FieldValue &value);

} // namespace convoscope
