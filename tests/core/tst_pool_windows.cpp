#include "core/pool_windows.h"

#include <QTest>

using namespace convoscope;

class TestPoolWindows : public QObject {
    Q_OBJECT

private slots:
    void clipsAtThePadding();
    void countsWhatAnAverageIsDividedBy_data();
    void countsWhatAnAverageIsDividedBy();
    void adaptiveWindowsAreUneven();
    void globalIsOneWindow();
    void readersMirrorCells_data();
    void readersMirrorCells();
    void letsAWindowHangOverUnderCeilMode();
    void refusals_data();
    void refusals();
};

namespace {

PoolSpan firstColumn(int width, const Pool2d &pool, int output)
{
    return poolWindows({8, width}, pool)->columns[static_cast<size_t>(output)];
}

} // namespace

void TestPoolWindows::clipsAtThePadding()
{
    const Pool2d pool{.kernel = {3, 3}, .stride = {2, 2}, .padding = {1, 1}, .dilation = {1, 2}};
    const auto windows = poolWindows({4, 6}, pool);
    QVERIFY(windows);
    QCOMPARE(windows->outputs(), (Pair{2, 2}));
    QCOMPARE(windows->span({0, 0}), (Rect{-1, -1, 3, 5}));
    const std::vector<Cell> read{{0, 1}, {0, 3}, {1, 1}, {1, 3}};
    QVERIFY(windows->cells({0, 0}) == read);
    QCOMPARE(windows->columns[1],
             (PoolSpan{.start = 1, .extent = 5, .first = 1, .count = 3, .step = 2, .counted = 5}));
}

void TestPoolWindows::countsWhatAnAverageIsDividedBy_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("padding");
    QTest::addColumn<bool>("ceilMode");
    QTest::addColumn<bool>("countIncludePad");
    QTest::addColumn<int>("output");
    QTest::addColumn<int>("counted");
    QTest::newRow("inside") << 6 << 1 << false << true << 1 << 3;
    QTest::newRow("padding counted") << 6 << 1 << false << true << 0 << 3;
    QTest::newRow("padding left out") << 6 << 1 << false << false << 0 << 2;
    QTest::newRow("hanging over the padding") << 6 << 1 << true << true << 3 << 2;
    QTest::newRow("hanging over, padding left out") << 6 << 1 << true << false << 3 << 1;
    QTest::newRow("hanging over the input") << 6 << 0 << true << true << 2 << 2;
}

void TestPoolWindows::countsWhatAnAverageIsDividedBy()
{
    QFETCH(int, width);
    QFETCH(int, padding);
    QFETCH(bool, ceilMode);
    QFETCH(bool, countIncludePad);
    QFETCH(int, output);
    QFETCH(int, counted);
    const Pool2d pool{.kind = PoolKind::Average,
                      .kernel = {3, 3},
                      .stride = {2, 2},
                      .padding = {padding, padding},
                      .ceilMode = ceilMode,
                      .countIncludePad = countIncludePad};
    QCOMPARE(firstColumn(width, pool, output).counted, counted);
    QCOMPARE(poolWindows({8, width}, pool)->divisor({1, output}), 3 * counted);
}

void TestPoolWindows::adaptiveWindowsAreUneven()
{
    const auto windows = poolWindows({7, 5}, {.layout = PoolLayout::Adaptive, .output = {3, 7}});
    QVERIFY(windows);
    QCOMPARE(windows->outputs(), (Pair{3, 7}));
    const std::vector<std::pair<int, int>> rows{{0, 3}, {2, 3}, {4, 3}};
    const std::vector<std::pair<int, int>> columns{{0, 1}, {0, 2}, {1, 2}, {2, 1}, {2, 2}, {3, 2}, {4, 1}};
    for (size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(std::pair(windows->rows[i].first, windows->rows[i].count), rows[i]);
    for (size_t j = 0; j < columns.size(); ++j)
        QCOMPARE(std::pair(windows->columns[j].first, windows->columns[j].count), columns[j]);
}

void TestPoolWindows::globalIsOneWindow()
{
    const auto windows = poolWindows({3, 4}, {.kind = PoolKind::Average, .layout = PoolLayout::Global});
    QVERIFY(windows);
    QCOMPARE(windows->outputs(), (Pair{1, 1}));
    QCOMPARE(windows->span({0, 0}), (Rect{0, 0, 3, 4}));
    QCOMPARE(windows->divisor({0, 0}), 12);
}

void TestPoolWindows::readersMirrorCells_data()
{
    QTest::addColumn<Pool2d>("pool");
    QTest::newRow("overlapping") << Pool2d{.kernel = {3, 2}, .stride = {1, 1}, .padding = {1, 1}};
    QTest::newRow("gaps") << Pool2d{.kernel = {2, 1}, .stride = {3, 2}};
    QTest::newRow("dilated") << Pool2d{
        .kernel = {2, 3}, .stride = {1, 2}, .padding = {1, 1}, .dilation = {3, 2}};
    QTest::newRow("ceil mode") << Pool2d{.kernel = {3, 3}, .stride = {2, 4}, .ceilMode = true};
    QTest::newRow("adaptive") << Pool2d{.layout = PoolLayout::Adaptive, .output = {4, 9}};
}

void TestPoolWindows::readersMirrorCells()
{
    QFETCH(Pool2d, pool);
    const Pair input{6, 7};
    const auto windows = poolWindows(input, pool);
    QVERIFY(windows);
    std::vector<std::vector<Cell>> expected(static_cast<size_t>(input.y * input.x));
    for (int i = 0; i < windows->outputs().y; ++i) {
        for (int j = 0; j < windows->outputs().x; ++j) {
            for (const Cell cell : windows->cells({i, j}))
                expected[static_cast<size_t>(cell.row * input.x + cell.column)].push_back({i, j});
        }
    }
    for (int i = 0; i < input.y * input.x; ++i)
        QVERIFY(windows->readers({i / input.x, i % input.x}) == expected[static_cast<size_t>(i)]);
}

void TestPoolWindows::letsAWindowHangOverUnderCeilMode()
{
    // torch.nn.MaxPool2d(6, 2, ceil_mode=True) accepts 5×5: ceil((5 - 6) / 2) + 1 = 1
    const Pool2d pool{.kernel = {6, 6}, .stride = {2, 2}, .ceilMode = true};
    const auto windows = poolWindows({5, 5}, pool);
    QVERIFY(windows);
    QCOMPARE(windows->outputs(), (Pair{1, 1}));
    QCOMPARE(windows->columns[0].count, 5);
    QCOMPARE(poolWindows({4, 5}, pool).refusal().reason, Reason::KernelExceedsInput);
}

void TestPoolWindows::refusals_data()
{
    QTest::addColumn<Pool2d>("pool");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    QTest::addColumn<char>("axis");
    QTest::addColumn<int>("works");
    QTest::newRow("padding") << Pool2d{.kernel = {2, 3}, .padding = {2, 1}} << Reason::PaddingOverHalfKernel
                             << "padding" << 'y' << 1;
    QTest::newRow("negative padding")
        << Pool2d{.padding = {0, -1}} << Reason::Negative << "padding" << 'x' << 0;
    QTest::newRow("kernel") << Pool2d{.kernel = {2, 7}} << Reason::KernelExceedsInput << "kernel" << 'x' << 5;
    QTest::newRow("stride") << Pool2d{.stride = {0, 1}} << Reason::NotPositive << "stride" << 'y' << 1;
    QTest::newRow("window of padding only")
        << Pool2d{.kernel = {2, 2}, .stride = {1, 1}, .padding = {1, 1}, .dilation = {1, 6}}
        << Reason::OutOfRange << "dilation" << 'x' << 5;
    QTest::newRow("output") << Pool2d{.layout = PoolLayout::Adaptive, .output = {1, 0}} << Reason::NotPositive
                            << "output_size" << 'x' << 1;
}

void TestPoolWindows::refusals()
{
    QFETCH(Pool2d, pool);
    QFETCH(Reason, reason);
    QFETCH(QString, field);
    QFETCH(char, axis);
    QFETCH(int, works);
    const auto windows = poolWindows({6, 5}, pool);
    QVERIFY(!windows);
    const Refusal &refusal = windows.refusal();
    QCOMPARE(refusal.reason, reason);
    QCOMPARE(QString::fromStdString(refusal.field), field);
    QCOMPARE(refusal.axis, axis);
    QCOMPARE(refusal.works, std::optional<long long>(works));
}

QTEST_APPLESS_MAIN(TestPoolWindows)
#include "tst_pool_windows.moc"
