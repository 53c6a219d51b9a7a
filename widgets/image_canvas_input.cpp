// How the canvas answers the pointer, the wheel and the keys.
#include "widgets/image_canvas.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr double wheelStep = 1.25; // of a notch, where it isn't a whole one
constexpr double notch = 120.0;
constexpr double handleStep = 0.02;

bool pans(const QWheelEvent &event)
{
    if (event.modifiers().testFlag(Qt::ControlModifier))
        return false;
    const bool touchpad = !event.pixelDelta().isNull() && event.phase() != Qt::NoScrollPhase;
    return touchpad || event.modifiers().testFlag(Qt::ShiftModifier);
}

/// Shift turns the wheel sideways on some systems, on others it leaves that to us.
QPointF panOf(const QWheelEvent &event)
{
    if (!event.pixelDelta().isNull())
        return event.pixelDelta();
    QPointF by = QPointF(event.angleDelta()) / notch * 60.0;
    if (by.x() == 0.0)
        by = {by.y(), 0.0};
    return by;
}

} // namespace

QPointF ImageCanvas::inPane(QPointF point) const
{
    const int at = std::max(0, paneAt(m_scene.panes, point));
    return point - QPointF(m_scene.panes[static_cast<size_t>(at)].frame.topLeft());
}

std::optional<Cell> ImageCanvas::cellUnder(QPointF point) const
{
    if (m_scene.pictures.before.empty() || paneAt(m_scene.panes, point) < 0)
        return std::nullopt;
    const Cell cell = m_scene.view.cellAt(inPane(point));
    return m_scene.view.extent().contains(cell) ? std::optional(cell) : std::nullopt;
}

Rect ImageCanvas::regionBetween(QPointF from, QPointF to) const
{
    const auto [height, width] = m_scene.view.picture;
    const QPointF corner = from - inPane(from); // both in the pane where the drag began
    const auto cell = [&](QPointF point) {
        const Cell at = m_scene.view.cellAt(point - corner);
        return Cell{std::clamp(at.row, 0, height - 1), std::clamp(at.column, 0, width - 1)};
    };
    const Cell a = cell(from);
    const Cell b = cell(to);
    return {std::min(a.row, b.row), std::min(a.column, b.column), std::abs(a.row - b.row) + 1,
            std::abs(a.column - b.column) + 1};
}

void ImageCanvas::movePlace(std::optional<Cell> place)
{
    if (place == m_scene.place)
        return;
    m_scene.place = place;
    describe();
    if (place)
        emit hovered(*place);
    else
        emit left();
}

/// The readout goes with the pointer, and the loupe unless it is held.
void ImageCanvas::point(std::optional<QPointF> pointer)
{
    const QRegion before = changing();
    m_scene.pointer = pointer;
    if (!m_scene.held)
        movePlace(pointer ? cellUnder(*pointer) : std::nullopt);
    updateDevice(before + changing());
}

void ImageCanvas::stepPlace(int rows, int columns)
{
    const Rect all = m_scene.view.extent();
    if (m_scene.pictures.before.empty())
        return;
    Cell place;
    if (m_scene.place) {
        place = {std::clamp(m_scene.place->row + rows, all.top, all.top + all.height - 1),
                 std::clamp(m_scene.place->column + columns, all.left, all.left + all.width - 1)};
    } else {
        const Rect seen = m_scene.view.visible();
        place = {seen.top + seen.height / 2, seen.left + seen.width / 2};
    }
    const QRegion before = changing();
    m_scene.pointer.reset(); // the keys have taken over
    setView(revealing(m_scene.view, place));
    movePlace(place);
    updateDevice(before + changing());
}

void ImageCanvas::zoomAt(QPointF point, double scale)
{
    setView(zoomed(m_scene.view, scale, inPane(point)));
}

void ImageCanvas::mousePressEvent(QMouseEvent *event)
{
    m_press = m_last = device(event->position());
    m_moved = false;
    const bool leftButton = event->button() == Qt::LeftButton;
    if (m_scene.pictures.before.empty() || (!leftButton && event->button() != Qt::MiddleButton))
        return;
    const bool region = leftButton && (m_picking || event->modifiers().testFlag(Qt::ShiftModifier));
    m_drag = region ? Drag::Region : Drag::Pan;
}

void ImageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = device(event->position());
    if (m_drag != Drag::None && (at - m_press).manhattanLength() > 3 * devicePixelRatioF())
        m_moved = true;
    if (m_drag == Drag::Pan && m_moved) {
        setView(panned(m_scene.view, at - m_last));
        setCursor(Qt::ClosedHandCursor);
        m_scene.pointer = at;
    } else if (m_drag == Drag::Region) {
        m_scene.pointer = at;
        m_scene.region = regionBetween(m_press, at);
        update();
    } else if (m_drag == Drag::None) {
        point(at);
    }
    if (m_drag != Drag::Pan || m_moved)
        m_last = at;
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QPointF at = device(event->position());
    if (drag == Drag::Region) {
        const auto region = std::exchange(m_scene.region, std::nullopt);
        if (region) {
            setPickingRegion(false);
            emit regionPicked(*region);
        }
    } else if (drag == Drag::Pan && !m_moved && event->button() == Qt::LeftButton) {
        const auto cell = cellUnder(m_press);
        const QRegion before = changing();
        if (cell) {
            movePlace(cell);
            emit clicked(*cell);
        }
        updateDevice(before + changing());
    }
    setCursor(m_picking ? Qt::CrossCursor : Qt::ArrowCursor);
    if (drag != Drag::None && rect().contains(event->position().toPoint()))
        point(at);
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_scene.pictures.before.empty())
        return;
    const QPointF at = device(event->position());
    const CanvasView &view = m_scene.view;
    if (!view.isFit())
        zoomToFit();
    else // a small picture is fitted in enlarged: then its pixels are what to go to
        zoomAt(at, 1.0);
    point(at);
}

void ImageCanvas::leaveEvent(QEvent *event)
{
    point(std::nullopt);
    QWidget::leaveEvent(event);
}

void ImageCanvas::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (m_scene.pictures.before.empty())
        return;
    const QPointF at = device(event->position());
    if (pans(*event)) {
        setView(panned(m_scene.view, device(panOf(*event))));
        return point(at);
    }
    const double notches = event->angleDelta().y() / notch;
    const bool whole = notches == std::round(notches);
    double scale = m_scene.view.scale * (whole ? 1.0 : std::pow(wheelStep, notches));
    for (int i = 0; whole && i < static_cast<int>(std::abs(notches)); ++i)
        scale = nextScale(scale, notches > 0 ? 1 : -1);
    zoomAt(at, scale);
}

void ImageCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    std::optional<Cell> cell = cellUnder(device(event->pos()));
    QPoint global = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && m_scene.place) {
        cell = m_scene.place;
        const QRect rect = m_scene.rectOf(m_scene.panes.front(), Rect::of(*cell));
        global = mapToGlobal((QRectF(rect).center() / devicePixelRatioF()).toPoint());
    }
    if (cell)
        emit contextMenuWanted(*cell, global);
}

bool ImageCanvas::zoomKey(int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(1); return true;
    case Qt::Key_Minus: zoomBy(-1); return true;
    case Qt::Key_0: zoomToFit(); return true;
    case Qt::Key_1: zoomToPixels(); return true;
    default: return false;
    }
}

bool ImageCanvas::placeKey(int key)
{
    switch (key) {
    case Qt::Key_Up: stepPlace(-1, 0); return true;
    case Qt::Key_Down: stepPlace(1, 0); return true;
    case Qt::Key_Left: stepPlace(0, -1); return true;
    case Qt::Key_Right: stepPlace(0, 1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_scene.place)
            emit clicked(*m_scene.place);
        return m_scene.place.has_value();
    default: return false;
    }
}

bool ImageCanvas::handleKey(int key)
{
    if (m_scene.compare != CanvasCompare::Split || (key != Qt::Key_Left && key != Qt::Key_Right))
        return false;
    setHandle(m_scene.handle + (key == Qt::Key_Left ? -handleStep : handleStep));
    emit handleMoved(m_scene.handle);
    return true;
}

void ImageCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const int key = event->key();
    if (control && handleKey(key))
        return;
    if (key == Qt::Key_Backslash)
        return setPeeking(true);
    if (key == Qt::Key_Escape && (m_picking || m_scene.region))
        return setPickingRegion(false);
    if (!control && (zoomKey(key) || placeKey(key)))
        return;
    QWidget::keyPressEvent(event);
}

void ImageCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Backslash)
        return QWidget::keyReleaseEvent(event);
    if (!event->isAutoRepeat())
        setPeeking(false);
}

void ImageCanvas::setPeeking(bool peeking)
{
    if (std::exchange(m_scene.peeking, peeking) != peeking)
        update();
}

void ImageCanvas::focusInEvent(QFocusEvent *event)
{
    const auto reason = event->reason();
    m_scene.focus =
        reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void ImageCanvas::focusOutEvent(QFocusEvent *event)
{
    m_scene.focus = false;
    setPeeking(false);
    update();
    QWidget::focusOutEvent(event);
}

bool ImageCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::Gesture) {
        const auto *pinch =
            static_cast<QPinchGesture *>(static_cast<QGestureEvent *>(event)->gesture(Qt::PinchGesture));
        if (pinch)
            zoomAt(device(mapFromGlobal(pinch->hotSpot())), m_scene.view.scale * pinch->scaleFactor());
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture)
            zoomAt(device(gesture->position()), m_scene.view.scale * (1.0 + gesture->value()));
        return true;
    }
    return QWidget::event(event);
}

} // namespace convoscope
