#pragma once

#include "core/fraction.h"
#include "core/layer_link.h"

#include <optional>
#include <span>
#include <vector>

namespace convoscope {

/// How two outputs that a Join puts together fail to lie over each other.
struct Misalignment {
    Fraction offset{}; ///< centre of the other's unit 0 less that of this one's, in input pixels
    Fraction jump{1}; ///< the other's jump
    bool operator==(const Misalignment &) const = default;
};

/// One axis of one row of a stack: how its units lie on the input. Lengths in input pixels.
struct AxisReach {
    int size = 0; ///< units
    int field = 1; ///< receptive field as if there were no borders; the largest where units differ
    Fraction jump{1}; ///< from one unit's field to the next: the strides so far, multiplied
    int start = 0; ///< first pixel of unit 0's field; negative by the padding that has built up
    Fraction centre{1, 2}; ///< middle of unit 0's field, pixel i reaching from i to i + 1
    std::optional<Misalignment> misalignment{}; ///< only where branches join that don't fit
    bool operator==(const AxisReach &) const = default;
    [[nodiscard]] int padding() const { return -start; }
};

/// One summand of the closed formula R = 1 + Σ d(K-1)·(strides of all earlier layers, multiplied).
struct ReachTerm {
    int layer = 0;
    Fraction reach{}; ///< d(K-1)
    Fraction jump{1}; ///< of the layer's input
    bool operator==(const ReachTerm &) const = default;
    [[nodiscard]] Fraction grows() const { return reach * jump; }
};

/// One axis of a stack of layers (LayerStack), with the receptive-field arithmetic of Araujo, Norris & Sim
/// (Distill, 2019). Behind transposed convolutions, where the units of a row differ, it goes unit by unit.
class AxisStack {
public:
    /// Fields above this many pixels are refused with TooLarge.
    static constexpr long long maxField = 1'000'000;

    static Result<AxisStack> make(int input, std::span<const LayerSpec> layers, char axis);

    [[nodiscard]] const std::vector<AxisReach> &rows() const { return m_rows; }
    [[nodiscard]] const AxisReach &row(int i) const { return m_rows[static_cast<size_t>(i)]; }
    /// The rows that a row reads: none for the input, two for a Join.
    [[nodiscard]] const std::vector<int> &parents(int row) const
    {
        return m_parents[static_cast<size_t>(row)];
    }
    /// The layer that makes a row; null for the input and for a Join.
    [[nodiscard]] const AxisLink *link(int row) const;

    /// First pixel and length of a unit's field as if there were no borders; length 0 where it reads nothing.
    struct Extent {
        int first = 0;
        int length = 0;
        bool operator==(const Extent &) const = default;
    };
    [[nodiscard]] Extent extent(int row, int unit) const;
    /// The units of rows 0 to `row` that the unit is computed from, ascending; nothing outside the maps.
    [[nodiscard]] std::vector<std::vector<int>> sources(int row, int unit) const;
    /// The units of every row that are computed from an input pixel, ascending.
    [[nodiscard]] std::vector<std::vector<int>> viewers(int pixel) const;
    [[nodiscard]] std::vector<ReachTerm> terms(int row) const;

private:
    explicit AxisStack(int input);
    std::optional<Refusal> append(const LayerSpec &layer, char axis);
    std::optional<Refusal> appendLink(const LayerSpec &layer, int from, char axis);
    std::optional<Refusal> appendJoin(const LayerSpec &layer, int from, char axis);
    void extend(const std::vector<int> &reads);
    void measure();
    [[nodiscard]] Extent hull(int row, int unit) const;
    [[nodiscard]] std::vector<std::vector<int>> sourcesOf(int row, int unit, bool clipped) const;

    std::vector<AxisReach> m_rows;
    std::vector<std::vector<int>> m_parents; ///< per row
    std::vector<std::optional<AxisLink>> m_links; ///< per row
    std::vector<int> m_periods; ///< per row: so many units on, the field is the same but shifted; 0 if never
};

} // namespace convoscope
