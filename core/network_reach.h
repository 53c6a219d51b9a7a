#pragma once

#include "core/network.h"
#include "core/receptive_field.h"

#include <optional>
#include <vector>

namespace convoscope {

/// One cell of one row of a network. In a flat row the channel tells the values apart, and the cell is 0, 0.
struct CellRef {
    int row = 0;
    int channel = 0;
    Cell cell{};
    bool operator==(const CellRef &) const = default;
};

/// Cells of one row: the units of some channels.
struct RowCells {
    std::vector<int> channels; ///< ascending; empty: all of them
    UnitSet units; ///< in each of them
    bool operator==(const RowCells &) const = default;
    [[nodiscard]] bool contains(int channel, Cell cell) const;
};

/// Which cells of a network are made from which: what LayerStack says of places, with the channels.
class NetworkReach {
public:
    /// Refuses what shapesOf and LayerStack::make refuse, and a pooling whose windows don't slide
    /// (OutOfRange in the layer's "layout").
    static Result<NetworkReach> make(const Network &network);

    [[nodiscard]] const std::vector<Shape> &shapes() const { return m_shapes; }
    /// The places of all rows that have any, as a stack; stackRow says which is which.
    [[nodiscard]] const LayerStack &stack() const { return m_stack; }
    /// The row of the stack in which the cells of a network's row lie; that of the last map for flat rows.
    [[nodiscard]] int stackRow(int row) const { return m_stackRows[static_cast<size_t>(row)]; }
    [[nodiscard]] bool isFlat(int row) const
    {
        return row >= m_firstFlat;
    } ///< values in a line, without places

    /// The cells of rows 0 to ref.row from which a cell is made: itself in the last, its receptive field in
    /// the others, nothing beyond a border.
    [[nodiscard]] std::vector<RowCells> sources(const CellRef &ref) const;
    /// The cells of every row from ref.row on that are made from a cell.
    [[nodiscard]] std::vector<RowCells> viewers(const CellRef &ref) const;
    /// The receptive field of a cell on the input, as if there were no borders. That of a flat row's cell
    /// behind a linear layer is the whole input.
    [[nodiscard]] Rect field(const CellRef &ref) const;

private:
    /// How a row is made from the one before.
    enum class Joint {
        Windows, ///< windows over all channels
        OwnWindows, ///< windows, each channel by itself
        Cells, ///< cell by cell
        Flattened,
        Everything ///< every value from every value
    };
    struct Row {
        Joint joint = Joint::Cells;
        std::optional<AxisLink> y{}; ///< where there are windows
        std::optional<AxisLink> x{};
    };

    NetworkReach(std::vector<Shape> shapes, LayerStack stack)
        : m_shapes(std::move(shapes))
        , m_stack(std::move(stack))
    {
    }
    static Result<std::vector<LayerSpec>> specsOf(const Network &network);
    [[nodiscard]] static Joint jointOf(const LayerOperation &operation);
    [[nodiscard]] Result<Row> rowFor(const LayerOperation &operation, int row) const;
    [[nodiscard]] RowCells all(int row) const;
    [[nodiscard]] RowCells cellsBefore(int row, const RowCells &cells) const;
    [[nodiscard]] RowCells cellsBehind(int row, const RowCells &cells) const;
    [[nodiscard]] RowCells unflattened(int row, const std::vector<int> &values) const;
    [[nodiscard]] RowCells flattened(int row, const RowCells &cells) const;

    std::vector<Shape> m_shapes;
    LayerStack m_stack;
    std::vector<Row> m_rows; ///< element i says how row i is made; that of row 0 is not used
    std::vector<int> m_stackRows;
    int m_firstFlat = 0;
};

} // namespace convoscope
