#include "widgets/scrubber.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSlider>

namespace convoscope {

Scrubber::Scrubber(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
}

void Scrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && maximum() > minimum()) {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRect groove =
            style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
        const QRect handle =
            style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        if (!handle.contains(event->pos()))
            setValue(QStyle::sliderValueFromPosition(minimum(), maximum(),
                                                     event->pos().x() - groove.left() - handle.width() / 2,
                                                     groove.width() - handle.width(), option.upsideDown));
    }
    QSlider::mousePressEvent(event); // the handle is under the pointer now: go on dragging it
}

void Scrubber::keyPressEvent(QKeyEvent *event)
{
    event->ignore();
}

} // namespace convoscope
