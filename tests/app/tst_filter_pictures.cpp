#include "app/filter_pictures.h"

#include "app/raster_image.h"
#include "core/filter_naive.h"
#include "core/filter_presets.h"
#include "tests/filter_cases.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

class TestFilterPictures : public QObject {
    Q_OBJECT

private slots:
    void writesWhatTheReferenceComputes_data();
    void writesWhatTheReferenceComputes();
    void severalGoToAFolder();
    void neverOverTheSource();
    void failuresDontStopTheRest();
    void unknownEnding();

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QTemporaryDir m_folder;
};

namespace {

Filter sobel()
{
    const auto step = makeFilterStep({.name = "sobel-x"});
    return {.steps = {step ? *step : FilterStep()}};
}

void nothing(const QString & /*input*/, double /*done*/) { }

} // namespace

void TestFilterPictures::writesWhatTheReferenceComputes_data()
{
    QTest::addColumn<int>("channels");
    QTest::newRow("grey") << 1;
    QTest::newRow("RGB") << 3;
    QTest::newRow("RGBA") << 4;
}

void TestFilterPictures::writesWhatTheReferenceComputes()
{
    QFETCH(const int, channels);
    const ByteRaster in = samplePicture({30, 41}, channels);
    QVERIFY(imageOf(in).save(path("in.png")));
    double last = 0.0;
    const FilterJob job{.inputs = {path("in.png")}, .output = path("out.png"), .filter = sobel()};
    QCOMPARE(filterPictures(job, [&](const QString &, double done) { last = done; }), QStringList());
    QVERIFY(last > 0.99);
    QVERIFY(rasterOf(QImage(path("out.png"))) == filteredNaively(in.view(), job.filter));
}

void TestFilterPictures::severalGoToAFolder()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("results")));
    QVERIFY(imageOf(samplePicture({8, 9}, 1)).save(path("a.png"))
            && imageOf(samplePicture({9, 8}, 1)).save(path("b.bmp")));
    const FilterJob job{
        .inputs = {path("a.png"), path("b.bmp")}, .output = path("results"), .filter = sobel()};
    QCOMPARE(filterPictures(job, nothing), QStringList());
    QCOMPARE(QImage(path("results/a.png")).size(), QSize(9, 8));
    QCOMPARE(QImage(path("results/b.bmp")).size(), QSize(8, 9));
}

void TestFilterPictures::neverOverTheSource()
{
    const ByteRaster in = samplePicture({8, 9}, 1);
    QVERIFY(imageOf(in).save(path("same.png")));
    const FilterJob job{.inputs = {path("same.png")}, .output = m_folder.path(), .filter = sobel()};
    QCOMPARE(filterPictures(job, nothing).size(), 1);
    QVERIFY(rasterOf(QImage(path("same.png"))) == in);
}

void TestFilterPictures::failuresDontStopTheRest()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("rest")));
    QVERIFY(imageOf(samplePicture({8, 9}, 3)).save(path("good.png")));
    const FilterJob job{
        .inputs = {path("missing.png"), path("good.png")}, .output = path("rest"), .filter = sobel()};
    const QStringList failures = filterPictures(job, nothing);
    QCOMPARE(failures.size(), 1);
    QVERIFY(failures.first().contains(QStringLiteral("missing.png")));
    QVERIFY(!QImage(path("rest/good.png")).isNull());
}

void TestFilterPictures::unknownEnding()
{
    QVERIFY(imageOf(samplePicture({8, 9}, 3)).save(path("in.png")));
    const FilterJob job{.inputs = {path("in.png")}, .output = path("out.xyz"), .filter = sobel()};
    QCOMPARE(filterPictures(job, nothing).size(), 1);
    QVERIFY(!QFile::exists(path("out.xyz")));
}

QTEST_GUILESS_MAIN(TestFilterPictures)
#include "tst_filter_pictures.moc"
