#include "widgets/split_handle.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace convoscope {

namespace {

constexpr int gripRadius = 13; // logical pixels
constexpr double keyStep = 0.02;

} // namespace

SplitHandle::SplitHandle(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::SplitHCursor);
    setAccessibleName(tr("Divider between before and after"));
}

void SplitHandle::setTheme(const Theme &theme)
{
    m_theme = theme;
    place(m_share);
    update();
}

QRect SplitHandle::grip(const Theme &theme, QSize parent, double share)
{
    const int side = theme.px(2 * gripRadius) + 1;
    return {qRound(share * parent.width()) - side / 2, parent.height() / 2 - side / 2, side, side};
}

void SplitHandle::place(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    const int side = m_theme.px(2 * gripRadius) + 1;
    const int middle = qRound(m_share * parentWidget()->width());
    // Only the grip and the line take the pointer; the pixels beside the line belong to the picture.
    setGeometry(middle - side / 2, 0, side, parentWidget()->height());
    const int line = m_theme.px(3);
    const QRegion grip(0, height() / 2 - side / 2, side, side, QRegion::Ellipse);
    setMask(grip.united(QRect(side / 2 - line, 0, 2 * line + 1, height())));
    setAccessibleDescription(tr("At %1 % of the width; the arrow keys move it").arg(qRound(m_share * 100)));
}

void SplitHandle::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const QPointF middle(width() / 2.0, height() / 2.0);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(m_theme.focus, m_theme.px(2)) : QPen(m_theme.muted, m_theme.px(1)));
    painter.setBrush(m_theme.surface);
    const double radius = m_theme.px(gripRadius) - 1.5;
    painter.drawEllipse(middle, radius, radius);
    painter.setPen(QPen(m_theme.text, m_theme.scale * 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const int side : {-1, 1}) {
        const double near = side * radius * 0.28;
        const double far = side * radius * 0.58;
        const double half = radius * 0.3;
        painter.drawPolyline(
            QPolygonF{middle + QPointF(near, -half), middle + QPointF(far, 0), middle + QPointF(near, half)});
    }
}

void SplitHandle::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_grabbed = qRound(event->position().x()) - width() / 2;
    else
        event->ignore();
}

void SplitHandle::mouseMoveEvent(QMouseEvent *event)
{
    const double at = mapToParent(event->position().toPoint()).x() - m_grabbed;
    if (event->buttons().testFlag(Qt::LeftButton))
        emit moved(std::clamp(at / std::max(1, parentWidget()->width()), 0.0, 1.0));
    else
        event->ignore();
}

void SplitHandle::mouseReleaseEvent(QMouseEvent *event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

/// Back to the middle.
void SplitHandle::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit moved(0.5);
    else
        event->ignore();
}

void SplitHandle::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return emit moved(std::max(0.0, m_share - keyStep));
    case Qt::Key_Right: return emit moved(std::min(1.0, m_share + keyStep));
    case Qt::Key_Home: return emit moved(0.0);
    case Qt::Key_End: return emit moved(1.0);
    default: QWidget::keyPressEvent(event);
    }
}

void SplitHandle::focusInEvent(QFocusEvent *event)
{
    update();
    QWidget::focusInEvent(event);
}

void SplitHandle::focusOutEvent(QFocusEvent *event)
{
    update();
    QWidget::focusOutEvent(event);
}

} // namespace convoscope
