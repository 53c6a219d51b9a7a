#include "core/filter_run.h"

#include "core/byte_filter.h"
#include "core/correlator.h"
#include "core/direct_filter.h"
#include "core/filter_naive.h"
#include "core/filter_presets.h"
#include "core/instruction_sets.h"
#include "core/kernel_formulas.h"
#include "tests/filter_cases.h"

#include <QTest>

#include <random>

using namespace convoscope;

class TestFilterRun : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { useBestInstructionSet(); }
    void agreesWithOpenCv_data();
    void agreesWithOpenCv();
    void agreesOnWholePictures_data();
    void agreesOnWholePictures();
    void agreesWithTheReference_data();
    void agreesWithTheReference();
    void everyTailLength_data() { sets(); }
    void everyTailLength();
    void everyPiece_data() { sets(); }
    void everyPiece();
    void valuesAgree_data() { sets(); }
    void valuesAgree();
    void tinyPictures_data() { sets(); }
    void tinyPictures();
    void spectraAgree_data() { sets(); }
    void spectraAgree();
    void directionsAgree_data() { sets(); }
    void directionsAgree();
    void threadsDontMatter();
    void stops();
    void takesTheDirectWay();
    void takesTheExactWay();

private:
    static void sets();
};

namespace {

FilterStep named(const char *name, Pair size = {0, 0}, double sigma = 1.0)
{
    const auto step = makeFilterStep({.name = name, .size = size, .sigma = sigma});
    return step ? *step : FilterStep();
}

Tensor randomKernel(Pair size)
{
    Tensor kernel({1, 1, size.y, size.x});
    std::minstd_rand random(static_cast<unsigned>(size.y * 100 + size.x));
    for (float &weight : kernel.values())
        weight = (static_cast<float>(random() % 2001) - 980.0F) / 1000.0F
            / static_cast<float>(size.y * size.x) * 4.0F;
    return kernel;
}

void use(const QString &set)
{
    for (const InstructionSet &present : instructionSets()) {
        if (set == QLatin1String(present.name.data()))
            useInstructionSet(present);
    }
}

/// What is wrong with a result in bytes: none may be further from the exact value than half a level and
/// `slack`.
QString fault(const ByteRaster &got, const ByteView &in, const Filter &filter, double slack)
{
    if (slack == 0.0) {
        const ByteRaster want = filteredNaively(in, filter);
        return difference({got.values.begin(), got.values.end()}, {want.values.begin(), want.values.end()},
                          {});
    }
    Filter plain = filter;
    plain.mapping = ResultMapping::Clamp;
    std::vector<double> want = valuesNaively(in, plain).values;
    const int mapped = mappedChannels(filter, got.channels);
    double low = 1e30;
    double high = -1e30;
    const auto isMapped = [&](size_t i) {
        return static_cast<int>(i % static_cast<size_t>(got.channels)) < mapped;
    };
    for (size_t i = 0; i < want.size(); ++i) {
        low = isMapped(i) ? std::min(low, want[i]) : low;
        high = isMapped(i) ? std::max(high, want[i]) : high;
    }
    const ResultScale scale = resultScale(filter.mapping, {low, high});
    for (size_t i = 0; i < want.size(); ++i)
        want[i] = std::clamp(isMapped(i) ? scale(want[i]) : want[i], 0.0, 255.0);
    return difference({got.values.begin(), got.values.end()}, want,
                      {.exact = false, .absolute = 0.5 + slack});
}

/// Filters for every way of computing, and how far each may be off.
struct Sample {
    const char *name;
    std::vector<FilterStep> steps;
    double slack;
};

std::vector<Sample> samples()
{
    constexpr double floats = 0.002;
    constexpr double fixedPoint = 0.15;
    return {{"identity", {named("identity")}, 0.0},
            {"integers that separate", {named("sobel-x")}, 0.0},
            {"integers that don't", {named("emboss")}, 0.0},
            {"even integers", {named("roberts-x")}, 0.0},
            {"integers with offset", {{.kernel = Tensor::matrix({{1, -2, 1}}), .offset = 20.0}}, 0.0},
            {"fused gradient", {named("sobel")}, floats},
            {"even gradient", {named("roberts")}, floats},
            {"Gaussian 5", {named("gaussian", {5, 5}, 1.1)}, fixedPoint},
            {"Gaussian 15", {named("gaussian", {15, 15}, 2.6)}, fixedPoint},
            {"box 3 by 9", {named("box", {3, 9})}, fixedPoint},
            {"dense 3", {{.kernel = randomKernel({3, 3})}}, floats},
            {"dense 5", {{.kernel = randomKernel({5, 5}), .offset = 3.25}}, floats},
            {"dense 4 by 7", {{.kernel = randomKernel({4, 7})}}, floats},
            {"dense 1 by 5", {{.kernel = randomKernel({1, 5})}}, floats},
            {"dense 2 by 2", {{.kernel = randomKernel({2, 2})}}, floats},
            {"dense 13", {{.kernel = randomKernel({13, 13})}}, 0.01},
            {"rank 2", {named("dog", {11, 11}, 1.0)}, floats},
            {"motion blur", {named("motion-blur", {7, 7})}, fixedPoint},
            {"half strength", {{.kernel = boxKernel({3, 3}), .strength = 0.5}}, floats},
            {"normalised", {{.kernel = Tensor::matrix({{1, 2, 3}}), .normalise = true}}, floats},
            {"median 3", {named("median")}, floats},
            {"median 5", {named("median", {5, 5})}, floats},
            {"median 9", {named("median", {9, 9})}, floats},
            {"median of fractions", {named("gaussian"), named("median", {5, 5})}, 0.01},
            {"chain", {named("gaussian", {5, 5}, 1.4), named("laplacian")}, floats},
            {"chain to a gradient", {named("box", {3, 3}), named("sharpen"), named("sobel")}, 0.01}};
}

} // namespace

void TestFilterRun::sets()
{
    QTest::addColumn<QString>("set");
    for (const InstructionSet &set : instructionSets())
        QTest::newRow(set.name.data()) << QString::fromLatin1(set.name.data());
}

void TestFilterRun::agreesWithOpenCv_data()
{
    QTest::addColumn<FilterCase>("golden");
    for (const FilterCase &golden : filterCases())
        QTest::newRow(qPrintable(golden.name)) << golden;
}

void TestFilterRun::agreesWithOpenCv()
{
    QFETCH(const FilterCase, golden);
    if (golden.type == "uint8") {
        const auto got = filtered(golden.input.view(), golden.filter);
        QVERIFY(got);
        QCOMPARE(difference({got->values.begin(), got->values.end()}, golden.want, golden.tolerance),
                 QString());
        return;
    }
    FloatRaster in(golden.input.size, golden.input.channels);
    std::ranges::transform(golden.input.values, in.values.begin(),
                           [&](int byte) { return static_cast<float>(byte * golden.inputScale); });
    const bool luma = golden.filter.colour == ColourMode::Luma;
    const auto got =
        luma ? filterValues(golden.input.view(), golden.filter) : filterValues(in.view(), golden.filter);
    QVERIFY(got);
    std::vector<double> values(got->values.begin(), got->values.end());
    for (double &value : values)
        value = std::clamp(value, -32768.0, 32767.0);
    QCOMPARE(difference(values, golden.want, golden.tolerance), QString());
}

void TestFilterRun::agreesOnWholePictures_data()
{
    QTest::addColumn<PictureCase>("golden");
    for (const PictureCase &golden : pictureCases())
        QTest::newRow(qPrintable(golden.output)) << golden;
}

void TestFilterRun::agreesOnWholePictures()
{
    QFETCH(const PictureCase, golden);
    const auto got = filtered(goldenPicture(golden.input).view(), golden.filter);
    QVERIFY(got);
    const ByteRaster want = goldenPicture(golden.output);
    const Tolerance tolerance{.exact = golden.tolerance == 0.0, .absolute = golden.tolerance};
    QCOMPARE(difference({got->values.begin(), got->values.end()}, {want.values.begin(), want.values.end()},
                        tolerance),
             QString());
}

void TestFilterRun::agreesWithTheReference_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<int>("sample");
    for (const InstructionSet &set : instructionSets()) {
        const auto all = samples();
        for (size_t i = 0; i < all.size(); ++i)
            QTest::addRow("%s, %s", set.name.data(), all[i].name)
                << QString::fromLatin1(set.name.data()) << static_cast<int>(i);
    }
}

void TestFilterRun::agreesWithTheReference()
{
    QFETCH(const QString, set);
    QFETCH(const int, sample);
    use(set);
    const Sample all = samples()[static_cast<size_t>(sample)];
    for (const FilterBorder border : filterBorders()) {
        for (const ResultMapping mapping : {ResultMapping::Clamp, ResultMapping::Absolute,
                                            ResultMapping::Offset, ResultMapping::AutoScaled}) {
            // Every combination of channels and colour once, spread over borders and mappings.
            const int turn = static_cast<int>(border) * 4 + static_cast<int>(mapping);
            const int channels = 1 + turn % 4;
            const Filter filter{.steps = all.steps,
                                .border = border,
                                .constant = 30.0,
                                .colour = static_cast<ColourMode>((turn / 4 + turn) % 4),
                                .mapping = mapping};
            const ByteRaster in = samplePicture({21, 37 + turn}, channels);
            const auto got = filtered(in.view(), filter);
            QVERIFY(got);
            const double scaled = mapping == ResultMapping::AutoScaled ? 0.01 : 0.0;
            // Colours over a small opacity are divided by it, and so is what they are off by.
            const bool divided = filter.colour == ColourMode::AlphaAware && hasAlpha(channels);
            const double slack = divided ? 0.2 : all.slack + scaled;
            const QString text = fault(*got, in.view(), filter, slack);
            QVERIFY2(
                text.isEmpty(),
                qPrintable(QStringLiteral("%1, %2 channels, turn %3").arg(text).arg(channels).arg(turn)));
        }
    }
}

void TestFilterRun::everyTailLength()
{
    QFETCH(const QString, set);
    use(set);
    for (const Sample &sample : samples()) {
        if (sample.steps.size() > 1)
            continue;
        for (int width = 1; width <= 70; ++width) {
            const ByteRaster in = samplePicture({6, width}, 1);
            const Filter filter{.steps = sample.steps};
            const auto got = filtered(in.view(), filter);
            QVERIFY(got);
            const QString text = fault(*got, in.view(), filter, sample.slack);
            QVERIFY2(text.isEmpty(),
                     qPrintable(QStringLiteral("%1, width %2: %3").arg(sample.name).arg(width).arg(text)));
        }
    }
}

/// Long rows of several channels, whose last tiles and pieces end anywhere; heights leave one to three rows
/// over.
void TestFilterRun::everyPiece()
{
    QFETCH(const QString, set);
    use(set);
    for (const Sample &sample : samples()) {
        const Filter filter{.steps = sample.steps, .colour = ColourMode::EveryChannel};
        if (!DirectFilter::make(filter))
            continue;
        int height = 5;
        for (int channels = 1; channels <= 4; ++channels) {
            for (const int values : {64, 127, 130, 577}) {
                const ByteRaster in = samplePicture({height, values / channels + 2}, channels);
                height = height % 8 + 1;
                const auto got = filtered(in.view(), filter);
                QVERIFY(got);
                const QString text = fault(*got, in.view(), filter, sample.slack);
                QVERIFY2(text.isEmpty(),
                         qPrintable(QStringLiteral("%1, %2 values of %3 channels: %4")
                                        .arg(sample.name)
                                        .arg(values)
                                        .arg(channels)
                                        .arg(text)));
            }
        }
    }
}

/// Results in floats, from bytes and from floats.
void TestFilterRun::valuesAgree()
{
    QFETCH(const QString, set);
    use(set);
    for (const Sample &sample : samples()) {
        int width = 7;
        for (const FilterBorder border : filterBorders()) {
            width = width * 2 % 150 + 5; // 19, 43, 91, 37, 79
            const int channels = 1 + width / 2 % 4;
            const ByteRaster in = samplePicture({9, width}, channels);
            FloatRaster floats(in.size, channels);
            std::ranges::copy(in.values, floats.values.begin());
            const Filter filter{.steps = sample.steps, .border = border, .constant = 30.25};
            const std::vector<double> want = valuesNaively(in.view(), filter).values;
            const auto fromBytes = filterValues(in.view(), filter);
            const auto fromFloats = filterValues(std::as_const(floats).view(), filter);
            QVERIFY(fromBytes && fromFloats);
            for (const auto &got : {*fromBytes, *fromFloats}) {
                QCOMPARE(difference({got.values.begin(), got.values.end()}, want,
                                    {.exact = false, .absolute = 0.01}),
                         QString());
            }
        }
    }
}

void TestFilterRun::tinyPictures()
{
    QFETCH(const QString, set);
    use(set);
    for (const Sample &sample : samples()) {
        for (const FilterBorder border : filterBorders()) {
            for (const Pair size : {Pair{1, 1}, Pair{1, 9}, Pair{9, 1}, Pair{2, 3}}) {
                const ByteRaster in = samplePicture(size, 3);
                const Filter filter{.steps = sample.steps, .border = border};
                const auto got = filtered(in.view(), filter);
                QVERIFY(got);
                const QString text = fault(*got, in.view(), filter, sample.slack);
                QVERIFY2(text.isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(sample.name, text)));
            }
        }
    }
}

void TestFilterRun::spectraAgree()
{
    QFETCH(const QString, set);
    use(set);
    for (const Pair size : {Pair{13, 13}, Pair{31, 5}, Pair{4, 45}}) {
        const SettledKernel kernel = settled({.kernel = randomKernel(size)});
        const ByteRaster in = samplePicture({140, 131}, 3);
        const auto result = [&](CorrelationMethod method) {
            const Correlator correlator(kernel, method);
            FloatRing ring(
                {.size = in.size, .channels = 3, .kernel = size, .rows = correlator.ringRows()},
                [&](int y, float *out) { std::copy_n(in.view().row(y), in.view().rowValues(), out); });
            std::vector<double> values(in.values.size());
            correlator.run(ring, 0, in.size.y, [&](const RowPiece &piece) {
                std::copy_n(piece.values, piece.count,
                            values.begin() + static_cast<std::ptrdiff_t>(piece.y) * in.view().rowValues()
                                + piece.first);
            });
            return values;
        };
        const auto want = result(CorrelationMethod::Direct);
        QCOMPARE(difference(result(CorrelationMethod::Fourier), want, {.exact = false, .absolute = 2e-3}),
                 QString());
        QCOMPARE(difference(result(CorrelationMethod::LowRank), want, {.exact = false, .absolute = 2e-3}),
                 QString());
    }
}

void TestFilterRun::directionsAgree()
{
    QFETCH(const QString, set);
    use(set);
    const ByteRaster in = samplePicture({23, 67}, 3);
    const Filter filter{.steps = {named("gaussian", {3, 3}), named("sobel-direction")}};
    const std::vector<double> want = valuesNaively(in.view(), filter).values;
    const auto got = filterValues(in.view(), filter);
    QVERIFY(got);
    for (size_t i = 0; i < want.size(); ++i) {
        const double apart = std::abs(static_cast<double>(got->values[i]) - want[i]);
        QVERIFY(std::min(apart, 256.0 - apart) < 0.05); // round the turn
    }
    const ByteRaster flat = ByteRaster({5, 5}, 1);
    const auto none = filtered(flat.view(), filter);
    QVERIFY(none && *none == flat);
}

void TestFilterRun::threadsDontMatter()
{
    const ByteRaster in = samplePicture({700, 1200}, 3);
    for (const Sample &sample : samples()) {
        const Filter filter{.steps = sample.steps};
        if (sample.steps.size() > 1 || filter.steps.front().kind == FilterKind::Median)
            continue;
        QVERIFY(filtered(in.view(), filter, {.threads = 1}) == filtered(in.view(), filter, {.threads = 4}));
    }
}

void TestFilterRun::stops()
{
    const ByteRaster in = samplePicture({600, 50}, 1);
    const Filter filter{.steps = {named("sobel")}};
    double last = 0.0;
    QVERIFY(filtered(in.view(), filter, {.progress = [&](double done) {
                         last = std::max(last, done);
                         return true;
                     }}));
    QVERIFY(std::abs(last - 1.0) < 1e-9);
    int calls = 0;
    QVERIFY(!filtered(in.view(), filter, {.threads = 1, .progress = [&](double) { return ++calls < 2; }}));
    QCOMPARE(calls, 2);
}

void TestFilterRun::takesTheDirectWay()
{
    const auto direct = [](FilterStep step) { return DirectFilter::make({.steps = {std::move(step)}}); };
    QVERIFY(direct(named("sobel"))->isSmall());
    QVERIFY(direct(named("roberts-x"))->isSmall());
    QVERIFY(direct({.kernel = randomKernel({5, 5})}));
    QVERIFY(direct({.kernel = randomKernel({9, 9})}));
    QVERIFY(direct(named("gaussian", {15, 15}, 2.6)));
    QVERIFY(!direct(named("gaussian", {33, 33}, 5.0)));
    QVERIFY(!direct({.kernel = randomKernel({11, 11})}));
    QVERIFY(!direct(named("median")));
}

void TestFilterRun::takesTheExactWay()
{
    const auto exact = [](FilterStep step) {
        return ByteFilter::make({.steps = {std::move(step)}}).has_value();
    };
    QVERIFY(exact(named("sobel-y")));
    QVERIFY(exact(named("gaussian", {15, 15}, 2.0)));
    QVERIFY(!exact({.kernel = Tensor::matrix({{100, 50}})})); // sums beyond 16 bits
    QVERIFY(!exact({.kernel = Tensor::matrix({{0.5F, 1.0F}})}));
    QVERIFY(!exact(named("median")));
    QVERIFY(Correlator(settled(named("gaussian", {31, 31}, 5.0))).method() == CorrelationMethod::LowRank);
    QVERIFY(Correlator(settled({.kernel = randomKernel({31, 31})})).method() == CorrelationMethod::Fourier);
    QVERIFY(Correlator(settled({.kernel = randomKernel({5, 5})})).method() == CorrelationMethod::Direct);
}

QTEST_APPLESS_MAIN(TestFilterRun)
#include "tst_filter_run.moc"
