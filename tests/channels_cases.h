#pragma once

#include "core/channels_lesson.h"
#include "core/tensor.h"

#include <QString>

#include <string>
#include <vector>

namespace convoscope {

/// Settings of the channels lesson, under which its programs must print what core computes.
struct ChannelsCase {
    std::string name;
    ChannelsParams params;
};

/// Every structure and view with kernels, strides, paddings and dilations of all kinds; only what the lesson
/// accepts.
std::vector<ChannelsCase> channelsCases();

/// What the program of a case must print: every map that the steps make, one after the other.
std::vector<Tensor> expectedMaps(const ChannelsParams &params);
/// What is wrong with the printed maps; empty when nothing is.
QString wrongMaps(const std::vector<Tensor> &printed, const ChannelsParams &params);

/// A picture too large to be written out in a program.
ChannelsParams largeChannels();

} // namespace convoscope
