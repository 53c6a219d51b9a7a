#pragma once

#include "core/field.h"
#include "core/refusal.h"
#include "widgets/theme.h"

#include <QWidget>
#include <optional>

namespace convoscope {

/// A part of a list that is to come from a file, or to go into one.
struct FileWish {
    int part = 0; ///< its place, from 0
    bool save = false;
    bool operator==(const FileWish &) const = default;
};

/// What edits one field of a lesson's parameters: takes a value in, tells of a new one.
class FieldEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// All of the lesson's parameters, for what the field's value alone doesn't say; before setValue.
    virtual void setParams(const Params & /*params*/) { }
    /// Shows a value of the field's kind, without a signal.
    virtual void setValue(const FieldValue &value) = 0;
    [[nodiscard]] virtual FieldValue value() const = 0;
    /// Names its parts for screen readers.
    virtual void setName(const QString &name) = 0;
    virtual void setTheme(const Theme &theme) = 0;
    /// Marks the part at fault, where it has parts; the sentence stands below the editor.
    virtual void setRefusal(const std::optional<Refusal> & /*refusal*/) { }
    /// Whether it says them itself, where the part at fault is.
    [[nodiscard]] virtual bool saysRefusals() const { return false; }
    /// Whether it needs the width of the panel and stands below its label.
    [[nodiscard]] virtual bool isWide() const { return false; }

signals:
    /// `finished` closes what is one step of undo.
    void edited(const convoscope::FieldValue &value, bool finished);
    /// A part of the value is to be read from a file or written to one.
    void fileWanted(convoscope::FileWish wish);
};

/// The editor for a field's kind; owned by `parent`.
FieldEditor *makeFieldEditor(const Field &field, QWidget *parent);

} // namespace convoscope
