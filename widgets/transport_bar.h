#pragma once

#include "widgets/theme.h"

#include <QWidget>

#include <vector>

class QActionGroup;
class QSlider;
class QToolButton;

namespace convoscope {

class Playhead;
class StepCounter;

/// The bar below the stage: first, previous, play, next, last, a slider, "Step 8 / 25", the speed, whether to
/// step by cells or by multiply-adds, and whether to predict each value first. Holds no state of its own but
/// the last: it shows a playhead and tells it where to go.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    /// The playhead must outlive the bar.
    explicit TransportBar(Playhead &playhead, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    [[nodiscard]] bool predictsFirst() const;

public slots:
    void setPredictsFirst(bool on);

signals:
    void predictsFirstChanged(bool on);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton(const QString &icon, const QString &name, const QString &tip);
    QWidget *addGranularity();
    void addSpeedMenu();
    void connectPlayhead();
    void fitWidth();
    void setTight(bool tight);
    void showTrace();
    void showPosition();
    void showPlaying();
    void showSpeed();
    void showGranularity();

    Playhead &m_playhead;
    Theme m_theme = Theme::light();
    std::vector<std::pair<QToolButton *, QString>> m_buttons; ///< with the names of their icons
    QToolButton *m_first;
    QToolButton *m_previous;
    QToolButton *m_play;
    QToolButton *m_next;
    QToolButton *m_last;
    int m_parts = 0; ///< that the counter shows
    QSlider *m_slider;
    StepCounter *m_counter;
    QToolButton *m_byCells;
    QToolButton *m_byTaps;
    QToolButton *m_predict;
    QToolButton *m_speed;
    QActionGroup *m_speeds = nullptr;
};

} // namespace convoscope
