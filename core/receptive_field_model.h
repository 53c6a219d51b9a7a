#pragma once

#include "core/receptive_field.h"
#include "core/receptive_field_traces.h"
#include "core/stack_run.h"

#include <optional>
#include <vector>

namespace convoscope {

/// What the views, the facts and the listings of the lesson begin with: the stack, and the unit looked at.
struct FieldScene {
    LayerStack stack;
    int row = 0;
    Cell unit{};
    Tensor x; ///< seenPicture

    /// Whether height and width grow alike, so that one number tells both.
    [[nodiscard]] bool square() const;
};

Result<FieldScene> fieldScene(const ReceptiveFieldParams &params);

/// The picture as the first layer sees it: its middle, resized; for trained weights as they were trained, a
/// smaller one on empty paper, and all of it from 0 to 1.
Tensor seenPicture(const ReceptiveFieldParams &params);
/// What the layers compute with in one of the networks, counted from 0.
std::vector<LayerValues> layerValues(const ReceptiveFieldParams &params, int network = 0);
/// The next number of a simple generator (Numerical Recipes' 32-bit one), evenly in [-1, 1); every listing
/// can spell it.
double nextRandom(unsigned &state);

/// A plane for every row of the stack, and what hovering and choosing a unit does on them.
class ReceptiveFieldModel : public Trace::Model {
public:
    explicit ReceptiveFieldModel(FieldScene given)
        : scene(std::move(given))
    {
    }

    [[nodiscard]] std::vector<Wire> tied(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Pick> picks(int plane, Cell cell) const override;

protected:
    /// The row of the stack that a plane shows, if it shows one.
    [[nodiscard]] std::optional<int> rowOf(int plane) const;
    [[nodiscard]] int planeOf(int row) const { return firstMap + row; }
    [[nodiscard]] bool isUnit(int row, Cell cell) const;

    /// Marks of a role over units that need not lie together.
    void addUnits(std::vector<Mark> &marks, int row, const UnitSet &units, MarkRole role) const;
    /// From a unit back to every row that it is computed from.
    void addSources(std::vector<Mark> &marks, int row, Cell unit) const;
    /// What hovering a cell of a row shows.
    [[nodiscard]] std::vector<Mark> reachOf(int row, Cell cell) const;
    /// The cone of a unit: wires between the rows that it is computed from.
    [[nodiscard]] std::vector<Wire> coneOf(int row, Cell unit) const;
    /// The plane of the input, with room for fields that reach beyond it.
    [[nodiscard]] Plane inputPlane(const ReceptiveFieldParams &params) const;
    /// Rows side by side at one scale while that is legible, else as thumbnails behind a large first plane.
    void arrangeRows(std::vector<Slot> first, int from, int mostColumns);

    FieldScene scene;
    int firstMap = 0; ///< plane of row 0
};

} // namespace convoscope
