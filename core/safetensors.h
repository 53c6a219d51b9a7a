#pragma once

#include "core/refusal.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convoscope {

/// How a weight file stores a number.
enum class ScalarKind { Bool, U8, I8, F8E5M2, F8E4M3, I16, U16, F16, Bf16, I32, U32, F32, F64, I64, U64 };

/// Bytes that one number takes.
int scalarSize(ScalarKind kind);

/// What the header of a weight file says of one tensor.
struct StoredTensor {
    std::string name;
    ScalarKind kind = ScalarKind::F32;
    std::vector<long long> shape; ///< none negative; empty for a single number
    long long begin = 0; ///< of its bytes, counted from the end of the header
    long long end = 0;
    bool operator==(const StoredTensor &) const = default;
};

/// The contents of a .safetensors file: 8 bytes with the header's length (little-endian), a JSON header, and
/// the numbers, which the tensors share out among them without a gap. As strict as the reference reader, so
/// that what is read here can be read elsewhere. Format: github.com/huggingface/safetensors.
class WeightFile {
public:
    /// Longest header that is read; the format allows 100 MB, a thousand layers take a tenth of this.
    static constexpr long long longestHeader = 1 << 20;

    /// Refuses anything that departs from the format. The field of the refusal is "file", "header" or the
    /// name of the tensor at fault; positions are counted in bytes.
    static Result<WeightFile> read(std::vector<std::uint8_t> bytes);

    /// In the order of their bytes.
    [[nodiscard]] const std::vector<StoredTensor> &tensors() const { return m_tensors; }
    /// The texts under __metadata__, by key.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>> &metadata() const
    {
        return m_metadata;
    }
    [[nodiscard]] const StoredTensor *find(std::string_view name) const;

    /// The numbers of a tensor, row-major, which must have exactly this shape. Refuses one that isn't there
    /// (Missing), another shape (ShapesDontMatch with the first sizes that differ, or the numbers of
    /// dimensions), what isn't a floating-point number of 16 bits or more (UnknownType), and infinities and
    /// NaN (NotFinite).
    [[nodiscard]] Result<std::vector<float>> values(std::string_view name,
                                                    std::span<const long long> shape) const;

private:
    std::vector<std::uint8_t> m_bytes;
    size_t m_data = 0; ///< where the numbers begin in m_bytes
    std::vector<StoredTensor> m_tensors;
    std::vector<std::pair<std::string, std::string>> m_metadata;
};

} // namespace convoscope
