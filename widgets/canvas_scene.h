#pragma once

#include "core/mipmap.h"
#include "core/plane.h"
#include "widgets/canvas_image.h"
#include "widgets/canvas_view.h"
#include "widgets/theme.h"

#include <QString>
#include <functional>
#include <optional>
#include <vector>

namespace convoscope {

/// A part of a picture that is newer than the rest of it: what is in sight is often there first.
struct CanvasPatch {
    Mipmap picture{};
    Cell at{}; ///< of the picture below, where the patch begins
    int pitch = 1; ///< cells of the picture below that one of the patch stands for, each way
    bool operator==(const CanvasPatch &) const = default;
};

/// The pictures that a canvas compares. Those that are empty leave their pane pale.
struct CanvasPictures {
    Mipmap before{};
    Mipmap after{};
    Mipmap rival{};
    QString beforeTitle{};
    QString afterTitle{};
    QString rivalTitle{};
    int afterPitch = 1; ///< cells of `before` that one of `after` and `rival` stands for, each way
    std::vector<QRgb> afterColours{}; ///< 256 for the levels of a one-channel `after`; none: greys
    std::vector<QRgb> rivalColours{};
    CanvasPatch afterPatch{}; ///< over `after`, in its colours; without a picture: none
    bool operator==(const CanvasPictures &) const = default;
};

/// Cells with a frame in the colour of a role.
struct CanvasMark {
    Rect cells; ///< of the picture it belongs to
    PlaneRole role = PlaneRole::Input;
    bool after = false; ///< belongs to the picture after (and its rival), not to the one before
    bool operator==(const CanvasMark &) const = default;
};

/// What is read beyond the edges of the picture before.
struct CanvasBorder {
    std::function<std::optional<Cell>(Cell)> source{}; ///< the cell that stands for one outside
    int width = 0; ///< cells that are drawn
    int constant = 0; ///< grey level where there is no source
};

enum class CanvasLegend { None, HueWheel };

/// A cell and the picture that it is looked up in.
struct CanvasCell {
    const Mipmap &picture;
    Cell cell;
};

/// Everything that is to be seen on a canvas. Lengths, and the theme's scale, are in device pixels.
struct CanvasScene {
    CanvasPictures pictures{};
    CanvasCompare compare = CanvasCompare::Split;
    CanvasView view{};
    std::vector<CanvasPane> panes{};
    Theme theme = Theme::light();
    QSize size{};
    std::vector<CanvasMark> marks{};
    CanvasBorder border{};
    CanvasLegend legend = CanvasLegend::None;
    std::optional<double> progress{}; ///< 0 to 1
    std::optional<Rect> region{}; ///< being picked
    std::optional<Cell> place{}; ///< of the loupe
    bool held = false; ///< the place doesn't follow the pointer
    std::optional<QPointF> pointer{};
    double handle = 0.5; ///< share of a divided pane that shows what was before
    bool peeking = false; ///< all panes show what was before
    bool readout = true; ///< whether values are written at the pointer
    bool focus = false; ///< whether the ring of the keyboard is drawn

    /// The side that a pane shows now.
    [[nodiscard]] CanvasSide shown(const CanvasPane &pane) const;
    [[nodiscard]] const Mipmap &picture(CanvasSide side) const;
    [[nodiscard]] QString title(CanvasSide side) const;
    [[nodiscard]] int pitch(CanvasSide side) const;
    /// Nothing to see of an empty picture: the one before, to be paled.
    [[nodiscard]] CanvasLook look(const CanvasPane &pane) const;
    /// The patch over a pane's picture; its picture is empty where there is none.
    [[nodiscard]] CanvasLook patch(const CanvasPane &pane) const;
    /// Where a cell of a side's picture has its value: in the picture or in the patch over it.
    [[nodiscard]] CanvasCell found(CanvasSide side, Cell cell) const;
    /// The cells of the picture before that one of a pane's cells stands for: the one that holds `cell`.
    [[nodiscard]] Rect cellsAt(const CanvasPane &pane, Cell cell) const;
    /// Where cells of the picture before are, in the canvas.
    [[nodiscard]] QRect rectOf(const CanvasPane &pane, const Rect &cells) const;
    [[nodiscard]] std::vector<CanvasMark> marksOf(const CanvasPane &pane) const;
};

/// The role whose colour stands for a side.
PlaneRole roleOf(CanvasSide side);

/// A line of the readout: what was before, after, ... at a cell.
struct CanvasReading {
    QString title;
    QString values;
    std::optional<PlaneRole> role{};
    bool operator==(const CanvasReading &) const = default;
};
/// The cell under the pointer, or the loupe's, and its values in every picture; empty where there is none.
std::vector<CanvasReading> readings(const CanvasScene &scene);

/// A cell as it is written for people.
QString cellText(Cell cell);

} // namespace convoscope
