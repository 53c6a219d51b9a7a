#pragma once

#include "core/network.h"

#include <memory>

namespace convoscope {

/// A network run on an input: what every row holds, and the way back. A value; the weights are shared.
class NetworkRun {
public:
    /// `x` is one sample of the network's input shape, or several. Refuses another shape (ShapesDontMatch in
    /// "input") and what the operations refuse, the layer's name before the field.
    static Result<NetworkRun> make(std::shared_ptr<const Network> network, Tensor x);

    [[nodiscard]] const Network &network() const { return *m_network; }
    [[nodiscard]] const std::shared_ptr<const Network> &shared() const { return m_network; }
    [[nodiscard]] int rows() const { return static_cast<int>(m_rows.size()); }
    /// Row 0 is x; a flat row is [n, values, 1, 1].
    [[nodiscard]] const Tensor &output(int row) const { return m_rows[static_cast<size_t>(row)].y; }
    /// Of a maximum: per output cell the winner's place in its plane (Pooled::indices).
    [[nodiscard]] const std::vector<int> &winners(int row) const
    {
        return m_rows[static_cast<size_t>(row)].winners;
    }
    /// The class with the largest value in the last row, the first of equals.
    [[nodiscard]] int predicted(int sample = 0) const;

    /// What a change of row `row` means for row `from`, which isn't behind it. Refuses a gradient of another
    /// shape than output(row).
    [[nodiscard]] Result<Tensor> backward(int row, const Tensor &gradient, int from = 0) const;

private:
    struct Row {
        Tensor y{};
        std::vector<int> winners{};
    };

    explicit NetworkRun(std::shared_ptr<const Network> network)
        : m_network(std::move(network))
    {
    }
    [[nodiscard]] static Result<Row> forward(const LayerOperation &operation, const Tensor &x);
    [[nodiscard]] Result<Tensor> backThrough(int row, const Tensor &gradient) const;

    std::shared_ptr<const Network> m_network;
    std::vector<Row> m_rows;
};

/// 1 for one value of a row, 0 for the others: what to give backward.
Tensor oneHot(const Shape &shape, int channel, Cell cell = {});

} // namespace convoscope
