#pragma once

#include "core/geometry.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace convoscope {

/// Handwritten digits with what they are, as the MNIST files hold them: two files in the IDX format, whose
/// header is a magic number and the sizes as 32-bit big-endian numbers, followed by a byte per pixel or label
/// (yann.lecun.com/exdb/mnist).
class DigitSet {
public:
    /// Refuses files that are cut off or too long (Truncated, Gap), of another kind (Malformed), with a
    /// number of labels that isn't that of the pictures (ShapesDontMatch), labels above 9 (OutOfRange) and
    /// sizes of 0 or above 4096 (OutOfRange). The field is "pictures" or "labels".
    static Result<DigitSet> read(std::vector<std::uint8_t> pictures, std::vector<std::uint8_t> labels);

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] Pair size() const { return m_size; }
    [[nodiscard]] int label(int i) const { return m_labels[headerOfLabels + static_cast<size_t>(i)]; }
    /// Row-major bytes; 0 = paper, 255 = ink.
    [[nodiscard]] std::span<const std::uint8_t> bytes(int i) const;
    /// 1×1×H×W, 0 = paper, 1 = ink.
    [[nodiscard]] Tensor picture(int i) const;
    /// The indices of all pictures with this label, ascending.
    [[nodiscard]] std::vector<int> withLabel(int label) const;

private:
    static constexpr size_t headerOfLabels = 8;
    static constexpr size_t headerOfPictures = 16;

    std::vector<std::uint8_t> m_pictures; ///< with the header
    std::vector<std::uint8_t> m_labels; ///< with the header
    int m_count = 0;
    Pair m_size{0, 0};
};

} // namespace convoscope
