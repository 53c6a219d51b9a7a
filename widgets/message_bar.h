#pragma once

#include "widgets/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace convoscope {

/// A line below the header that says what happened: a problem (stays until closed), a note (goes by itself),
/// or that work goes on, with a button to give it up.
class MessageBar : public QWidget {
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void showProblem(const QString &sentence);
    void showNote(const QString &sentence);
    /// Shown only if the work takes longer than a moment. `percent` < 0: nobody knows how long it takes.
    void showWork(const QString &sentence, int percent = -1);
    void endWork();
    [[nodiscard]] QString text() const;

signals:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Kind { Problem, Note, Work };
    void present(Kind kind, const QString &sentence);

    Theme m_theme = Theme::light();
    Kind m_kind = Kind::Note;
    QLabel *m_icon;
    QLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_close;
    QTimer m_hide;
    QTimer m_delay;
};

} // namespace convoscope
