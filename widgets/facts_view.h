#pragma once

#include "core/facts.h"
#include "widgets/theme.h"

#include <QTableWidget>

namespace convoscope {

/// A table of numbers beside the picture, as high as its rows. The row of the current beat is marked; a row
/// that has a beat leads there. What is selected can be copied.
class FactsView : public QTableWidget {
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent = nullptr);

    void setTable(const FactsTable &table);
    [[nodiscard]] const FactsTable &table() const { return m_table; }
    void setTheme(const Theme &theme);
    /// Marks the row that the beat belongs to.
    void setBeat(int beat);
    [[nodiscard]] std::optional<int> markedRow() const { return m_marked; }
    /// Title and rows as TSV.
    [[nodiscard]] QString plainText() const;

signals:
    void beatAsked(int beat);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void paintRows();
    void fit();
    void ask(int row);

    FactsTable m_table;
    Theme m_theme = Theme::light();
    std::optional<int> m_marked;
};

} // namespace convoscope
