#pragma once

#include "widgets/image_canvas.h"

#include <QApplication>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>

Q_DECLARE_METATYPE(convoscope::Cell)
Q_DECLARE_METATYPE(convoscope::Rect)

namespace convoscope {

inline constexpr int rows = 30;
inline constexpr int columns = 40;

inline std::shared_ptr<const ByteRaster> flat(Pair size, int channels, std::uint8_t value)
{
    auto raster = std::make_shared<ByteRaster>(size, channels);
    std::ranges::fill(raster->values, value);
    return raster;
}

/// Cells that tell their place.
inline std::shared_ptr<const ByteRaster> rampPicture(Pair size)
{
    auto raster = std::make_shared<ByteRaster>(size, 1);
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x)
            raster->edit().at({y, x}, 0) = static_cast<std::uint8_t>((y * 7 + x) % 256);
    return raster;
}

inline CanvasPictures darkAndBright()
{
    return {.before = Mipmap(flat({rows, columns}, 1, 40)), .after = Mipmap(flat({rows, columns}, 1, 200))};
}

/// A shown canvas, and the hands of somebody who uses it.
struct CanvasFixture {
    CanvasFixture()
    {
        qRegisterMetaType<Cell>();
        qRegisterMetaType<Rect>();
        canvas.resize(800, 600);
        canvas.setPictures(darkAndBright());
        canvas.show();
        canvas.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&canvas));
        canvas.setFocus();
    }

    [[nodiscard]] QPoint middle(Cell cell, int pane = 0) const
    {
        const CanvasScene &scene = canvas.scene();
        return scene.rectOf(scene.panes[static_cast<size_t>(pane)], Rect::of(cell)).center();
    }
    [[nodiscard]] QImage picture() { return canvas.grab().toImage(); }
    void move(QPoint at) const { QTest::mouseMove(canvas.windowHandle(), at); }
    void click(QPoint at) const { QTest::mouseClick(canvas.windowHandle(), Qt::LeftButton, {}, at); }
    void press(QPoint at, Qt::KeyboardModifiers keys = {}) const
    {
        QTest::mousePress(canvas.windowHandle(), Qt::LeftButton, keys, at);
    }
    void release(QPoint at) const { QTest::mouseRelease(canvas.windowHandle(), Qt::LeftButton, {}, at); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}) const
    {
        press(from, keys);
        for (int i = 1; i <= 5; ++i)
            move(from + (to - from) * i / 5);
        release(to);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&canvas, key, keys); }
    void wheel(QPointF at, int notches, Qt::KeyboardModifiers keys = {})
    {
        QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, 120 * notches}, {}, keys, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(&canvas, &event);
    }

    ImageCanvas canvas;
};

} // namespace convoscope
