#include "widgets/control_panel.h"

#include "widgets/field_row.h"
#include "widgets/section.h"
#include "widgets/words.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace convoscope {

namespace {

/// "layers" of "layers[2].kernel": the field whose part is at fault.
std::string_view fieldOf(const Refusal &refusal)
{
    return std::string_view(refusal.field).substr(0, refusal.field.find('['));
}

} // namespace

ControlPanel::ControlPanel(std::span<const Field> fields, QWidget *parent)
    : QWidget(parent)
    , m_problem(new QLabel(this))
{
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_problem);
    for (const Field &field : fields)
        addRow(field);
    column->addStretch();
    setTheme(Theme::light());
}

/// A box that loses the keyboard while it is taken down would still tell of its value.
ControlPanel::~ControlPanel()
{
    for (FieldRow *row : m_rows)
        row->disconnect(this);
}

void ControlPanel::addRow(const Field &field)
{
    const QString title = sectionTitle(field.section);
    auto found = std::ranges::find(m_sections, title, &Section::title);
    if (found == m_sections.end()) {
        auto *section = new Section(title, this);
        auto *content = new QWidget;
        (new QVBoxLayout(content))->setContentsMargins({});
        section->setContent(content);
        layout()->addWidget(section);
        found = m_sections.insert(m_sections.end(), section);
    }
    auto *row = new FieldRow(field, (*found)->content());
    (*found)->content()->layout()->addWidget(row);
    row->setTitleVisible(!row->editor().isWide() || fieldTitle(field.key) != title);
    m_rows.push_back(row);
    connect(row, &FieldRow::edited, this,
            [this, &field](const FieldValue &value, bool finished) { emit edited(field, value, finished); });
    connect(row, &FieldRow::fileWanted, this,
            [this, &field](FileWish wish) { emit fileWanted(field, wish); });
}

void ControlPanel::setParams(const Params &params)
{
    for (FieldRow *row : m_rows) {
        row->editor().setParams(params);
        row->editor().setValue(row->field().get(params));
        row->setVisible(row->field().active(params));
    }
    for (Section *section : m_sections) {
        const bool used = std::ranges::any_of(m_rows, [section](const FieldRow *row) {
            return row->parentWidget() == section->content() && !row->isHidden();
        });
        section->setVisible(used);
    }
}

void ControlPanel::setRefusal(const std::optional<Refusal> &refusal)
{
    const FieldRow *at = refusal ? row(fieldOf(*refusal)) : nullptr;
    const bool shown = at && !at->isHidden();
    for (FieldRow *row : m_rows)
        row->setRefusal(shown && row == at ? refusal : std::nullopt);
    m_problem->setVisible(refusal && !shown);
    if (refusal)
        m_problem->setText(refusalSentence(*refusal));
}

void ControlPanel::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(16));
    for (Section *section : m_sections) {
        section->setTheme(theme);
        section->content()->layout()->setSpacing(theme.px(8));
    }
    for (FieldRow *row : m_rows)
        row->setTheme(theme);
    m_problem->setFont(theme.body(13));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme.error);
    m_problem->setPalette(palette);
}

FieldRow *ControlPanel::row(std::string_view key) const
{
    const auto found =
        std::ranges::find_if(m_rows, [key](const FieldRow *row) { return row->field().key == key; });
    return found == m_rows.end() ? nullptr : *found;
}

} // namespace convoscope
