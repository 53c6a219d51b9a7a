#pragma once

#include "core/axis_stack.h"
#include "core/layer_link.h"

#include <vector>

namespace convoscope {

/// How the units of one row of a stack lie on the input.
struct StackRow {
    AxisReach y;
    AxisReach x;
    bool operator==(const StackRow &) const = default;
    [[nodiscard]] Pair size() const { return {y.size, x.size}; }
};

/// Units of one row: the product of some rows and some columns of its map, each ascending.
struct UnitSet {
    std::vector<int> rows;
    std::vector<int> columns;
    bool operator==(const UnitSet &) const = default;
    [[nodiscard]] bool empty() const { return rows.empty() || columns.empty(); }
    [[nodiscard]] Rect hull() const; ///< the smallest rectangle around them; empty for none
    [[nodiscard]] bool contains(Cell unit) const;
};

/// Layers on an input, and which units see what. Row 0 is the input, row l the output of layer l - 1.
class LayerStack {
public:
    /// The field of a refusal names the layer: "layers[2].kernel". Besides what the operations refuse: a
    /// Join of rows that differ in size (ShapesDontMatch, "with"), a row that isn't there yet (OutOfRange,
    /// "from" or "with"), fields and jumps beyond AxisStack::maxField (TooLarge, "kernel" or "stride").
    static Result<LayerStack> make(Pair input, std::vector<LayerSpec> layers);

    [[nodiscard]] const std::vector<LayerSpec> &layers() const { return m_layers; }
    [[nodiscard]] int rows() const { return static_cast<int>(m_layers.size()) + 1; }
    [[nodiscard]] StackRow row(int i) const { return {m_y.row(i), m_x.row(i)}; }
    [[nodiscard]] Pair input() const { return row(0).size(); }
    /// The rows that a row reads: none for the input, two for a Join.
    [[nodiscard]] const std::vector<int> &parents(int row) const { return m_y.parents(row); }
    /// One axis, with the terms of the closed formula.
    [[nodiscard]] const AxisStack &y() const { return m_y; }
    [[nodiscard]] const AxisStack &x() const { return m_x; }

    /// The theoretical field of a unit, as if there were no borders: it may reach beyond the input.
    [[nodiscard]] Rect field(int row, Cell unit) const;
    /// The units of rows 0 to `row` that the unit is really computed from: nothing beyond a border, the gaps
    /// of dilated layers left out. Element 0 is its field on the input. Where branches join, at most these.
    [[nodiscard]] std::vector<UnitSet> sources(int row, Cell unit) const;
    /// The units of every row that are computed from an input pixel, likewise.
    [[nodiscard]] std::vector<UnitSet> viewers(Cell pixel) const;
    /// The share of the input, 0 to 1, that the field of a row fills where no border cuts it.
    [[nodiscard]] double coverage(int row) const;

private:
    LayerStack(std::vector<LayerSpec> layers, AxisStack y, AxisStack x)
        : m_layers(std::move(layers))
        , m_y(std::move(y))
        , m_x(std::move(x))
    {
    }

    std::vector<LayerSpec> m_layers;
    AxisStack m_y;
    AxisStack m_x;
};

} // namespace convoscope
