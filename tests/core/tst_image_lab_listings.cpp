#include "core/filter_run.h"
#include "core/image_lab_code.h"
#include "core/image_lab_lesson.h"
#include "core/photo_work.h"
#include "tests/filter_cases.h"
#include "tests/printed_matrices.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

/// Runs the listings of the image lab: what they print or save must be what core computes.
class TestImageLabListings : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void loopsPrintTheLoupe_data() { rows({Dialect::NumPy, Dialect::Cpp}); }
    void loopsPrintTheLoupe();
    void librariesSaveTheWhole_data() { rows({Dialect::OpenCv, Dialect::SciPy}); }
    void librariesSaveTheWhole();

private:
    static void rows(const std::vector<Dialect> &dialects);
    QByteArray printed(const ImageLabParams &params, Dialect dialect);

    QTemporaryDir m_dir;
};

namespace {

constexpr Pair photoSize{29, 34};

ImageLabParams paramsOf(std::vector<ChainStep> chain)
{
    ImageLabParams params;
    params.photo = rasterPicture(samplePicture(photoSize, 3));
    params.chain = std::move(chain);
    params.region = {4, 5};
    params.channel = 1;
    return params;
}

ChainStep named(const char *name, Pair size = {0, 0})
{
    return {.spec = {.name = name, .size = size}};
}

std::vector<std::pair<const char *, ImageLabParams>> cases()
{
    std::vector<std::pair<const char *, ImageLabParams>> all;
    all.emplace_back("box", paramsOf({named("box", {5, 3})}));
    all.emplace_back("two steps", paramsOf({named("gaussian"), named("sobel")}));
    all.emplace_back("direction", paramsOf({named("sobel-direction")}));
    all.emplace_back("median", paramsOf({named("median", {3, 3})}));
    ImageLabParams divided = paramsOf({named("emboss")});
    divided.chain[0].divisor = 2.0;
    divided.chain[0].offset = 20.5;
    divided.mapping = ResultMapping::Absolute;
    all.emplace_back("divisor, offset, absolute", divided);
    ImageLabParams half = paramsOf({named("sharpen")});
    half.chain[0].strength = 0.5;
    half.mapping = ResultMapping::Offset;
    half.stride = 2;
    all.emplace_back("half the strength, offset, stride", half);
    ImageLabParams luma = paramsOf({named("laplacian")});
    luma.colour = ColourMode::Luma;
    luma.mapping = ResultMapping::AutoScaled;
    all.emplace_back("luma, scaled", luma);
    for (const FilterBorder border : filterBorders()) {
        ImageLabParams bordered = paramsOf({named("box", {5, 5}), named("median", {3, 3})});
        bordered.border = border;
        bordered.constant = 200.0;
        all.emplace_back(key(border).data(), bordered);
    }
    return all;
}

/// Pillow for the tests, as far as the listing needs it.
constexpr auto pillow = R"(import cv2

class Picture:
    def __init__(self, pixels):
        self.pixels = pixels
    def convert(self, mode):
        code = cv2.COLOR_BGR2GRAY if mode == "L" else cv2.COLOR_BGR2RGB
        return cv2.cvtColor(self.pixels, code)
    def save(self, name):
        rgb = self.pixels.ndim == 3
        cv2.imwrite(name, cv2.cvtColor(self.pixels, cv2.COLOR_RGB2BGR) if rgb else self.pixels)

def open(name):
    return Picture(cv2.imread(name, cv2.IMREAD_COLOR))

def fromarray(pixels):
    return Picture(pixels))";

/// Values that differ by more than rounding on the edge of two levels.
int wrongValues(const ByteRaster &want, const QImage &got)
{
    if (got.size() != QSize(want.size.x, want.size.y))
        return -1;
    int wrong = 0;
    for (int y = 0; y < want.size.y; ++y) {
        for (int x = 0; x < want.size.x; ++x) {
            const QRgb pixel = got.pixel(x, y);
            const std::array<int, 3> levels{qRed(pixel), qGreen(pixel), qBlue(pixel)};
            for (int c = 0; c < want.channels; ++c)
                wrong += std::abs(levels[static_cast<size_t>(c)] - want.view().at({y, x}, c)) > 1 ? 1 : 0;
        }
    }
    return wrong;
}

} // namespace

void TestImageLabListings::initTestCase()
{
    QVERIFY(m_dir.isValid());
    QVERIFY(QDir::setCurrent(m_dir.path()));
    QVERIFY(QDir().mkdir(QStringLiteral("PIL")));
    writeLines(QStringLiteral("PIL/__init__.py"), {""});
    writeLines(QStringLiteral("PIL/Image.py"), {pillow});
    const ByteRaster photo = samplePicture(photoSize, 3);
    const QImage image(photo.values.data(), photoSize.x, photoSize.y, qsizetype{3} * photoSize.x,
                       QImage::Format_RGB888);
    QVERIFY(image.save(QStringLiteral("photo.png")));
}

void TestImageLabListings::rows(const std::vector<Dialect> &dialects)
{
    QTest::addColumn<ImageLabParams>("params");
    QTest::addColumn<int>("dialect");
    constexpr std::array names{"NumPy", "C++", "PyTorch", "SciPy", "OpenCV"};
    for (const Dialect dialect : dialects) {
        for (const auto &[name, params] : cases()) {
            const bool slow = dialect == Dialect::Cpp && params.chain.size() == 2 && params.constant != 0.0;
            if (!slow) // borders are not the C++ text's business, and compiling takes a while
                QTest::addRow("%s, %s", names[static_cast<size_t>(dialect)], name)
                    << params << static_cast<int>(dialect);
        }
    }
}

QByteArray TestImageLabListings::printed(const ImageLabParams &params, Dialect dialect)
{
    const bool cpp = dialect == Dialect::Cpp;
    const QString source = cpp ? QStringLiteral("listing.cpp") : QStringLiteral("listing.py");
    writeLines(source, imageLabListing(params, dialect).lines);
    if (!cpp) {
        const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, {source});
        if (!end.ok)
            qWarning("%s", end.complaints.constData());
        return end.printed;
    }
    const ProgramEnd built = runProgram(
        CONVOSCOPE_CXX, {"-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", "-o", "listing", source});
    if (!built.ok)
        qWarning("%s", built.complaints.constData());
    return built.ok ? runProgram(QDir().absoluteFilePath(QStringLiteral("listing")), {}).printed
                    : QByteArray();
}

void TestImageLabListings::loopsPrintTheLoupe()
{
    QFETCH(const ImageLabParams, params);
    QFETCH(const int, dialect);
    const auto trace = playImageLab(params);
    QVERIFY(trace);
    const auto text = printed(params, static_cast<Dialect>(dialect));
    const auto matrices =
        static_cast<Dialect>(dialect) == Dialect::Cpp ? plainMatrices(text) : numpyMatrices(text);
    QCOMPARE(matrices.size(), size_t{1});
    const Plane &result = trace->planes().back();
    QCOMPARE((Pair{matrices[0].height(), matrices[0].width()}), result.size());
    for (int y = 0; y < result.size().y; ++y) {
        for (int x = 0; x < result.size().x; ++x)
            QVERIFY(std::abs(matrices[0].at(y, x) - result.at({y, x})) <= 1.0F);
    }
}

void TestImageLabListings::librariesSaveTheWhole()
{
    QFETCH(const ImageLabParams, params);
    QFETCH(const int, dialect);
    QFile::remove(QStringLiteral("result.png"));
    printed(params, static_cast<Dialect>(dialect));
    const auto work = imageLabPhoto(params);
    QVERIFY(work.has_value());
    const auto whole = filtered(params.in(), work->filter);
    QVERIFY(whole.has_value());
    const ByteRaster want = strided(whole->view(), work->stride);
    QCOMPARE(wrongValues(want, QImage(QStringLiteral("result.png"))), 0);
}

QTEST_GUILESS_MAIN(TestImageLabListings)
#include "tst_image_lab_listings.moc"
