#pragma once

#include "widgets/canvas_painter.h"

#include <QWidget>

namespace convoscope {

class SplitHandle;

/// Shows photos of any size before and after something was done to them, under one linked zoom: divided by a
/// handle, side by side, or one alone. From afar they are photos, near by their cells carry numbers. Drag
/// pans, the wheel zooms; a click, the pointer or the arrow keys choose a cell.
class ImageCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ImageCanvas(QWidget *parent = nullptr);

    /// Pictures of the same size keep zoom and place; others are fitted in. Without one before, there is
    /// nothing to see.
    void setPictures(const CanvasPictures &pictures);
    void setCompare(CanvasCompare compare);
    void setTheme(const Theme &theme);
    void setMarks(const std::vector<CanvasMark> &marks);
    void setLegend(CanvasLegend legend);
    /// A slim bar at the lower edge, 0 to 1; none hides it.
    void setProgress(std::optional<double> progress);
    /// What lies beyond the edges of the picture before.
    void setBorder(const CanvasBorder &border);
    /// Cells beyond the edges that can be chosen, too; never fewer than the border's.
    void setMargin(int cells);
    /// Whether the loupe stays where it is instead of following the pointer.
    void setHold(bool hold);
    [[nodiscard]] bool held() const { return m_scene.held; }
    /// The loupe's cell of the picture before; puts it there and into sight without a signal.
    void setPlace(std::optional<Cell> place);
    [[nodiscard]] std::optional<Cell> place() const { return m_scene.place; }
    /// The next drag picks a region; Escape ends it.
    void setPickingRegion(bool picking);
    [[nodiscard]] bool pickingRegion() const { return m_picking; }
    void setReadout(bool shown);
    /// The share of a divided pane that shows what was before, 0 to 1.
    void setHandle(double share);

    void zoomBy(int steps); ///< up or down the ladder of scales, about the loupe or the middle
    void zoomToFit();
    void zoomToPixels(); ///< one device pixel a cell
    void zoomTo(const Rect &cells); ///< as large as fit; they may lie in the border
    /// Everything that is on the screen now.
    [[nodiscard]] const CanvasScene &scene() const { return m_scene; }
    [[nodiscard]] const CanvasView &view() const { return m_scene.view; }

    [[nodiscard]] QSize sizeHint() const override { return {860, 640}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 180}; }

signals:
    /// The loupe's place changed: by the pointer, the arrow keys, or a click while held.
    void hovered(convoscope::Cell cell);
    /// A click on a cell, or Return at the loupe's.
    void clicked(convoscope::Cell cell);
    void left(); ///< the pointer is on no cell any more
    void regionPicked(convoscope::Rect cells);
    void pickingRegionChanged(bool picking);
    void contextMenuWanted(convoscope::Cell cell, QPoint globalPosition);
    /// Cells of the picture before that are in sight.
    void viewChanged(convoscope::Rect visible);
    void handleMoved(double share);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Drag { None, Pan, Region };

    void layOut(); ///< after a change of size, panes or scale
    void setView(const CanvasView &view);
    void applyMargin();
    void describe();
    void setPeeking(bool peeking);
    void movePlace(std::optional<Cell> place);
    void stepPlace(int rows, int columns);
    void point(std::optional<QPointF> pointer);
    [[nodiscard]] QRegion changing() const; ///< what the pointer and the loupe have drawn, device pixels
    void updateDevice(const QRegion &region);
    [[nodiscard]] std::optional<Cell> cellUnder(QPointF point) const;
    [[nodiscard]] Rect regionBetween(QPointF from, QPointF to) const;
    [[nodiscard]] QPointF inPane(QPointF point) const; ///< of the pane at the point, or the first
    [[nodiscard]] QPointF device(QPointF logical) const { return logical * devicePixelRatioF(); }
    [[nodiscard]] QPointF keyAnchor() const;
    void zoomAt(QPointF point, double scale);
    [[nodiscard]] bool zoomKey(int key);
    [[nodiscard]] bool placeKey(int key);
    [[nodiscard]] bool handleKey(int key);

    CanvasScene m_scene;
    CanvasCache m_cache;
    SplitHandle *m_handle;
    Theme m_theme = Theme::light(); // in logical pixels, the scene's is in the device's
    int m_margin = 0;
    bool m_picking = false;
    Drag m_drag = Drag::None;
    QPointF m_press; // device pixels
    QPointF m_last;
    bool m_moved = false;
};

} // namespace convoscope
