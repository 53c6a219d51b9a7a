#pragma once

#include "core/geometry.h"
#include "core/refusal.h"

#include <vector>

namespace convoscope {

/// What a learner sets for one axis of a sliding window. Sizes in cells.
struct AxisSpec {
    int input = 0;
    int kernel = 1;
    int stride = 1;
    int padLow = 0; ///< left or top
    int padHigh = 0; ///< right or bottom
    int dilation = 1;
    bool ceilMode = false; ///< round the output size up, as PyTorch's pools may
};

/// One axis of a sliding window that fits: the one place that knows how large the output is and which
/// input cell a tap reads. Convolution, pooling, transposed convolution and receptive fields all ask it.
class AxisWindow {
public:
    /// Refuses kernels that exceed the padded input and sizes that make no sense. `axis` is 'y' or 'x'.
    static Result<AxisWindow> make(const AxisSpec &spec, char axis);

    /// floor((input + padLow + padHigh - extent) / stride) + 1; ceil under ceilMode, where a last window
    /// that would start in the high padding is dropped (PyTorch).
    [[nodiscard]] int outputs() const { return m_outputs; }
    [[nodiscard]] int extent() const { return m_spec.dilation * (m_spec.kernel - 1) + 1; } ///< d(K-1)+1
    [[nodiscard]] int padded() const { return m_spec.input + m_spec.padLow + m_spec.padHigh; }
    [[nodiscard]] const AxisSpec &spec() const { return m_spec; }

    /// Input coordinate of the first tap; negative in the padding.
    [[nodiscard]] int start(int output) const { return output * m_spec.stride - m_spec.padLow; }
    /// Input coordinate that tap `k` of `output` reads; outside [0, input) in the padding.
    [[nodiscard]] int tap(int output, int k) const { return start(output) + k * m_spec.dilation; }

    /// One way in which an input coordinate is read.
    struct Reader {
        int output;
        int tap;
        bool operator==(const Reader &) const = default;
    };
    /// Every output that reads `coordinate` (padding coordinates allowed), with the tap that does.
    [[nodiscard]] std::vector<Reader> readers(int coordinate) const;
    /// The output whose window has its middle nearest to `coordinate`.
    [[nodiscard]] int nearest(int coordinate) const;

private:
    AxisWindow(const AxisSpec &spec, int outputs)
        : m_spec(spec)
        , m_outputs(outputs)
    {
    }

    AxisSpec m_spec;
    int m_outputs = 0;
};

/// A sliding window in two dimensions: the product of its axes.
struct Window {
    AxisWindow y;
    AxisWindow x;

    [[nodiscard]] int outputs() const { return y.outputs() * x.outputs(); }
    [[nodiscard]] Cell tap(Cell output, Cell k) const
    {
        return {y.tap(output.row, k.row), x.tap(output.column, k.column)};
    }
    /// The cells that the window of `output` spans, gaps of a dilated kernel included.
    [[nodiscard]] Rect span(Cell output) const
    {
        return {y.start(output.row), x.start(output.column), y.extent(), x.extent()};
    }
};

/// What a learner sets for a window in two dimensions.
struct WindowSpec {
    Pair input;
    Pair kernel;
    Pair stride{};
    Sides padding{};
    Pair dilation{};
    bool ceilMode = false;
};

Result<Window> makeWindow(const WindowSpec &spec);

} // namespace convoscope
