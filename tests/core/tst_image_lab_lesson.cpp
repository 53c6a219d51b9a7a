#include "core/image_lab_lesson.h"

#include "core/field.h"
#include "core/filter_run.h"
#include "core/lesson.h"
#include "core/test_chart.h"
#include "tests/filter_cases.h"

#include <QTest>

using namespace convoscope;

/// What the image lab steps through is what the engine makes of the whole photo.
class TestImageLabLesson : public QObject {
    Q_OBJECT

private slots:
    void resultsAreTheEngines_data();
    void resultsAreTheEngines();
    void stepsOfAChainFollowEachOther();
    void placesAreThePhotos();
    void borderCellsHoldWhatIsRead_data();
    void borderCellsHoldWhatIsRead();
    void noiseIsTheWholePhotos();
    void strideCountsItsOwnCells();
    void directionsAreOfTheLuma();
    void theSecondChainIsExplainedOnlyBesideTheFirst();
    void scaleFollowsPhotoNoiseAndFilter();
    void photosWithoutCellsAreRefused();
    void chainsAreRefusedByName();
    void chartsAreThere();
};

namespace {

constexpr Pair photoSize{37, 43};

ImageLabParams paramsOf(std::vector<ChainStep> chain, int channels = 3)
{
    ImageLabParams params;
    params.photo = rasterPicture(samplePicture(photoSize, channels));
    params.chain = std::move(chain);
    return params;
}

ChainStep named(const char *name, Pair size = {0, 0})
{
    return {.spec = {.name = name, .size = size}};
}

Trace traceOf(const ImageLabParams &params)
{
    const auto trace = playImageLab(params);
    return trace ? *trace : Trace();
}

const Plane *planeNamed(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? nullptr : &*found;
}

/// Cells of the result that differ from the engine's.
QString wrongCells(const ImageLabParams &params)
{
    const Trace trace = traceOf(params);
    const Plane *result = trace.empty() ? nullptr : planeNamed(trace, "lab-result");
    const auto filter = labFilter(params, "chain");
    if (!result || !filter)
        return QStringLiteral("no result");
    const auto noise = params.addedNoise();
    const ByteRaster in = noise ? withNoise(params.in(), *noise) : *params.photo.raster;
    const auto whole = filtered(in.view(), *filter);
    for (int y = 0; y < result->size().y; ++y) {
        for (int x = 0; x < result->size().x; ++x) {
            const Cell place = result->place({y, x});
            const Cell in1{place.row * params.stride, place.column * params.stride};
            const int want = whole->view().at(in1, std::min(params.channel, whole->channels - 1));
            if (std::abs(want - static_cast<int>(result->at({y, x}))) > 1)
                return QStringLiteral("(%1, %2): %3, not %4")
                    .arg(in1.row)
                    .arg(in1.column)
                    .arg(static_cast<double>(result->at({y, x})))
                    .arg(want);
        }
    }
    return {};
}

} // namespace

void TestImageLabLesson::resultsAreTheEngines_data()
{
    QTest::addColumn<ImageLabParams>("params");
    const std::vector<std::pair<const char *, std::vector<ChainStep>>> chains{
        {"box", {named("box", {5, 3})}},
        {"sobel-x", {named("sobel-x")}},
        {"magnitude", {named("sobel")}},
        {"median", {named("median", {5, 5})}},
        {"even kernel", {named("roberts-x")}},
        {"chain", {named("gaussian"), named("sobel")}},
        {"long chain", {named("box", {3, 3}), named("sharpen"), named("median"), named("laplacian")}},
        {"nothing", {}}};
    constexpr std::array<Cell, 3> focuses{Cell{0, 0}, Cell{photoSize.y - 1, photoSize.x - 1}, Cell{17, 20}};
    for (const auto &[name, chain] : chains) {
        for (const FilterBorder border : filterBorders()) {
            for (const Cell focus : focuses) {
                ImageLabParams params = paramsOf(chain);
                params.border = border;
                params.constant = 77.0;
                params.focus = {focus.row, focus.column};
                params.channel = 2;
                QTest::addRow("%s, %s, at %d %d", name, std::string(key(border)).c_str(), focus.row,
                              focus.column)
                    << params;
            }
        }
    }
    for (const ResultMapping mapping :
         {ResultMapping::Absolute, ResultMapping::Offset, ResultMapping::AutoScaled}) {
        ImageLabParams params = paramsOf({named("sobel-y")});
        params.mapping = mapping;
        params.focus = {20, 20};
        QTest::addRow("result %s", std::string(key(mapping)).c_str()) << params;
    }
    for (const ColourMode mode :
         {ColourMode::EveryChannel, ColourMode::KeepAlpha, ColourMode::AlphaAware, ColourMode::Luma}) {
        for (const int channels : {1, 2, 3, 4}) {
            ImageLabParams params = paramsOf({named("gaussian")}, channels);
            params.colour = mode;
            params.focus = {11, 12};
            QTest::addRow("%s of %d channels", std::string(key(mode)).c_str(), channels) << params;
        }
    }
}

void TestImageLabLesson::resultsAreTheEngines()
{
    QFETCH(const ImageLabParams, params);
    QCOMPARE(wrongCells(params), QString());
}

void TestImageLabLesson::stepsOfAChainFollowEachOther()
{
    ImageLabParams params = paramsOf({named("gaussian"), named("sharpen")});
    params.focus = {18, 18};
    params.explained = 1;
    const Trace first = traceOf(params);
    QVERIFY(!planeNamed(first, "lab-result"));
    params.explained = 2;
    const Trace second = traceOf(params);
    const Plane &made = *planeNamed(first, "lab-value");
    const Plane &read = *planeNamed(second, "lab-before");
    for (int y = 0; y < made.size().y; ++y) {
        for (int x = 0; x < made.size().x; ++x) {
            const Cell place = made.place({y, x});
            const Cell origin = read.place({0, 0});
            QCOMPARE(read.at({place.row - origin.row, place.column - origin.column}), made.at({y, x}));
        }
    }
}

void TestImageLabLesson::placesAreThePhotos()
{
    ImageLabParams params = paramsOf({named("box", {3, 3})}, 1);
    params.focus = {30, 10};
    const Trace trace = traceOf(params);
    const Plane &photo = trace.plane(0);
    for (int y = 0; y < photo.size().y; ++y) {
        for (int x = 0; x < photo.size().x; ++x)
            QCOMPARE(photo.at({y, x}), static_cast<float>(params.in().at(photo.place({y, x}), 0)));
    }
    const Plane &result = *planeNamed(trace, "lab-result");
    QCOMPARE(result.place({4, 4}), (Cell{30, 10}));
}

void TestImageLabLesson::borderCellsHoldWhatIsRead_data()
{
    QTest::addColumn<int>("border");
    for (const FilterBorder border : filterBorders())
        QTest::addRow("%s", std::string(key(border)).c_str()) << static_cast<int>(border);
}

void TestImageLabLesson::borderCellsHoldWhatIsRead()
{
    QFETCH(const int, border);
    ImageLabParams params = paramsOf({named("box", {7, 7})}, 1);
    params.border = static_cast<FilterBorder>(border);
    params.constant = 9.0;
    const Trace trace = traceOf(params);
    const Plane &photo = trace.plane(0);
    QCOMPARE(photo.border.sides, (Sides{.left = 3, .top = 3}));
    for (int y = -3; y < 5; ++y) {
        for (int x = -3; x < 5; ++x) {
            const auto row = borderSource(y, photoSize.y, params.border);
            const auto column = borderSource(x, photoSize.x, params.border);
            const float want = row && column ? static_cast<float>(params.in().at({*row, *column}, 0)) : 9.0F;
            QCOMPARE(photo.at({y, x}), want);
            const auto source = photo.source({y, x});
            QCOMPARE(source.has_value(), row && column);
            if (source)
                QCOMPARE(photo.place(*source), (Cell{*row, *column}));
        }
    }
}

void TestImageLabLesson::noiseIsTheWholePhotos()
{
    for (const LabNoise noise : {LabNoise::Gaussian, LabNoise::SaltAndPepper}) {
        ImageLabParams params = paramsOf({named("gaussian")});
        params.noise = noise;
        params.noiseStrength = 30.0;
        params.focus = {25, 30};
        QCOMPARE(wrongCells(params), QString());
    }
}

void TestImageLabLesson::strideCountsItsOwnCells()
{
    ImageLabParams params = paramsOf({named("gaussian")});
    params.stride = 3;
    params.focus = {20, 21};
    QCOMPARE(wrongCells(params), QString());
    params.focus = {photoSize.y - 1, photoSize.x - 1};
    QCOMPARE(wrongCells(params), QString());
    const ByteRaster kept = strided(params.in(), 3);
    QCOMPARE(kept.size, (Pair{13, 15}));
    QCOMPARE(kept.view().at({12, 14}, 1), params.in().at({36, 42}, 1));
}

void TestImageLabLesson::directionsAreOfTheLuma()
{
    const ImageLabParams params = paramsOf({named("sobel-direction")});
    const auto work = imageLabPhoto(params);
    QVERIFY(work.has_value());
    QCOMPARE(work->filter.colour, ColourMode::Luma);
}

void TestImageLabLesson::theSecondChainIsExplainedOnlyBesideTheFirst()
{
    ImageLabParams params = paramsOf({named("gaussian")});
    params.rival = {named("sobel-direction")}; // of the luma, which has no letter
    params.explainsRival = true;
    QCOMPARE(traceOf(params).plane(0).label, std::string("R"));
    params.view = ImageLabView::Versus;
    QCOMPARE(traceOf(params).plane(0).label, std::string());
}

/// What was found for one is not taken for another.
void TestImageLabLesson::scaleFollowsPhotoNoiseAndFilter()
{
    ImageLabParams params = paramsOf({named("sobel-y")}, 1);
    params.mapping = ResultMapping::AutoScaled;
    QCOMPARE(wrongCells(params), QString());
    params.photo = rasterPicture(samplePicture({50, 31}, 1));
    QCOMPARE(wrongCells(params), QString());
    params.noise = LabNoise::Gaussian;
    QCOMPARE(wrongCells(params), QString());
    params.noiseSeed = 2;
    QCOMPARE(wrongCells(params), QString());
    params.chain = {named("laplacian")};
    QCOMPARE(wrongCells(params), QString());
}

void TestImageLabLesson::photosWithoutCellsAreRefused()
{
    ImageLabParams params = imageLabStart();
    params.photo = {};
    const auto trace = playImageLab(params);
    QVERIFY(!trace);
    QCOMPARE(trace.refusal().field, std::string("photo"));
    QVERIFY(!imageLabPhoto(params));
}

void TestImageLabLesson::chainsAreRefusedByName()
{
    ImageLabParams params = paramsOf({named("gaussian"), named("gaussian")});
    params.chain[1].spec.sigma = 1000.0;
    const auto trace = playImageLab(params);
    QVERIFY(!trace);
    QCOMPARE(trace.refusal().field, std::string("chain[1].sigma"));
    params.chain[1].on = false;
    QVERIFY(playImageLab(params));
}

void TestImageLabLesson::chartsAreThere()
{
    for (const std::string_view key : rasterPresets()) {
        const auto picture = rasterPreset(key);
        QVERIFY(picture.has_value());
        QVERIFY(!picture->empty());
        QCOMPARE(picture->preset, std::string(key));
    }
    QVERIFY(!rasterPreset("none"));
}

QTEST_GUILESS_MAIN(TestImageLabLesson)
#include "tst_image_lab_lesson.moc"
