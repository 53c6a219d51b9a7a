#include "widgets/step_counter.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace convoscope {

namespace {

/// The number in a text that may hold separators of thousands; none where there is no digit.
std::optional<int> numberIn(const QString &text)
{
    QString digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](QChar c) { return c.isDigit(); });
    if (digits.isEmpty())
        return {};
    bool fits = false;
    const int number = digits.toInt(&fits);
    return fits ? number : std::numeric_limits<int>::max();
}

QString restOf(const StepCounter::Place &place)
{
    const QLocale locale;
    QString rest = QStringLiteral("/ ") + locale.toString(place.steps);
    if (place.part > 0)
        rest += QStringLiteral(" · × %1 / %2").arg(locale.toString(place.part), locale.toString(place.parts));
    return rest;
}

} // namespace

StepCounter::StepCounter(QWidget *parent)
    : QWidget(parent)
    , m_word(new QLabel(tr("Step"), this))
    , m_number(new QLineEdit(this))
    , m_rest(new QLabel(this))
{
    m_number->setFrame(false);
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_number->setAccessibleName(tr("Step"));
    m_number->setToolTip(tr("Type the number of a step and press Enter"));
    m_number->installEventFilter(this);
    connect(m_number, &QLineEdit::returnPressed, this, &StepCounter::commit);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the slider gets the room that is left
    row->addWidget(m_word);
    row->addWidget(m_number);
    row->addWidget(m_rest);
    showPlace();
}

void StepCounter::setPlace(const Place &place)
{
    if (place == m_place)
        return;
    const bool resized = place.steps != m_place.steps || place.parts != m_place.parts
        || (place.part > 0) != (m_place.part > 0);
    m_place = place;
    if (resized)
        fixWidths();
    showPlace();
}

void StepCounter::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QFont font = theme.mono(m_rest->isHidden() ? 12 : 14);
    for (QWidget *part :
         {static_cast<QWidget *>(m_word), static_cast<QWidget *>(m_number), static_cast<QWidget *>(m_rest)})
        part->setFont(font);
    layout()->setSpacing(theme.px(4));
    fixWidths();
}

void StepCounter::setTerse(bool terse)
{
    m_word->setVisible(!terse);
}

void StepCounter::setNumberOnly(bool only)
{
    m_rest->setVisible(!only);
    setTheme(m_theme);
    showPlace();
}

QString StepCounter::text() const
{
    return QStringLiteral("%1 %2 %3").arg(m_word->text(), m_number->text(), m_rest->text());
}

void StepCounter::showPlace()
{
    m_rest->setText(restOf(m_place));
    setToolTip(m_rest->isHidden() ? text() : QString());
    if (!m_number->hasFocus())
        m_number->setText(QLocale().toString(m_place.step));
    setEnabled(m_place.steps > 0);
}

/// Room for the largest numbers, so that nothing moves while steps pass.
void StepCounter::fixWidths()
{
    Place widest = m_place;
    widest.part = m_place.part > 0 ? m_place.parts : 0;
    m_rest->setMinimumWidth(m_rest->fontMetrics().horizontalAdvance(restOf(widest)));
    const QString most = QLocale().toString(std::max(m_place.steps, 10));
    m_number->setFixedWidth(m_number->fontMetrics().horizontalAdvance(most + QStringLiteral("0")));
}

void StepCounter::commit()
{
    const std::optional<int> number = numberIn(m_number->text());
    m_number->clearFocus();
    if (number)
        emit wanted(*number);
    showPlace();
}

bool StepCounter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        m_number->setText(QLocale().toString(m_place.step));
    if (event->type() == QEvent::MouseButtonRelease && !m_number->hasSelectedText())
        m_number->selectAll();
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_number->clearFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace convoscope
