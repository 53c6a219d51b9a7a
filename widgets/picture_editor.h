#pragma once

#include "widgets/field_editor.h"

class QLabel;
class QToolButton;

namespace convoscope {

class ChoiceBox;
class MatrixEditor;

/// The input of a lesson: chosen by name, or edited number by number while it is small; the numbers are
/// folded away until asked for, as the stage shows them too. What comes from a
/// photo is named and shown; where it is chosen is not here.
class PictureEditor : public FieldEditor {
    Q_OBJECT

public:
    /// Up to `most` rows and columns can be edited, of one channel at a time.
    PictureEditor(int most, int channels, QWidget *parent = nullptr);

    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override { return m_picture; }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;
    [[nodiscard]] bool isWide() const override { return true; }

private:
    void choose(int row);
    void fillPresets(int channels);
    void fillChannels();
    void edit(const Tensor &matrix);
    void take(const Picture &picture);
    void showPicture();
    void showMatrix();

    int m_most;
    Picture m_picture;
    ChoiceBox *m_preset;
    ChoiceBox *m_channel; ///< whose numbers are edited, where there are several
    QToolButton *m_edit;
    QLabel *m_origin;
    MatrixEditor *m_matrix;
};

} // namespace convoscope
