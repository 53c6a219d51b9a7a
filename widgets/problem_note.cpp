#include "widgets/problem_note.h"

#include "widgets/words.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace convoscope {

ProblemNote::ProblemNote(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new QLabel(this))
    , m_mend(new QPushButton(this))
{
    m_sentence->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_sentence);
    column->addWidget(m_mend, 0, Qt::AlignLeft);
    connect(m_mend, &QPushButton::clicked, this, &ProblemNote::mendAsked);
    hide();
}

void ProblemNote::setRefusal(const std::optional<Refusal> &refusal, bool mendable)
{
    setVisible(refusal.has_value());
    m_mend->setVisible(mendable);
    if (!refusal)
        return;
    m_sentence->setText(refusalSentence(*refusal));
    if (mendable)
        m_mend->setText(tr("Use %1").arg(workingValue(*refusal)));
}

void ProblemNote::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(4));
    m_sentence->setFont(theme.body(13));
    QPalette palette = m_sentence->palette();
    palette.setColor(QPalette::WindowText, theme.error);
    m_sentence->setPalette(palette);
    m_mend->setFont(theme.body(13));
    m_mend->setFixedHeight(theme.px(26));
}

} // namespace convoscope
