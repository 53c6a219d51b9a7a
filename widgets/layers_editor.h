#pragma once

#include "widgets/field_editor.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace convoscope {

class LayersModel;
class LayersTable;

/// Edits a stack of layers: a table with a row a layer, and buttons that add, remove and move them. What
/// can't be read is said below it and changes nothing.
class LayersEditor : public FieldEditor {
    Q_OBJECT

public:
    /// Fewest and most layers.
    LayersEditor(int low, int high, QWidget *parent = nullptr);

    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override;
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;
    void setRefusal(const std::optional<Refusal> &refusal) override;
    [[nodiscard]] bool isWide() const override { return true; }

private:
    QToolButton *addButton(const QString &icon, const QString &tip, void (LayersEditor::*act)());
    void layOut();
    void add();
    void remove();
    void moveUp() { move(-1); }
    void moveDown() { move(1); }
    void move(int by);
    void take(const std::vector<LayerSpec> &layers, int row);
    void changed();
    void complain(const QString &sentence);

    int m_low;
    int m_high;
    LayersModel *m_model;
    LayersTable *m_table;
    QLabel *m_problem;
    QHBoxLayout *m_tools;
    std::vector<std::pair<QToolButton *, QString>> m_buttons; ///< with the names of their icons
};

} // namespace convoscope
