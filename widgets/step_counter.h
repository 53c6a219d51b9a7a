#pragma once

#include "widgets/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace convoscope {

/// "Step 8 / 25", where the 8 can be typed over: click, type a number, Enter. Escape leaves it.
class StepCounter : public QWidget {
    Q_OBJECT

public:
    /// What it shows, counted from 1.
    struct Place {
        int step = 0;
        int steps = 0;
        int part = 0; ///< of `parts` inside the step; 0 when the step is shown as a whole
        int parts = 0;
        bool operator==(const Place &) const = default;
    };

    explicit StepCounter(QWidget *parent = nullptr);

    void setPlace(const Place &place);
    void setTheme(const Theme &theme);
    /// Leaves out the word "Step" where room is short.
    void setTerse(bool terse);
    /// Leaves out how many there are, where room is shorter still; the tool tip says it.
    void setNumberOnly(bool only);
    [[nodiscard]] QString text() const; ///< all of it, as it reads

signals:
    /// The learner asks for this step, counted from 1; may lie beyond the last.
    void wanted(int step);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void commit();
    void showPlace();
    void fixWidths();

    Place m_place;
    Theme m_theme = Theme::light();
    QLabel *m_word;
    QLineEdit *m_number;
    QLabel *m_rest;
};

} // namespace convoscope
