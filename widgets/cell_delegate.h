#pragma once

#include <QStyledItemDelegate>

namespace convoscope {

class MatrixTable;

/// Paints the cells of a matrix editor in the colours of the diverging map and edits them in place.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(MatrixTable &table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;

private:
    MatrixTable &m_table;
};

} // namespace convoscope
