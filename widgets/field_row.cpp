#include "widgets/field_row.h"

#include "widgets/mended_value.h"
#include "widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace convoscope {

FieldRow::FieldRow(const Field &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_title(new QLabel(fieldTitle(field.key), this))
    , m_editor(makeFieldEditor(field, this))
    , m_problem(new QLabel(this))
    , m_mend(new QPushButton(this))
{
    m_editor->setName(m_title->text());
    m_editor->setToolTip(fieldHelp(field));
    m_title->setToolTip(fieldHelp(field));
    m_title->setWordWrap(true);
    m_problem->setWordWrap(true);
    layOut();
    setRefusal({});
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::edited);
    connect(m_mend, &QPushButton::clicked, this, [this] {
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
    column->addWidget(m_mend, 0, Qt::AlignLeft);
}

void FieldRow::setRefusal(const std::optional<Refusal> &refusal)
{
    m_mended = refusal ? mendedValue(m_editor->value(), *refusal) : std::nullopt;
    m_editor->setRefusal(refusal);
    m_problem->setVisible(refusal.has_value());
    m_mend->setVisible(m_mended.has_value());
    if (refusal)
        m_problem->setText(refusalSentence(*refusal));
    if (m_mended)
        m_mend->setText(tr("Use %1").arg(QLocale().toString(*refusal->works)));
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
    m_problem->setFont(theme.body(13));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme.error);
    m_problem->setPalette(palette);
    m_mend->setFont(theme.body(13));
    m_mend->setFixedHeight(theme.px(26));
}

} // namespace convoscope
