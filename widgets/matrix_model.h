#pragma once

#include "core/tensor.h"

#include <QAbstractTableModel>

namespace convoscope {

/// One matrix as a table that can be edited. What is typed may be a fraction such as 1/9.
class MatrixModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] const Tensor &matrix() const { return m_matrix; }
    void setMatrix(const Tensor &matrix);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Of EditRole: a text. False, and refused(), where it is no number.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// The learner has changed the matrix.
    void edited();
    void refused(const QString &typed);

private:
    Tensor m_matrix{{1, 1, 1, 1}};
};

} // namespace convoscope
