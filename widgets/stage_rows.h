#pragma once

#include "widgets/stage_layout.h"
#include "widgets/thumbnail_block.h"

#include <vector>

namespace convoscope {

// How large the planes of a stage in rows are; stage_layout puts them to their places.

/// Lengths that don't depend on the trace, in logical pixels.
struct RowLengths {
    double margin;
    double title;
    double legend; ///< under a row, 0 where only the last row has one
    double lastLegend;
    double sign;
    double gap;
    double rowGap;
    double arithmetic;
    double largestCell;
    double smallCell;
    double column; ///< of a table, so that its titles find room
};

/// One place of a row: a plane, one that could not be made, a block of thumbnails or a sign.
struct RowItem {
    int plane = -1;
    int omitted = -1;
    bool loupe = false;
    Operator sign = Operator::None;
    double columns = 0; ///< cells to show
    double rows = 0;
    double scale = 1.0; ///< cells relative to the others
    double cell = 0; ///< side of a cell in logical pixels
    Fit fit = Fit::Own;
    std::vector<int> thumbnails{}; ///< of a block, all that follow each other
    ThumbnailBlock block{};

    [[nodiscard]] bool isPlane() const { return plane >= 0; }
    [[nodiscard]] bool isBlock() const { return !thumbnails.empty(); }
    [[nodiscard]] bool isSign() const { return sign != Operator::None; }
    /// A plane, or the place of one.
    [[nodiscard]] bool hasCells() const { return !isBlock() && !isSign(); }
    /// Has cells large enough for numbers if there is room.
    [[nodiscard]] bool isSmall() const;
    [[nodiscard]] double width() const { return isBlock() ? block.size().width() : columns * cell; }
    [[nodiscard]] double height() const { return isBlock() ? block.size().height() : rows * cell; }
};

using Row = std::vector<RowItem>;

/// The rows of a stage, as large as they fit.
struct StageRows {
    RowLengths lengths;
    std::vector<Row> rows;

    /// Where there is no room for numbers, titles are one line and only the last row has legends.
    static StageRows fitting(const Trace &trace, const StageRoom &view, const Theme &theme);

    [[nodiscard]] double height() const; ///< of everything but the arithmetic
    [[nodiscard]] double width(const Row &row) const;
    static double height(const Row &row); ///< of its planes
    /// Rows without signs between their planes stand as a table.
    [[nodiscard]] bool isTable() const;
    /// Where the columns of a table begin: as far apart as their titles need, if there is room.
    [[nodiscard]] std::vector<double> columns(double width) const;
    /// Where a row that is no table begins. Rows that begin with planes of one size begin below each other.
    [[nodiscard]] double left(const Row &row, double width) const;
};

} // namespace convoscope
