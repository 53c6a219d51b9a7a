#pragma once

#include "core/formula.h"
#include "widgets/theme.h"

#include <QFrame>

class QLabel;

namespace convoscope {

/// A formula in a quiet box: numbers in the colours of the planes they speak of. Wraps, can be selected and
/// copied, and reads as plain text to a screen reader.
class FormulaView : public QFrame {
    Q_OBJECT

public:
    explicit FormulaView(QWidget *parent = nullptr);

    void setFormula(const Formula &formula);
    [[nodiscard]] const Formula &formula() const { return m_formula; }
    void setTheme(const Theme &theme);
    /// The formula as it is copied, one line of text for each line of it.
    [[nodiscard]] QString plainText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showFormula();
    [[nodiscard]] double fittingType() const;

    Formula m_formula;
    Theme m_theme = Theme::light();
    double m_type = 0.0; ///< size in use
    QLabel *m_text;
};

} // namespace convoscope
