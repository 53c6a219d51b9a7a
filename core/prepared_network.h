#pragma once

#include "core/network.h"
#include "core/pooled_block.h"

#include <memory>

namespace convoscope {

/// A network made ready for where only its answer counts, for one digit or many: nothing that layers in
/// between hold is kept. What a lesson explains comes from NetworkRun. Networks of convolutions, each with
/// ReLU or none and a max pool of 2×2 behind it, and one linear layer run in one go for each sample; any
/// other runs as NetworkRun does.
class PreparedNetwork {
public:
    /// Refuses what shapesOf refuses.
    static Result<PreparedNetwork> make(std::shared_ptr<const Network> network);

    /// Whether it runs in one go.
    [[nodiscard]] bool isFused() const { return !m_blocks.empty(); }
    /// What the last row holds for x, samples of the network's input shape: [n, classes, 1, 1]. `threads`: at
    /// most, 0 for as many as there are processors. Refuses another shape (ShapesDontMatch in "input").
    [[nodiscard]] Result<Tensor> forward(const Tensor &x, int threads = 0) const;
    /// For every sample the class with the largest value, the first of equals. Refuses the same.
    [[nodiscard]] Result<std::vector<int>> predicted(const Tensor &x, int threads = 0) const;

private:
    explicit PreparedNetwork(std::shared_ptr<const Network> network);
    void fuse();
    void samples(const Tensor &x, int first, int last, Tensor &y) const;

    std::shared_ptr<const Network> m_network;
    std::vector<PooledBlock> m_blocks; ///< none: not fused
    AlignedFloats m_rows; ///< of the linear layer, in the order in which the last block writes
    std::vector<float> m_bias; ///< of the linear layer
    bool m_hasSoftmax = false;
    long long m_cost = 0; ///< multiply-adds of one sample
};

} // namespace convoscope
