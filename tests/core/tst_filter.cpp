#include "core/filter.h"
#include "core/filter_presets.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace convoscope;

class TestFilter : public QObject {
    Q_OBJECT

private slots:
    void borders_data();
    void borders();
    void strengthBlends();
    void normalisesAsGimpDoes();
    void presetsAreMade_data();
    void presetsAreMade();
    void refuses_data();
    void refuses();
    void keysAreReadBack();
};

void TestFilter::borders_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<int>>("sources"); // of -4 .. 6 in a picture of three; -1 for none
    QTest::newRow("constant") << "constant" << QList<int>{-1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1};
    QTest::newRow("replicate") << "replicate" << QList<int>{0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2};
    QTest::newRow("reflect") << "reflect" << QList<int>{0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2};
    QTest::newRow("symmetric") << "symmetric" << QList<int>{2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0};
    QTest::newRow("wrap") << "wrap" << QList<int>{2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
}

void TestFilter::borders()
{
    QFETCH(const QString, name);
    QFETCH(const QList<int>, sources);
    const auto border = filterBorder(name.toStdString()).value_or(FilterBorder::Constant);
    for (int i = -4; i <= 6; ++i)
        QCOMPARE(borderSource(i, 3, border).value_or(-1), sources[i + 4]);
    QCOMPARE(borderSource(-3, 1, border).value_or(-1), name == "constant" ? -1 : 0);
}

void TestFilter::strengthBlends()
{
    const Tensor box({1, 1, 3, 3}, 1.0F / 9);
    QCOMPARE(settled({.kernel = box, .strength = 0.0}).at(1, 1), 1.0);
    QCOMPARE(settled({.kernel = box, .strength = 0.0}).at(0, 0), 0.0);
    QVERIFY(std::abs(settled({.kernel = box, .strength = 0.3}).sum() - 1.0) < 1e-6);
    const Tensor edge = Tensor::matrix({{-1, 0, 1}});
    QCOMPARE(settled({.kernel = edge, .strength = 0.5}).at(0, 2), 0.5);
    QCOMPARE(settled({.kernel = edge, .strength = 0.5}).at(0, 1), 0.0);
}

void TestFilter::normalisesAsGimpDoes()
{
    const Tensor ones({1, 1, 3, 3}, 1.0F);
    QCOMPARE(settled({.kernel = ones, .divisor = 4.0}).at(0, 0), 0.25);
    QCOMPARE(settled({.kernel = ones, .divisor = 4.0, .normalise = true}).sum(), 1.0);
    QCOMPARE(settled({.kernel = Tensor::matrix({{-1, 1}}), .normalise = true}).offset, 128.0);
}

void TestFilter::presetsAreMade_data()
{
    QTest::addColumn<QString>("name");
    for (const FilterPreset &preset : filterPresets())
        QTest::newRow(preset.key.data()) << QString::fromUtf8(preset.key.data());
}

void TestFilter::presetsAreMade()
{
    QFETCH(const QString, name);
    const auto step = makeFilterStep({.name = name.toStdString(), .sigma = 1.5});
    QVERIFY(step);
    QVERIFY(!refused(Filter{.steps = {*step}}));
    const auto weights = step->kernel.values();
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const QStringList smoothing{"identity", "box", "gaussian", "motion-blur", "sharpen", "unsharp"};
    const QStringList others{"median", "gabor", "emboss"}; // no kernel, or neither a mean nor a derivative
    if (!others.contains(name))
        QVERIFY(std::abs(sum - (smoothing.contains(name) ? 1.0 : 0.0)) < 1e-5);
}

void TestFilter::refuses_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<Filter>("filter");
    const Tensor kernel({1, 1, 3, 3}, 1.0F);
    const auto row = [](const char *name, const char *field, const FilterStep &step) {
        QTest::newRow(name) << field << Filter{.steps = {step}};
    };
    QTest::newRow("no steps") << "steps" << Filter{};
    QTest::newRow("too many steps") << "steps"
                                    << Filter{.steps = std::vector<FilterStep>(17, {.kernel = kernel})};
    row("no kernel", "kernel", {});
    row("too large", "kernel", {.kernel = Tensor({1, 1, 128, 1})});
    row("not a number", "kernel", {.kernel = Tensor({1, 1, 1, 1}, std::numeric_limits<float>::quiet_NaN())});
    row("divided by nothing", "divisor", {.kernel = kernel, .divisor = 0.0});
    row("too strong", "strength", {.kernel = kernel, .strength = 11.0});
    row("one gradient", "across", {.kind = FilterKind::Magnitude, .kernel = kernel});
    row("even median", "side", {.kind = FilterKind::Median, .side = 4});
}

void TestFilter::refuses()
{
    QFETCH(const QString, field);
    QFETCH(const Filter, filter);
    const auto refusal = refused(filter);
    QVERIFY(refusal);
    QCOMPARE(QString::fromStdString(refusal->field), field);
}

void TestFilter::keysAreReadBack()
{
    for (const FilterBorder border : filterBorders())
        QVERIFY(filterBorder(key(border)) == border);
    for (const ColourMode mode :
         {ColourMode::EveryChannel, ColourMode::KeepAlpha, ColourMode::AlphaAware, ColourMode::Luma})
        QVERIFY(colourMode(key(mode)) == mode);
    for (const ResultMapping mapping :
         {ResultMapping::Clamp, ResultMapping::Absolute, ResultMapping::Offset, ResultMapping::AutoScaled})
        QVERIFY(resultMapping(key(mapping)) == mapping);
    QVERIFY(!filterBorder("none"));
    QVERIFY(!makeFilterStep({.name = "none"}));
    QVERIFY(!makeFilterStep({.name = "gaussian", .size = {4, 3}}));
}

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
