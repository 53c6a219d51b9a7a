#pragma once

#include "core/geometry.h"
#include "core/padding.h"
#include "core/refusal.h"
#include "core/tensor.h"
#include "core/window.h"

#include <optional>
#include <span>
#include <vector>

namespace convoscope {

/// Settings of torch.nn.functional.conv2d, with the padding per side and in any of the four modes.
struct Conv2d {
    Pair stride{};
    Pair dilation{};
    int groups = 1;
    Border border{};
    bool flip = false; ///< true convolution: the kernel turned by 180°; otherwise cross-correlation
    bool operator==(const Conv2d &) const = default;
};

/// The window that slides over an input of shape `x` with weights of shape `w` [out, in/groups, kh, kw], or
/// why it can't. Fields of the refusals: input, kernel, stride, dilation, padding, groups, channels, output.
Result<Window> conv2dWindow(const Shape &x, const Shape &w, const Conv2d &conv);

/// x [n, in, h, w] * w [out, in/groups, kh, kw] + bias [out] -> [n, out, outH, outW]. An empty bias means
/// none; another length than out is refused with ShapesDontMatch in field bias.
Result<Tensor> conv2d(const Tensor &x, const Tensor &w, std::span<const float> bias, const Conv2d &conv);

/// Every plane of `w` turned by 180°.
Tensor flipped(const Tensor &w);

// What convolutions of both kinds refuse.

/// Groups below 1, or that don't divide the input or output channels; works is the nearest number that does.
std::optional<Refusal> refusedGroups(int groups, int inputChannels, int outputChannels);
/// A bias that is neither empty nor one number per output channel.
std::optional<Refusal> refusedBias(std::span<const float> bias, int outputChannels);

/// A convolution whose shapes fit, computed in any bands of rows: so that it can run off the GUI thread with
/// progress, be given up between two bands, or be dealt out to threads.
class Convolver {
public:
    /// Refuses what conv2d refuses. Keeps a pointer to `x`, copies of `w` and `bias`.
    static Result<Convolver> make(const Tensor &x, const Tensor &w, std::span<const float> bias,
                                  const Conv2d &conv);
    static Result<Convolver> make(Tensor &&x, const Tensor &w, std::span<const float> bias,
                                  const Conv2d &conv) = delete; ///< x would be gone

    [[nodiscard]] const Window &window() const { return m_window; }
    [[nodiscard]] Shape outputShape() const;
    /// Rows to compute in all: n × outH, row r being row r % outH of sample r / outH in all its channels.
    [[nodiscard]] int rowCount() const;
    /// Multiply-adds that one row costs.
    [[nodiscard]] long long rowCost() const;
    /// Computes rows [first, last) into `out`, which has outputShape(). Distinct rows may be computed at
    /// once.
    void rows(int first, int last, Tensor &out) const;

private:
    Convolver(const Tensor &x, const Conv2d &conv, const Window &window);

    const Tensor *m_x;
    Tensor m_w; ///< already flipped where asked
    std::vector<float> m_bias; ///< one per output channel, or none
    Conv2d m_conv;
    Window m_window;
};

} // namespace convoscope
