#pragma once

#include "core/direct_pass.h"

#include <optional>

namespace convoscope {

/// A filter of one step with a small kernel, computed straight from the rows of the picture: one kernel, or
/// two of 3×3 and their magnitude; in floats or, from bytes to bytes with 3×3 small integers, in 16 bits.
class DirectFilter {
public:
    static std::optional<DirectFilter> make(const Filter &filter);

    [[nodiscard]] Pair kernelSize() const { return m_size; }
    /// Multiply-adds of floats a value, about.
    [[nodiscard]] double cost() const;

    /// At most 3×3: no other way is faster.
    [[nodiscard]] bool isSmall() const { return m_size == Pair{3, 3}; }
    /// From bytes to bytes, with the mapping, which is not to be AutoScaled; or from bytes or floats to
    /// floats, without. This must outlive what is returned.
    template <typename In, typename Out>
    [[nodiscard]] ComputeRows<In, Out> compute(int channels) const;

private:
    bool takeKernel(const SettledKernel &kernel);
    bool takeGradient(const SettledKernel &along, const SettledKernel &across);
    [[nodiscard]] float shift() const;
    [[nodiscard]] ComputeRows<std::uint8_t, std::uint8_t> computeIntegers(int channels) const;
    template <typename In, typename Out>
    [[nodiscard]] ComputeRows<In, Out> computeInTwoPasses(int channels, float offset) const;

    Pair m_size{1, 1};
    std::vector<float> m_weights{}; ///< of a kernel in two passes its column
    std::vector<float> m_row{}; ///< then this
    std::vector<float> m_across{}; ///< of a magnitude
    std::vector<std::int16_t> m_integers{}; ///< the weights, where they are such
    std::vector<std::int16_t> m_integersAcross{};
    float m_offset = 0.0F;
    ResultMapping m_mapping = ResultMapping::Clamp;
};

} // namespace convoscope
