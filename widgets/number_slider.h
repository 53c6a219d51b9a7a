#pragma once

#include "widgets/number_box.h"

#include <QSlider>

namespace convoscope {

/// The values that a slider goes over.
struct SliderScale {
    double low = 0.0;
    double high = 1.0;
    double step = 0.0; ///< from one value to the next; 0: equal ratios instead, three digits
    bool operator==(const SliderScale &) const = default;

    /// How many values there are.
    [[nodiscard]] int stops() const;
    [[nodiscard]] double valueAt(int stop) const;
    /// The stop next to a value; the first or the last for values beyond them.
    [[nodiscard]] int stopAt(double value) const;
};

/// A slider that the wheel moves only when it has the keyboard, and that tells when a movement is over.
class QuietSlider : public QSlider {
    Q_OBJECT

public:
    explicit QuietSlider(QWidget *parent = nullptr);

signals:
    /// The button or the key that moved it was let go.
    void letGo();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
};

/// A number as a slider for the usual values and a box in which any can be typed.
class NumberSlider : public QWidget {
    Q_OBJECT

public:
    NumberSlider(NumberBox::Kind kind, const SliderScale &scale, QWidget *parent = nullptr);

    void setScale(const SliderScale &scale);
    [[nodiscard]] NumberBox &box() const { return *m_box; }
    [[nodiscard]] QSlider &slider() const { return *m_slider; }
    /// Shows a value without a signal.
    void display(double value);
    void setName(const QString &name);
    void setTheme(const Theme &theme);

signals:
    /// While it moves, and with `finished` at the end.
    void edited(double value, bool finished);

private:
    void moveSlider(double value);
    void finish();

    SliderScale m_scale;
    QuietSlider *m_slider;
    NumberBox *m_box;
    bool m_unfinished = false;
};

} // namespace convoscope
