#include "core/filter_presets.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/histogram_view.h"
#include "widgets/kernel_map.h"
#include "widgets/plots_panel.h"
#include "widgets/response_view.h"

#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <numbers>

using namespace convoscope;

namespace {

SettledKernel kernel(const std::string &name, double sigma = 1.0)
{
    FilterSpec spec;
    spec.name = name;
    spec.sigma = sigma;
    return settled(*makeFilterStep(spec));
}

/// `count` of one level and one of every other.
Histogram peak(int level, long long count)
{
    Histogram histogram;
    histogram.fill(1);
    histogram[static_cast<size_t>(level)] = count;
    return histogram;
}

HistogramPair colours()
{
    return {.before = {peak(10, 5000), peak(20, 50), peak(30, 500)},
            .after = {peak(200, 1000), peak(210, 2000), peak(220, 3000)}};
}

QImage pictureOf(QWidget &widget)
{
    return widget.grab().toImage();
}

} // namespace

/// The plots beside a picture, with a real pointer and real keys.
class TestPlotsPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup() { m_panel.reset(); }
    void onlyWhatThereIsIsShown();
    void pointerTellsALevel();
    void keysWalkThroughTheLevels();
    void channelsHaveNames_data();
    void channelsHaveNames();
    void logarithmShowsRareLevels();
    void levelsBeyondTheOldPictureAreNone();
    void gainsAlongTheAxes();
    void pointerTellsAFrequency();
    void pointerOnAMapMarksBoth();
    void keysWalkThroughTheFrequencies();
    void twoKernelsShareTheirColours();
    void chainsAreShownAsOneKernel();
    void keysWalkOverTheKernel();
    void everyPartHasAName();
    void schemesDiffer();

private:
    [[nodiscard]] HistogramPlot &histogram() const { return m_panel->histograms().plot(); }
    [[nodiscard]] GainCurves &curves() const { return m_panel->responses().curves(); }

    std::unique_ptr<PlotsPanel> m_panel;
};

void TestPlotsPanel::init()
{
    m_panel = std::make_unique<PlotsPanel>();
    m_panel->setPlots(
        {.histograms = colours(), .responses = {{"Gaussian", kernel("gaussian")}, {"Box", kernel("box")}}});
    m_panel->resize(260, 900);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestPlotsPanel::onlyWhatThereIsIsShown()
{
    QVERIFY(histogram().isVisible() && curves().isVisible());
    m_panel->setPlots({.histograms = colours()});
    QVERIFY(histogram().isVisible() && !curves().isVisible());
    m_panel->setPlots({.responses = {{"Box", kernel("box")}}});
    QVERIFY(!histogram().isVisible() && curves().isVisible());
    QVERIFY(m_panel->responses().maps()[0]->isVisible() && !m_panel->responses().maps()[1]->isVisible());
    m_panel->setPlots({});
    QVERIFY(!m_panel->isVisible());
}

void TestPlotsPanel::pointerTellsALevel()
{
    // (0 + ... + 255 + 20 · 49) / 305, and (0 + ... + 255 + 210 · 1999) / 2255
    QCOMPARE(histogram().channelText(1), QString::fromUtf8("mean 110.2 → 200.6"));
    QTest::mouseMove(&histogram(), QPoint(20 * histogram().width() / 256 + 1, 30));
    QCOMPARE(histogram().level(), std::optional(20));
    QCOMPARE(histogram().channelText(1), QString::fromUtf8("level 20: 50 → 1"));
    QTest::mouseMove(&histogram(), QPoint(histogram().width() - 1, 30));
    QCOMPARE(histogram().level(), std::optional(255));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&histogram(), &leave);
    QCOMPARE(histogram().level(), std::optional<int>());
}

void TestPlotsPanel::keysWalkThroughTheLevels()
{
    histogram().setFocus(Qt::TabFocusReason);
    QSignalSpy levels(&histogram(), &HistogramPlot::levelChanged);
    QTest::keyClick(&histogram(), Qt::Key_Home);
    QTest::keyClick(&histogram(), Qt::Key_Left); // there is none below
    QCOMPARE(histogram().level(), std::optional(0));
    QTest::keyClick(&histogram(), Qt::Key_PageUp);
    QTest::keyClick(&histogram(), Qt::Key_PageUp);
    QTest::keyClick(&histogram(), Qt::Key_Left);
    QTest::keyClick(&histogram(), Qt::Key_Left);
    QCOMPARE(histogram().level(), std::optional(30));
    QCOMPARE(levels.size(), 5);
    QCOMPARE(histogram().accessibleDescription(),
             QString::fromUtf8("Red: level 30: 1 → 1; Green: level 30: 1 → 1; Blue: level 30: 500 → 1"));
}

void TestPlotsPanel::channelsHaveNames_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("grey") << 1 << QStringList{"Grey"};
    QTest::newRow("grey with opacity") << 2 << QStringList{"Grey", "Opacity"};
    QTest::newRow("colour") << 3 << QStringList{"Red", "Green", "Blue"};
    QTest::newRow("colour with opacity") << 4 << QStringList{"Red", "Green", "Blue", "Opacity"};
}

void TestPlotsPanel::channelsHaveNames()
{
    QFETCH(const int, channels);
    QFETCH(const QStringList, names);
    const std::vector<Histogram> all(static_cast<size_t>(channels), peak(0, 9));
    HistogramPlot plot;
    plot.setHistograms({.before = all, .after = all});
    const QStringList parts = plot.plainText().split(QStringLiteral("; "));
    QCOMPARE(parts.size(), names.size());
    for (int i = 0; i < channels; ++i)
        QVERIFY(parts[i].startsWith(names[i] + QStringLiteral(": mean")));
    QVERIFY(!pictureOf(plot).isNull());
}

void TestPlotsPanel::logarithmShowsRareLevels()
{
    const QImage linear = pictureOf(histogram());
    auto *button = m_panel->histograms().findChild<QToolButton *>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(pictureOf(histogram()) != linear);
    QTest::keyClick(button, Qt::Key_Space);
    button->clearFocus();
    QVERIFY(pictureOf(histogram()) == linear);
}

void TestPlotsPanel::levelsBeyondTheOldPictureAreNone()
{
    HistogramPlot plot; // a colour picture made grey
    plot.setHistograms({.before = colours().before, .after = {peak(1, 9)}});
    plot.setLevel(1);
    QCOMPARE(plot.channelText(0), QString::fromUtf8("level 1: 1 → 9"));
    QCOMPARE(plot.channelText(2), QString::fromUtf8("level 1: 1 → none"));
    QVERIFY(!pictureOf(plot).isNull());
}

void TestPlotsPanel::gainsAlongTheAxes()
{
    const SettledKernel box = kernel("box"); // 3 × 3: |1 + 2 cos 2πf| / 3 on each axis
    const auto want = [](double f) {
        return std::abs(1.0 + 2.0 * std::cos(2.0 * std::numbers::pi * f)) / 3.0;
    };
    for (const double f : {0.0, 0.1, 0.25, 0.5}) {
        QVERIFY(std::abs(gainAlong(box, f, WaveDirection::Across) - want(f)) < 1e-6);
        const double part = want(f / std::numbers::sqrt2);
        QVERIFY(std::abs(gainAlong(box, f, WaveDirection::Diagonal) - part * part) < 1e-6);
    }
}

void TestPlotsPanel::pointerTellsAFrequency()
{
    QTest::mouseMove(&curves(), QPoint(curves().width() - 1, 60));
    QCOMPARE(curves().frequency(), std::optional(0.5));
    QVERIFY(curves().plainText().contains(QStringLiteral("Box, across: 0.333")));
    QVERIFY(m_panel->responses().readout().contains(QStringLiteral("a wave every 2 pixels")));
    QTest::mouseMove(&curves(), QPoint(2, 60));
    QCOMPARE(curves().frequency(), std::optional(0.0));
    QVERIFY(curves().plainText().contains(QStringLiteral("Gaussian, diagonal: 1")));
}

void TestPlotsPanel::pointerOnAMapMarksBoth()
{
    ResponseMap &map = *m_panel->responses().maps()[0];
    ResponseMap &other = *m_panel->responses().maps()[1];
    const QImage before = pictureOf(other);
    QTest::mouseMove(&map, map.square().center().toPoint());
    QVERIFY2(m_panel->responses().readout().contains(QStringLiteral("gain 1 and ")),
             qPrintable(m_panel->responses().readout()));
    QVERIFY(pictureOf(other) != before);
    QTest::mouseMove(&map, QPoint(1, 1)); // beside the colours
    QCOMPARE(m_panel->responses().readout(), QString());
    QVERIFY(pictureOf(other) == before);
}

void TestPlotsPanel::keysWalkThroughTheFrequencies()
{
    curves().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&curves(), Qt::Key_End);
    QCOMPARE(curves().frequency(), std::optional(0.5));
    QTest::keyClick(&curves(), Qt::Key_Left);
    QCOMPARE(curves().frequency(), std::optional(0.5 - 0.5 / 64));
    QCOMPARE(curves().accessibleDescription(), curves().plainText());
    QTest::keyClick(&curves(), Qt::Key_Escape);
    QVERIFY(!curves().frequency());
}

void TestPlotsPanel::twoKernelsShareTheirColours()
{
    const QImage gaussian = pictureOf(*m_panel->responses().maps()[0]);
    m_panel->setPlots({.responses = {{"Gaussian", kernel("gaussian")}, {"Sobel", kernel("sobel-x")}}});
    QVERIFY(pictureOf(*m_panel->responses().maps()[0]) != gaussian); // 1 is little beside 8
}

void TestPlotsPanel::chainsAreShownAsOneKernel()
{
    m_panel->setPlots({.combined = {{QStringLiteral("The chain"), kernel("box")}}});
    QVERIFY(m_panel->kernel(0).isVisible());
    QVERIFY(!m_panel->kernel(1).isVisible());
    const QRectF first = m_panel->kernel(0).rectOf({0, 0});
    const QRectF last = m_panel->kernel(0).rectOf({2, 2});
    QCOMPARE(last.left() - first.left(), 2 * first.width());
    QTRY_VERIFY(m_panel->kernel(0).rect().contains(m_panel->kernel(0).rectOf({2, 2}).toAlignedRect()));
    QVERIFY(m_panel->kernel(0).readout({0, 2}).contains(QStringLiteral("0.111")));
    m_panel->setPlots({});
    QVERIFY(!m_panel->kernel(0).isVisible());
}

void TestPlotsPanel::keysWalkOverTheKernel()
{
    m_panel->setPlots({.combined = {{QStringLiteral("The chain"), kernel("sobel-x")}}});
    KernelMap &map = m_panel->kernel(0);
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_Up);
    QTest::keyClick(&map, Qt::Key_Right);
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.accessibleDescription(), map.readout({0, 2}));
}

void TestPlotsPanel::everyPartHasAName()
{
    QCOMPARE(namelessWidgets(*m_panel), QStringList());
    for (const ResponseMap *map : m_panel->responses().maps())
        QVERIFY(!map->accessibleName().isEmpty() && !map->accessibleDescription().isEmpty());
}

void TestPlotsPanel::schemesDiffer()
{
    const QImage light = pictureOf(*m_panel);
    m_panel->setTheme(Theme::dark());
    QVERIFY(pictureOf(*m_panel) != light);
}

QTEST_MAIN(TestPlotsPanel)
#include "tst_plots_panel.moc"
