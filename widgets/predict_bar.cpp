#include "widgets/predict_bar.h"

#include "widgets/number_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <cmath>

namespace convoscope {

PredictBar::PredictBar(QWidget *parent)
    : QWidget(parent)
    , m_question(new QLabel(this))
    , m_guess(new QLineEdit(this))
    , m_check(new QPushButton(tr("Check"), this))
    , m_show(new QPushButton(tr("Show it"), this))
    , m_verdict(new QLabel(this))
    , m_row(new QHBoxLayout)
    , m_secondRow(new QHBoxLayout)
{
    m_guess->setAccessibleName(tr("Your prediction"));
    m_guess->setMaximumWidth(140);
    m_verdict->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 8, 24, 8);
    column->setSpacing(6);
    for (QHBoxLayout *row : {m_row, m_secondRow}) {
        row->setSpacing(10);
        column->addLayout(row);
    }
    m_row->addWidget(m_question);
    m_row->addWidget(m_guess);
    layOut(false);
    connect(m_guess, &QLineEdit::returnPressed, this, &PredictBar::check);
    connect(m_check, &QPushButton::clicked, this, &PredictBar::check);
    connect(m_show, &QPushButton::clicked, this, &PredictBar::giveUp);
}

void PredictBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_question->setFont(theme.body(14));
    m_guess->setFont(theme.mono(14));
    m_verdict->setFont(theme.body(14));
}

/// In two rows what follows the guess has a row of its own.
void PredictBar::layOut(bool inTwoRows)
{
    m_inTwoRows = inTwoRows;
    QHBoxLayout *row = inTwoRows ? m_secondRow : m_row;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_check, m_show})
        row->addWidget(widget);
    row->addWidget(m_verdict, 1);
}

void PredictBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < m_theme.px(600);
    if (narrow != m_inTwoRows)
        layOut(narrow);
}

bool PredictBar::isRight(const QString &guess, float answer)
{
    QString text = guess.trimmed();
    text.replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    double value = QLocale::c().toDouble(text, &ok);
    if (!ok)
        value = QLocale().toDouble(text, &ok);
    if (!ok)
        return false;
    const double off = std::abs(value - static_cast<double>(answer));
    if (answer == std::trunc(answer) && std::abs(answer) < 1e6F) // shown with all its digits
        return off <= 1e-6;
    return cellText(static_cast<float>(value)) == cellText(answer)
        || off <= 1e-3 * std::abs(static_cast<double>(answer)) + 1e-6;
}

void PredictBar::ask(Cell cell, float answer)
{
    m_cell = cell;
    m_answer = answer;
    m_asking = true;
    m_firstTry = true;
    m_question->setText(tr("What will output (%1, %2) be?").arg(cell.row).arg(cell.column));
    m_guess->clear();
    m_guess->setEnabled(true);
    m_check->setEnabled(true);
    m_show->setEnabled(true);
    m_guess->setFocus();
    if (m_asked == 0)
        say(tr("Add up the products of the marked window, then press Enter."), m_theme.muted);
}

void PredictBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->accept(); // the line edit has answered it
    else
        QWidget::keyPressEvent(event);
}

void PredictBar::check()
{
    if (!m_asking || m_guess->text().trimmed().isEmpty())
        return;
    if (isRight(m_guess->text(), m_answer)) {
        reveal(m_firstTry);
        return;
    }
    m_firstTry = false;
    m_guess->selectAll();
    say(tr("Not %1. Go through the products once more, or have it shown.").arg(m_guess->text().trimmed()),
        m_theme.error);
}

void PredictBar::giveUp()
{
    if (m_asking) {
        m_firstTry = false;
        reveal(false);
    }
}

void PredictBar::reveal(bool right)
{
    const bool guessed = isRight(m_guess->text(), m_answer);
    m_asking = false;
    ++m_asked;
    m_right += right ? 1 : 0;
    m_guess->setEnabled(false);
    m_check->setEnabled(false);
    m_show->setEnabled(false);
    const QString score = tr("%1 of %2 at the first try.").arg(m_right).arg(m_asked);
    say(guessed ? tr("✓ %1 is right. %2").arg(cellText(m_answer), score)
                : tr("It is %1. %2").arg(cellText(m_answer), score),
        guessed ? m_theme.roleText(PlaneRole::Output) : m_theme.text);
    emit revealed(right);
}

void PredictBar::say(const QString &text, const QColor &colour)
{
    QPalette palette = m_verdict->palette();
    palette.setColor(QPalette::WindowText, colour);
    m_verdict->setPalette(palette);
    m_verdict->setText(text);
}

} // namespace convoscope
