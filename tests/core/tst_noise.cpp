#include "core/noise.h"

#include "core/image_measures.h"
#include "tests/filter_cases.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

class TestNoise : public QObject {
    Q_OBJECT

private slots:
    void sameSeedSameNoise_data() { kinds(); }
    void sameSeedSameNoise();
    void opacityStays_data() { kinds(); }
    void opacityStays();
    void hasTheStrengthThatIsAsked();
    void saltAndPepperHitsWholeCells();
    void measures();
    void countsLevels();

private:
    static void kinds();
};

namespace {

ByteRaster grey(std::uint8_t level)
{
    ByteRaster raster({200, 300}, 1);
    std::ranges::fill(raster.values, level);
    return raster;
}

} // namespace

void TestNoise::kinds()
{
    QTest::addColumn<NoiseKind>("kind");
    QTest::newRow("Gaussian") << NoiseKind::Gaussian;
    QTest::newRow("salt and pepper") << NoiseKind::SaltAndPepper;
}

void TestNoise::sameSeedSameNoise()
{
    QFETCH(const NoiseKind, kind);
    const ByteRaster in = samplePicture({40, 30}, 3);
    const Noise noise{.kind = kind, .strength = 20.0, .seed = 7};
    Noise other = noise;
    other.seed = 8;
    QVERIFY(withNoise(in.view(), noise) == withNoise(in.view(), noise));
    QVERIFY(!(withNoise(in.view(), noise) == withNoise(in.view(), other)));
    QVERIFY(withNoise(in.view(), {.kind = kind, .strength = 0.0}) == in);
}

void TestNoise::opacityStays()
{
    QFETCH(const NoiseKind, kind);
    const ByteRaster in = samplePicture({20, 20}, 4);
    const ByteRaster out = withNoise(in.view(), {.kind = kind, .strength = 50.0});
    QVERIFY(!(out == in));
    for (size_t i = 3; i < in.values.size(); i += 4)
        QCOMPARE(out.values[i], in.values[i]);
}

void TestNoise::hasTheStrengthThatIsAsked()
{
    const ByteRaster in = grey(128);
    const ByteRaster out = withNoise(in.view(), {.strength = 12.0});
    QVERIFY(std::abs(std::sqrt(meanSquareError(in.view(), out.view())) - 12.0) < 0.15);
}

void TestNoise::saltAndPepperHitsWholeCells()
{
    const ByteRaster in = grey(100);
    const ByteRaster out = withNoise(in.view(), {.kind = NoiseKind::SaltAndPepper, .strength = 10.0});
    const Histogram counts = histograms(out.view()).front();
    QCOMPARE(counts[0] + counts[100] + counts[255], 60000LL);
    QVERIFY(std::abs(static_cast<double>(counts[0]) - 3000.0) < 250.0);
    QVERIFY(std::abs(static_cast<double>(counts[255]) - 3000.0) < 250.0);
    const ByteRaster colour =
        withNoise(samplePicture({30, 30}, 3).view(), {.kind = NoiseKind::SaltAndPepper, .strength = 100.0});
    for (size_t i = 0; i < colour.values.size(); i += 3) {
        QVERIFY(colour.values[i] == 0 || colour.values[i] == 255);
        QVERIFY(colour.values[i] == colour.values[i + 1] && colour.values[i] == colour.values[i + 2]);
    }
}

void TestNoise::measures()
{
    ByteRaster a({1, 2}, 1);
    ByteRaster b({1, 2}, 1);
    a.values = {10, 20};
    b.values = {13, 24};
    QCOMPARE(meanSquareError(std::as_const(a).view(), std::as_const(b).view()), 12.5);
    QVERIFY(std::abs(peakSignalToNoise(a.view(), b.view()) - 37.1617) < 1e-3);
    QVERIFY(std::isinf(peakSignalToNoise(a.view(), a.view())));
}

void TestNoise::countsLevels()
{
    ByteRaster in({1, 2}, 2);
    in.values = {5, 9, 5, 200};
    const auto counts = histograms(in.view());
    QCOMPARE(counts.size(), size_t{2});
    QCOMPARE(counts[0][5], 2LL);
    QCOMPARE(counts[1][9], 1LL);
    QCOMPARE(counts[1][200], 1LL);
}

QTEST_APPLESS_MAIN(TestNoise)
#include "tst_noise.moc"
