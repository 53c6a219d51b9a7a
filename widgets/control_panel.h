#pragma once

#include "core/refusal.h"
#include "widgets/field_editor.h"

#include <span>

class QLabel;

namespace convoscope {

class FieldRow;
class Section;

/// Editors for all fields of a lesson, made from their descriptions. Fields without an effect now are hidden;
/// a refusal is said beside its field.
class ControlPanel : public QWidget {
    Q_OBJECT

public:
    /// The fields must outlive the panel.
    explicit ControlPanel(std::span<const Field> fields, QWidget *parent = nullptr);
    ~ControlPanel() override;
    Q_DISABLE_COPY_MOVE(ControlPanel)

    /// Shows these values, without a signal.
    void setParams(const Params &params);
    /// Why the values shown can't be computed; above all fields where its own field isn't there.
    void setRefusal(const std::optional<Refusal> &refusal);
    void setTheme(const Theme &theme);
    /// The row of a field, or null.
    [[nodiscard]] FieldRow *row(std::string_view key) const;

signals:
    void edited(const convoscope::Field &field, const convoscope::FieldValue &value, bool finished);
    void fileWanted(const convoscope::Field &field, convoscope::FileWish wish);

private:
    void addRow(const Field &field);

    std::vector<Section *> m_sections;
    std::vector<FieldRow *> m_rows;
    QLabel *m_problem; ///< of a field that isn't there
};

} // namespace convoscope
