#pragma once

#include <QSlider>

namespace convoscope {

/// A slider that jumps to where it is pressed and leaves the keys to its parent, for which Left and Right may
/// mean less than one of its values.
class Scrubber : public QSlider {
    Q_OBJECT

public:
    explicit Scrubber(QWidget *parent = nullptr);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace convoscope
