#pragma once

#include "core/geometry.h"
#include "widgets/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace convoscope {

/// Predict first: asks for the value of the next output cell and hides it until it was typed or given up.
class PredictBar : public QWidget {
    Q_OBJECT

public:
    explicit PredictBar(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Asks for the value of this cell; `answer` is what the program shows for it.
    void ask(Cell cell, float answer);
    /// The cell that was last asked for.
    [[nodiscard]] Cell cell() const { return m_cell; }
    /// True while a value is asked for and hidden.
    [[nodiscard]] bool asking() const { return m_asking; }
    /// A guess is right if the cell would show the same: all digits of an integer, else the first three.
    [[nodiscard]] static bool isRight(const QString &guess, float answer);

signals:
    void revealed(bool right);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut(bool inTwoRows);
    void check();
    void giveUp();
    void reveal(bool right);
    void say(const QString &text, const QColor &colour);

    Theme m_theme = Theme::light();
    QLabel *m_question;
    QLineEdit *m_guess;
    QPushButton *m_check;
    QPushButton *m_show;
    QLabel *m_verdict;
    QHBoxLayout *m_row;
    QHBoxLayout *m_secondRow;
    bool m_inTwoRows = false;
    Cell m_cell;
    float m_answer = 0.0F;
    bool m_asking = false;
    bool m_firstTry = true;
    int m_right = 0;
    int m_asked = 0;
};

} // namespace convoscope
