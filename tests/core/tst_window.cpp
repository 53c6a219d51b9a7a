#include "core/window.h"
#include "tests/golden.h"

#include <QTest>

#include <climits>
#include <cstdlib>

using namespace convoscope;

class TestWindow : public QObject {
    Q_OBJECT

private slots:
    void sizesAsPyTorch_data();
    void sizesAsPyTorch();
    void tapsLieWhereTheSettingsSay();
    void readersAreTheInverseOfTaps_data();
    void readersAreTheInverseOfTaps();
    void nearestIsNearest_data();
    void nearestIsNearest();
    void twoAxesAreIndependent();
    void refusals_data();
    void refusals();
    void suggestionsAreAccepted_data();
    void suggestionsAreAccepted();
};

namespace {

void addSizes(const QJsonObject &table, const char *kind)
{
    int i = 0;
    for (const auto &value : table["rows"].toArray()) {
        const QJsonArray r = value.toArray();
        const bool pool = qstrcmp(kind, "pool") == 0;
        const AxisSpec spec{.input = r[0].toInt(),
                            .kernel = r[1].toInt(),
                            .stride = r[3].toInt(),
                            .padLow = r[2].toInt(),
                            .padHigh = r[2].toInt(),
                            .dilation = pool ? 1 : r[4].toInt(),
                            .ceilMode = pool && r[4].toInt() == 1};
        QTest::addRow("%s %d", kind, i++) << spec << (r[5].isNull() ? 0 : r[5].toInt());
    }
}

/// Small windows of every kind, some with gaps between or beyond the windows.
void addSmallWindows()
{
    QTest::addColumn<AxisSpec>("spec");
    for (const int kernel : {1, 2, 3, 4}) {
        for (const int stride : {1, 2, 3, 5}) {
            for (const int dilation : {1, 2, 3}) {
                for (const Pair pad : {Pair{0, 0}, Pair{2, 2}, Pair{1, 3}, Pair{3, 0}}) {
                    QTest::addRow("K%d S%d D%d P%d,%d", kernel, stride, dilation, pad.y, pad.x)
                        << AxisSpec{.input = 10,
                                    .kernel = kernel,
                                    .stride = stride,
                                    .padLow = pad.y,
                                    .padHigh = pad.x,
                                    .dilation = dilation};
                }
            }
        }
    }
}

} // namespace

void TestWindow::sizesAsPyTorch_data()
{
    QTest::addColumn<AxisSpec>("spec");
    QTest::addColumn<int>("outputs"); // 0: must be refused
    const QJsonObject document = goldenDocument("output_size");
    addSizes(document["conv"].toObject(), "conv");
    addSizes(document["pool"].toObject(), "pool");
}

void TestWindow::sizesAsPyTorch()
{
    QFETCH(const AxisSpec, spec);
    QFETCH(const int, outputs);
    const auto window = AxisWindow::make(spec, 'x');
    QCOMPARE(window ? window->outputs() : 0, outputs);
}

void TestWindow::tapsLieWhereTheSettingsSay()
{
    const auto window = AxisWindow::make(
        {.input = 9, .kernel = 3, .stride = 2, .padLow = 2, .padHigh = 1, .dilation = 3}, 'y');
    QVERIFY(window);
    QCOMPARE(window->extent(), 7);
    QCOMPARE(window->padded(), 12);
    QCOMPARE(window->outputs(), 3);
    QCOMPARE(window->start(0), -2);
    QCOMPARE(window->tap(0, 2), 4);
    QCOMPARE(window->tap(2, 0), 2);
    QCOMPARE(window->tap(2, 2), 8);
}

void TestWindow::readersAreTheInverseOfTaps_data()
{
    addSmallWindows();
}

void TestWindow::readersAreTheInverseOfTaps()
{
    QFETCH(const AxisSpec, spec);
    const auto window = AxisWindow::make(spec, 'x');
    QVERIFY(window);
    for (int coordinate = -spec.padLow - 1; coordinate <= spec.input + spec.padHigh; ++coordinate) {
        std::vector<AxisWindow::Reader> readers;
        for (int output = 0; output < window->outputs(); ++output) {
            for (int k = 0; k < spec.kernel; ++k) {
                if (window->tap(output, k) == coordinate)
                    readers.push_back({output, k});
            }
        }
        QVERIFY2(window->readers(coordinate) == readers, qPrintable(QString::number(coordinate)));
    }
}

void TestWindow::nearestIsNearest_data()
{
    addSmallWindows();
}

void TestWindow::nearestIsNearest()
{
    QFETCH(const AxisSpec, spec);
    const auto window = AxisWindow::make(spec, 'x');
    QVERIFY(window);
    const auto twiceTheDistance = [&](int output, int coordinate) {
        return std::abs(2 * window->start(output) + window->extent() - 1 - 2 * coordinate);
    };
    for (int coordinate = -20; coordinate <= 40; ++coordinate) {
        const int nearest = window->nearest(coordinate);
        QVERIFY(nearest >= 0 && nearest < window->outputs());
        for (int output = 0; output < window->outputs(); ++output)
            QVERIFY(twiceTheDistance(nearest, coordinate) <= twiceTheDistance(output, coordinate));
    }
}

void TestWindow::twoAxesAreIndependent()
{
    const auto window = makeWindow({.input = {5, 8},
                                    .kernel = {3, 2},
                                    .stride = {1, 3},
                                    .padding = {.left = 1, .right = 0, .top = 2, .bottom = 1},
                                    .dilation = {2, 1}});
    QVERIFY(window);
    QCOMPARE(window->y.outputs(), 4);
    QCOMPARE(window->x.outputs(), 3);
    QCOMPARE(window->outputs(), 12);
    QVERIFY((window->tap({3, 2}, {1, 1}) == Cell{3, 6}));
    QVERIFY((window->span({0, 0}) == Rect{-2, -1, 5, 2}));
}

void TestWindow::refusals_data()
{
    QTest::addColumn<AxisSpec>("spec");
    QTest::addColumn<Refusal>("refusal");
    QTest::newRow("no input") << AxisSpec{.input = 0} << Refusal{Reason::EmptyInput, "input", 'y', 0, 0, 1};
    QTest::newRow("no kernel") << AxisSpec{.input = 4, .kernel = 0}
                               << Refusal{Reason::NotPositive, "kernel", 'y', 0, 0, 1};
    QTest::newRow("no stride") << AxisSpec{.input = 4, .stride = 0}
                               << Refusal{Reason::NotPositive, "stride", 'y', 0, 0, 1};
    QTest::newRow("no dilation") << AxisSpec{.input = 4, .dilation = -1}
                                 << Refusal{Reason::NotPositive, "dilation", 'y', -1, 0, 1};
    QTest::newRow("negative padding")
        << AxisSpec{.input = 4, .padHigh = -3} << Refusal{Reason::Negative, "padding", 'y', -3, 0, 0};
    QTest::newRow("kernel too large") << AxisSpec{.input = 4, .kernel = 7, .padLow = 1}
                                      << Refusal{Reason::KernelExceedsInput, "kernel", 'y', 7, 5, 5};
    QTest::newRow("dilation too large") << AxisSpec{.input = 8, .kernel = 3, .dilation = 4}
                                        << Refusal{Reason::KernelExceedsInput, "dilation", 'y', 9, 8, 3};
    QTest::newRow("enormous dilation")
        << AxisSpec{.input = 8, .kernel = 3, .dilation = INT_MAX}
        << Refusal{Reason::KernelExceedsInput, "dilation", 'y', 2LL * INT_MAX + 1, 8, 3};
    QTest::newRow("hanging over by a stride")
        << AxisSpec{.input = 4, .kernel = 7, .stride = 3, .ceilMode = true}
        << Refusal{Reason::KernelExceedsInput, "kernel", 'y', 7, 4, 4};
    QTest::newRow("enormous padding")
        << AxisSpec{.input = 8, .padLow = INT_MAX, .padHigh = INT_MAX}
        << Refusal{Reason::TooLarge,  "padding",       'y',
                   2LL * INT_MAX + 8, mostTensorCells, (mostTensorCells - 8) / 2};
}

void TestWindow::refusals()
{
    QFETCH(const AxisSpec, spec);
    QFETCH(const Refusal, refusal);
    const auto window = AxisWindow::make(spec, 'y');
    QVERIFY(!window);
    QVERIFY(window.refusal() == refusal);
}

void TestWindow::suggestionsAreAccepted_data()
{
    QTest::addColumn<AxisSpec>("spec");
    for (const int input : {1, 2, 3, 7}) {
        for (const int kernel : {2, 5, 8}) {
            for (const int dilation : {1, 4}) {
                const AxisSpec spec{.input = input, .kernel = kernel, .dilation = dilation};
                if (!AxisWindow::make(spec, 'x'))
                    QTest::addRow("I%d K%d D%d", input, kernel, dilation) << spec;
            }
        }
    }
}

void TestWindow::suggestionsAreAccepted()
{
    QFETCH(AxisSpec, spec);
    const Refusal refusal = AxisWindow::make(spec, 'x').refusal();
    int &field = refusal.field == "kernel" ? spec.kernel : spec.dilation;
    field = static_cast<int>(refusal.works.value_or(0));
    const auto again = AxisWindow::make(spec, 'x');
    // A kernel that was too large even without gaps may still be too large with them.
    if (!again) {
        QVERIFY(refusal.field == "kernel");
        QCOMPARE(again.refusal().field, std::string("dilation"));
        return;
    }
    ++field;
    QVERIFY(!AxisWindow::make(spec, 'x'));
}

QTEST_APPLESS_MAIN(TestWindow)
#include "tst_window.moc"
