#pragma once

#include "core/refusal.h"
#include "widgets/theme.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace convoscope {

/// What is wrong with a value, and a button for the value that works where one is known.
class ProblemNote : public QWidget {
    Q_OBJECT

public:
    explicit ProblemNote(QWidget *parent = nullptr);

    /// Hidden where there is none. `mendable`: whether the refusal's value can be put in.
    void setRefusal(const std::optional<Refusal> &refusal, bool mendable);
    void setTheme(const Theme &theme);

signals:
    void mendAsked();

private:
    QLabel *m_sentence;
    QPushButton *m_mend;
};

} // namespace convoscope
