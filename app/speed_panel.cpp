#include "app/speed_panel.h"

#include "core/convolution.h"
#include "core/convolution_naive.h"
#include "core/im2col.h"
#include "core/input_presets.h"
#include "widgets/number_text.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>
#include <functional>

namespace convoscope {

namespace {

constexpr int side = 64;
constexpr int filters = 128;

double best(int runs, const std::atomic<bool> &stop, const std::function<void()> &work)
{
    double least = 0.0;
    for (int i = 0; i < runs && !stop; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        const double elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        least = i == 0 ? elapsed : std::min(least, elapsed);
    }
    return least;
}

} // namespace

ConvolutionSpeeds measureConvolution(const std::atomic<bool> &stop)
{
    const Tensor x = randomMatrix({side, side}, 1);
    Tensor w({.n = filters, .c = 1, .h = 3, .w = 3});
    const Tensor random = randomMatrix({filters, 9}, 2);
    std::ranges::copy(random.values(), w.values().begin());
    const Conv2d conv{.border = {.sides = {1, 1, 1, 1}}};
    volatile float sink = 0.0F; // keeps the results alive
    return {.naive = best(3, stop, [&] { sink = naive::conv2d(x, w, {}, conv)->values()[0]; }),
            .im2col = best(5, stop, [&] { sink = conv2dByIm2col(x, w, {}, conv)->values()[0]; }),
            .engine = best(9, stop, [&] { sink = conv2d(x, w, {}, conv)->values()[0]; })};
}

SpeedPanel::SpeedPanel(QWidget *parent)
    : QWidget(parent)
    , m_stop(std::make_shared<std::atomic<bool>>(false))
    , m_again(new QPushButton(tr("Measure again"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addStretch(1);
    column->addWidget(m_again, 0, Qt::AlignLeft);
    connect(m_again, &QPushButton::clicked, this, &SpeedPanel::measure);
}

SpeedPanel::~SpeedPanel()
{
    *m_stop = true;
}

void SpeedPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

QSize SpeedPanel::sizeHint() const
{
    return {m_theme.px(260), m_theme.px(172)};
}

void SpeedPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_speeds.naive == 0.0)
        measure();
}

void SpeedPanel::measure()
{
    if (m_running)
        return;
    m_running = true;
    m_again->setEnabled(false);
    QtConcurrent::run([stop = m_stop] {
        return measureConvolution(*stop);
    }).then(this, [this](const ConvolutionSpeeds &speeds) {
        m_speeds = speeds;
        m_running = false;
        m_again->setEnabled(true);
        setAccessibleDescription(tr("Loop %1 ms, im2col %2 ms, engine %3 ms")
                                     .arg(speeds.naive, 0, 'f', 2)
                                     .arg(speeds.im2col, 0, 'f', 2)
                                     .arg(speeds.engine, 0, 'f', 2));
        update();
        emit measured();
    });
}

void SpeedPanel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setFont(m_theme.body(12.5));
    painter.setPen(m_theme.muted);
    const int line = m_theme.px(20);
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignVCenter,
                     m_running ? tr("Measuring …") : tr("64 × 64, 128 filters of 3 × 3"));
    if (m_speeds.naive <= 0.0)
        return;
    const struct {
        QString name;
        double milliseconds;
        QColor colour;
    } rows[] = {{tr("Loop nest"), m_speeds.naive, m_theme.muted},
                {tr("im2col"), m_speeds.im2col, m_theme.intermediate},
                {tr("Engine"), m_speeds.engine, m_theme.output}};
    int y = line + m_theme.px(4);
    for (const auto &row : rows) {
        painter.setPen(m_theme.text);
        painter.drawText(QRect(0, y, width(), line), Qt::AlignVCenter, row.name);
        const QString time = tr("%1 ms  ·  %2×")
                                 .arg(row.milliseconds, 0, 'f', 2)
                                 .arg(m_speeds.naive / row.milliseconds, 0, 'f', 1);
        painter.drawText(QRect(0, y, width(), line), Qt::AlignVCenter | Qt::AlignRight, time);
        painter.fillRect(QRectF(0, y + line, width(), m_theme.px(6)), m_theme.line);
        painter.fillRect(
            QRectF(0, y + line, std::max(2.0, width() * row.milliseconds / m_speeds.naive), m_theme.px(6)),
            row.colour);
        y += line + m_theme.px(14);
    }
}

} // namespace convoscope
