#include "widgets/number_box.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <utility>

namespace convoscope {

namespace {

constexpr double Widest = 1e6; ///< more than any limit, less than what makes a computation endless
constexpr int Decimals = 6;

QString unified(const QString &text)
{
    return text.trimmed().replace(QChar(0x2212), u'-').replace(u',', u'.');
}

} // namespace

std::optional<double> typedNumber(const QString &text)
{
    bool valid = false;
    const double value = unified(text).toDouble(&valid);
    if (!valid || !std::isfinite(value))
        return {};
    return value;
}

NumberBox::NumberBox(Kind kind, QWidget *parent)
    : QDoubleSpinBox(parent)
    , m_kind(kind)
{
    setDecimals(kind == Kind::Whole ? 0 : Decimals);
    setStepType(kind == Kind::Whole ? DefaultStepType : AdaptiveDecimalStepType);
    setFocusPolicy(Qt::StrongFocus); // not by the wheel
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setRange(-Widest, Widest);
    connect(this, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (std::exchange(m_told, value) == value)
            return;
        m_unfinished = true;
        emit edited(value, false);
    });
    connect(this, &QDoubleSpinBox::editingFinished, this, &NumberBox::finish);
}

void NumberBox::setLimits(double low, double high)
{
    m_low = low;
    m_high = high;
}

void NumberBox::setWord(double value, const QString &word)
{
    if (value == m_worded && word == m_word)
        return;
    m_worded = value;
    m_word = word;
    const QSignalBlocker blocker(this);
    lineEdit()->setText(textFromValue(QDoubleSpinBox::value()));
}

void NumberBox::display(double value)
{
    if (value == QDoubleSpinBox::value() && typedNumber(text()) == value)
        return;
    const QSignalBlocker blocker(this);
    m_told = value;
    setValue(value);
    m_unfinished = false;
}

void NumberBox::stepBy(int steps)
{
    const double before = value();
    QDoubleSpinBox::stepBy(steps);
    // From outside, the first step leads to the nearest value that is allowed.
    const bool outside = before < m_low || before > m_high;
    const double wanted = outside ? before : value();
    setValue(std::clamp(wanted, m_low, m_high));
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const
{
    StepEnabled enabled = StepNone;
    enabled.setFlag(StepUpEnabled, value() < m_high);
    enabled.setFlag(StepDownEnabled, value() > m_low);
    return enabled;
}

QValidator::State NumberBox::validate(QString &text, int & /*position*/) const
{
    const QString plain = unified(text);
    if (!m_word.isEmpty() && !plain.isEmpty() && m_word.startsWith(plain, Qt::CaseInsensitive))
        return plain.size() == m_word.size() ? QValidator::Acceptable : QValidator::Intermediate;
    if (plain.isEmpty() || plain == u"-" || plain == u"." || plain == u"-.")
        return QValidator::Intermediate;
    if (m_kind == Kind::Whole && (plain.contains(u'.') || plain.contains(u'e', Qt::CaseInsensitive)))
        return QValidator::Invalid;
    const std::optional<double> number = typedNumber(plain);
    if (!number)
        return typedNumber(plain + u'0') ? QValidator::Intermediate : QValidator::Invalid;
    return std::abs(*number) <= Widest ? QValidator::Acceptable : QValidator::Invalid;
}

double NumberBox::valueFromText(const QString &text) const
{
    if (!m_word.isEmpty() && text.trimmed().compare(m_word, Qt::CaseInsensitive) == 0)
        return m_worded;
    return typedNumber(text).value_or(value());
}

QString NumberBox::textFromValue(double value) const
{
    if (!m_word.isEmpty() && value == m_worded)
        return m_word;
    QString text = QString::number(value, 'f', decimals());
    if (decimals() > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text.replace(u'-', QChar(0x2212));
}

void NumberBox::fixup(QString &text) const
{
    text = textFromValue(value());
}

void NumberBox::finish()
{
    if (!m_unfinished)
        return;
    m_unfinished = false;
    emit edited(value(), true);
}

void NumberBox::wheelEvent(QWheelEvent *event)
{
    if (!hasFocus())
        return event->ignore();
    QDoubleSpinBox::wheelEvent(event);
    finish();
}

void NumberBox::mouseReleaseEvent(QMouseEvent *event)
{
    QDoubleSpinBox::mouseReleaseEvent(event);
    finish();
}

void NumberBox::keyReleaseEvent(QKeyEvent *event)
{
    QDoubleSpinBox::keyReleaseEvent(event);
    const bool stepped = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (stepped && !event->isAutoRepeat())
        finish();
}

} // namespace convoscope
