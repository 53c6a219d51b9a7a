#include "widgets/layers_editor.h"

#include "widgets/icons.h"
#include "widgets/layers_model.h"
#include "widgets/layers_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace convoscope {

LayersEditor::LayersEditor(int low, int high, QWidget *parent)
    : FieldEditor(parent)
    , m_low(low)
    , m_high(high)
    , m_model(new LayersModel(this))
    , m_table(new LayersTable(*m_model, this))
    , m_problem(new QLabel(this))
    , m_tools(new QHBoxLayout)
{
    addButton(QStringLiteral("plus"), tr("Add a layer below"), &LayersEditor::add);
    addButton(QStringLiteral("trash-2"), tr("Remove the layer"), &LayersEditor::remove);
    addButton(QStringLiteral("chevron-up"), tr("Move the layer up"), &LayersEditor::moveUp);
    addButton(QStringLiteral("chevron-down"), tr("Move the layer down"), &LayersEditor::moveDown);
    connect(m_model, &LayersModel::edited, this, &LayersEditor::changed);
    connect(m_model, &LayersModel::refused, this, [this](const QString &typed) {
        complain(tr("“%1” is not a number such as 3, or 3×5.").arg(typed));
    });
    layOut();
    LayersEditor::setName(tr("Layers"));
    LayersEditor::setTheme(Theme::light());
}

QToolButton *LayersEditor::addButton(const QString &icon, const QString &tip, void (LayersEditor::*act)())
{
    auto *button = new QToolButton(this);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, act);
    m_buttons.emplace_back(button, icon);
    return button;
}

void LayersEditor::layOut()
{
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_tools->addStretch();
    for (const auto &[button, name] : m_buttons)
        m_tools->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
    column->addLayout(m_tools);
    column->addWidget(m_problem);
}

void LayersEditor::setValue(const FieldValue &value)
{
    const auto &layers = std::get<std::vector<LayerSpec>>(value);
    if (layers == m_model->layers())
        return;
    const int row = m_table->currentIndex().row();
    m_model->setLayers(layers);
    m_table->show(std::min(row, m_model->rowCount() - 1));
    complain({});
}

FieldValue LayersEditor::value() const
{
    return m_model->layers();
}

void LayersEditor::setName(const QString &name)
{
    m_table->setAccessibleName(name);
}

void LayersEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(6));
    m_tools->setSpacing(theme.px(4));
    m_table->setTheme(theme);
    for (const auto &[button, name] : m_buttons) {
        button->setIcon(icon(name, theme));
        button->setIconSize({theme.px(16), theme.px(16)});
        button->setFixedSize(theme.px(26), theme.px(26));
    }
    m_problem->setFont(theme.body(13));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme.error);
    m_problem->setPalette(palette);
}

void LayersEditor::setRefusal(const std::optional<Refusal> &refusal)
{
    m_model->setRefusal(refusal);
    if (m_model->faultyRow() >= 0)
        m_table->scrollTo(m_model->index(m_model->faultyRow(), 0));
}

void LayersEditor::complain(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void LayersEditor::changed()
{
    complain({});
    m_table->fit();
    emit edited(value(), true);
}

void LayersEditor::take(const std::vector<LayerSpec> &layers, int row)
{
    m_model->setLayers(layers);
    m_table->show(row);
    changed();
}

/// A copy of the layer at the cursor, behind it; a join is not copied, as it would join with itself.
void LayersEditor::add()
{
    std::vector<LayerSpec> layers = m_model->layers();
    if (static_cast<int>(layers.size()) >= m_high)
        return complain(tr("At most %1 layers fit here.").arg(m_high));
    const int current = m_table->currentIndex().row();
    const int row = current < 0 ? static_cast<int>(layers.size()) - 1 : current;
    LayerSpec layer = row < 0 ? LayerSpec{} : layers[static_cast<size_t>(row)];
    if (layer.kind == LayerKind::Join)
        layer = {};
    layers.insert(layers.begin() + row + 1, layer);
    take(layers, row + 1);
}

void LayersEditor::remove()
{
    std::vector<LayerSpec> layers = m_model->layers();
    const int current = m_table->currentIndex().row();
    const int row = current < 0 ? static_cast<int>(layers.size()) - 1 : current;
    if (static_cast<int>(layers.size()) <= m_low || row < 0)
        return complain(tr("At least %n layer(s) must stay.", "", m_low));
    layers.erase(layers.begin() + row);
    take(layers, std::min(row, static_cast<int>(layers.size()) - 1));
}

void LayersEditor::move(int by)
{
    std::vector<LayerSpec> layers = m_model->layers();
    const int row = m_table->currentIndex().row();
    const int to = row + by;
    if (row < 0 || to < 0 || to >= static_cast<int>(layers.size()))
        return;
    std::swap(layers[static_cast<size_t>(row)], layers[static_cast<size_t>(to)]);
    take(layers, to);
}

} // namespace convoscope
