#include "widgets/transport_bar.h"

#include "widgets/app_style.h"
#include "widgets/icons.h"
#include "widgets/playhead.h"
#include "widgets/scrubber.h"
#include "widgets/step_counter.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <utility>

namespace convoscope {

namespace {

QString speedText(double speed)
{
    return TransportBar::tr("%1 ×").arg(QLocale().toString(speed));
}

} // namespace

TransportBar::TransportBar(Playhead &playhead, QWidget *parent)
    : QWidget(parent)
    , m_playhead(playhead)
    , m_first(addButton(QStringLiteral("chevrons-left"), tr("First step"), tr("First step (Home)")))
    , m_previous(
          addButton(QStringLiteral("chevron-left"), tr("Previous step"), tr("Previous step (← or Page Up)")))
    , m_play(addButton(QStringLiteral("play"), tr("Play"), {}))
    , m_next(addButton(QStringLiteral("chevron-right"), tr("Next step"), tr("Next step (→ or Page Down)")))
    , m_last(addButton(QStringLiteral("chevrons-right"), tr("Last step"), tr("Last step (End)")))
    , m_slider(new Scrubber(this))
    , m_counter(new StepCounter(this))
    , m_byCells(addButton(QStringLiteral("grid-3x3"), tr("Cell by cell"),
                          tr("Cell by cell: each step computes one output cell")))
    , m_byTaps(addButton(QStringLiteral("sigma"), tr("Multiply by multiply"),
                         tr("Multiply by multiply: each step adds one product")))
    , m_predict(addButton(QStringLiteral("lightbulb"), tr("Predict first"),
                          tr("Predict first: each new value stays hidden until you have typed it")))
    , m_speed(new QToolButton(this))
{
    m_slider->setAccessibleName(tr("Step"));
    m_previous->setAutoRepeat(true);
    m_next->setAutoRepeat(true);
    QWidget *choice = addGranularity();
    m_predict->setCheckable(true);
    setAccented(*m_play);
    addSpeedMenu();
    new QHBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_first, m_previous, m_play, m_next, m_last,
                                                          m_slider, m_counter, choice, m_predict, m_speed})
        layout()->addWidget(part);
    connectPlayhead();
    setTheme(m_theme);
    showTrace();
    showSpeed();
    showGranularity();
}

QToolButton *TransportBar::addButton(const QString &icon, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus); // a click must not take the keys from the stage
    m_buttons.emplace_back(button, icon);
    return button;
}

/// The two buttons of which one is down, side by side.
QWidget *TransportBar::addGranularity()
{
    auto *choice = new QWidget(this);
    auto *row = new QHBoxLayout(choice);
    row->setContentsMargins({});
    row->setSpacing(2);
    auto *group = new QButtonGroup(choice);
    for (QToolButton *button : {m_byCells, m_byTaps}) {
        button->setCheckable(true);
        group->addButton(button);
        row->addWidget(button);
    }
    return choice;
}

void TransportBar::addSpeedMenu()
{
    m_speed->setFocusPolicy(Qt::TabFocus);
    m_speed->setPopupMode(QToolButton::InstantPopup);
    m_speed->setToolTip(tr("Speed (+ and −)"));
    m_speed->setMenu(new QMenu(m_speed));
    m_speeds = new QActionGroup(this);
    for (const double speed : Playhead::speeds()) {
        QAction *action = m_speed->menu()->addAction(speedText(speed));
        action->setCheckable(true);
        action->setData(speed);
        m_speeds->addAction(action);
    }
    connect(m_speeds, &QActionGroup::triggered, this,
            [this](const QAction *action) { m_playhead.setSpeed(action->data().toDouble()); });
}

void TransportBar::connectPlayhead()
{
    connect(m_first, &QToolButton::clicked, &m_playhead, &Playhead::first);
    connect(m_previous, &QToolButton::clicked, &m_playhead, &Playhead::previous);
    connect(m_play, &QToolButton::clicked, &m_playhead, &Playhead::toggle);
    connect(m_next, &QToolButton::clicked, &m_playhead, &Playhead::next);
    connect(m_last, &QToolButton::clicked, &m_playhead, &Playhead::last);
    connect(m_slider, &QSlider::valueChanged, &m_playhead, &Playhead::seekBeat);
    connect(m_counter, &StepCounter::wanted, this, [this](int step) { m_playhead.seekBeat(step - 1); });
    connect(m_byTaps, &QToolButton::toggled, &m_playhead, &Playhead::setByTaps);
    connect(m_predict, &QToolButton::toggled, this, &TransportBar::predictsFirstChanged);

    connect(&m_playhead, &Playhead::traceChanged, this, &TransportBar::showTrace);
    connect(&m_playhead, &Playhead::positionChanged, this, &TransportBar::showPosition);
    connect(&m_playhead, &Playhead::playingChanged, this, &TransportBar::showPlaying);
    connect(&m_playhead, &Playhead::speedChanged, this, &TransportBar::showSpeed);
    connect(&m_playhead, &Playhead::byTapsChanged, this, &TransportBar::showGranularity);
}

void TransportBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    fitWidth();
    for (auto [button, name] : m_buttons) {
        button->setIconSize({theme.px(18), theme.px(18)});
        button->setIcon(icon(name, theme));
    }
    m_counter->setTheme(theme);
    m_speed->setFont(theme.body(14));
    m_speed->setFixedHeight(theme.px(38));
    showPlaying();
}

/// A narrow window keeps every button and gives up air, the word before the number, and then the buttons'
/// width.
void TransportBar::fitWidth()
{
    const bool tight = width() < m_theme.px(600);
    setTight(tight);
    if (layout()->minimumSize().width() <= width())
        return;
    setTight(true); // large numbers
    m_counter->setNumberOnly(layout()->minimumSize().width() > width());
}

void TransportBar::setTight(bool tight)
{
    const bool narrow = tight || width() < m_theme.px(760);
    const int side = m_theme.px(tight ? 6 : (narrow ? 14 : 24));
    layout()->setSpacing(m_theme.px(tight ? 2 : (narrow ? 5 : 8)));
    layout()->setContentsMargins(side, m_theme.px(12), side, m_theme.px(12));
    for (const auto &[button, name] : m_buttons)
        button->setFixedSize(m_theme.px((tight ? 30 : 38) + (button == m_play ? 8 : 0)), m_theme.px(38));
    m_slider->setMinimumWidth(m_theme.px(tight ? 20 : 72));
    m_speed->setMinimumWidth(m_theme.px(tight ? 54 : 64));
    m_counter->setContentsMargins(m_theme.px(tight ? 2 : 8), 0, m_theme.px(tight ? 2 : 8), 0);
    m_counter->setTerse(narrow);
    m_counter->setNumberOnly(false);
    m_counter->updateGeometry(); // or the layout goes by the width before
}

void TransportBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

bool TransportBar::predictsFirst() const
{
    return m_predict->isChecked();
}

void TransportBar::setPredictsFirst(bool on)
{
    m_predict->setChecked(on);
}

void TransportBar::showTrace()
{
    const Trace &trace = m_playhead.trace();
    const QSignalBlocker blocker(m_slider);
    m_slider->setRange(0, trace.empty() ? 0 : std::max(trace.beats() - 1, 0));
    m_play->setEnabled(!trace.empty());
    showPosition();
    fitWidth(); // larger numbers want more room
}

void TransportBar::showPosition()
{
    const Trace &trace = m_playhead.trace();
    const auto [beat, tap] = m_playhead.position();
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(beat);
    m_slider->setEnabled(m_slider->maximum() > 0);
    m_first->setEnabled(!m_playhead.atFirst());
    m_previous->setEnabled(!m_playhead.atFirst());
    m_next->setEnabled(!m_playhead.atLast());
    m_last->setEnabled(!m_playhead.atLast());
    if (trace.empty())
        return m_counter->setPlace({});
    const bool inside = m_playhead.byTaps() && beat < trace.beats();
    const int taps = inside ? trace.taps(beat) : 0;
    const bool parted = std::exchange(m_parts, taps) > 0;
    m_counter->setPlace(
        {.step = beat + 1, .steps = trace.beats(), .part = tap < 0 ? taps : tap + 1, .parts = taps});
    if (parted != (taps > 0))
        fitWidth();
}

void TransportBar::showPlaying()
{
    const bool playing = m_playhead.playing();
    m_play->setIcon(
        icon(playing ? QStringLiteral("pause") : QStringLiteral("play"), m_theme, m_theme.accentText));
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(playing ? tr("Pause (Space)") : tr("Play (Space)"));
}

void TransportBar::showSpeed()
{
    m_speed->setText(speedText(m_playhead.speed()));
    m_speed->setAccessibleName(tr("Speed %1").arg(m_speed->text()));
    for (QAction *action : m_speeds->actions())
        action->setChecked(action->data().toDouble() == m_playhead.speed());
}

void TransportBar::showGranularity()
{
    (m_playhead.byTaps() ? m_byTaps : m_byCells)->setChecked(true);
    showPosition();
}

void TransportBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Space: return m_playhead.toggle();
    case Qt::Key_Right:
    case Qt::Key_PageDown: return m_playhead.next();
    case Qt::Key_Left:
    case Qt::Key_PageUp: return m_playhead.previous();
    case Qt::Key_Home: return m_playhead.first();
    case Qt::Key_End: return m_playhead.last();
    case Qt::Key_Plus: return m_playhead.faster();
    case Qt::Key_Minus: return m_playhead.slower();
    default: return QWidget::keyPressEvent(event);
    }
}

} // namespace convoscope
