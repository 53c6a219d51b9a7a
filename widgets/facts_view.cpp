#include "widgets/facts_view.h"

#include "widgets/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace convoscope {

namespace {

constexpr double TypeSize = 12.0;
constexpr double HeaderSize = 11.0;
constexpr double RowHeight = 24.0;

QString rowTitle(const FactsRow &row)
{
    const QString label = QString::fromStdString(row.label);
    if (row.name.empty())
        return label;
    const QString title = factTitle(row.name);
    return label.isEmpty() ? title : title + QChar(' ') + label;
}

QTableWidgetItem *itemOf(const QString &text, Qt::Alignment alignment)
{
    auto *item = new QTableWidgetItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

} // namespace

FactsView::FactsView(QWidget *parent)
    : QTableWidget(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ContiguousSelection);
    setTabKeyNavigation(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(8);
    horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(this, &QTableWidget::cellClicked, this, &FactsView::ask);
    setTheme(m_theme);
}

void FactsView::setTable(const FactsTable &table)
{
    if (table == m_table)
        return;
    m_table = table;
    m_marked.reset();
    fill();
}

void FactsView::setTheme(const Theme &theme)
{
    m_theme = theme;
    setFont(theme.mono(TypeSize));
    horizontalHeader()->setFont(theme.body(HeaderSize));
    fill();
}

void FactsView::fill()
{
    const int columns = static_cast<int>(m_table.columns.size()) + 1;
    clear();
    setRowCount(static_cast<int>(m_table.rows.size()));
    setColumnCount(columns);
    setAccessibleName(factTitle(m_table.name));
    QStringList titles{QString()};
    for (const std::string_view column : m_table.columns)
        titles += factTitle(column);
    setHorizontalHeaderLabels(titles);
    for (int r = 0; r < rowCount(); ++r) {
        const FactsRow &row = m_table.rows[static_cast<size_t>(r)];
        setItem(r, 0, itemOf(rowTitle(row), Qt::AlignLeft));
        item(r, 0)->setFont(m_theme.body(TypeSize));
        for (int c = 1; c < columns && c <= static_cast<int>(row.facts.size()); ++c)
            setItem(r, c, itemOf(factText(row.facts[static_cast<size_t>(c) - 1]), Qt::AlignRight));
    }
    paintRows();
    fit();
}

/// Marked by the colour behind it and bold type, not by colour alone; totals are bold, too.
void FactsView::paintRows()
{
    for (int r = 0; r < rowCount(); ++r) {
        const bool marked = m_marked == r;
        for (int c = 0; c < columnCount(); ++c) {
            QTableWidgetItem *cell = item(r, c);
            if (!cell)
                continue;
            QFont type = c == 0 ? m_theme.body(TypeSize) : m_theme.mono(TypeSize);
            type.setBold(marked || m_table.rows[static_cast<size_t>(r)].total);
            cell->setFont(type);
            cell->setForeground(m_theme.text);
            cell->setBackground(marked ? QBrush(m_theme.highlight) : QBrush(Qt::NoBrush));
        }
    }
}

/// Every row is in sight: the panel around it scrolls. Room to spare goes to the names.
void FactsView::fit()
{
    const int high = m_theme.px(RowHeight);
    verticalHeader()->setDefaultSectionSize(high);
    horizontalHeader()->setFixedHeight(high);
    resizeColumnsToContents();
    const int spare = width() - horizontalHeader()->length();
    if (spare > 0 && columnCount() > 0)
        setColumnWidth(0, columnWidth(0) + spare);
    const int bar = spare < 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(high * (rowCount() + 1) + bar);
}

void FactsView::resizeEvent(QResizeEvent *event)
{
    QTableWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void FactsView::setBeat(int beat)
{
    const std::optional<int> row = convoscope::rowAt(m_table, beat);
    if (row == m_marked)
        return;
    m_marked = row;
    paintRows();
}

void FactsView::ask(int row)
{
    if (const auto beat = m_table.rows[static_cast<size_t>(row)].beat)
        emit beatAsked(*beat);
}

QString FactsView::plainText() const
{
    QStringList lines;
    QStringList cells{factTitle(m_table.name)};
    for (const std::string_view column : m_table.columns)
        cells += factTitle(column);
    lines += cells.join(u'\t');
    for (const FactsRow &row : m_table.rows) {
        cells = {rowTitle(row)};
        for (const Fact &fact : row.facts)
            cells += factText(fact);
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void FactsView::keyPressEvent(QKeyEvent *event)
{
    const bool chosen = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(plainText());
    else if (chosen && currentRow() >= 0)
        ask(currentRow());
    else
        QTableWidget::keyPressEvent(event);
}

void FactsView::changeEvent(QEvent *event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fill();
}

} // namespace convoscope
