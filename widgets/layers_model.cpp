#include "widgets/layers_model.h"

#include "core/layer_presets.h"
#include "widgets/words.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace convoscope {

namespace {

constexpr int mostTyped = 9999;

/// Key of a column's field in a LayerSpec, as refusals name it.
constexpr std::array<const char *, LayersModel::Columns> keys{
    "kind", "kernel", "stride", "padding", "dilation", "output_padding", "ceil_mode", "from", "with"};

Pair LayerSpec::*pairOf(int column)
{
    switch (column) {
    case LayersModel::Kernel: return &LayerSpec::kernel;
    case LayersModel::Stride: return &LayerSpec::stride;
    case LayersModel::Padding: return &LayerSpec::padding;
    case LayersModel::Dilation: return &LayerSpec::dilation;
    case LayersModel::OutputPadding: return &LayerSpec::outputPadding;
    default: return nullptr;
    }
}

bool isPool(const LayerSpec &layer)
{
    return layer.kind == LayerKind::MaxPool || layer.kind == LayerKind::AveragePool;
}

QString pairText(Pair pair)
{
    return pair.y == pair.x ? QString::number(pair.y) : QStringLiteral("%1×%2").arg(pair.y).arg(pair.x);
}

std::optional<int> wholeNumber(const QString &text)
{
    bool whole = false;
    const int number = text.trimmed().toInt(&whole);
    return whole && number >= 0 && number <= mostTyped ? std::optional(number) : std::nullopt;
}

/// "3", or "3×5" with any sign between.
std::optional<Pair> readPair(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[×xX*,;\\s]+"));
    const QStringList parts = text.trimmed().split(between, Qt::SkipEmptyParts);
    if (parts.isEmpty() || parts.size() > 2)
        return std::nullopt;
    const auto y = wholeNumber(parts.front());
    const auto x = wholeNumber(parts.back());
    return y && x ? std::optional(Pair{*y, *x}) : std::nullopt;
}

/// Puts what was typed into the layer; false where it can't be read.
bool put(LayerSpec &layer, int column, const QVariant &value)
{
    const QString text = value.toString();
    if (Pair LayerSpec::*const member = pairOf(column)) {
        const auto pair = readPair(text);
        if (pair)
            layer.*member = *pair;
        return pair.has_value();
    }
    const auto number = wholeNumber(text);
    switch (column) {
    case LayersModel::Kind:
        if (number && *number < static_cast<int>(layerKindKeys().size()))
            layer.kind = static_cast<LayerKind>(*number);
        return number.has_value();
    case LayersModel::CeilMode: layer.ceilMode = value.toBool(); return true;
    case LayersModel::From:
        layer.from = text.trimmed().isEmpty() ? std::nullopt : number;
        return number || text.trimmed().isEmpty();
    case LayersModel::With: layer.with = number.value_or(layer.with); return number.has_value();
    default: return false;
    }
}

} // namespace

void LayersModel::setLayers(const std::vector<LayerSpec> &layers)
{
    if (layers == m_layers)
        return;
    if (layers.size() == m_layers.size()) { // a cell that is being edited stays open
        m_layers = layers;
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
        return;
    }
    beginResetModel();
    m_layers = layers;
    endResetModel();
}

void LayersModel::setRefusal(const std::optional<Refusal> &refusal)
{
    m_faulty = {};
    static const QRegularExpression place(QStringLiteral("^layers\\[(\\d+)\\]\\.(\\w+)$"));
    const auto found = place.match(refusal ? QString::fromStdString(refusal->field) : QString());
    if (found.hasMatch()) {
        m_faulty.row = found.captured(1).toInt();
        const auto key = std::ranges::find(keys, found.captured(2).toStdString());
        m_faulty.column = key == keys.end() ? -1 : static_cast<int>(key - keys.begin());
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1), {Qt::BackgroundRole});
}

bool LayersModel::isUsed(Column column) const
{
    return std::ranges::any_of(m_layers, [column](const LayerSpec &layer) {
        return column == From ? layer.from.has_value() || layer.kind == LayerKind::Join
                              : applies(layer, column);
    });
}

bool LayersModel::applies(const LayerSpec &layer, int column)
{
    const bool joins = layer.kind == LayerKind::Join;
    switch (column) {
    case Kind:
    case From: return true;
    case With: return joins;
    case OutputPadding: return layer.kind == LayerKind::Transposed;
    case CeilMode: return isPool(layer);
    case Dilation: return !joins && layer.kind != LayerKind::AveragePool;
    default: return !joins;
    }
}

int LayersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_layers.size());
}

int LayersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

QString LayersModel::text(const LayerSpec &layer, int column) const
{
    if (!applies(layer, column))
        return {};
    if (Pair LayerSpec::*const member = pairOf(column))
        return pairText(layer.*member);
    switch (column) {
    case Kind: return choiceTitle("layer_kind", key(layer.kind));
    case CeilMode: return layer.ceilMode ? QStringLiteral("⌈⌉") : QStringLiteral("⌊⌋");
    case From: return layer.from ? QString::number(*layer.from) : QString();
    case With: return QString::number(layer.with);
    default: return {};
    }
}

QVariant LayersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const LayerSpec &layer = m_layers[static_cast<size_t>(index.row())];
    const bool faulty =
        index.row() == m_faulty.row && (m_faulty.column < 0 || index.column() == m_faulty.column);
    switch (role) {
    case Qt::DisplayRole: return text(layer, index.column());
    case Qt::EditRole:
        if (index.column() == Kind)
            return static_cast<int>(layer.kind);
        return index.column() == CeilMode ? QVariant(layer.ceilMode) : QVariant(text(layer, index.column()));
    case Qt::UserRole: return faulty;
    case Qt::AccessibleTextRole:
        return tr("Layer %1, %2: %3")
            .arg(index.row() + 1)
            .arg(headerData(index.column(), Qt::Horizontal, Qt::ToolTipRole).toString(),
                 text(layer, index.column()));
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == Kind ? Qt::AlignLeft : Qt::AlignHCenter)
                                | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant LayersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const std::string key = std::string("layer_").append(keys[static_cast<size_t>(section)]);
    if (role == Qt::ToolTipRole)
        return fieldTitle(key);
    // Letters as in the formula; the words are in the tool tips.
    static constexpr std::array<const char *, Columns> letters{"", "K", "S", "P", "d", "P₊", "⌈⌉", "↑", "+"};
    if (role == Qt::DisplayRole)
        return section == Kind ? fieldTitle(key) : QString::fromUtf8(letters[static_cast<size_t>(section)]);
    return {};
}

bool LayersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    LayerSpec &layer = m_layers[static_cast<size_t>(index.row())];
    LayerSpec changed = layer;
    if (!put(changed, index.column(), value)) {
        emit refused(value.toString());
        return false;
    }
    if (changed == layer)
        return true;
    layer = changed;
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), Columns - 1));
    emit edited();
    return true;
}

Qt::ItemFlags LayersModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool used = applies(m_layers[static_cast<size_t>(index.row())], index.column());
    return used ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable
                : Qt::ItemFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
}

} // namespace convoscope
