#pragma once

#include "core/receptive_field_model.h"

#include <utility>
#include <vector>

namespace convoscope {

/// What a change of every unit of a stack means for one chosen unit, and why: the gradient, or the number of
/// ways where each tap counts 1.
class FieldBackward {
public:
    /// The gradient of one of the networks, counted from 0. Refuses what StackRun refuses.
    static Result<FieldBackward> gradient(const ReceptiveFieldParams &params, const FieldScene &scene,
                                          int network = 0);
    static FieldBackward paths(const FieldScene &scene);

    /// A map for each row of the stack; zeros from where no way leads to the unit. Of several channels the
    /// magnitudes, added up.
    [[nodiscard]] const Tensor &of(int row) const { return m_maps[static_cast<size_t>(row)]; }
    /// The derivative of a unit with respect to one that it reads; 0 where it doesn't read it. For rows of
    /// one channel.
    [[nodiscard]] float through(int row, Cell unit, int parent, Cell read) const;

    [[nodiscard]] int channels(int row) const
    {
        return m_gradients.empty() ? 1 : m_gradients[static_cast<size_t>(row)].shape().c;
    }
    /// What a cell of a map is added up from, where its row or the one that reads it has several channels:
    /// the magnitude of each channel there; of a row of one channel, what arrives through each channel of the
    /// row that reads it. Empty otherwise.
    [[nodiscard]] std::vector<float> parts(int row, Cell cell) const;

private:
    explicit FieldBackward(LayerStack stack)
        : m_stack(std::move(stack))
    {
    }
    /// In one channel of a convolution.
    [[nodiscard]] float slopeOf(int row, int channel, Cell unit) const;
    [[nodiscard]] float weightOf(int row, int channel, Cell unit, Cell read) const;
    [[nodiscard]] bool wins(int row, Cell unit, int parent, Cell read) const;
    /// What arrives at a cell through one channel of the convolution `row` that reads it.
    [[nodiscard]] float arriving(int row, int channel, Cell cell) const;

    LayerStack m_stack;
    std::vector<Tensor> m_maps;
    std::vector<Tensor> m_gradients; ///< of the rows, all channels; none for paths
    std::vector<Tensor> m_outputs; ///< of the rows, after their activations; none for paths
    std::vector<LayerValues> m_values; ///< none for paths
};

/// |gradient| on the input, the mean over the networks that the parameters ask for.
Result<Tensor> meanGradient(const ReceptiveFieldParams &params, const FieldScene &scene);

} // namespace convoscope
