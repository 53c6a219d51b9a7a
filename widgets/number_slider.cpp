#include "widgets/number_slider.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <utility>

namespace convoscope {

namespace {

constexpr int stopsOfRatios = 240;

double withThreeDigits(double value)
{
    if (value == 0.0)
        return value;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2.0);
    return std::round(value / unit) * unit;
}

} // namespace

int SliderScale::stops() const
{
    return step > 0.0 ? static_cast<int>(std::lround((high - low) / step)) + 1 : stopsOfRatios;
}

double SliderScale::valueAt(int stop) const
{
    if (step > 0.0)
        return low + stop * step;
    return withThreeDigits(low * std::pow(high / low, static_cast<double>(stop) / (stopsOfRatios - 1)));
}

int SliderScale::stopAt(double value) const
{
    const double inside = std::clamp(value, low, high);
    const double stop = step > 0.0 ? (inside - low) / step
                                   : (stopsOfRatios - 1) * std::log(inside / low) / std::log(high / low);
    return static_cast<int>(std::lround(stop));
}

QuietSlider::QuietSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::StrongFocus); // not by the wheel
}

void QuietSlider::wheelEvent(QWheelEvent *event)
{
    if (!hasFocus())
        return event->ignore();
    QSlider::wheelEvent(event);
    emit letGo();
}

void QuietSlider::mouseReleaseEvent(QMouseEvent *event)
{
    QSlider::mouseReleaseEvent(event);
    emit letGo();
}

void QuietSlider::keyReleaseEvent(QKeyEvent *event)
{
    QSlider::keyReleaseEvent(event);
    if (!event->isAutoRepeat())
        emit letGo();
}

NumberSlider::NumberSlider(NumberBox::Kind kind, const SliderScale &scale, QWidget *parent)
    : QWidget(parent)
    , m_slider(new QuietSlider(this))
    , m_box(new NumberBox(kind, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_slider, 1);
    row->addWidget(m_box);
    setScale(scale);
    connect(m_slider, &QSlider::valueChanged, this, [this](int stop) {
        m_unfinished = true;
        m_box->display(m_scale.valueAt(stop));
        emit edited(m_box->value(), false);
    });
    connect(m_slider, &QuietSlider::letGo, this, &NumberSlider::finish);
    connect(m_box, &NumberBox::edited, this, [this](double value, bool finished) {
        moveSlider(value);
        emit edited(value, finished);
    });
}

void NumberSlider::setScale(const SliderScale &scale)
{
    if (scale == m_scale && m_slider->maximum() == scale.stops() - 1)
        return;
    m_scale = scale;
    const QSignalBlocker blocker(m_slider);
    m_slider->setRange(0, scale.stops() - 1);
    m_slider->setPageStep(std::max(1, scale.stops() / 10));
    moveSlider(m_box->value());
}

void NumberSlider::display(double value)
{
    m_box->display(value);
    if (m_scale.valueAt(m_slider->value()) != value) // else it stays where the hand is
        moveSlider(value);
}

void NumberSlider::moveSlider(double value)
{
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(m_scale.stopAt(value));
}

void NumberSlider::finish()
{
    if (std::exchange(m_unfinished, false))
        emit edited(m_box->value(), true);
}

void NumberSlider::setName(const QString &name)
{
    m_box->setAccessibleName(name);
    m_slider->setAccessibleName(tr("%1, slider").arg(name));
}

void NumberSlider::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(8));
    m_slider->setMinimumWidth(theme.px(48));
    m_box->setFont(theme.mono(13));
    m_box->setFixedSize(theme.px(72), theme.px(28));
}

} // namespace convoscope
