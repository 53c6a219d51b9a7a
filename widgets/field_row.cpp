#include "widgets/field_row.h"

#include "widgets/mended_value.h"
#include "widgets/problem_note.h"
#include "widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace convoscope {

FieldRow::FieldRow(const Field &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_title(new QLabel(fieldTitle(field.key), this))
    , m_editor(makeFieldEditor(field, this))
    , m_problem(new ProblemNote(this))
{
    m_editor->setName(m_title->text());
    m_editor->setToolTip(fieldHelp(field));
    m_title->setToolTip(fieldHelp(field));
    m_title->setWordWrap(true);
    layOut();
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::edited);
    connect(m_editor, &FieldEditor::fileWanted, this, &FieldRow::fileWanted);
    connect(m_problem, &ProblemNote::mendAsked, this, [this] {
        const FieldValue mended = m_mended.value_or(m_editor->value());
        m_editor->setValue(mended);
        emit edited(mended, true);
    });
}

void FieldRow::layOut()
{
    auto *top = m_editor->isWide() ? static_cast<QBoxLayout *>(new QVBoxLayout) : new QHBoxLayout;
    top->addWidget(m_title, m_editor->isWide() ? 0 : 1);
    top->addWidget(m_editor, 0, m_editor->isWide() ? Qt::Alignment() : Qt::AlignRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(top);
    column->addWidget(m_problem);
}

void FieldRow::setRefusal(const std::optional<Refusal> &refusal)
{
    m_mended = refusal ? mendedValue(m_editor->value(), *refusal) : std::nullopt;
    m_editor->setRefusal(refusal);
    m_problem->setRefusal(m_editor->saysRefusals() ? std::nullopt : refusal, m_mended.has_value());
}

void FieldRow::setTitleVisible(bool visible)
{
    m_title->setVisible(visible);
}

void FieldRow::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(4));
    m_title->setFont(theme.body(14));
    m_editor->setTheme(theme);
    m_problem->setTheme(theme);
}

} // namespace convoscope
