#pragma once

#include "core/fraction.h"
#include "core/geometry.h"
#include "core/refusal.h"
#include "core/window.h"

#include <optional>
#include <vector>

namespace convoscope {

enum class LayerKind {
    Conv,
    MaxPool,
    AveragePool, ///< ignores the dilation
    Transposed,
    Join ///< adds (or concatenates) two earlier outputs; has no kernel
};

/// The geometry of one layer of a stack, in PyTorch's terms. Row 0 of a stack is its input, row l the output
/// of layer l - 1.
struct LayerSpec {
    LayerKind kind = LayerKind::Conv;
    Pair kernel{3, 3};
    Pair stride{};
    Pair padding{0, 0}; ///< on both sides
    Pair dilation{};
    Pair outputPadding{0, 0}; ///< Transposed only
    bool ceilMode = false; ///< pools only
    std::optional<int> from{}; ///< the row it reads; the one before unless set
    int with = 0; ///< Join only: the other row
    bool operator==(const LayerSpec &) const = default;
};

/// One axis of one layer: which units of its input a unit of its output reads.
class AxisLink {
public:
    /// `axis` is 'y' or 'x'. Refuses what the operation itself would refuse.
    static Result<AxisLink> make(const LayerSpec &layer, int input, char axis);

    [[nodiscard]] int inputs() const { return m_inputs; }
    [[nodiscard]] int outputs() const { return m_outputs; }
    /// The input coordinates that `output` reads, ascending; those of the padding lie outside [0, inputs()).
    /// Any `output` will do: outside the map it stands for a unit of the next layer's padding. May be empty
    /// for a transposed convolution.
    [[nodiscard]] std::vector<int> reads(int output) const;
    /// The outputs that read `input`, ascending.
    [[nodiscard]] std::vector<int> readers(int input) const;

    /// How far the middle of the field moves, in input units, from one output to the next.
    [[nodiscard]] Fraction stride() const;
    /// From the first input unit to the middle of what the first output reads.
    [[nodiscard]] Fraction offset() const;
    /// Distance between the outermost units that one output reads: d(K-1), over the stride if transposed.
    [[nodiscard]] Fraction reach() const;

private:
    AxisLink(const AxisWindow &window, int inputs, int outputs, bool transposed)
        : m_window(window)
        , m_inputs(inputs)
        , m_outputs(outputs)
        , m_transposed(transposed)
    {
    }

    AxisWindow m_window; ///< of a transposed convolution: sliding over its output
    int m_inputs;
    int m_outputs;
    bool m_transposed;
};

} // namespace convoscope
