#include "core/mipmap.h"

#include <QTest>
#include <cmath>

using namespace convoscope;

class TestMipmap : public QObject {
    Q_OBJECT

private slots:
    void levelsAreMeans_data();
    void levelsAreMeans();
    void endsWithOneCell();
    void picksTheJustFinerLevel_data();
    void picksTheJustFinerLevel();
    void sharesThePicture();
    void nothingHasNoLevels();
    void hugePicturesHaveNoHalf();
    void threadsMakeNoDifference();
};

namespace {

ByteRaster noisy(Pair size, int channels)
{
    ByteRaster raster(size, channels);
    unsigned state = 12345;
    for (auto &value : raster.values) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<std::uint8_t>(state >> 24U);
    }
    return raster;
}

/// The mean over the cells that a cell of the next level stands for, in floating point.
double naiveMean(const ByteRaster &from, Cell cell, int channel)
{
    const int alpha = hasAlpha(from.channels) ? from.channels - 1 : -1;
    double sum = 0;
    double weights = 0;
    for (int y = 2 * cell.row; y < std::min(2 * cell.row + 2, from.size.y); ++y)
        for (int x = 2 * cell.column; x < std::min(2 * cell.column + 2, from.size.x); ++x) {
            const double weight = alpha >= 0 && channel != alpha ? from.view().at({y, x}, alpha) : 1.0;
            sum += weight * from.view().at({y, x}, channel);
            weights += weight;
        }
    return weights > 0 ? sum / weights : 0.0;
}

} // namespace

void TestMipmap::levelsAreMeans_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("channels");
    for (const int channels : {1, 2, 3, 4})
        for (const Pair size : {Pair{1, 1}, Pair{1, 7}, Pair{6, 1}, Pair{5, 8}, Pair{130, 67}, Pair{64, 64}})
            QTest::addRow("%dx%dx%d", size.y, size.x, channels) << size.y << size.x << channels;
}

void TestMipmap::levelsAreMeans()
{
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, channels);
    const Mipmap map(std::make_shared<const ByteRaster>(noisy({height, width}, channels)));
    QCOMPARE(map.channels(), channels);
    for (int i = 1; i < map.levels(); ++i) {
        const ByteRaster &from = map.level(i - 1);
        const ByteRaster &level = map.level(i);
        QCOMPARE(level.size, (Pair{(from.size.y + 1) / 2, (from.size.x + 1) / 2}));
        for (int y = 0; y < level.size.y; ++y)
            for (int x = 0; x < level.size.x; ++x)
                for (int c = 0; c < channels; ++c)
                    QVERIFY(std::abs(level.view().at({y, x}, c) - naiveMean(from, {y, x}, c)) <= 0.5001);
    }
}

void TestMipmap::endsWithOneCell()
{
    const Mipmap map(std::make_shared<const ByteRaster>(Pair{300, 5}, 3));
    QCOMPARE(map.levels(), 10);
    QCOMPARE(map.level(9).size, (Pair{1, 1}));
}

void TestMipmap::picksTheJustFinerLevel_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("level");
    QTest::newRow("enlarged") << 4.0 << 0;
    QTest::newRow("one to one") << 1.0 << 0;
    QTest::newRow("a little smaller") << 0.51 << 0;
    QTest::newRow("half") << 0.5 << 1;
    QTest::newRow("a third") << 1.0 / 3 << 1;
    QTest::newRow("a quarter") << 0.25 << 2;
    QTest::newRow("beyond the last") << 1e-6 << 6;
}

void TestMipmap::picksTheJustFinerLevel()
{
    QFETCH(double, scale);
    QFETCH(int, level);
    const Mipmap map(std::make_shared<const ByteRaster>(Pair{64, 64}, 1));
    QCOMPARE(map.levelFor(scale), level);
}

void TestMipmap::sharesThePicture()
{
    const auto picture = std::make_shared<const ByteRaster>(noisy({9, 9}, 3));
    const Mipmap map(picture);
    const Mipmap copy =
        map; // NOLINT(performance-unnecessary-copy-initialization): the copy is what is tested
    QCOMPARE(map.picture(), picture);
    QVERIFY(copy == map);
    QVERIFY(Mipmap(picture) != map);
    QCOMPARE(&copy.level(1), &map.level(1));
}

void TestMipmap::nothingHasNoLevels()
{
    const Mipmap map;
    QVERIFY(map.empty());
    QCOMPARE(map.size(), (Pair{0, 0}));
    QVERIFY(!map.picture());
    QVERIFY(Mipmap(nullptr).empty());
    QVERIFY(Mipmap(std::make_shared<const ByteRaster>(Pair{0, 4}, 1)).empty());
}

void TestMipmap::hugePicturesHaveNoHalf()
{
    constexpr int side = 11600;
    static_assert(static_cast<std::size_t>(side) * side >= Mipmap::hugeFrom);
    const Mipmap map(std::make_shared<const ByteRaster>(Pair{side, side}, 1));
    QVERIFY(!map.has(1));
    QCOMPARE(map.levelFor(0.5), 0);
    QCOMPARE(map.levelFor(0.25), 2);
    QCOMPARE(map.level(2).size, (Pair{side / 4, side / 4}));
}

void TestMipmap::threadsMakeNoDifference()
{
    const auto picture = std::make_shared<const ByteRaster>(noisy({1500, 1201}, 3));
    const Mipmap alone(picture, 1);
    const Mipmap together(picture, 2);
    for (int i = 0; i < alone.levels(); ++i)
        QCOMPARE(alone.level(i), together.level(i));
}

QTEST_APPLESS_MAIN(TestMipmap)
#include "tst_mipmap.moc"
