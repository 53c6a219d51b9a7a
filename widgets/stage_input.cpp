// How the stage answers the pointer, the wheel and the keys.
#include "widgets/stage_widget.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr double mostZoom = 4000.0;

} // namespace

const Pane *StageWidget::dragPane() const
{
    const auto &panes = stage().layout.panes;
    return m_dragPane >= 0 && m_dragPane < static_cast<int>(panes.size())
        ? &panes[static_cast<size_t>(m_dragPane)]
        : nullptr;
}

bool StageWidget::isOverWindow(const Pane &pane, QPointF point) const
{
    return std::ranges::any_of(stage().current.marks, [&](const Mark &mark) {
        return mark.plane == pane.plane && (mark.role == MarkRole::Window || mark.role == MarkRole::Write)
            && pane.rectOf(mark.cells).adjusted(-8, -8, 8, 8).contains(point);
    });
}

void StageWidget::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    m_press = m_last = event->position();
    m_moved = false;
    const auto hit = hitTest(stage().layout, m_playhead.trace(), m_press);
    if (!hit || event->button() == Qt::RightButton)
        return;
    m_dragPane = hit->pane;
    const Pane &pane = stage().layout.panes[static_cast<size_t>(hit->pane)];
    m_pressPane = pane;
    const bool fits = m_camera.zoom <= 1.0 || pane.loupe;
    if (m_picking && m_playhead.trace().plane(hit->plane).role == PlaneRole::Input)
        m_drag = Drag::Crop;
    else if (event->button() == Qt::MiddleButton || (!fits && !isOverWindow(pane, m_press)))
        m_drag = Drag::Pan;
    else
        m_drag = Drag::Window;
}

void StageWidget::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF point = event->position();
    if (m_drag != Drag::None && (point - m_press).manhattanLength() > 3)
        m_moved = true;
    if (m_drag == Drag::Window && m_moved)
        moveTo(point, false);
    else if (m_drag == Drag::Pan && m_moved)
        pan(point - m_last);
    else if (m_drag == Drag::Crop)
        update();
    else if (m_drag == Drag::None)
        setHover(hitTest(stage().layout, m_playhead.trace(), point));
    m_last = point;
}

void StageWidget::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const Pane *pane = dragPane();
    if (drag == Drag::Crop && pane) {
        const int plane = pane->plane;
        const Rect crop = cropBetween(m_press, event->position());
        setPickingCrop(false);
        emit cropPicked(plane, crop);
    } else if (drag != Drag::None && !m_moved) {
        moveTo(m_press, true);
    } else if (drag == Drag::Window && pane && !m_playhead.trace().picks(pane->plane, {}).empty()) {
        moveTo(event->position(), true); // closes what is one step of undo
    } else if (drag == Drag::None && event->button() == Qt::LeftButton) {
        const auto &chips = stage().arithmetic.chips;
        const auto chip =
            std::ranges::find_if(chips, [&](const auto &c) { return c.rect.contains(m_press); });
        if (chip != chips.end() && chip->term >= 0)
            m_playhead.seek({m_playhead.position().beat, chip->term});
        else if (chip != chips.end() || stage().arithmetic.result.contains(m_press))
            emit arithmeticWanted();
    }
    m_dragPane = -1;
    update();
}

/// The playhead goes to the cell, after its values where it sets some.
void StageWidget::choose(int plane, Cell cell, bool finished)
{
    const auto beat = m_playhead.trace().beatAt(plane, cell);
    const auto picks = m_playhead.trace().picks(plane, cell);
    if (!picks.empty())
        emit picked(picks, beat.value_or(m_playhead.position().beat), finished);
    else if (beat)
        m_playhead.seekBeat(*beat);
}

void StageWidget::moveTo(QPointF point, bool finished)
{
    const Pane *found = dragPane();
    if (!found)
        return;
    // A loupe moves with the window; what is dragged in it is measured from where it was taken up.
    const Pane pane = found->loupe ? m_pressPane : *found;
    const Rect all = m_playhead.trace().plane(pane.plane).extent();
    Cell cell = pane.cellAt(point);
    cell.row = std::clamp(cell.row, all.top, all.top + all.height - 1);
    cell.column = std::clamp(cell.column, all.left, all.left + all.width - 1);
    setHover(std::nullopt);
    choose(pane.plane, cell, finished);
}

void StageWidget::pan(QPointF by)
{
    const Pane *pane = dragPane();
    if (!pane)
        return;
    const QRectF whole = pane->rectOf(m_playhead.trace().plane(pane->plane).extent());
    const auto limit = [](double centre, double seen) {
        return seen >= 1.0 ? 0.5 : std::clamp(centre, seen / 2, 1.0 - seen / 2);
    };
    m_camera.centre = {
        limit(m_camera.centre.x() - by.x() / whole.width(), pane->frame.width() / whole.width()),
        limit(m_camera.centre.y() - by.y() / whole.height(), pane->frame.height() / whole.height())};
    changed();
}

void StageWidget::zoomAt(QPointF point, double factor)
{
    const auto hit = hitTest(stage().layout, m_playhead.trace(), point);
    if (!hit)
        return;
    const Pane pane = stage().layout.panes[static_cast<size_t>(hit->pane)];
    if (pane.loupe || m_playhead.trace().plane(hit->plane).role == PlaneRole::Kernel)
        return;
    const double fit = pane.cell / m_camera.zoom;
    const double most = std::clamp(m_theme.px(64) / fit, 1.0, mostZoom);
    const double zoom = std::clamp(m_camera.zoom * factor, 1.0, most);
    const QRectF whole = pane.rectOf(m_playhead.trace().plane(hit->plane).extent());
    const QPointF fraction((point.x() - whole.left()) / whole.width(),
                           (point.y() - whole.top()) / whole.height());
    const double grown = zoom / m_camera.zoom;
    const auto centre = [&](double f, double at, double middle, double length) {
        return f - (at - middle) / (length * grown); // the cell under the pointer stays under it
    };
    m_camera.centre = {centre(fraction.x(), point.x(), pane.frame.center().x(), whole.width()),
                       centre(fraction.y(), point.y(), pane.frame.center().y(), whole.height())};
    m_camera.zoom = zoom;
    if (zoom <= 1.0)
        m_camera = {};
    m_dragPane = hit->pane;
    m_stage.reset();
    pan({0, 0});
    m_dragPane = -1;
    setHover(hitTest(stage().layout, m_playhead.trace(), point));
}

void StageWidget::setHover(std::optional<Hit> hover)
{
    if (hover && stage().layout.panes[static_cast<size_t>(hover->pane)].cell < 1.5
        && m_playhead.trace().picks(hover->plane, hover->cell).empty())
        hover.reset(); // a photo from afar: there is no single cell under the pointer
    if (hover == m_hover)
        return;
    m_hover = hover;
    changed();
}

void StageWidget::leaveEvent(QEvent *event)
{
    setHover(std::nullopt);
    QWidget::leaveEvent(event);
}

void StageWidget::wheelEvent(QWheelEvent *event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches != 0.0)
        zoomAt(event->position(), std::pow(1.25, notches));
    event->accept();
}

void StageWidget::contextMenuEvent(QContextMenuEvent *event)
{
    const QPointF point = event->reason() == QContextMenuEvent::Mouse
        ? QPointF(event->pos())
        : (m_hover ? stage().layout.panes[static_cast<size_t>(m_hover->pane)].rectOf(m_hover->cell).center()
                   : QPointF(rect().center()));
    if (const auto hit = hitTest(stage().layout, m_playhead.trace(), point))
        emit contextMenuWanted(hit->plane, hit->cell, mapToGlobal(point.toPoint()));
}

void StageWidget::moveCursor(int rows, int columns)
{
    const auto &panes = stage().layout.panes;
    if (panes.empty())
        return;
    Hit hit = m_hover.value_or(Hit{0, panes.front().plane, {0, 0}});
    if (m_hover) {
        const Rect all = m_playhead.trace().plane(hit.plane).padded();
        hit.cell.row = std::clamp(hit.cell.row + rows, all.top, all.top + all.height - 1);
        hit.cell.column = std::clamp(hit.cell.column + columns, all.left, all.left + all.width - 1);
    }
    m_hover = hit;
    changed();
}

void StageWidget::nextPlane()
{
    const auto &panes = stage().layout.panes;
    if (panes.empty())
        return;
    const int pane = m_hover ? (m_hover->pane + 1) % static_cast<int>(panes.size()) : 0;
    m_hover = Hit{pane, panes[static_cast<size_t>(pane)].plane, {0, 0}};
    changed();
}

void StageWidget::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Up: return shift ? moveCursor(-1, 0) : QWidget::keyPressEvent(event);
    case Qt::Key_Down: return shift ? moveCursor(1, 0) : QWidget::keyPressEvent(event);
    case Qt::Key_Left: return shift ? moveCursor(0, -1) : QWidget::keyPressEvent(event);
    case Qt::Key_Right: return shift ? moveCursor(0, 1) : QWidget::keyPressEvent(event);
    case Qt::Key_P: return nextPlane();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_hover) {
            const Hit at = *m_hover;
            choose(at.plane, at.cell, true);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_picking || m_hover) {
            setPickingCrop(false);
            setHover(std::nullopt);
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

bool StageWidget::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        showTip(*static_cast<QHelpEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::Gesture) {
        const auto *pinch =
            static_cast<QPinchGesture *>(static_cast<QGestureEvent *>(event)->gesture(Qt::PinchGesture));
        if (pinch)
            zoomAt(mapFromGlobal(pinch->hotSpot()), pinch->scaleFactor());
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture)
            zoomAt(gesture->position(), 1.0 + gesture->value());
        return true;
    }
    return QWidget::event(event);
}

} // namespace convoscope
