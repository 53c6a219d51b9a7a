#pragma once

#include "core/refusal.h"
#include "widgets/field_editor.h"

class QLabel;

namespace convoscope {

class ProblemNote;

/// A field of the panel: its name, its editor, and below them what is wrong with its value.
class FieldRow : public QWidget {
    Q_OBJECT

public:
    explicit FieldRow(const Field &field, QWidget *parent = nullptr);

    [[nodiscard]] const Field &field() const { return m_field; }
    [[nodiscard]] FieldEditor &editor() const { return *m_editor; }
    /// Says it below the editor, with a button for the value that works where one is known.
    void setRefusal(const std::optional<Refusal> &refusal);
    /// Not needed where the section says the same.
    void setTitleVisible(bool visible);
    void setTheme(const Theme &theme);

signals:
    void edited(const convoscope::FieldValue &value, bool finished);
    void fileWanted(convoscope::FileWish wish);

private:
    void layOut();

    const Field &m_field;
    QLabel *m_title;
    FieldEditor *m_editor;
    ProblemNote *m_problem;
    std::optional<FieldValue> m_mended;
};

} // namespace convoscope
