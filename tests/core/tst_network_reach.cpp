#include "core/network_reach.h"
#include "tests/network_files.h"

#include <QTest>

#include <numeric>

using namespace convoscope;

namespace {

std::vector<int> range(int first, int count)
{
    std::vector<int> numbers(static_cast<size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

RowCells cells(std::vector<int> channels, const Rect &rect)
{
    return {.channels = std::move(channels),
            .units = {.rows = range(rect.top, rect.height), .columns = range(rect.left, rect.width)}};
}

NetworkReach reachOf(const QString &network)
{
    return *NetworkReach::make(*bundledNetwork(network));
}

/// Whether the cell changes when the pixel does, tried on a digit of noise.
bool depends(const NetworkRun &before, const CellRef &ref, Cell pixel)
{
    const Tensor gradient =
        *before.backward(ref.row, oneHot(before.output(ref.row).shape(), ref.channel, ref.cell));
    return gradient.at(pixel.row, pixel.column) != 0.0F;
}

} // namespace

class TestNetworkReach : public QObject {
    Q_OBJECT

private slots:
    void sourcesOfACell();
    void sourcesOfAClass();
    void viewersOfAPixel();
    void viewersFromTheMiddle();
    void agreesWithTheStack_data();
    void agreesWithTheStack();
    void coversTheGradient();
    void fields_data();
    void fields();
    void refusals();
};

void TestNetworkReach::sourcesOfACell()
{
    const auto found = reachOf("lenet_style").sources({6, 20, {1, 4}}); // pool2
    QCOMPARE(found.size(), size_t(7));
    QVERIFY(found[6] == cells({20}, {1, 4, 1, 1}));
    QVERIFY(found[5] == cells({20}, {2, 8, 2, 2}));
    QVERIFY(found[4] == cells({20}, {2, 8, 2, 2}));
    QVERIFY(found[3] == cells({}, {2, 8, 4, 4}));
    QVERIFY(found[2] == cells({}, {4, 16, 8, 8}));
    QVERIFY(found[1] == cells({}, {4, 16, 8, 8}));
    QVERIFY(found[0] == cells({}, {4, 16, 10, 10}));
    QVERIFY(found[3].contains(31, {5, 11}) && !found[3].contains(31, {6, 11}));
    QVERIFY(!found[5].contains(19, {2, 8}));
}

void TestNetworkReach::sourcesOfAClass()
{
    const auto found = reachOf("lenet_style").sources({9, 3, {}}); // softmax
    QVERIFY(found[8] == cells({}, {0, 0, 1, 1}));
    QVERIFY(found[7] == cells({}, {0, 0, 1, 1}));
    QVERIFY(found[6] == cells({}, {0, 0, 5, 5}));
    QVERIFY(found[5] == cells({}, {0, 0, 10, 10})); // the pool drops the last row and column
    QVERIFY(found[3] == cells({}, {0, 0, 12, 12}));
    QVERIFY(found[0] == cells({}, {0, 0, 26, 26}));
    const auto ofValue = reachOf("lenet_style").sources({7, 20 * 25 + 9, {}});
    QVERIFY(ofValue[6] == cells({20}, {1, 4, 1, 1}));
    QVERIFY(ofValue[0] == cells({}, {4, 16, 10, 10}));
}

void TestNetworkReach::viewersOfAPixel()
{
    const auto found = reachOf("lenet_style").viewers({0, 0, {0, 12}});
    QCOMPARE(found.size(), size_t(10));
    QVERIFY(found[1] == cells({}, {0, 10, 1, 3}));
    QVERIFY(found[2] == found[1]);
    QVERIFY(found[3] == cells({}, {0, 5, 1, 2}));
    QVERIFY(found[4] == cells({}, {0, 3, 1, 4}));
    QVERIFY(found[6] == cells({}, {0, 1, 1, 3}));
    QCOMPARE(found[7].channels.size(), size_t(64 * 3));
    QCOMPARE(found[7].channels[3], 26);
    QVERIFY(found[9] == cells({}, {0, 0, 1, 1}));
    const auto unseen = reachOf("lenet_style").viewers({0, 0, {27, 27}});
    QVERIFY(unseen[1] == cells({}, {25, 25, 1, 1}));
    QVERIFY(unseen[3] == cells({}, {12, 12, 1, 1}));
    QVERIFY(unseen[4] == cells({}, {10, 10, 1, 1}));
    for (size_t row = 6; row < 10; ++row)
        QVERIFY(unseen[row].units.empty());
}

void TestNetworkReach::viewersFromTheMiddle()
{
    const auto found = reachOf("lenet_style").viewers({2, 9, {3, 4}}); // relu1
    QVERIFY(found[0] == cells({9}, {3, 4, 1, 1}));
    QVERIFY(found[1] == cells({9}, {1, 2, 1, 1}));
    QVERIFY(found[2] == cells({}, {0, 0, 2, 3}));
}

void TestNetworkReach::agreesWithTheStack_data()
{
    QTest::addColumn<QString>("network");
    QTest::newRow("LeNet style") << "lenet_style";
    QTest::newRow("LeNet-5") << "lenet5";
}

void TestNetworkReach::agreesWithTheStack()
{
    QFETCH(QString, network);
    const NetworkReach reach = reachOf(network);
    QCOMPARE(reach.stack().rows(), 5);
    for (int row = 0; !reach.isFlat(row); ++row) {
        const Shape shape = reach.shapes()[static_cast<size_t>(row)];
        for (const Cell cell : {Cell{0, 0}, Cell{shape.h / 2, shape.w / 3}, Cell{shape.h - 1, shape.w - 1}}) {
            const auto mine = reach.sources({row, 0, cell});
            const auto theirs = reach.stack().sources(reach.stackRow(row), cell);
            for (int r = 0; r <= row; ++r)
                QVERIFY(mine[static_cast<size_t>(r)].units == theirs[static_cast<size_t>(reach.stackRow(r))]);
        }
    }
}

/// What a cell doesn't read can't change it.
void TestNetworkReach::coversTheGradient()
{
    const NetworkRun run = runOn(bundledNetwork("lenet5"), bundledDigits().picture(8));
    const NetworkReach reach = reachOf("lenet5");
    const CellRef ref{6, 11, {2, 0}};
    const auto sources = reach.sources(ref);
    int dependent = 0;
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 32; ++x) {
            const bool reads = depends(run, ref, {y, x});
            QVERIFY(!reads || sources[0].contains(0, {y, x}));
            dependent += static_cast<int>(reads);
            if (x % 8 == 0)
                QCOMPARE(reach.viewers({0, 0, {y, x}})[6].contains(11, {2, 0}),
                         sources[0].contains(0, {y, x}));
        }
    }
    QCOMPARE(dependent, 16 * 16);
}

void TestNetworkReach::fields_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("channel");
    QTest::addColumn<Rect>("field");
    QTest::newRow("a pixel") << 0 << 0 << Rect{2, 2, 1, 1};
    QTest::newRow("conv1") << 1 << 3 << Rect{2, 2, 3, 3};
    QTest::newRow("pool1") << 3 << 3 << Rect{4, 4, 4, 4};
    QTest::newRow("conv2") << 4 << 3 << Rect{4, 4, 8, 8};
    QTest::newRow("pool2") << 6 << 3 << Rect{8, 8, 10, 10};
    QTest::newRow("flatten") << 7 << (25 + 2 * 5 + 2) << Rect{8, 8, 10, 10};
    QTest::newRow("logits") << 8 << 3 << Rect{0, 0, 28, 28};
    QTest::newRow("softmax") << 9 << 3 << Rect{0, 0, 28, 28};
}

void TestNetworkReach::fields()
{
    QFETCH(int, row);
    QFETCH(int, channel);
    QFETCH(Rect, field);
    const Cell cell = row < 7 ? Cell{2, 2} : Cell{};
    QVERIFY(reachOf("lenet_style").field({row, channel, cell}) == field);
}

void TestNetworkReach::refusals()
{
    Network network = *bundledNetwork("lenet_style");
    std::get<Pool2d>(network.maker(3).operation).layout = PoolLayout::Global;
    QVERIFY(!NetworkReach::make(network));
    network.input = {.h = 0, .w = 28};
    QCOMPARE(NetworkReach::make(network).refusal().field, std::string("input"));
    Network global{
        .name = "g", .input = {.h = 6, .w = 6}, .layers = {{"pool", Pool2d{.layout = PoolLayout::Global}}}};
    QCOMPARE(NetworkReach::make(global).refusal().field, std::string("pool.layout"));
}

QTEST_APPLESS_MAIN(TestNetworkReach)
#include "tst_network_reach.moc"
