#pragma once

#include "core/activation.h"
#include "core/pooling.h"
#include "core/receptive_field.h"
#include "core/tensor.h"

#include <optional>
#include <vector>

namespace convoscope {

/// What a layer of a LayerStack computes with, besides its geometry.
struct LayerValues {
    Tensor weight{}; ///< Conv [out, in, kh, kw], Transposed [in, out, kh, kw]; empty: one channel, all ones
    std::optional<Activation> activation{}; ///< applied to what the layer makes
    std::vector<float> bias{}; ///< Conv and Transposed: [out], or empty
    bool operator==(const LayerValues &) const = default;
};

/// A stack of layers run on an input: what every row holds, and the way back. A Join adds.
class StackRun {
public:
    /// `values` has an entry per layer. Refuses what the operations refuse ("layers[2].channels"), a weight
    /// whose kernel is not the layer's ("layers[2].weight"), another number of values than layers and an x
    /// that hasn't the stack's size (ShapesDontMatch in "values" and "input").
    static Result<StackRun> make(LayerStack stack, std::vector<LayerValues> values, const Tensor &x);

    [[nodiscard]] const LayerStack &stack() const { return m_stack; }
    /// What a row holds, after its activation; row 0 is x.
    [[nodiscard]] const Tensor &output(int row) const { return m_rows[static_cast<size_t>(row)].y; }
    /// What a change of row `row` means for x. Refuses a gradient of another shape than output(row).
    [[nodiscard]] Result<Tensor> backward(int row, const Tensor &gradient) const;
    /// The same for every row up to `row`: element r is what a change means for output(r); empty where no
    /// way leads from there.
    [[nodiscard]] Result<std::vector<Tensor>> gradients(int row, const Tensor &gradient) const;

private:
    /// What has to be remembered of a row in order to go back through it.
    struct Row {
        Tensor before{}; ///< before the activation; empty without one
        Tensor y{};
        std::vector<int> winners{}; ///< MaxPool only
    };

    StackRun(LayerStack stack, std::vector<LayerValues> values);
    [[nodiscard]] std::optional<Refusal> refusedWeight(int row) const;
    [[nodiscard]] Result<Row> forward(int row) const;
    [[nodiscard]] Result<Row> computed(int row) const;
    /// From the gradient of a row, before its activation, to that of the row `parent` that it reads.
    [[nodiscard]] Result<Tensor> backThrough(int row, int parent, const Tensor &gradient) const;

    LayerStack m_stack;
    std::vector<LayerValues> m_values;
    std::vector<Row> m_rows;
};

} // namespace convoscope
