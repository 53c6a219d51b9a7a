#include "core/padding_lesson.h"
#include "widgets/colour_space.h"
#include "widgets/plane_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Theme)

namespace {

/// The stage with nothing on it but the planes, as they are at the last step.
struct Painted {
    Trace trace;
    Theme theme;
    StageLayout layout;
    QImage image;

    Painted(const PaddingParams &params, const Theme &look, int beat = -1)
        : trace(*playPadding(params))
        , theme(look)
        , layout(layoutStage(trace, {.size = size}, theme))
        , image(size, QImage::Format_RGB32)
    {
        image.fill(theme.window);
        QPainter painter(&image);
        PaintCache cache;
        for (const Pane &pane : layout.panes)
            PlanePainter{trace, pane, theme, beat < 0 ? trace.beats() : beat, cache}.paint(painter);
    }

    /// Near the cell's upper left corner, where its number isn't.
    [[nodiscard]] QRgb colourOf(int plane, Cell cell) const
    {
        const Pane &pane = *layout.paneOf(plane);
        const QRectF rect = pane.rectOf(cell);
        const double inside = std::min(2.5, rect.width() / 2);
        return image.pixel((rect.topLeft() + QPointF(inside, inside)).toPoint());
    }

    static constexpr QSize size{900, 700};
};

PaddingParams photo(int height, int width, int padding)
{
    Tensor values({.h = height, .w = width});
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            values.at(y, x) = static_cast<float>(255.0 * (x + 2 * y) / (width + 2 * height));
    }
    PaddingParams params = paddingStart();
    params.input = makePicture(std::move(values));
    params.input.path = "photo.png";
    params.sides = {padding, padding, padding, padding};
    return params;
}

void themeRows()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::dark();
    QTest::newRow("high contrast") << Theme::highContrast();
}

/// Padding cells all around, corners included.
std::vector<Cell> aroundOf(const Plane &plane, int step)
{
    const Rect all = plane.padded();
    std::vector<Cell> cells;
    for (int row = all.top; row < all.top + all.height; row += step) {
        for (int column = all.left; column < all.left + all.width; column += step) {
            if (!plane.body().contains({row, column}))
                cells.push_back({row, column});
        }
    }
    return cells;
}

} // namespace

/// How cells are coloured; whole stages are painted by tst_stage_painter.
class TestPlanePainter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void constantsArePlain_data() { themeRows(); }
    void constantsArePlain();
    void copiesShowTheirValues_data() { themeRows(); }
    void copiesShowTheirValues();
    void numbersInPaddingAreReadable_data() { themeRows(); }
    void numbersInPaddingAreReadable();
    void paddingAppearsWithItsBeat();
    void photosGoOnInTheirPadding_data();
    void photosGoOnInTheirPadding();
};

void TestPlanePainter::constantsArePlain()
{
    QFETCH(const Theme, theme);
    const Painted painted(paddingStart(), theme);
    for (const Cell cell : aroundOf(painted.trace.plane(0), 1))
        QCOMPARE(painted.colourOf(0, cell), theme.padding.rgb());
}

void TestPlanePainter::copiesShowTheirValues()
{
    QFETCH(const Theme, theme);
    const Painted painted(paddingStart(), theme);
    for (const int plane : {1, 2, 3}) {
        const Plane &shown = painted.trace.plane(plane);
        for (const Cell cell : aroundOf(shown, 1)) {
            const Cell source = shown.source(cell).value_or(cell);
            const QRgb copy = painted.colourOf(plane, cell);
            QVERIFY(copy != painted.colourOf(plane, source)); // padding is told from what is inside
            for (const Cell other : aroundOf(shown, 1))
                QCOMPARE(copy == painted.colourOf(plane, other), shown.at(cell) == shown.at(other));
        }
    }
}

void TestPlanePainter::numbersInPaddingAreReadable()
{
    QFETCH(const Theme, theme);
    const Painted painted(paddingStart(), theme);
    for (int plane = 0; plane < 4; ++plane) {
        for (const Cell cell : aroundOf(painted.trace.plane(plane), 1))
            QVERIFY(contrast(theme.muted.rgb(), painted.colourOf(plane, cell)) >= theme.leastContrast());
    }
}

void TestPlanePainter::paddingAppearsWithItsBeat()
{
    const Theme theme = Theme::light();
    const Painted painted(paddingStart(), theme, 7);
    for (const Cell cell : aroundOf(painted.trace.plane(2), 1)) {
        const bool there = painted.trace.shownAt(2, cell) <= 7;
        QCOMPARE(painted.colourOf(2, cell) != theme.cell.rgb(), there);
    }
}

void TestPlanePainter::photosGoOnInTheirPadding_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::newRow("cell by cell") << 60 << 90;
    QTest::newRow("from afar") << 300 << 450;
}

void TestPlanePainter::photosGoOnInTheirPadding()
{
    QFETCH(const int, height);
    QFETCH(const int, width);
    const int padding = height / 4;
    const Theme theme = Theme::light();
    const Painted painted(photo(height, width, padding), theme);
    for (int plane = 0; plane < 4; ++plane) {
        const Plane &shown = painted.trace.plane(plane);
        const ColourMap map(shown, theme);
        const Rect body = shown.body();
        const int line = height / 15; // cells that the outlines may cover
        const Rect near{-line, -line, body.height + 2 * line, body.width + 2 * line};
        int seen = 0;
        for (const Cell cell : aroundOf(shown, height / 20)) {
            if (near.contains(cell) || cell.row < line - padding || cell.column < line - padding)
                continue;
            const double held = qRed(map.colour(shown.at(cell)));
            const double paler = theme.padding.red() + 0.6 * (held - theme.padding.red());
            const int got = qRed(painted.colourOf(plane, cell));
            QVERIFY2(std::abs(got - paler) < 8,
                     qPrintable(QString("%1: %2, not %3").arg(plane).arg(got).arg(paler)));
            ++seen;
        }
        QVERIFY(seen > 100);
    }
}

QTEST_MAIN(TestPlanePainter)
#include "tst_plane_painter.moc"
