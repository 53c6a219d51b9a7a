#include "app/main_window.h"
#include "core/digit_picture.h"
#include "tests/bench/bench_frames.h"
#include "tests/bench/bench_stage.h"
#include "widgets/drawing_pad.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QWindow>
#include <cmath>

namespace convoscope::bench {

namespace {

constexpr int strokeLength = 120; // moves

/// A round stroke, as a hand draws a nought.
QPointF onCircle(const QWidget &pad, int i)
{
    const double angle = 6.0 * i / strokeLength;
    return QPointF(0.5 + 0.25 * std::sin(angle), 0.5 - 0.35 * std::cos(angle)) * pad.width();
}

void send(QWidget &pad, QEvent::Type type, QPointF at)
{
    const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, pad.mapToGlobal(at), button, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&pad, &event);
}

FrameTimes strokeTimes(MainWindow &window, const QString &name)
{
    auto *pad = window.findChild<DrawingPad *>();
    pad->clear();
    send(*pad, QEvent::MouseButtonPress, onCircle(*pad, 0));
    QCoreApplication::processEvents();
    auto times = timed(name, strokeLength, [pad](int i) {
        send(*pad, QEvent::MouseMove, onCircle(*pad, i + 1));
        QCoreApplication::processEvents();
    });
    send(*pad, QEvent::MouseButtonRelease, onCircle(*pad, strokeLength));
    return times;
}

} // namespace

QList<FrameTimes> drawingTimes()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    MainWindow window(settings);
    window.setGeometry(0, 0, 1440, 900);
    window.show();
    while (!window.windowHandle()->isExposed())
        QCoreApplication::processEvents();
    const Lesson &lesson = *findLesson("pipeline");
    const Field *view = findField(lesson.fields, "view");
    QList<FrameTimes> times;
    for (const bool preparation : {false, true}) {
        Params params = lesson.start();
        findField(lesson.fields, "input")->set(params, drawnDigit({.strokes = {{.points = {{90, 90, 9}}}}}));
        view->set(params, static_cast<int>(preparation));
        window.document().reset(lesson, params, {});
        QCoreApplication::processEvents();
        times.append(
            strokeTimes(window, preparation ? QStringLiteral("preparation") : QStringLiteral("network")));
    }
    return times;
}

} // namespace convoscope::bench
