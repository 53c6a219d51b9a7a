#include "core/filter_naive.h"
#include "core/filter_presets.h"
#include "tests/filter_cases.h"

#include <QTest>

#include <limits>

using namespace convoscope;

class TestFilterNaive : public QObject {
    Q_OBJECT

private slots:
    void agreesWithOpenCv_data();
    void agreesWithOpenCv();
    void agreesOnWholePictures_data();
    void agreesOnWholePictures();
    void keepsOrFiltersTheOpacity();
    void invisibleColoursDontBleed();
    void mapsResults();
};

namespace {

std::vector<double> bytesAsDoubles(const ByteRaster &raster)
{
    return {raster.values.begin(), raster.values.end()};
}

/// What OpenCV's 16-bit results are cut to.
std::vector<double> saturated(std::vector<double> values)
{
    for (double &value : values)
        value = std::clamp(value, -32768.0, 32767.0);
    return values;
}

std::vector<double> resultOf(const FilterCase &golden)
{
    if (golden.type == "uint8")
        return bytesAsDoubles(filteredNaively(golden.input.view(), golden.filter));
    FloatRaster scaled(golden.input.size, golden.input.channels);
    std::ranges::transform(golden.input.values, scaled.values.begin(),
                           [&](int byte) { return static_cast<float>(byte * golden.inputScale); });
    if (golden.filter.colour == ColourMode::Luma)
        return saturated(valuesNaively(golden.input.view(), golden.filter).values);
    return saturated(valuesNaively(scaled.view(), golden.filter).values);
}

Filter named(const char *name, ColourMode colour)
{
    const auto step = makeFilterStep({.name = name});
    return {.steps = {step ? *step : FilterStep()}, .colour = colour};
}

} // namespace

void TestFilterNaive::agreesWithOpenCv_data()
{
    QTest::addColumn<FilterCase>("golden");
    const auto cases = filterCases();
    QCOMPARE(cases.size(), 387);
    for (const FilterCase &golden : cases)
        QTest::newRow(qPrintable(golden.name)) << golden;
}

void TestFilterNaive::agreesWithOpenCv()
{
    QFETCH(const FilterCase, golden);
    QVERIFY(!refused(golden.filter));
    QCOMPARE(difference(resultOf(golden), golden.want, golden.tolerance), QString());
}

void TestFilterNaive::agreesOnWholePictures_data()
{
    QTest::addColumn<PictureCase>("golden");
    const auto cases = pictureCases();
    QCOMPARE(cases.size(), 30);
    for (const PictureCase &golden : cases)
        QTest::newRow(qPrintable(golden.output)) << golden;
}

void TestFilterNaive::agreesOnWholePictures()
{
    QFETCH(const PictureCase, golden);
    const ByteRaster got = filteredNaively(goldenPicture(golden.input).view(), golden.filter);
    const Tolerance tolerance{.exact = golden.tolerance == 0.0, .absolute = golden.tolerance};
    QCOMPARE(difference(bytesAsDoubles(got), bytesAsDoubles(goldenPicture(golden.output)), tolerance),
             QString());
}

void TestFilterNaive::keepsOrFiltersTheOpacity()
{
    const ByteRaster in = samplePicture({9, 11}, 4);
    const ByteRaster kept = filteredNaively(in.view(), named("sobel-x", ColourMode::KeepAlpha));
    const ByteRaster aware = filteredNaively(in.view(), named("sobel-x", ColourMode::AlphaAware));
    const ByteRaster every = filteredNaively(in.view(), named("sobel-x", ColourMode::EveryChannel));
    for (size_t i = 3; i < in.values.size(); i += 4) {
        QCOMPARE(kept.values[i], in.values[i]);
        QCOMPARE(aware.values[i], in.values[i]);
    }
    QVERIFY(every.values[3] != in.values[3] || every.values[7] != in.values[7]);
    QCOMPARE(filteredNaively(in.view(), named("sobel-x", ColourMode::Luma)).channels, 1);
}

void TestFilterNaive::invisibleColoursDontBleed()
{
    ByteRaster in({1, 3}, 4);
    in.values = {200, 0, 0, 255, 0, 255, 0, 0, 200, 0, 0, 255}; // a green that is not seen, between reds
    const ByteRaster out = filteredNaively(in.view(), named("box", ColourMode::AlphaAware));
    QCOMPARE(static_cast<int>(out.values[4]), 200);
    QCOMPARE(static_cast<int>(out.values[5]), 0);
    QCOMPARE(static_cast<int>(out.values[7]), 170);
}

void TestFilterNaive::mapsResults()
{
    ByteRaster in({1, 3}, 1);
    in.values = {10, 20, 60};
    Filter filter{.steps = {{.kernel = Tensor::matrix({{1, 0, -1}})}}, .border = FilterBorder::Replicate};
    const auto bytes = [&](ResultMapping mapping) {
        filter.mapping = mapping;
        return filteredNaively(in.view(), filter).values;
    };
    QCOMPARE(bytes(ResultMapping::Clamp), (std::vector<std::uint8_t>{0, 0, 0}));
    QCOMPARE(bytes(ResultMapping::Absolute), (std::vector<std::uint8_t>{10, 50, 40}));
    QCOMPARE(bytes(ResultMapping::Offset), (std::vector<std::uint8_t>{118, 78, 88}));
    QCOMPARE(bytes(ResultMapping::AutoScaled), (std::vector<std::uint8_t>{255, 0, 64}));
    QCOMPARE(roundedByte(0.5), std::uint8_t{0});
    QCOMPARE(roundedByte(1.5), std::uint8_t{2});
    QCOMPARE(roundedByte(std::numeric_limits<double>::quiet_NaN()), std::uint8_t{0});
}

QTEST_APPLESS_MAIN(TestFilterNaive)
#include "tst_filter_naive.moc"
