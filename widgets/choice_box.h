#pragma once

#include <QComboBox>

namespace convoscope {

/// A combo box that the wheel changes only when it has the keyboard, so that scrolling a panel is safe.
class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget *parent = nullptr);

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace convoscope
