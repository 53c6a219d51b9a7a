#include "widgets/drawing_pad.h"

#include "widgets/ink_image.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTabletEvent>

namespace convoscope {

namespace {

constexpr double MiddlePressure = 0.5;
constexpr float EraserBreadth = 1.6F; ///< of the pen: or the rim of a line would stay
constexpr double KeyStep = 4.0;
constexpr double LargeKeyStep = 20.0;

} // namespace

DrawingPad::DrawingPad(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Drawing pad"));
    setAccessibleDescription(tr("Arrow keys move the pen, Space puts it down and lifts it, Delete clears."));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setDrawing({});
}

void DrawingPad::setDrawing(const Drawing &drawing)
{
    if (drawing == m_drawing && !m_ink.values().empty())
        return;
    m_stroke.reset();
    m_drawing = drawing;
    m_ink = inkOf(drawing);
    m_pen = QPointF(drawing.size.x, drawing.size.y) / 2;
    update();
}

void DrawingPad::setPicture(std::shared_ptr<const Tensor> picture)
{
    m_picture = std::move(picture);
    update();
}

void DrawingPad::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void DrawingPad::setFrame(const QRectF &frame)
{
    m_frame = frame;
    update();
}

void DrawingPad::setErasing(bool erasing)
{
    if (std::exchange(m_erasing, erasing) == erasing)
        return;
    emit erasingChanged(erasing);
    update();
}

void DrawingPad::clear()
{
    if (m_drawing.empty() && !m_picture)
        return;
    m_picture.reset();
    setDrawing({.size = m_drawing.size});
    update();
    emit drawn(m_drawing, true);
}

void DrawingPad::takeBack()
{
    if (m_drawing.empty())
        return;
    Drawing before = m_drawing;
    before.strokes.pop_back();
    setDrawing(before);
    emit drawn(m_drawing, true);
}

QSize DrawingPad::sizeHint() const
{
    return {m_theme.px(280), m_theme.px(280)};
}

QSize DrawingPad::minimumSizeHint() const
{
    return {m_theme.px(112), m_theme.px(112)};
}

/// The largest place for the drawing, in the middle.
QRectF DrawingPad::paper() const
{
    const QSizeF size = QSizeF(m_drawing.size.x, m_drawing.size.y).scaled(this->size(), Qt::KeepAspectRatio);
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

PenPoint DrawingPad::pointAt(QPointF position, double pressure) const
{
    const QRectF on = paper();
    const double scale = m_drawing.size.x / std::max(on.width(), 1.0);
    const QPointF at = (position - on.topLeft()) * scale;
    return {.x = static_cast<float>(at.x()),
            .y = static_cast<float>(at.y()),
            .radius = m_radius * static_cast<float>(0.5 + pressure)};
}

void DrawingPad::begin(PenPoint point, bool erases)
{
    if (erases && m_picture)
        return;
    m_picture.reset();
    if (erases)
        point.radius *= EraserBreadth;
    m_drawing.strokes.push_back({.points = {point}, .erases = erases});
    m_stroke = m_drawing.strokes.size() - 1;
    drawPart(m_ink, m_drawing.strokes.back(), 0);
    inkChanged();
}

void DrawingPad::go(PenPoint point)
{
    Stroke &stroke = m_drawing.strokes[m_stroke.value_or(0)];
    if (stroke.erases)
        point.radius *= EraserBreadth;
    if (stroke.points.back() == point)
        return;
    stroke.points.push_back(point);
    drawPart(m_ink, stroke, stroke.points.size() - 1);
    inkChanged();
}

void DrawingPad::inkChanged()
{
    update();
    emit drawn(m_drawing, false);
}

void DrawingPad::lift()
{
    if (std::exchange(m_stroke, std::nullopt))
        emit drawn(m_drawing, true);
    update();
}

void DrawingPad::mousePressEvent(QMouseEvent *event)
{
    m_keys = false;
    const bool right = event->button() == Qt::RightButton;
    if (m_stroke || (event->button() != Qt::LeftButton && !right))
        return;
    begin(pointAt(event->position(), MiddlePressure), m_erasing || right);
}

void DrawingPad::mouseMoveEvent(QMouseEvent *event)
{
    if (m_stroke)
        go(pointAt(event->position(), MiddlePressure));
}

void DrawingPad::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    lift();
}

/// Accepted, so that no mouse events are made of it.
void DrawingPad::tabletEvent(QTabletEvent *event)
{
    m_keys = false;
    const PenPoint point = pointAt(event->position(), event->pressure());
    const bool eraser = event->pointerType() == QPointingDevice::PointerType::Eraser;
    if (event->type() == QEvent::TabletPress && !m_stroke)
        begin(point, m_erasing || eraser);
    else if (event->type() == QEvent::TabletMove && m_stroke && event->pressure() > 0)
        go(point);
    else if (event->type() == QEvent::TabletRelease)
        lift();
    event->accept();
}

/// The pad's own keys come before the shortcuts of the window.
bool DrawingPad::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool arrow = key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down;
        if (arrow || key->key() == Qt::Key_Space || key->key() == Qt::Key_Delete)
            event->accept();
    }
    return QWidget::event(event);
}

void DrawingPad::keyPressEvent(QKeyEvent *event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? LargeKeyStep : KeyStep;
    switch (event->key()) {
    case Qt::Key_Left: return movePen({-step, 0});
    case Qt::Key_Right: return movePen({step, 0});
    case Qt::Key_Up: return movePen({0, -step});
    case Qt::Key_Down: return movePen({0, step});
    case Qt::Key_Delete: return clear();
    case Qt::Key_Space: break;
    default: return QWidget::keyPressEvent(event);
    }
    m_keys = true;
    if (m_stroke)
        lift();
    else
        begin({static_cast<float>(m_pen.x()), static_cast<float>(m_pen.y()), m_radius}, m_erasing);
}

void DrawingPad::movePen(QPointF by)
{
    m_keys = true;
    m_pen = {std::clamp(m_pen.x() + by.x(), 0.0, static_cast<double>(m_drawing.size.x)),
             std::clamp(m_pen.y() + by.y(), 0.0, static_cast<double>(m_drawing.size.y))};
    if (m_stroke)
        go({static_cast<float>(m_pen.x()), static_cast<float>(m_pen.y()), m_radius});
    update();
}

void DrawingPad::focusInEvent(QFocusEvent *event)
{
    m_keys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QWidget::focusInEvent(event);
}

void DrawingPad::focusOutEvent(QFocusEvent *event)
{
    m_keys = false;
    lift();
    QWidget::focusOutEvent(event);
}

void DrawingPad::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !m_picture); // its pixels are to be seen
    const QRectF on = paper();
    painter.drawImage(on, inkImage(m_picture ? *m_picture : m_ink, m_theme));
    const bool focused = hasFocus() && m_keys;
    painter.setPen(QPen(focused ? m_theme.focus : m_theme.outline, focused ? 2.0 : 1.0));
    painter.drawRect(on.adjusted(0.5, 0.5, -0.5, -0.5));
    if (m_drawing.empty() && !m_picture) {
        painter.setPen(m_theme.muted);
        painter.setFont(m_theme.body(14));
        painter.drawText(on, Qt::AlignCenter | Qt::TextWordWrap, tr("Draw a digit here"));
    }
    painter.translate(on.topLeft());
    painter.scale(on.width() / m_drawing.size.x, on.height() / m_drawing.size.y);
    if (!m_frame.isEmpty()) {
        painter.setPen(QPen(m_theme.input, 2.0));
        painter.drawRect(m_frame);
    }
    if (focused)
        paintPen(painter);
}

/// Where the keys have led the pen: a cross in a ring as broad as the pen, filled while it is down.
void DrawingPad::paintPen(QPainter &painter) const
{
    painter.setPen(QPen(m_theme.accent, 2.0));
    painter.setBrush(m_stroke ? QBrush(m_theme.accent) : QBrush(Qt::NoBrush));
    const double radius = m_radius;
    painter.drawEllipse(m_pen, radius, radius);
    painter.drawLine(m_pen - QPointF(2 * radius, 0), m_pen + QPointF(2 * radius, 0));
    painter.drawLine(m_pen - QPointF(0, 2 * radius), m_pen + QPointF(0, 2 * radius));
}

} // namespace convoscope
