#pragma once

#include "widgets/theme.h"

#include <QDoubleSpinBox>

#include <optional>

namespace convoscope {

/// A box for one number. Arrows stay inside the limits, but anything can be typed, so that a wrong value can
/// be explained instead of being changed in silence. The wheel changes it only when it has the keyboard.
class NumberBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    enum class Kind { Whole, Real };

    explicit NumberBox(Kind kind, QWidget *parent = nullptr);

    void setLimits(double low, double high);
    /// A word that stands for one value, such as "auto" for 0; none where it is empty.
    void setWord(double value, const QString &word);
    /// Shows a value without a signal; leaves alone what is being typed when it means the same.
    void display(double value);

    void stepBy(int steps) override;
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
    [[nodiscard]] double valueFromText(const QString &text) const override;
    [[nodiscard]] QString textFromValue(double value) const override;
    void fixup(QString &text) const override;

signals:
    /// While typing, and with `finished` after Enter, when leaving, and when an arrow is let go.
    void edited(double value, bool finished);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    void finish();

    Kind m_kind;
    double m_low = 0.0;
    double m_high = 0.0;
    double m_worded = 0.0; ///< what the word stands for
    QString m_word;
    double m_told = 0.0; ///< the last value shown or told of; Enter tells again of the same one
    bool m_unfinished = false;
};

/// The number in a text typed by a person: decimal point or comma, a true minus or an ASCII one.
std::optional<double> typedNumber(const QString &text);

} // namespace convoscope
