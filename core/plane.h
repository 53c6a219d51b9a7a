#pragma once

#include "core/padding.h"
#include "core/tensor.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace convoscope {

/// What a plane is on the stage; the theme gives each role its colour.
enum class PlaneRole { Input, Kernel, Output, Intermediate, Difference };

/// Smallest and largest value of a plane; what its colours span.
struct Range {
    float low = 0.0F;
    float high = 0.0F;
    bool operator==(const Range &) const = default;
    [[nodiscard]] bool isSigned() const { return low < 0.0F; }
};

Range rangeOf(std::span<const float> values);
/// What colours should span: the range of a small plane; of a large one all but its outermost half per cent,
/// so that a bright border doesn't pale the rest, in time that doesn't grow with its size.
Range shownRange(std::span<const float> values);

/// That a plane is a part of a larger picture: where it lies in it, and what its padding holds, which its own
/// cells needn't tell.
struct PicturePart {
    Cell origin{}; ///< of the plane's cell (0, 0) in the picture
    Cell first{}; ///< the plane's padded cell at the top left
    Tensor padded; ///< values of all padded cells
    /// For each padded row and column the one of the plane that it stands for, which may lie outside of the
    /// plane; none beyond an edge that is filled with a constant.
    std::vector<std::optional<int>> rows{};
    std::vector<std::optional<int>> columns{};
};

/// One matrix on the stage: one channel of a tensor with the padding drawn around it.
/// Cells are counted in the tensor's own coordinates, so padding cells have negative or overshooting ones.
struct Plane {
    std::string_view name; ///< key of its title, e.g. "input"; the words are made above core
    std::string label{}; ///< shown behind the title as it is, e.g. the number of the channel
    PlaneRole role = PlaneRole::Input;
    std::shared_ptr<const Tensor> values;
    int channel = 0;
    Border border{};
    Pair pitch{}; ///< cells off this lattice are inserted zeros (a spread input)
    Range range{};
    bool picture = false; ///< grey values of a photo, shown as such
    bool feature = false; ///< a feature map, from dark to bright where it has no negative values
    bool builtUp = false; ///< a cell appears with the beat that computes it; Trace::shownAt says when
    Sides overhang{}; ///< room beyond the padding for windows that hang over it; there are no cells there
    std::shared_ptr<const PicturePart> part{}; ///< of a larger picture; null where the plane is all there is
    std::optional<int> agreeing{}; ///< of a Difference: how many of its cells are 0

    [[nodiscard]] Pair size() const { return {values->height(), values->width()}; }
    /// All cells, padding included.
    [[nodiscard]] Rect padded() const;
    /// The same with the room for overhanging windows.
    [[nodiscard]] Rect extent() const;
    /// The tensor's own cells.
    [[nodiscard]] Rect body() const { return {0, 0, values->height(), values->width()}; }
    /// The value of a cell of padded(); padding cells give what the border copies or its constant.
    [[nodiscard]] float at(Cell cell) const;
    /// Where a padding cell's value is copied from; the cell itself inside the body; none for a constant.
    [[nodiscard]] std::optional<Cell> source(Cell cell) const;
    /// Where a cell lies in the picture that the plane is a part of; the cell itself where it is no part.
    [[nodiscard]] Cell place(Cell cell) const
    {
        return part ? Cell{cell.row + part->origin.row, cell.column + part->origin.column} : cell;
    }
    /// True for zeros inserted between the cells of a spread input.
    [[nodiscard]] bool inserted(Cell cell) const
    {
        return body().contains(cell) && (cell.row % pitch.y != 0 || cell.column % pitch.x != 0);
    }
};

/// A plane with the range of its values.
Plane planeOf(std::string_view name, PlaneRole role, Tensor values);
/// A plane whose cells appear with the beats.
Plane builtUpPlane(std::string_view name, PlaneRole role, Tensor values);
/// The differences as they appear, and how many are 0.
Plane differencePlane(Tensor values);

} // namespace convoscope
