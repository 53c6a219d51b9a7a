#pragma once

#include "widgets/field_editor.h"

class QLabel;
class QToolButton;

namespace convoscope {

class NumberBox;

/// Height × width, with a link that keeps both the same.
class PairEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit PairEditor(QWidget *parent = nullptr);

    void setLimits(double low, double high);
    /// Without the link: the two are independent of each other.
    void unlink();
    [[nodiscard]] Pair pair() const;
    void setPair(Pair pair);
    [[nodiscard]] bool isLinked() const;

    void setValue(const FieldValue &value) override { setPair(std::get<Pair>(value)); }
    [[nodiscard]] FieldValue value() const override { return pair(); }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;

private:
    void take(bool fromHeight, bool finished);
    void link(bool linked);

    NumberBox *m_height;
    QLabel *m_times;
    NumberBox *m_width;
    QToolButton *m_link;
};

} // namespace convoscope
