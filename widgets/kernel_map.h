#pragma once

#include "core/filter.h"
#include "widgets/theme.h"

#include <QWidget>

namespace convoscope {

/// The weights of a kernel as coloured cells, with their numbers where there is room. The pointer, or the
/// arrow keys, ask for a weight.
class KernelMap : public QWidget {
    Q_OBJECT

public:
    explicit KernelMap(QWidget *parent = nullptr);

    void setKernel(const SettledKernel &kernel);
    void setTheme(const Theme &theme);
    /// What is told of a weight: its place from the middle, and the weight.
    [[nodiscard]] QString readout(Cell cell) const;
    [[nodiscard]] QRectF rectOf(Cell cell) const;

    [[nodiscard]] QSize sizeHint() const override
    {
        return {m_theme.px(240), heightForWidth(m_theme.px(240))};
    }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] double cellSide(int width) const;
    [[nodiscard]] QPointF corner() const;

    SettledKernel m_kernel;
    Cell m_cell{}; ///< of the keyboard
    Theme m_theme = Theme::light();
};

} // namespace convoscope
