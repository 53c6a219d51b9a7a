#pragma once

#include <functional>

namespace convoscope {

/// A layer on one sample, as the benchmark's peers are told of it.
struct PeerLayer {
    enum class Kind { Convolution, Transposed, MaxPool } kind = Kind::Convolution;
    int inputs = 1;
    int outputs = 1;
    int size = 1; ///< height and width of the input
    int kernel = 3;
    int stride = 1;
    int padding = 0;
    int groups = 1;
    [[nodiscard]] int outputSize() const
    {
        return kind == Kind::Transposed ? (size - 1) * stride + kernel - 2 * padding
                                        : (size + 2 * padding - kernel) / stride + 1;
    }
};

/// Runs the layer once by oneDNN, weights and maps in the layouts that it likes best and allocated before;
/// empty where there is no oneDNN.
std::function<void()> oneDnnRun(const PeerLayer &layer);
/// The same for the LeNet-style network, ReLU within its convolutions.
std::function<void()> oneDnnLenet(int samples);

} // namespace convoscope
