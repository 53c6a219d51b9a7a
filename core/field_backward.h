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

    /// A map for each row of the stack; zeros from where no way leads to the unit.
    [[nodiscard]] const Tensor &of(int row) const { return m_maps[static_cast<size_t>(row)]; }
    /// The derivative of a unit with respect to one that it reads; 0 where it doesn't read it.
    [[nodiscard]] float through(int row, Cell unit, int parent, Cell read) const;

private:
    explicit FieldBackward(LayerStack stack)
        : m_stack(std::move(stack))
    {
    }
    [[nodiscard]] float slopeOf(int row, Cell unit) const;
    [[nodiscard]] float weightOf(int row, Cell unit, Cell read) const;
    [[nodiscard]] bool wins(int row, Cell unit, int parent, Cell read) const;

    LayerStack m_stack;
    std::vector<Tensor> m_maps;
    std::vector<Tensor> m_outputs; ///< of the rows, after their activations; none for paths
    std::vector<LayerValues> m_values; ///< none for paths
};

/// |gradient| on the input, the mean over the networks that the parameters ask for.
Result<Tensor> meanGradient(const ReceptiveFieldParams &params, const FieldScene &scene);

} // namespace convoscope
