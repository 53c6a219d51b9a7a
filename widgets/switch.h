#pragma once

#include "widgets/theme.h"

#include <QCheckBox>

namespace convoscope {

/// On or off: a check box that looks like a switch.
class Switch : public QCheckBox {
    Q_OBJECT

public:
    explicit Switch(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    Theme m_theme = Theme::light();
};

} // namespace convoscope
