#pragma once

#include "widgets/field_editor.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace convoscope {

class DigitBrowser;
class DrawingEditor;

/// The input of a network that reads digits: drawn here, or one of the bundled test digits. A digit from a
/// photo is named and shown; where a photo is opened is not here.
class DigitEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit DigitEditor(const DigitJudge *judge = nullptr, QWidget *parent = nullptr);

    void setParams(const Params &params) override;
    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override { return m_picture; }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;
    [[nodiscard]] bool isWide() const override { return true; }

private:
    void take(Picture picture, bool finished);
    void leaf(int by);
    void browse();
    void takeDrawing(bool finished);
    void showPicture();
    [[nodiscard]] QString origin() const;

    Picture m_picture;
    int m_digit = 0; ///< the last test digit that was shown
    DrawingEditor *m_drawing;
    QHBoxLayout *m_digits;
    QToolButton *m_previous;
    QPushButton *m_browse;
    QToolButton *m_next;
    QLabel *m_origin;
    DigitBrowser *m_browser;
};

} // namespace convoscope
