#pragma once

#include "core/layer_link.h"
#include "core/refusal.h"

#include <QAbstractTableModel>

#include <vector>

namespace convoscope {

/// A stack of layers as a table that can be edited, a row a layer. Pairs are typed as "3" or "3×5".
class LayersModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Kind, Kernel, Stride, Padding, Dilation, OutputPadding, CeilMode, From, With, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] const std::vector<LayerSpec> &layers() const { return m_layers; }
    void setLayers(const std::vector<LayerSpec> &layers);
    /// Marks the cell at fault, of a field such as "layers[2].kernel".
    void setRefusal(const std::optional<Refusal> &refusal);
    /// The row at fault, or -1.
    [[nodiscard]] int faultyRow() const { return m_faulty.row; }
    /// Whether any layer has a use for the column.
    [[nodiscard]] bool isUsed(Column column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// Of EditRole: a text, or the place of a kind. False, and refused(), where it can't be read.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// The learner has changed a layer.
    void edited();
    void refused(const QString &typed);

private:
    /// Whether the layer has a use for the column.
    [[nodiscard]] static bool applies(const LayerSpec &layer, int column);
    [[nodiscard]] QString text(const LayerSpec &layer, int column) const;

    std::vector<LayerSpec> m_layers;
    struct {
        int row = -1;
        int column = -1;
    } m_faulty;
};

} // namespace convoscope
