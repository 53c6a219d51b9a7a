#include "core/convolution.h"
#include "core/kernels.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <set>

using namespace convoscope;

class TestKernels : public QObject {
    Q_OBJECT

private slots:
    void namesAreUniqueAndFound();
    void everyPresetMakesAKernel_data();
    void everyPresetMakesAKernel();
    void sums_data();
    void sums();
    void fixedWeights_data();
    void fixedWeights();
    void edgesPointTheWaysTheyAreNamed();
    void identityKeepsThePictureUnderSame_data();
    void identityKeepsThePictureUnderSame();
    void gaussianFollowsItsFormula();
    void gaussianOfTwoSidesSeparates();
    void narrowGaussiansDontVanish();
    void usualSigmaIsThatOfOpenCV();
    void laplacianOfGaussianFollowsItsFormula();
    void gaborFollowsItsFormula();
    void turningAQuarterTransposes_data();
    void turningAQuarterTransposes();
    void motionBlurIsALine();
    void computedKernelsAreSymmetric_data();
    void computedKernelsAreSymmetric();
    void recognisesPresets();
    void refusals_data();
    void refusals();
};

namespace {

double sum(const Tensor &kernel)
{
    return std::accumulate(kernel.values().begin(), kernel.values().end(), 0.0);
}

Tensor made(const KernelSpec &spec)
{
    return *makeKernel(spec);
}

Pair sizeOf(KernelPreset preset)
{
    return fixedSize(preset).value_or(Pair{5, 5});
}

QByteArray name(KernelPreset preset)
{
    return QByteArray(key(preset).data(), static_cast<qsizetype>(key(preset).size()));
}

Tensor transposed(const Tensor &t)
{
    Tensor out({1, 1, t.width(), t.height()});
    for (int y = 0; y < t.height(); ++y) {
        for (int x = 0; x < t.width(); ++x)
            out.at(x, y) = t.at(y, x);
    }
    return out;
}

const Tolerance rounding{.exact = false, .absolute = 1e-7, .relative = 1e-6};

} // namespace

void TestKernels::namesAreUniqueAndFound()
{
    std::set<std::string_view> names;
    for (const KernelPreset preset : kernelPresets()) {
        QVERIFY(names.insert(key(preset)).second);
        QVERIFY(kernelPreset(key(preset)) == preset);
    }
    QCOMPARE(names.size(), size_t{21});
    QCOMPARE(key(KernelPreset::SobelX), std::string_view("sobel-x"));
    QVERIFY(!kernelPreset("no such kernel"));
    QVERIFY(!kernelPreset(""));
}

void TestKernels::everyPresetMakesAKernel_data()
{
    QTest::addColumn<KernelPreset>("preset");
    for (const KernelPreset preset : kernelPresets())
        QTest::newRow(name(preset).constData()) << preset;
}

void TestKernels::everyPresetMakesAKernel()
{
    QFETCH(const KernelPreset, preset);
    QCOMPARE(hasFixedSize(preset), fixedSize(preset).has_value());
    const bool big = preset == KernelPreset::LoG;
    for (const Pair size : {Pair{big ? 3 : 1, big ? 3 : 1}, Pair{4, 7}, Pair{11, 11}}) {
        const Pair used = fixedSize(preset).value_or(size);
        const auto kernel = makeKernel({.preset = preset, .size = used});
        QVERIFY(kernel);
        QVERIFY((kernel->shape() == Shape{1, 1, used.y, used.x}));
        QVERIFY(std::ranges::all_of(kernel->values(), [](float w) { return std::isfinite(w); }));
        QVERIFY(std::ranges::any_of(kernel->values(), [](float w) { return w != 0.0F; }));
    }
}

void TestKernels::sums_data()
{
    QTest::addColumn<KernelPreset>("preset");
    QTest::addColumn<double>("total");
    for (const KernelPreset preset :
         {KernelPreset::Identity, KernelPreset::Box, KernelPreset::Gaussian, KernelPreset::Sharpen,
          KernelPreset::Emboss, KernelPreset::MotionBlur, KernelPreset::Custom})
        QTest::newRow(name(preset).constData()) << preset << 1.0;
    for (const KernelPreset preset :
         {KernelPreset::SobelX, KernelPreset::SobelY, KernelPreset::PrewittX, KernelPreset::PrewittY,
          KernelPreset::ScharrX, KernelPreset::ScharrY, KernelPreset::RobertsX, KernelPreset::RobertsY,
          KernelPreset::Laplacian, KernelPreset::LaplacianDiagonal, KernelPreset::LoG, KernelPreset::Outline})
        QTest::newRow(name(preset).constData()) << preset << 0.0;
    QTest::newRow("arithmetic") << KernelPreset::Arithmetic << 10.0;
}

void TestKernels::sums()
{
    QFETCH(const KernelPreset, preset);
    QFETCH(const double, total);
    const double got = sum(made({.preset = preset, .size = sizeOf(preset), .angle = 20.0}));
    QVERIFY2(std::abs(got - total) < 1e-6, qPrintable(QString::number(got)));
}

void TestKernels::fixedWeights_data()
{
    QTest::addColumn<KernelPreset>("preset");
    QTest::addColumn<Tensor>("weights");
    QTest::newRow("sobel-x") << KernelPreset::SobelX << Tensor::matrix({{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}});
    QTest::newRow("sharpen") << KernelPreset::Sharpen
                             << Tensor::matrix({{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}});
    QTest::newRow("laplacian") << KernelPreset::Laplacian
                               << Tensor::matrix({{0, 1, 0}, {1, -4, 1}, {0, 1, 0}});
    QTest::newRow("emboss") << KernelPreset::Emboss << Tensor::matrix({{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}});
    QTest::newRow("arithmetic") << KernelPreset::Arithmetic
                                << Tensor::matrix({{0, 1, 2}, {2, 2, 0}, {0, 1, 2}});
    QTest::newRow("roberts-y") << KernelPreset::RobertsY << Tensor::matrix({{0, 1}, {-1, 0}});
}

void TestKernels::fixedWeights()
{
    QFETCH(const KernelPreset, preset);
    QFETCH(const Tensor, weights);
    QVERIFY(made({.preset = preset, .size = sizeOf(preset)}) == weights);
}

void TestKernels::edgesPointTheWaysTheyAreNamed()
{
    const Tensor vertical = Tensor::matrix({{0, 0, 9}, {0, 0, 9}, {0, 0, 9}});
    using enum KernelPreset;
    for (const auto &[x, y] : {std::pair{SobelX, SobelY}, {PrewittX, PrewittY}, {ScharrX, ScharrY}}) {
        const Tensor kernelX = made({.preset = x});
        QVERIFY(made({.preset = y}) == transposed(kernelX));
        QVERIFY(conv2d(vertical, kernelX, {}, {})->at(0, 0) > 0.0F);
        QCOMPARE(conv2d(transposed(vertical), kernelX, {}, {})->at(0, 0), 0.0F);
    }
}

void TestKernels::identityKeepsThePictureUnderSame_data()
{
    QTest::addColumn<Pair>("size");
    for (const Pair size : {Pair{1, 1}, Pair{3, 3}, Pair{2, 2}, Pair{4, 5}, Pair{11, 6}})
        QTest::addRow("%dx%d", size.y, size.x) << size;
}

void TestKernels::identityKeepsThePictureUnderSame()
{
    QFETCH(const Pair, size);
    const Tensor x = Tensor::matrix({{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}});
    const Border border{.sides = paddingSides(PaddingKind::Same, size, {}, {})};
    QVERIFY(*conv2d(x, made({.preset = KernelPreset::Identity, .size = size}), {}, {.border = border}) == x);
}

void TestKernels::gaussianFollowsItsFormula()
{
    const Tensor kernel = made({.preset = KernelPreset::Gaussian, .size = {5, 3}, .sigma = 1.5});
    const float centre = kernel.at(2, 1);
    for (int y = 0; y < 5; ++y) {
        for (int x = 0; x < 3; ++x) {
            const double r2 = (y - 2) * (y - 2) + (x - 1) * (x - 1);
            const double want = centre * std::exp(-r2 / (2 * 1.5 * 1.5));
            QVERIFY(std::abs(kernel.at(y, x) - want) < 1e-7);
        }
    }
}

void TestKernels::gaussianOfTwoSidesSeparates()
{
    const Tensor both = made({.preset = KernelPreset::Gaussian, .size = {4, 7}, .sigma = 0.9});
    const Tensor column = made({.preset = KernelPreset::Gaussian, .size = {4, 1}, .sigma = 0.9});
    const Tensor row = made({.preset = KernelPreset::Gaussian, .size = {1, 7}, .sigma = 0.9});
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 7; ++x)
            QVERIFY(std::abs(both.at(y, x) - column.at(y, 0) * row.at(0, x)) < 1e-7);
    }
}

void TestKernels::narrowGaussiansDontVanish()
{
    const Tensor odd = made({.preset = KernelPreset::Gaussian, .sigma = 0.05});
    QVERIFY(odd == made({.preset = KernelPreset::Identity}));
    const Tensor even = made({.preset = KernelPreset::Gaussian, .size = {2, 4}, .sigma = 0.05});
    QVERIFY(even == Tensor::matrix({{0, 0.25F, 0.25F, 0}, {0, 0.25F, 0.25F, 0}}));
}

void TestKernels::usualSigmaIsThatOfOpenCV()
{
    QVERIFY(std::abs(usualSigma(3) - 0.8) < 1e-12);
    QVERIFY(std::abs(usualSigma(5) - 1.1) < 1e-12);
    QVERIFY(std::abs(usualSigma(11) - 2.0) < 1e-12);
}

void TestKernels::laplacianOfGaussianFollowsItsFormula()
{
    // Wide enough for the missing part to be nothing: the values are those of the formula.
    const double sigma = 1.0;
    const Tensor kernel = made({.preset = KernelPreset::LoG, .size = {11, 11}, .sigma = sigma});
    const double pi = std::acos(-1.0);
    QVERIFY(std::abs(kernel.at(5, 5) - (-1 / pi)) < 1e-5);
    QVERIFY(std::abs(kernel.at(5, 6) - (-1 / (2 * pi) * std::exp(-0.5))) < 1e-5);
    QVERIFY(std::abs(kernel.at(6, 6)) < 1e-5); // r² = 2σ²: where the sign changes
    QVERIFY(kernel.at(5, 7) > 0.0F);
    for (const double width : {0.5, 1.4, 3.0}) {
        const Tensor cut = made({.preset = KernelPreset::LoG, .size = {5, 6}, .sigma = width});
        QVERIFY(std::abs(sum(cut)) < 1e-6);
    }
}

void TestKernels::gaborFollowsItsFormula()
{
    const Tensor kernel =
        made({.preset = KernelPreset::Gabor, .size = {5, 5}, .sigma = 2.0, .angle = 0.0, .wavelength = 4.0});
    QVERIFY(std::abs(kernel.at(2, 2) - 1.0F) < 1e-7F);
    QVERIFY(std::abs(kernel.at(2, 3)) < 1e-7F); // a quarter of a wave
    QVERIFY(std::abs(kernel.at(2, 4) + std::exp(-0.5)) < 1e-7); // half a wave, one sigma
    QVERIFY(std::abs(kernel.at(4, 2) - std::exp(-0.125)) < 1e-7); // across the wave the bell is twice as long
    const Tensor leaning =
        made({.preset = KernelPreset::Gabor, .sigma = 2.0, .angle = 45.0, .wavelength = 8.0});
    QVERIFY(std::abs(leaning.at(0, 2) - std::exp(-0.0625)) < 1e-7); // across the wave
    QVERIFY(std::abs(leaning.at(2, 0) - std::exp(-0.0625)) < 1e-7);
    const double along = std::exp(-0.25) * std::cos(std::acos(-1.0) * std::sqrt(2.0) / 4);
    QVERIFY(std::abs(leaning.at(2, 2) - along) < 1e-7);
}

void TestKernels::turningAQuarterTransposes_data()
{
    QTest::addColumn<KernelPreset>("preset");
    QTest::newRow("gabor") << KernelPreset::Gabor;
    QTest::newRow("motion-blur") << KernelPreset::MotionBlur;
}

void TestKernels::turningAQuarterTransposes()
{
    QFETCH(const KernelPreset, preset);
    const Tensor flat = made({.preset = preset, .size = {5, 7}, .angle = 0.0});
    const Tensor upright = made({.preset = preset, .size = {7, 5}, .angle = 90.0});
    QCOMPARE(difference(upright, transposed(flat), rounding), QString());
    // Clockwise on the screen: at 30° the wave or line leans down to the right.
    const Tensor leaning = made({.preset = preset, .size = {5, 5}, .angle = 30.0, .wavelength = 9.0});
    QVERIFY(leaning.at(3, 3) != leaning.at(3, 1));
    QCOMPARE(leaning.at(3, 3) > leaning.at(3, 1), preset == KernelPreset::MotionBlur);
}

void TestKernels::motionBlurIsALine()
{
    const float third = 1.0F / 3;
    QVERIFY(made({.preset = KernelPreset::MotionBlur})
            == Tensor::matrix({{0, 0, 0}, {third, third, third}, {0, 0, 0}}));
    const Tensor diagonal = made({.preset = KernelPreset::MotionBlur, .angle = 45.0});
    QVERIFY(diagonal.at(0, 0) == diagonal.at(2, 2) && diagonal.at(0, 0) > diagonal.at(0, 1));
    QCOMPARE(diagonal.at(0, 2), 0.0F);
}

void TestKernels::computedKernelsAreSymmetric_data()
{
    QTest::addColumn<KernelSpec>("spec");
    for (const KernelPreset preset : {KernelPreset::Box, KernelPreset::Gaussian, KernelPreset::LoG,
                                      KernelPreset::Gabor, KernelPreset::MotionBlur}) {
        for (const Pair size : {Pair{3, 3}, Pair{4, 6}, Pair{11, 5}}) {
            QTest::addRow("%s %dx%d", name(preset).constData(), size.y, size.x)
                << KernelSpec{.preset = preset, .size = size, .sigma = 1.3, .angle = 33.0};
        }
    }
}

void TestKernels::computedKernelsAreSymmetric()
{
    QFETCH(const KernelSpec, spec);
    const Tensor kernel = made(spec);
    QCOMPARE(difference(flipped(kernel), kernel, rounding), QString());
    if (takesAngle(spec.preset))
        return;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x)
            QVERIFY(std::abs(kernel.at(y, x) - kernel.at(y, kernel.width() - 1 - x)) < 1e-6F);
    }
}

void TestKernels::recognisesPresets()
{
    for (const KernelPreset preset : kernelPresets()) {
        if (hasFixedSize(preset))
            QVERIFY(recognise(made({.preset = preset, .size = sizeOf(preset)})) == preset);
    }
    QVERIFY(recognise(made({.preset = KernelPreset::Box, .size = {4, 7}})) == KernelPreset::Box);
    QVERIFY(recognise(made({.preset = KernelPreset::Custom, .size = {4, 7}})) == KernelPreset::Identity);
    QVERIFY(recognise(Tensor::matrix({{1}})) == KernelPreset::Identity);
    QVERIFY(!recognise(Tensor::matrix({{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1.001F}})));
    QVERIFY(!recognise(made({.preset = KernelPreset::Gaussian})));
    QVERIFY(!recognise(Tensor({1, 1, 30, 30})));
    QVERIFY(!recognise(Tensor()));
}

void TestKernels::refusals_data()
{
    QTest::addColumn<KernelSpec>("spec");
    QTest::addColumn<Refusal>("refusal");
    using enum KernelPreset;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("a fixed size") << KernelSpec{.preset = SobelX, .size = {3, 5}}
                                  << Refusal{Reason::OutOfRange, "kernel", 'x', 5, 3, 3};
    QTest::newRow("the other fixed size")
        << KernelSpec{.preset = RobertsX} << Refusal{Reason::OutOfRange, "kernel", 'y', 3, 2, 2};
    QTest::newRow("too small") << KernelSpec{.preset = Box, .size = {0, 3}}
                               << Refusal{Reason::OutOfRange, "kernel", 'y', 0, 1, 1};
    QTest::newRow("too large") << KernelSpec{.preset = Box, .size = {11, 12}}
                               << Refusal{Reason::OutOfRange, "kernel", 'x', 12, 11, 11};
    QTest::newRow("too small for LoG")
        << KernelSpec{.preset = LoG, .size = {3, 2}} << Refusal{Reason::OutOfRange, "kernel", 'x', 2, 3, 3};
    QTest::newRow("no sigma") << KernelSpec{.preset = Gaussian, .sigma = 0.0}
                              << Refusal{Reason::OutOfRange, "sigma", 0, 0, 1, 1};
    QTest::newRow("great sigma") << KernelSpec{.preset = LoG, .sigma = 1e300}
                                 << Refusal{Reason::OutOfRange, "sigma", 0, 1'000'000'000'000'000, 100, 100};
    QTest::newRow("sigma is no number")
        << KernelSpec{.preset = Gabor, .sigma = nan} << Refusal{Reason::NotFinite, "sigma", 0, 0, 0, 1};
    QTest::newRow("wavelength") << KernelSpec{.preset = Gabor, .wavelength = 0.5}
                                << Refusal{Reason::OutOfRange, "wavelength", 0, 0, 1, 1};
    QTest::newRow("angle") << KernelSpec{.preset = MotionBlur, .angle = -400.0}
                           << Refusal{Reason::OutOfRange, "angle", 0, -400, -360, -360};
}

void TestKernels::refusals()
{
    QFETCH(const KernelSpec, spec);
    QFETCH(const Refusal, refusal);
    const auto kernel = makeKernel(spec);
    QVERIFY(!kernel);
    QVERIFY(kernel.refusal() == refusal);
}

QTEST_APPLESS_MAIN(TestKernels)
#include "tst_kernels.moc"
