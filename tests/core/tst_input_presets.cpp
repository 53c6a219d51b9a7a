#include "core/input_presets.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace convoscope;

namespace {

QString name(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<int>(key.size()));
}

} // namespace

class TestInputPresets : public QObject {
    Q_OBJECT

private slots:
    void everyKeyHasAMatrix_data();
    void everyKeyHasAMatrix();
    void keysAreUnique();
    void unknownKeysHaveNone();
    void gradientIsTheTutorials();
    void smallPatchIsTheCornerOfTheLarge();
    void edgesSplitInTheMiddle();
    void ringsAreSymmetric();
    void randomRepeatsForASeed();
    void rampCountsRowByRow();
    void checkerAlternates();
    void impulseIsASingleOne();
};

void TestInputPresets::everyKeyHasAMatrix_data()
{
    QTest::addColumn<QString>("key");
    for (const auto key : inputPresets())
        QTest::newRow(qPrintable(name(key))) << name(key);
}

void TestInputPresets::everyKeyHasAMatrix()
{
    QFETCH(const QString, key);
    const auto matrix = inputPreset(key.toStdString());
    QVERIFY(matrix);
    QCOMPARE(matrix->shape().n, 1);
    QCOMPARE(matrix->shape().c, 1);
    QVERIFY(matrix->shape().size() > 0);
    for (const float v : matrix->values())
        QVERIFY(std::isfinite(v));
    const auto size = QRegularExpression("-(\\d+)x(\\d+)$").match(key);
    if (size.hasMatch()) {
        QCOMPARE(matrix->height(), size.captured(1).toInt());
        QCOMPARE(matrix->width(), size.captured(2).toInt());
    }
}

void TestInputPresets::keysAreUnique()
{
    QSet<QString> seen;
    for (const auto key : inputPresets())
        seen.insert(name(key));
    QCOMPARE(seen.size(), static_cast<qsizetype>(inputPresets().size()));
}

void TestInputPresets::unknownKeysHaveNone()
{
    QVERIFY(!inputPreset(""));
    QVERIFY(!inputPreset("Gradient-5x5"));
    QVERIFY(!inputPreset("gradient-5x5 "));
}

void TestInputPresets::gradientIsTheTutorials()
{
    const Tensor expected = Tensor::matrix({{10, 20, 30, 40, 50},
                                            {20, 40, 60, 80, 100},
                                            {30, 60, 90, 120, 150},
                                            {40, 80, 120, 160, 200},
                                            {50, 100, 150, 200, 250}});
    QVERIFY(*inputPreset("gradient-5x5") == expected);
}

void TestInputPresets::smallPatchIsTheCornerOfTheLarge()
{
    const auto small = *inputPreset("patch-5x5");
    const auto large = *inputPreset("patch-7x7");
    for (int y = 0; y < 5; ++y) {
        for (int x = 0; x < 5; ++x)
            QCOMPARE(small.at(y, x), large.at(y, x));
    }
}

void TestInputPresets::edgesSplitInTheMiddle()
{
    QVERIFY(*inputPreset("vertical-edge")
            == Tensor::matrix({{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}}));
    QVERIFY(*inputPreset("horizontal-edge")
            == Tensor::matrix({{0, 0, 0, 0}, {0, 0, 0, 0}, {9, 9, 9, 9}, {9, 9, 9, 9}}));
}

void TestInputPresets::ringsAreSymmetric()
{
    const auto rings = *inputPreset("rings-28x28");
    float most = 0;
    for (int y = 0; y < 28; ++y) {
        for (int x = 0; x < 28; ++x) {
            QCOMPARE(rings.at(y, x), rings.at(27 - y, x));
            QCOMPARE(rings.at(y, x), rings.at(x, y));
            QVERIFY(rings.at(y, x) >= 0);
            most = std::max(most, rings.at(y, x));
        }
    }
    QCOMPARE(most, 9.0F);
}

void TestInputPresets::randomRepeatsForASeed()
{
    QVERIFY(randomMatrix({4, 6}, 7) == randomMatrix({4, 6}, 7));
    QVERIFY(randomMatrix({4, 6}, 7) != randomMatrix({4, 6}, 8));
    // The first numbers of the standard engine, which every machine shares.
    QVERIFY(randomMatrix({1, 3}, 5489) == Tensor::matrix({{2, 2, 4}}));
    const auto m = randomMatrix({30, 40}, 3);
    QVERIFY((m.shape() == Shape{.h = 30, .w = 40}));
    for (const float v : m.values())
        QVERIFY(v >= 0 && v <= 9 && v == std::floor(v));
}

void TestInputPresets::rampCountsRowByRow()
{
    QVERIFY(ramp({2, 3}) == Tensor::matrix({{1, 2, 3}, {4, 5, 6}}));
    QVERIFY(*inputPreset("counting-3x3") == Tensor::matrix({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}));
}

void TestInputPresets::checkerAlternates()
{
    QVERIFY(checker({2, 3}) == Tensor::matrix({{1, 0, 1}, {0, 1, 0}}));
}

void TestInputPresets::impulseIsASingleOne()
{
    QVERIFY(impulse({3, 3}) == Tensor::matrix({{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}));
    QVERIFY(impulse({1, 4}) == Tensor::matrix({{0, 0, 1, 0}}));
    QVERIFY(impulse({1, 1}) == Tensor::matrix({{1}}));
}

QTEST_APPLESS_MAIN(TestInputPresets)
#include "tst_input_presets.moc"
