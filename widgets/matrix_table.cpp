#include "widgets/matrix_table.h"

#include "widgets/cell_delegate.h"
#include "widgets/matrix_model.h"
#include "widgets/number_text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace convoscope {

namespace {

constexpr int MostHeight = 300; ///< logical pixels, before the table scrolls

} // namespace

MatrixTable::MatrixTable(MatrixModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_map(MapKind::Diverging, m_theme.kernel, {}, m_theme)
{
    setModel(&model);
    setItemDelegate(new CellDelegate(*this));
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    for (QHeaderView *header : {horizontalHeader(), verticalHeader()}) {
        header->hide();
        header->setMinimumSectionSize(8);
        header->setSectionResizeMode(QHeaderView::Fixed);
    }
    connect(&model, &QAbstractItemModel::modelReset, this, &MatrixTable::fit);
    connect(&model, &QAbstractItemModel::dataChanged, this, &MatrixTable::fit);
}

void MatrixTable::setTheme(const Theme &theme)
{
    m_theme = theme;
    setFont(theme.mono(12));
    fit();
    viewport()->update();
}

void MatrixTable::setRole(PlaneRole role)
{
    m_role = role;
    fit();
}

/// Wide enough for the longest number; else an even share of the width.
int MatrixTable::cellWidth() const
{
    qsizetype longest = 2;
    for (const float value : m_model.matrix().values())
        longest = std::max(longest, cellText(value).size());
    const int needed = static_cast<int>(longest) * fontMetrics().horizontalAdvance(u'0') + m_theme.px(8);
    const int share = width() / std::max(m_model.columnCount(), 1);
    return std::max({needed, m_theme.px(22), std::min(share, m_theme.px(48))});
}

void MatrixTable::fit()
{
    const Range range = rangeOf(m_model.matrix().values());
    const MapKind kind = range.isSigned() ? MapKind::Diverging : MapKind::RoleRamp;
    m_map = ColourMap(kind, m_theme.role(m_role), {std::min(range.low, 0.0F), range.high}, m_theme);
    const int side = cellWidth();
    const int high = std::min(side, m_theme.px(34));
    horizontalHeader()->setDefaultSectionSize(side);
    verticalHeader()->setDefaultSectionSize(high);
    const bool scrolls = side * m_model.columnCount() > width();
    const int bar = scrolls ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(std::min(high * m_model.rowCount() + 1, m_theme.px(MostHeight)) + bar);
    viewport()->update();
}

Tensor MatrixTable::selected() const
{
    const QItemSelection selection = selectionModel()->selection();
    const Tensor &matrix = m_model.matrix();
    if (selection.isEmpty())
        return matrix;
    const QItemSelectionRange &range = selection.front();
    Tensor part({.h = range.height(), .w = range.width()});
    for (int y = 0; y < range.height(); ++y)
        for (int x = 0; x < range.width(); ++x)
            part.at(y, x) = matrix.at(range.top() + y, range.left() + x);
    return part;
}

/// What is typed into cells must not reach the shortcuts of the window.
bool MatrixTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool walks = key->key() >= Qt::Key_Home && key->key() <= Qt::Key_PageDown;
        const bool types = !key->text().isEmpty() && key->text().front().isPrint();
        if (walks || types || key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Paste)
            || key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace)
            event->accept();
    }
    return QTableView::event(event);
}

/// Tab walks through the cells and leaves the table at its ends.
bool MatrixTable::leaves(const QKeyEvent &event) const
{
    const QModelIndex last = m_model.index(m_model.rowCount() - 1, m_model.columnCount() - 1);
    const QModelIndex current = currentIndex();
    return (event.key() == Qt::Key_Tab && current == last)
        || (event.key() == Qt::Key_Backtab && current == m_model.index(0, 0));
}

void MatrixTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        emit copyAsked();
    else if (event->matches(QKeySequence::Paste))
        emit pasteAsked();
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        emit clearAsked();
    else if (leaves(*event)) // that of the views would go on among the cells
        QWidget::focusNextPrevChild(event->key() == Qt::Key_Tab); // NOLINT(bugprone-parent-virtual-call)
    else
        QTableView::keyPressEvent(event);
}

void MatrixTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

} // namespace convoscope
