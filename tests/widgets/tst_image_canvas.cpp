#include "tests/widgets/accessible_names.h"
#include "tests/widgets/canvas_fixture.h"
#include "widgets/colour_space.h"
#include "widgets/hue_wheel.h"
#include "widgets/split_handle.h"

#include <QPaintEvent>
#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

class TestImageCanvas : public QObject {
    Q_OBJECT

private slots:
    void init() { m_s = std::make_unique<CanvasFixture>(); }
    void fitsANewPicture();
    void samePictureSizeKeepsTheView();
    void showsBothSidesOfTheHandle();
    void borderShowsWhatIsRead();
    void smallerResultLiesOverItsInput();
    void patchLiesOverTheResult();
    void marksAreFrames();
    void readingsTellEveryPicture();
    void numbersAreReadable();
    void progressIsABar();
    void legendOnlyWhereAsked();
    void describedForScreenReaders();
    void nothingToShow();
    void hoverRepaintsLittle();

private:
    [[nodiscard]] CanvasFixture &s() const { return *m_s; }
    [[nodiscard]] ImageCanvas &c() const { return m_s->canvas; }

    std::unique_ptr<CanvasFixture> m_s;
};

void TestImageCanvas::fitsANewPicture()
{
    QVERIFY(c().view().isFit());
    QCOMPARE(c().view().picture, (Pair{rows, columns}));
    const QSignalSpy seen(&c(), &ImageCanvas::viewChanged);
    c().setPictures({.before = Mipmap(flat({400, 500}, 3, 9))});
    QVERIFY(c().view().isFit());
    QCOMPARE(seen.back().front().value<Rect>(), (Rect{0, 0, 400, 500}));
}

void TestImageCanvas::samePictureSizeKeepsTheView()
{
    c().zoomTo({10, 10, 6, 6});
    const CanvasView view = c().view();
    c().setPlace(Cell{11, 12});
    c().setPictures(darkAndBright());
    QCOMPARE(c().view(), view);
    QCOMPARE(c().place(), std::optional(Cell{11, 12}));
}

void TestImageCanvas::showsBothSidesOfTheHandle()
{
    c().setHandle(0.5);
    const QImage image = s().picture();
    QCOMPARE(qRed(image.pixel(s().middle({20, 5}) + QPoint(3, 3))), 40);
    QCOMPARE(qRed(image.pixel(s().middle({20, 35}) + QPoint(3, 3))), 200);
    c().setCompare(CanvasCompare::OnlyAfter);
    QCOMPARE(qRed(s().picture().pixel(s().middle({20, 5}) + QPoint(3, 3))), 200);
    c().setCompare(CanvasCompare::SideBySide);
    QCOMPARE(qRed(s().picture().pixel(s().middle({20, 5}, 0))), 40);
    QCOMPARE(qRed(s().picture().pixel(s().middle({20, 5}, 1))), 200);
}

void TestImageCanvas::borderShowsWhatIsRead()
{
    c().setTheme(Theme::light());
    c().setPictures({.before = Mipmap(rampPicture({rows, columns}))});
    c().setCompare(CanvasCompare::OnlyBefore);
    const QRgb empty = Theme::light().window.rgb();
    c().setBorder({.source =
                       [](Cell cell) {
                           return cell.row < 0 ? std::optional(Cell{-cell.row, 20}) : std::nullopt;
                       },
                   .width = 2,
                   .constant = 90});
    const QImage image = s().picture();
    const auto at = [&](Cell cell) { return image.pixel(s().middle(cell) + QPoint(-4, 4)); };
    QCOMPARE(at({-1, 7}), mixed(qRgb(27, 27, 27), empty, 0.55));
    QCOMPARE(at({-2, 7}), mixed(qRgb(34, 34, 34), empty, 0.55));
    QCOMPARE(at({7, -1}), mixed(qRgb(90, 90, 90), empty, 0.55));
    QCOMPARE(at({7, columns + 2}), empty);
    s().move(s().middle({-1, 7}));
    QVERIFY(readings(c().scene()).at(1).title.contains(cellText({1, 20})));
    s().move(s().middle({7, -2}));
    QCOMPARE(readings(c().scene()).at(1).values, QStringLiteral("90"));
}

void TestImageCanvas::smallerResultLiesOverItsInput()
{
    c().setCompare(CanvasCompare::SideBySide);
    c().setPictures({.before = Mipmap(rampPicture({rows, columns})),
                     .after = Mipmap(rampPicture({rows / 2, columns / 2})),
                     .afterPitch = 2});
    const QImage image = s().picture();
    for (const Cell cell : {Cell{6, 10}, Cell{7, 11}, Cell{29, 39}})
        QCOMPARE(qRed(image.pixel(s().middle(cell, 1))), (cell.row / 2 * 7 + cell.column / 2) % 256);
    s().move(s().middle({7, 11}, 1));
    QCOMPARE(readings(c().scene()).back().values.trimmed(), QString::number(3 * 7 + 5));
}

void TestImageCanvas::patchLiesOverTheResult()
{
    c().setCompare(CanvasCompare::OnlyAfter);
    CanvasPictures pictures = darkAndBright();
    pictures.afterPatch = {Mipmap(flat({6, 8}, 1, 120)), {10, 20}, 2};
    c().setPictures(pictures);
    const QImage image = s().picture();
    for (const Cell cell : {Cell{10, 20}, Cell{21, 35}})
        QCOMPARE(qRed(image.pixel(s().middle(cell) + QPoint(3, 3))), 120);
    for (const Cell cell : {Cell{9, 20}, Cell{10, 19}, Cell{22, 35}, Cell{21, 36}})
        QCOMPARE(qRed(image.pixel(s().middle(cell) + QPoint(3, 3))), 200);
    c().setPlace(Cell{21, 35});
    QCOMPARE(readings(c().scene()).back().values, QStringLiteral("120"));
    c().setPlace(Cell{22, 35});
    QCOMPARE(readings(c().scene()).back().values, QStringLiteral("200"));
}

void TestImageCanvas::marksAreFrames()
{
    c().setTheme(Theme::light());
    c().setMarks({{{4, 5, 3, 3}, PlaneRole::Kernel, false}, {{4, 30, 1, 1}, PlaneRole::Output, true}});
    const QImage image = s().picture();
    const auto above = [&](Cell cell) {
        return image.pixel(s().middle(cell).x(), c().view().top(cell.row) - 2);
    };
    QCOMPARE(above({4, 6}), Theme::light().kernel.rgb());
    QCOMPARE(above({4, 30}), Theme::light().output.rgb());
    QCOMPARE(qRed(above({20, 6})), 40);
    c().setHandle(0.0); // the kernel is on the side before, which is hidden now
    QVERIFY(s().picture().pixel(s().middle({4, 6}).x(), c().view().top(4) - 2)
            != Theme::light().kernel.rgb());
}

void TestImageCanvas::readingsTellEveryPicture()
{
    CanvasPictures pictures = darkAndBright();
    pictures.before = Mipmap(flat({rows, columns}, 4, 128));
    pictures.rival = Mipmap(flat({rows, columns}, 3, 7));
    pictures.afterTitle = QStringLiteral("Edges");
    pictures.afterColours = hueTable();
    c().setPictures(pictures);
    c().setLegend(CanvasLegend::HueWheel);
    c().setPlace(Cell{2, 3});
    auto lines = readings(c().scene());
    QCOMPARE(lines.size(), size_t{3});
    QCOMPARE(lines[0].title, QStringLiteral("(2, 3)"));
    QVERIFY(lines[1].values.startsWith(QStringLiteral("128 128 128")));
    QVERIFY(lines[1].values.endsWith(QStringLiteral("128")) && lines[1].values.size() > 15);
    QCOMPARE(lines[2].title, QStringLiteral("Edges"));
    QCOMPARE(lines[2].values, QStringLiteral("200 · 281°"));
    c().setCompare(CanvasCompare::Three);
    lines = readings(c().scene());
    QCOMPARE(lines.back().values, QStringLiteral("  7   7   7"));
    QCOMPARE(cellText({-1, 20}), QStringLiteral("(−1, 20)"));
}

void TestImageCanvas::numbersAreReadable()
{
    c().setCompare(CanvasCompare::OnlyBefore);
    for (const int grey : {0, 40, 110, 118, 125, 190, 255}) {
        c().setPictures({.before = Mipmap(flat({rows, columns}, 1, static_cast<std::uint8_t>(grey)))});
        c().setReadout(false);
        c().zoomTo({10, 10, 8, 8});
        const QImage image = s().picture();
        const QRgb back = qRgb(grey, grey, grey);
        double best = 1.0;
        const QRect cell = c().view().rectOf(Rect::of({14, 14})).adjusted(3, 3, -3, -3);
        for (int y = cell.top(); y <= cell.bottom(); ++y)
            for (int x = cell.left(); x <= cell.right(); ++x)
                best = std::max(best, contrast(image.pixel(x, y), back));
        QVERIFY2(best >= 4.5, qPrintable(QString::number(grey)));
    }
}

void TestImageCanvas::progressIsABar()
{
    c().setTheme(Theme::light());
    c().setProgress(0.25);
    const QImage image = s().picture();
    QCOMPARE(image.pixel(100, 598), Theme::light().accent.rgb());
    QCOMPARE(image.pixel(300, 598), Theme::light().outline.rgb());
    c().setProgress(std::nullopt);
    QCOMPARE(s().picture().pixel(100, 598), Theme::light().window.rgb());
}

void TestImageCanvas::legendOnlyWhereAsked()
{
    const QImage without = s().picture();
    c().setLegend(CanvasLegend::HueWheel);
    QVERIFY(s().picture() != without);
    c().setCompare(CanvasCompare::OnlyBefore);
    const QImage before = s().picture();
    c().setLegend(CanvasLegend::None);
    QCOMPARE(s().picture(), before);
}

void TestImageCanvas::describedForScreenReaders()
{
    QWidget window;
    new ImageCanvas(&window);
    window.show();
    QCOMPARE(namelessWidgets(window), QStringList());
    c().zoomToPixels();
    c().setPlace(Cell{2, 3});
    const QString told = c().accessibleDescription();
    QVERIFY2(told.contains(QStringLiteral("100 %")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("(2, 3)")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("200")), qPrintable(told));
    QVERIFY(c().findChild<SplitHandle *>()->accessibleDescription().contains(QStringLiteral("50 %")));
}

void TestImageCanvas::nothingToShow()
{
    c().setPictures({});
    QVERIFY(!c().grab().isNull());
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    s().click(QPoint(400, 200));
    QTest::mouseDClick(c().windowHandle(), Qt::LeftButton, {}, QPoint(400, 200));
    s().key(Qt::Key_Right);
    s().key(Qt::Key_Plus);
    s().wheel({400, 200}, 2);
    s().drag({100, 100}, {200, 200}, Qt::ShiftModifier);
    QCOMPARE(clicked.size(), 0);
    QVERIFY(!c().place());
    c().setPictures({.before = Mipmap(flat({rows, columns}, 1, 40))}); // the result is not there yet
    QVERIFY(c().view().isFit());
    const QRgb pale = s().picture().pixel(s().middle({20, 35}) + QPoint(3, 3));
    QVERIFY(pale != qRgb(40, 40, 40));
}

/// Moving over a canvas repaints what changes, not the canvas.
void TestImageCanvas::hoverRepaintsLittle()
{
    struct Watch : QObject {
        QRegion painted;
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::Paint)
                painted += static_cast<QPaintEvent *>(event)->region();
            return false;
        }
    };
    s().move(s().middle({10, 10}));
    QTest::qWait(0);
    c().repaint();
    Watch watch;
    c().installEventFilter(&watch);
    s().move(s().middle({11, 11}));
    QTRY_VERIFY(!watch.painted.isEmpty());
    int area = 0;
    for (const QRect &rect : watch.painted)
        area += rect.width() * rect.height();
    QVERIFY(area < c().width() * c().height() / 4);
}

QTEST_MAIN(TestImageCanvas)
#include "tst_image_canvas.moc"
