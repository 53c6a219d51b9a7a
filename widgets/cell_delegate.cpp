#include "widgets/cell_delegate.h"

#include "widgets/matrix_table.h"

#include <QLineEdit>
#include <QPainter>

namespace convoscope {

CellDelegate::CellDelegate(MatrixTable &table)
    : QStyledItemDelegate(&table)
    , m_table(table)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Theme &theme = m_table.theme();
    const QRgb fill = m_table.map().colour(index.data(Qt::UserRole).toFloat());
    const QRect box = option.rect.adjusted(0, 0, -1, -1); // a hairline of the ground between the cells
    painter->fillRect(option.rect, theme.line);
    painter->fillRect(box, QColor::fromRgb(fill));
    painter->setFont(theme.mono(12));
    painter->setPen(QColor::fromRgb(m_table.map().textColour(fill)));
    painter->drawText(box, Qt::AlignCenter, index.data().toString());
    if (!option.state.testFlag(QStyle::State_Selected))
        return;
    const bool current = index == m_table.currentIndex() && m_table.hasFocus();
    painter->setPen(QPen(m_table.hasFocus() ? theme.focus : theme.muted, current ? 2 : 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(box).adjusted(1, 1, -1, -1));
}

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem & /*option*/,
                                    const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setFrame(false);
    editor->setFont(m_table.theme().mono(12));
    editor->setAlignment(Qt::AlignCenter);
    editor->setAccessibleName(tr("row %1, column %2").arg(index.row()).arg(index.column()));
    return editor;
}

} // namespace convoscope
