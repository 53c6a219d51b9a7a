#include "widgets/matrix_model.h"

#include "widgets/number_box.h"
#include "widgets/number_text.h"

#include <cmath>

namespace convoscope {

namespace {

/// A number, or a fraction of two.
std::optional<float> typedValue(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const std::optional<double> above = typedNumber(text.left(slash));
    const std::optional<double> below = slash < 0 ? 1.0 : typedNumber(text.mid(slash + 1));
    if (!above || !below || *below == 0.0)
        return {};
    const auto value = static_cast<float>(*above / *below);
    if (!std::isfinite(value))
        return {};
    return value;
}

} // namespace

void MatrixModel::setMatrix(const Tensor &matrix)
{
    if (matrix == m_matrix)
        return;
    const bool resized = matrix.shape() != m_matrix.shape();
    if (resized)
        beginResetModel();
    m_matrix = matrix;
    if (resized)
        endResetModel();
    else
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_matrix.height();
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_matrix.width();
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const float value = m_matrix.at(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole: return cellText(value);
    case Qt::EditRole: return fullText(value);
    case Qt::UserRole: return value;
    case Qt::ToolTipRole:
        return tr("row %1, column %2: %3").arg(index.row()).arg(index.column()).arg(fullText(value));
    default: return {};
    }
}

bool MatrixModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    const QString text = value.toString();
    const std::optional<float> number = typedValue(text);
    if (!number) {
        emit refused(text);
        return false;
    }
    float &cell = m_matrix.at(index.row(), index.column());
    if (cell != *number) {
        cell = *number;
        emit dataChanged(index, index);
        emit edited();
    }
    return true;
}

Qt::ItemFlags MatrixModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable;
}

} // namespace convoscope
