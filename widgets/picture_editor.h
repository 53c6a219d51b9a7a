#pragma once

#include "widgets/field_editor.h"

class QLabel;

namespace convoscope {

class ChoiceBox;
class MatrixEditor;

/// The input of a lesson: chosen by name, or edited number by number while it is small. What comes from a
/// photo is named and shown; where it is chosen is not here.
class PictureEditor : public FieldEditor {
    Q_OBJECT

public:
    /// Up to `most` rows and columns can be edited.
    explicit PictureEditor(int most, QWidget *parent = nullptr);

    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override { return m_picture; }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;
    [[nodiscard]] bool isWide() const override { return true; }

private:
    void choose(int row);
    void take(const Picture &picture);
    void showPicture();

    int m_most;
    Picture m_picture;
    ChoiceBox *m_preset;
    QLabel *m_origin;
    MatrixEditor *m_matrix;
};

} // namespace convoscope
