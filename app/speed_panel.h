#pragma once

#include "widgets/theme.h"

#include <QWidget>

#include <atomic>
#include <memory>

class QLabel;
class QPushButton;

namespace convoscope {

/// The measured time of one convolution by the naive loop, by im2col and one product, and by the engine.
struct ConvolutionSpeeds {
    double naive = 0.0; ///< milliseconds
    double im2col = 0.0;
    double engine = 0.0;
};

/// 64×64, 1 → 128 channels, 3×3: the best of several runs of each way. `stop` ends it early with zeros.
ConvolutionSpeeds measureConvolution(const std::atomic<bool> &stop);

/// Measures on this machine, when asked, how much faster one matrix product is than the loop nest.
class SpeedPanel : public QWidget {
    Q_OBJECT

public:
    explicit SpeedPanel(QWidget *parent = nullptr);
    ~SpeedPanel() override;

    void setTheme(const Theme &theme);
    [[nodiscard]] QSize sizeHint() const override;

public slots:
    void measure();

signals:
    void measured();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    Theme m_theme = Theme::light();
    ConvolutionSpeeds m_speeds;
    std::shared_ptr<std::atomic<bool>> m_stop;
    bool m_running = false;
    QPushButton *m_again;
};

} // namespace convoscope
