#include "widgets/layers_table.h"

#include "core/layer_presets.h"
#include "widgets/choice_box.h"
#include "widgets/layers_model.h"
#include "widgets/words.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <algorithm>

namespace convoscope {

namespace {

constexpr int mostHeight = 330; // logical pixels, before the table scrolls

/// Kinds and rounding are chosen from a list; a cell at fault has a frame.
class LayerDelegate : public QStyledItemDelegate {
public:
    explicit LayerDelegate(LayersTable &table)
        : QStyledItemDelegate(&table)
        , m_table(table)
    {
    }

    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override
    {
        const bool kind = index.column() == LayersModel::Kind;
        if (!kind && index.column() != LayersModel::CeilMode) {
            QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
            editor->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
            return editor;
        }
        auto *box = new QComboBox(parent);
        box->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
        if (kind) {
            for (const std::string_view key : layerKindKeys())
                box->addItem(choiceTitle("layer_kind", key));
        } else {
            box->addItems({QStringLiteral("⌊⌋"), QStringLiteral("⌈⌉")});
        }
        connect(box, &QComboBox::activated, this, [this, box] {
            auto *self = const_cast<LayerDelegate *>(this);
            emit self->commitData(box);
            emit self->closeEditor(box);
        });
        return box;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        if (auto *box = qobject_cast<QComboBox *>(editor))
            box->setCurrentIndex(index.data(Qt::EditRole).toInt());
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        if (const auto *box = qobject_cast<QComboBox *>(editor))
            model->setData(index, box->currentIndex());
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        if (!index.data(Qt::UserRole).toBool())
            return;
        painter->setPen(QPen(m_table.theme().error, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }

private:
    LayersTable &m_table;
};

} // namespace

LayersTable::LayersTable(LayersModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new LayerDelegate(*this));
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(8);
    horizontalHeader()->setMinimumSectionSize(8);
    for (QHeaderView *header : {horizontalHeader(), verticalHeader()}) {
        header->setSectionsClickable(false);
        header->setHighlightSections(false);
    }
    connect(&model, &QAbstractItemModel::modelReset, this, &LayersTable::fit);
}

void LayersTable::setTheme(const Theme &theme)
{
    m_theme = theme;
    setFont(theme.body(13));
    horizontalHeader()->setFont(theme.body(12));
    verticalHeader()->setFont(theme.body(12));
    fit();
    viewport()->update();
}

void LayersTable::fit()
{
    int used = 0;
    for (int column = 0; column < LayersModel::Columns; ++column) {
        const bool shown =
            m_model.isUsed(static_cast<LayersModel::Column>(column)) || column <= LayersModel::Dilation;
        setColumnHidden(column, !shown);
        used += shown && column > 0 ? 1 : 0;
    }
    const int high = m_theme.px(27);
    verticalHeader()->setDefaultSectionSize(high);
    verticalHeader()->setFixedWidth(m_theme.px(28));
    const int room = width() - m_theme.px(28) - 2 * frameWidth()
        - (high * m_model.rowCount() > m_theme.px(mostHeight) ? verticalScrollBar()->sizeHint().width() : 0);
    const int narrow =
        std::max(m_theme.px(28), std::min(m_theme.px(44), (room - m_theme.px(104)) / std::max(used, 1)));
    for (int column = 1; column < LayersModel::Columns; ++column)
        setColumnWidth(column, narrow);
    setColumnWidth(0, std::max(m_theme.px(84), room - used * narrow));
    const int heading = horizontalHeader()->sizeHint().height();
    const int bar = m_theme.px(84) + used * narrow > room ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(std::min(high * std::max(1, m_model.rowCount()), m_theme.px(mostHeight)) + heading + bar
                   + 2 * frameWidth());
}

void LayersTable::show(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const int column = std::max(0, currentIndex().column());
    setCurrentIndex(m_model.index(row, column));
}

/// What is typed into cells must not reach the shortcuts of the window.
bool LayersTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool walks = key->key() >= Qt::Key_Home && key->key() <= Qt::Key_PageDown;
        if (walks || (!key->text().isEmpty() && key->text().front().isPrint()))
            event->accept();
    }
    return QTableView::event(event);
}

/// Tab walks through the cells and leaves the table at its ends.
bool LayersTable::leaves(const QKeyEvent &event) const
{
    const QModelIndex current = currentIndex();
    if (event.key() == Qt::Key_Backtab)
        return !current.isValid() || current == m_model.index(0, 0);
    int last = LayersModel::Columns - 1;
    while (last > 0 && isColumnHidden(last))
        --last;
    return event.key() == Qt::Key_Tab
        && (!current.isValid() || (current.row() == m_model.rowCount() - 1 && current.column() >= last));
}

void LayersTable::keyPressEvent(QKeyEvent *event)
{
    if (leaves(*event))
        QWidget::focusNextPrevChild(event->key() == Qt::Key_Tab); // NOLINT(bugprone-parent-virtual-call)
    else
        QTableView::keyPressEvent(event);
}

void LayersTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

} // namespace convoscope
