#pragma once

#include "core/facts.h"
#include "widgets/theme.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace convoscope {

class FactsView;
class Section;

/// A lesson's tables, each under its heading. Hidden while there are none.
class FactsPanel : public QWidget {
    Q_OBJECT

public:
    explicit FactsPanel(QWidget *parent = nullptr);

    /// Tables that stay keep their view, so that nothing folds or scrolls while a parameter changes.
    void setTables(const std::vector<FactsTable> &tables);
    void setTheme(const Theme &theme);
    void setBeat(int beat);

signals:
    void beatAsked(int beat);

private:
    struct Entry {
        Section *section;
        FactsView *view;
    };
    void add();

    Theme m_theme = Theme::light();
    QVBoxLayout *m_column;
    std::vector<Entry> m_entries;
    int m_beat = 0;
};

} // namespace convoscope
