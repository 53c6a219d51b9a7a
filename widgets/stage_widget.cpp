#include "widgets/stage_widget.h"

#include "widgets/number_text.h"
#include "widgets/words.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr int glideMilliseconds = 120;
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
        if (underMouse())
            m_hover.reset(); // a pointer at rest must not dim the step that is being shown
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
    if (std::exchange(m_picking, picking) == picking)
        return;
    setCursor(picking ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
    emit pickingCropChanged(picking);
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
    setAccessibleDescription(
        tr("Step %1 of %2: %3")
            .arg(m_playhead.position().beat + 1)
            .arg(m_playhead.trace().beats())
            .arg(arithmeticText(stage().step,
                                {.hideResult = stage().hidesResult, .trace = &m_playhead.trace()})));
}

void StageWidget::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paintStage(painter, stage(), m_cache);
    if (m_drag == Drag::Crop)
        paintCrop(painter);
    if (hasFocus() && m_hover) {
        painter.setPen(QPen(m_theme.focus, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(stage().layout.panes[static_cast<size_t>(m_hover->pane)].rectOf(m_hover->cell));
    }
}

/// The tip says no more and no less than the arithmetic of the hovered cell.
QString StageWidget::tipValue(const Hit &hit) const
{
    const Step &told = stage().step;
    const Step &current = stage().current;
    const bool explained = m_hover && told.plane == hit.plane && told.cell == hit.cell;
    if (explained && told.combine != Combine::Scatter && told.combine != Combine::Move
        && !stage().hidesResult)
        return fullText(told.result);
    const bool hidden = m_hide && hit.plane == current.plane && hit.cell == current.cell;
    const int beat = m_playhead.position().beat;
    const bool shown = m_playhead.trace().shownAt(hit.plane, hit.cell) <= beat;
    return hidden || !shown ? QStringLiteral("?")
                            : fullText(m_playhead.trace().value(hit.plane, hit.cell, beat));
}

void StageWidget::showTip(const QHelpEvent &event)
{
    const auto hit = hitTest(stage().layout, m_playhead.trace(), event.pos());
    if (!hit) {
        QToolTip::hideText();
        return;
    }
    const Plane &plane = m_playhead.trace().plane(hit->plane);
    const auto [row, column] = plane.place(hit->cell);
    const QString value = tipValue(*hit);
    QString text = tr("%1 (%2, %3) = %4").arg(planeTitle(plane)).arg(row).arg(column).arg(value);
    if (const auto source = plane.source(hit->cell); source && *source != hit->cell)
        text += tr("\npadding, copied from (%1, %2)")
                    .arg(plane.place(*source).row)
                    .arg(plane.place(*source).column);
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
        to = std::clamp(to, 0, most - 1); // beyond the edge there is nothing to cut out
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
