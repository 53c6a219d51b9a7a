#include "widgets/stage_widget.h"

#include "widgets/number_text.h"
#include "widgets/words.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr int glideMilliseconds = 120;
constexpr double mostZoom = 4000.0;
constexpr int largestCrop = 64;

} // namespace

StageWidget::StageWidget(Playhead &playhead, QWidget *parent)
    : QWidget(parent)
    , m_playhead(playhead)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Stage"));
    m_glide.setDuration(glideMilliseconds);
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this] { m_stage.reset(), update(); });
    connect(&m_playhead, &Playhead::positionChanged, this, [this](Position position) {
        m_before = m_shown;
        m_shown = position;
        m_glide.stop();
        if (m_motion && isVisible() && std::abs(m_before->beat - position.beat) == 1)
            m_glide.start();
        changed();
    });
    connect(&m_playhead, &Playhead::traceChanged, this, [this] {
        m_glide.stop();
        m_before.reset();
        m_shown = m_playhead.position();
        m_hover.reset();
        if (!m_playhead.trace().empty())
            m_cache.keepOnly(m_playhead.trace());
        changed();
    });
}

void StageWidget::setTheme(const Theme &theme)
{
    m_theme = theme;
    changed();
}

void StageWidget::adopt(PaintCache cache)
{
    m_cache = std::move(cache);
    changed();
}

void StageWidget::setHideResult(bool hide)
{
    m_hide = hide;
    changed();
}

void StageWidget::setMotion(bool motion)
{
    m_motion = motion;
}

void StageWidget::setPickingCrop(bool picking)
{
    m_picking = picking;
    setCursor(picking ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

void StageWidget::zoomBy(double factor)
{
    const Pane *pane = stage().layout.panes.empty() ? nullptr : &stage().layout.panes.front();
    if (pane)
        zoomAt(m_hover
                   ? stage().layout.panes[static_cast<size_t>(m_hover->pane)].rectOf(m_hover->cell).center()
                   : pane->frame.center(),
               factor);
}

void StageWidget::resetZoom()
{
    m_camera = {};
    changed();
}

StageScene StageWidget::scene() const
{
    return {.trace = m_playhead.trace(),
            .position = m_playhead.position(),
            .theme = m_theme,
            .size = size(),
            .camera = m_camera,
            .hover = m_hover,
            .hideResult = m_hide,
            .glideFrom = m_before,
            .glide =
                m_glide.state() == QAbstractAnimation::Running ? m_glide.currentValue().toDouble() : 1.0};
}

const Stage &StageWidget::stage() const
{
    if (!m_stage || m_stage->scene.size != QSizeF(size()))
        m_stage = makeStage(scene());
    return *m_stage;
}

void StageWidget::changed()
{
    m_stage.reset();
    update();
    if (m_playhead.trace().empty())
        return;
    describe();
    emit explainedChanged(stage().step);
}

void StageWidget::describe()
{
    setAccessibleDescription(tr("Step %1 of %2: %3")
                                 .arg(m_playhead.position().beat + 1)
                                 .arg(m_playhead.trace().beats())
                                 .arg(arithmeticText(stage().step, {.hideResult = m_hide})));
}

void StageWidget::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paintStage(painter, stage(), m_cache);
    if (m_drag == Drag::Crop)
        paintCrop(painter);
    if (hasFocus() && m_hover) {
        painter.setPen(QPen(m_theme.focus, 1, Qt::DotLine));
        painter.drawRect(stage().layout.panes[static_cast<size_t>(m_hover->pane)].rectOf(m_hover->cell));
    }
}

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
        moveTo(point);
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
        const Rect crop = cropBetween(m_press, event->position());
        setPickingCrop(false);
        emit cropPicked(pane->plane, crop);
    } else if (drag != Drag::None && !m_moved) {
        moveTo(m_press);
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

void StageWidget::moveTo(QPointF point)
{
    const Pane *pane = dragPane();
    if (!pane)
        return;
    const Rect all = m_playhead.trace().plane(pane->plane).extent();
    Cell cell = pane->cellAt(point);
    cell.row = std::clamp(cell.row, all.top, all.top + all.height - 1);
    cell.column = std::clamp(cell.column, all.left, all.left + all.width - 1);
    setHover(std::nullopt);
    if (const auto beat = m_playhead.trace().beatAt(pane->plane, cell))
        m_playhead.seekBeat(*beat);
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
    if (hover && stage().layout.panes[static_cast<size_t>(hover->pane)].cell < 1.5)
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
        const Rect all = m_playhead.trace().plane(hit.plane).extent();
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
            if (const auto beat = m_playhead.trace().beatAt(m_hover->plane, m_hover->cell))
                m_playhead.seekBeat(*beat);
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

void StageWidget::showTip(const QHelpEvent &event)
{
    const auto hit = hitTest(stage().layout, m_playhead.trace(), event.pos());
    if (!hit) {
        QToolTip::hideText();
        return;
    }
    const Plane &plane = m_playhead.trace().plane(hit->plane);
    const auto [row, column] = std::pair(hit->cell.row, hit->cell.column);
    const bool hidden = m_hide && hit->plane == stage().current.plane && hit->cell == stage().current.cell;
    const bool shown = m_playhead.trace().shownAt(hit->plane, hit->cell) <= m_playhead.position().beat;
    const QString value = hidden || !shown
        ? QStringLiteral("?")
        : fullText(m_playhead.trace().value(hit->plane, hit->cell, m_playhead.position().beat));
    QString text = tr("%1 (%2, %3) = %4").arg(planeTitle(plane.name)).arg(row).arg(column).arg(value);
    if (const auto source = plane.source(hit->cell); source && *source != hit->cell)
        text += tr("\npadding, copied from (%1, %2)").arg(source->row).arg(source->column);
    else if (!plane.body().contains(hit->cell))
        text += tr("\npadding");
    QToolTip::showText(event.globalPos(), text, this);
}

Rect StageWidget::cropBetween(QPointF a, QPointF b) const
{
    const Pane *pane = dragPane();
    if (!pane)
        return {};
    const Pair size = m_playhead.trace().plane(pane->plane).size();
    const Cell p = pane->cellAt(a);
    const Cell q = pane->cellAt(b);
    const auto side = [](int from, int to, int most) {
        const int length = std::min({std::abs(to - from) + 1, largestCrop, most});
        const int start = to >= from ? from : from - length + 1;
        return std::pair(std::clamp(start, 0, most - length), length);
    };
    const auto [top, height] = side(p.row, q.row, size.y);
    const auto [left, width] = side(p.column, q.column, size.x);
    return {top, left, height, width};
}

void StageWidget::paintCrop(QPainter &painter) const
{
    const Pane *pane = dragPane();
    if (!pane)
        return;
    const Rect crop = cropBetween(m_press, m_last);
    painter.setPen(QPen(m_theme.accent, 2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(pane->rectOf(crop));
    painter.setFont(m_theme.mono(12));
    painter.setPen(m_theme.accent);
    painter.drawText(pane->rectOf(crop).bottomLeft() + QPointF(0, 16),
                     QStringLiteral("%1 × %2").arg(crop.width).arg(crop.height));
}

} // namespace convoscope
