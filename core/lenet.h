#pragma once

#include "core/network.h"
#include "core/safetensors.h"

namespace convoscope {

/// 1×28×28 -> conv 32@3×3 -> relu -> max pool 2 -> conv 64@3×3 -> relu -> max pool 2 -> flatten 1600 ->
/// linear 10 -> softmax; 34,826 parameters. Weights conv1, conv2 and fc. Its input is a byte / 255.
/// Refuses what WeightFile::values refuses.
Result<Network> lenetStyle(const WeightFile &file);

/// LeNet-5 (LeCun, Bottou, Bengio & Haffner 1998) in its modern form, every filter reading every channel and
/// the pools without weights: 1×32×32 -> conv 6@5×5 -> tanh -> average pool 2 -> conv 16@5×5 -> tanh ->
/// average pool 2 -> flatten 400 -> linear 120 -> tanh -> linear 84 -> tanh -> linear 10 -> softmax; 61,706
/// parameters. Weights conv1, conv2, fc1, fc2 and fc3. The same input, with 2 rows and columns of zeros
/// around it.
Result<Network> lenet5(const WeightFile &file);

} // namespace convoscope
