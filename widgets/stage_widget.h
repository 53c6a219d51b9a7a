#pragma once

#include "widgets/playhead.h"
#include "widgets/stage_painter.h"

#include <QVariantAnimation>
#include <QWidget>

class QHelpEvent;

namespace convoscope {

/// The stage: shows the playhead's trace, answers the pointer and the keys. Clicking or dragging moves the
/// playhead, hovering shows what is connected with a cell, the wheel zooms.
class StageWidget : public QWidget {
    Q_OBJECT

public:
    explicit StageWidget(Playhead &playhead, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Pyramids made beside the trace, off the GUI thread.
    void adopt(PaintCache cache);
    void setHideResult(bool hide);
    /// Whether the window glides between two steps.
    void setMotion(bool motion);
    /// The next drag over an input picks a crop instead of moving the window; Escape ends it.
    void setPickingCrop(bool picking);
    [[nodiscard]] bool pickingCrop() const { return m_picking; }

    void zoomBy(double factor);
    void resetZoom();
    [[nodiscard]] const Camera &camera() const { return m_camera; }
    /// What is on the screen now, for tests, export and accessibility.
    [[nodiscard]] const Stage &stage() const;
    [[nodiscard]] std::optional<Hit> hovered() const { return m_hover; }
    [[nodiscard]] StageScene scene() const;

    [[nodiscard]] QSize sizeHint() const override { return {860, 640}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {360, 260}; }

signals:
    /// The step that the arithmetic speaks of changed: the playhead's, or the hovered cell's.
    void explainedChanged(const convoscope::Step &step);
    void contextMenuWanted(int plane, convoscope::Cell cell, QPoint globalPosition);
    /// A click on a cell, or a drag over cells, chose these values; `beat` is where to go with them.
    void picked(const std::vector<convoscope::Pick> &picks, int beat, bool finished);
    void cropPicked(int plane, convoscope::Rect cells);
    void pickingCropChanged(bool picking);
    void arithmeticWanted(); ///< the whole line, where the strip elides it

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Drag { None, Window, Pan, Crop };

    void changed();
    void setHover(std::optional<Hit> hover);
    void moveTo(QPointF point, bool finished);
    void choose(int plane, Cell cell, bool finished);
    void pan(QPointF by);
    void zoomAt(QPointF point, double factor);
    void moveCursor(int rows, int columns);
    void nextPlane();
    [[nodiscard]] QString tipValue(const Hit &hit) const;
    void showTip(const QHelpEvent &event);
    void describe();
    [[nodiscard]] const Pane *dragPane() const;
    [[nodiscard]] bool isOverWindow(const Pane &pane, QPointF point) const;
    [[nodiscard]] Rect cropBetween(QPointF a, QPointF b) const;
    void paintCrop(QPainter &painter) const;

    Playhead &m_playhead;
    Theme m_theme = Theme::light();
    mutable PaintCache m_cache;
    mutable std::optional<Stage> m_stage;
    Camera m_camera;
    std::optional<Hit> m_hover;
    std::optional<Position> m_before;
    QVariantAnimation m_glide;
    Position m_shown;
    Drag m_drag = Drag::None;
    int m_dragPane = -1;
    Pane m_pressPane;
    QPointF m_press;
    QPointF m_last;
    bool m_moved = false;
    bool m_hide = false;
    bool m_motion = true;
    bool m_picking = false;
};

} // namespace convoscope
