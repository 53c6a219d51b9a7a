#include "core/kernel_analysis.h"

#include "core/filter_naive.h"
#include "core/filter_presets.h"
#include "core/filter_run.h"
#include "core/image_measures.h"
#include "core/kernel_rank.h"
#include "tests/filter_cases.h"

#include <QTest>

#include <array>
#include <cmath>
#include <cstdio>

using namespace convoscope;

class TestKernelAnalysis : public QObject {
    Q_OBJECT

private slots:
    void combinedKernelActsAsTheChain_data();
    void combinedKernelActsAsTheChain();
    void noCombinedKernel();
    void ranks_data();
    void ranks();
    void integerFactorsAreExact();
    void gaussianIsSmootherThanBox();
    void responses();
    void boxAgainstGaussian_data();
    void boxAgainstGaussian();
};

namespace {

FilterStep named(const char *name, int side = 0, double sigma = 1.0)
{
    const auto step = makeFilterStep({.name = name, .size = {side, side}, .sigma = sigma});
    return step ? *step : FilterStep();
}

SettledKernel kernelOf(const char *name, int side = 0, double sigma = 1.0)
{
    return settled(named(name, side, sigma));
}

/// OpenCV rounds the weights of Gaussians of 8-bit pictures to 1/256, which moves the result by 0.02 dB: half
/// of the line.
FilterStep openCvGaussian(std::array<int, 3> half)
{
    Tensor kernel({1, 1, 5, 5});
    for (int y = 0; y < 5; ++y) {
        for (int x = 0; x < 5; ++x) {
            const auto weight = [&](int i) { return half[static_cast<size_t>(2 - std::abs(i - 2))]; };
            kernel.at(y, x) = static_cast<float>(weight(y) * weight(x)) / 65536.0F;
        }
    }
    return {.kernel = kernel};
}

} // namespace

void TestKernelAnalysis::combinedKernelActsAsTheChain_data()
{
    QTest::addColumn<std::vector<FilterStep>>("steps");
    QTest::newRow("one") << std::vector{named("sharpen")};
    QTest::newRow("Gaussian, Laplacian") << std::vector{named("gaussian", 5), named("laplacian")};
    QTest::newRow("even ones") << std::vector{named("roberts-x"), named("roberts-y")};
    QTest::newRow("even and odd") << std::vector{named("roberts-x"), named("sobel-y"), named("roberts-x")};
    FilterStep shifted = named("box", 3);
    shifted.offset = 12.0;
    QTest::newRow("offsets") << std::vector{shifted, named("sharpen"), shifted};
}

void TestKernelAnalysis::combinedKernelActsAsTheChain()
{
    QFETCH(const std::vector<FilterStep>, steps);
    const auto combined = combinedKernel(steps);
    QVERIFY(combined);
    const ByteRaster in = samplePicture({15, 17}, 1);
    const Raster<double> want = valuesNaively(in.view(), {.steps = steps});
    const Pair anchor = combined->anchor();
    for (int row = 4; row < 11; ++row) {
        for (int column = 4; column < 13; ++column) {
            double sum = combined->offset;
            for (int y = 0; y < combined->size.y; ++y) {
                for (int x = 0; x < combined->size.x; ++x)
                    sum += combined->at(y, x) * in.view().at({row + y - anchor.y, column + x - anchor.x}, 0);
            }
            QVERIFY(std::abs(sum - want.view().at({row, column}, 0)) < 1e-4);
        }
    }
}

void TestKernelAnalysis::noCombinedKernel()
{
    QVERIFY(!combinedKernel({named("sobel")}));
    QVERIFY(!combinedKernel({named("box", 3), named("median")}));
    QVERIFY(!combinedKernel({named("box", 127), named("box", 3)}));
}

void TestKernelAnalysis::ranks_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rank");
    for (const char *name : {"box", "gaussian", "sobel-x", "prewitt-y", "scharr-x", "identity"})
        QTest::newRow(name) << name << 1;
    for (const char *name : {"laplacian", "laplacian-diagonal", "dog", "sharpen", "outline"})
        QTest::newRow(name) << name << 2;
    QTest::newRow("roberts-x") << "roberts-x" << 2;
    QTest::newRow("emboss") << "emboss" << 3;
    QTest::newRow("log") << "log" << 3; // less its mean, which is one more term
}

void TestKernelAnalysis::ranks()
{
    QFETCH(const QString, name);
    QFETCH(const int, rank);
    const SettledKernel kernel = kernelOf(name.toUtf8().constData());
    const auto terms = separated(kernel);
    QCOMPARE(static_cast<int>(terms.size()), rank);
    for (int y = 0; y < kernel.size.y; ++y) {
        for (int x = 0; x < kernel.size.x; ++x) {
            double sum = 0.0;
            for (const SeparableTerm &term : terms)
                sum += term.column[static_cast<size_t>(y)] * term.row[static_cast<size_t>(x)];
            QVERIFY(std::abs(sum - kernel.at(y, x)) < 1e-5);
        }
    }
}

void TestKernelAnalysis::integerFactorsAreExact()
{
    const auto sobel = integerFactors(kernelOf("sobel-x"));
    QVERIFY(sobel);
    QCOMPARE(sobel->row, (std::vector{-1, 0, 1}));
    QCOMPARE(sobel->column, (std::vector{1, 2, 1}));
    const auto late = integerFactors(settled({.kernel = Tensor::matrix({{0, 0}, {4, 6}, {-2, -3}})}));
    QVERIFY(late);
    QCOMPARE(late->column, (std::vector{0, 2, -1}));
    QVERIFY(!integerFactors(kernelOf("laplacian")));
    QVERIFY(!integerFactors(kernelOf("gaussian")));
}

void TestKernelAnalysis::gaussianIsSmootherThanBox()
{
    // The box lets high frequencies back in beyond its first zero; the Gaussian falls all the way.
    const SettledKernel box = kernelOf("box", 5);
    const SettledKernel gaussian = kernelOf("gaussian", 5, 1.0);
    QVERIFY(gainAt(box, {.across = 0.2}) < 1e-7);
    QVERIFY(std::abs(gainAt(box, {.across = 0.5}) - 0.2) < 1e-6);
    double before = 1.0 + 1e-6;
    for (int i = 0; i <= 10; ++i) {
        const double here = gainAt(gaussian, {.across = i * 0.05});
        QVERIFY(here < before);
        before = here;
    }
}

void TestKernelAnalysis::responses()
{
    const FrequencyResponse same = frequencyResponse(kernelOf("identity"), 8);
    for (const double gain : same.gains)
        QVERIFY(std::abs(gain - 1.0) < 1e-12);
    const FrequencyResponse edges = frequencyResponse(kernelOf("sobel-x"), 8);
    QVERIFY(edges.at(4, 4) < 1e-12); // nothing of what is constant
    QVERIFY(std::abs(edges.at(4, 6) - 8.0) < 1e-12); // most at a quarter of a cycle across
    QVERIFY(std::abs(edges.at(3, 6) - gainAt(kernelOf("sobel-x"), {edges.frequency(3), edges.frequency(6)}))
            < 1e-12);
}

void TestKernelAnalysis::boxAgainstGaussian_data()
{
    QTest::addColumn<FilterStep>("step");
    QTest::addColumn<QString>("key");
    QTest::newRow("noisy") << named("identity") << "psnr_noisy";
    QTest::newRow("box 5") << named("box", 5) << "psnr_box5";
    QTest::newRow("Gaussian 5") << openCvGaussian({14, 62, 104}) << "psnr_gauss5_sigma1";
    QTest::newRow("box 3") << named("box", 3) << "psnr_box3";
    QTest::newRow("narrow Gaussian") << openCvGaussian({8, 60, 120}) << "psnr_gauss_5_sigma0.85";
}

void TestKernelAnalysis::boxAgainstGaussian()
{
    QFETCH(const FilterStep, step);
    QFETCH(const QString, key);
    const QJsonValue exercise =
        goldenDocument(QStringLiteral("filters/filters"))["exercise_box_against_gaussian"];
    const ByteRaster clean = goldenPicture(exercise["clean"].toString());
    const ByteRaster noisy = goldenPicture(exercise["noisy"].toString());
    const auto result = filtered(noisy.view(), {.steps = {step}});
    QVERIFY(result);
    QVERIFY(
        std::abs(peakSignalToNoise(clean.view(), std::as_const(*result).view()) - exercise[key].toDouble())
        <= 0.02);
}

QTEST_APPLESS_MAIN(TestKernelAnalysis)
#include "tst_kernel_analysis.moc"
