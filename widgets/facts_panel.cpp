#include "widgets/facts_panel.h"

#include "widgets/facts_view.h"
#include "widgets/section.h"
#include "widgets/words.h"

#include <QVBoxLayout>

namespace convoscope {

FactsPanel::FactsPanel(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(16);
    hide();
}

void FactsPanel::add()
{
    auto *view = new FactsView;
    auto *section = new Section({});
    section->setContent(view);
    section->setTheme(m_theme);
    view->setTheme(m_theme);
    m_column->addWidget(section);
    m_entries.push_back({section, view});
    connect(view, &FactsView::beatAsked, this, &FactsPanel::beatAsked);
}

void FactsPanel::setTables(const std::vector<FactsTable> &tables)
{
    while (m_entries.size() < tables.size())
        add();
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const bool used = i < tables.size();
        m_entries[i].section->setVisible(used);
        if (!used)
            continue;
        m_entries[i].section->setTitle(factTitle(tables[i].name));
        m_entries[i].view->setTable(tables[i]);
        m_entries[i].view->setBeat(m_beat);
    }
    setVisible(!tables.empty());
}

void FactsPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (const Entry &entry : m_entries) {
        entry.section->setTheme(theme);
        entry.view->setTheme(theme);
    }
}

void FactsPanel::setBeat(int beat)
{
    m_beat = beat;
    for (const Entry &entry : m_entries)
        entry.view->setBeat(beat);
}

} // namespace convoscope
