#pragma once

#include "widgets/field_editor.h"

#include <array>

class QToolButton;

namespace convoscope {

class NumberBox;

/// Cells on the four sides of a plane: four boxes around a square; the square keeps them the same.
class SidesEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit SidesEditor(QWidget *parent = nullptr);

    void setLimits(double low, double high);
    [[nodiscard]] Sides sides() const;
    [[nodiscard]] bool isLinked() const;

    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override { return sides(); }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;

private:
    enum Side { Left, Right, Top, Bottom };
    void take(const NumberBox *from, bool finished);
    void link(bool linked);

    std::array<NumberBox *, 4> m_boxes{}; ///< by Side
    QToolButton *m_link;
};

} // namespace convoscope
