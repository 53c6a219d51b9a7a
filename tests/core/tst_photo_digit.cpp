#include "core/components.h"
#include "core/digit_preparation.h"
#include "core/photo_digit.h"
#include "tests/network_files.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace convoscope;

namespace {

/// How a digit was photographed.
struct Scene {
    Pair size{480, 640};
    Cell corner{120, 200}; ///< where the digit of 28×28 begins
    int scale = 9; ///< pixels of the photo per pixel of the digit
    float paper = 220.0F;
    float ink = 50.0F;
    float slope = 0.0F; ///< how much darker the paper is on the right than on the left
    float noise = 0.0F; ///< standard deviation
    bool table = false; ///< a dark strip on the left, where the paper ends
    int specks = 0; ///< dots of ink elsewhere
    int perDigit = 3; ///< how many of each digit
};

/// Soft edges where the digit of 28×28 is made larger.
float sampled(const Tensor &digit, float y, float x)
{
    const auto row = static_cast<int>(std::floor(y));
    const auto column = static_cast<int>(std::floor(x));
    const float dy = y - static_cast<float>(row);
    const float dx = x - static_cast<float>(column);
    const auto value = [&digit](int r, int c) {
        return r < 0 || c < 0 || r >= digit.height() || c >= digit.width() ? 0.0F : digit.at(r, c);
    };
    return (1 - dy) * ((1 - dx) * value(row, column) + dx * value(row, column + 1))
        + dy * ((1 - dx) * value(row + 1, column) + dx * value(row + 1, column + 1));
}

Tensor photographed(const Tensor &digit, const Scene &scene)
{
    std::mt19937 random(5);
    std::normal_distribution<float> noise(0.0F, 1.0F);
    Tensor photo({.h = scene.size.y, .w = scene.size.x});
    const auto scale = static_cast<float>(scene.scale);
    for (int y = 0; y < photo.height(); ++y) {
        for (int x = 0; x < photo.width(); ++x) {
            const float share = sampled(digit, static_cast<float>(y - scene.corner.row) / scale,
                                        static_cast<float>(x - scene.corner.column) / scale);
            const float light = scene.slope * static_cast<float>(x) / static_cast<float>(photo.width());
            const bool table = scene.table && x < photo.width() / 12;
            const float clean = scene.paper + share * (scene.ink - scene.paper) - light;
            photo.at(y, x) = (table ? scene.ink : clean) + scene.noise * noise(random);
        }
    }
    for (int i = 0; i < scene.specks; ++i) {
        const int y = 20 + static_cast<int>(random() % 40);
        const int x = 20 + static_cast<int>(random() % 600);
        for (int k = 0; k < 9; ++k)
            photo.at(y + k / 3, x + k % 3) = scene.ink;
    }
    return photo;
}

} // namespace

Q_DECLARE_METATYPE(Scene)

class TestPhotoDigit : public QObject {
    Q_OBJECT

private slots:
    void components();
    void otsu();
    void findsAndRecognises_data();
    void findsAndRecognises();
    void keepsItsStages();
    void thickensThinLines();
    void joinsTheBarOfAFive();
    void refusesWhatShowsNothing_data();
    void refusesWhatShowsNothing();
};

void TestPhotoDigit::components()
{
    const Tensor x = Tensor::matrix({{2, 0, 0, 0, 1}, //
                                     {0, 2, 0, 0, 3},
                                     {0, 0, 0, 0, 0},
                                     {5, 0, 0, 0, 0}});
    const Components found = componentsAbove(x, 0.5F);
    QCOMPARE(found.parts.size(), size_t(3));
    QVERIFY(found.parts[0] == (Component{.bounds = {0, 0, 2, 2}, .pixels = 2, .mass = 4.0}));
    QVERIFY(found.parts[1] == (Component{.bounds = {0, 4, 2, 1}, .pixels = 2, .mass = 4.0}));
    QVERIFY(found.parts[2] == (Component{.bounds = {3, 0, 1, 1}, .pixels = 1, .mass = 5.0}));
    QCOMPARE(found.labels[6], 0);
    QCOMPARE(found.labels[2], -1);
    QVERIFY(componentsAbove(x, 5.0F).parts.empty());
}

void TestPhotoDigit::otsu()
{
    const std::vector<float> values{0.0F, 1.0F, 1.5F, 0.5F, 9.0F, 10.0F, 9.5F};
    const float threshold = otsuThreshold(values);
    QVERIFY(threshold >= 1.5F && threshold < 9.0F);
    QCOMPARE(otsuThreshold(std::vector<float>(4, 0.0F)), 0.0F);
    QCOMPARE(otsuThreshold({}), 0.0F);
}

void TestPhotoDigit::findsAndRecognises_data()
{
    QTest::addColumn<Scene>("scene");
    QTest::newRow("dark ink on paper") << Scene{};
    QTest::newRow("chalk on a board") << Scene{.paper = 40.0F, .ink = 230.0F};
    QTest::newRow("pencil: little contrast") << Scene{.ink = 170.0F, .noise = 3.0F};
    QTest::newRow("light from the left") << Scene{.slope = 90.0F};
    QTest::newRow("chalk, light from the left") << Scene{.paper = 120.0F, .ink = 220.0F, .slope = 80.0F};
    QTest::newRow("noise") << Scene{.noise = 15.0F};
    QTest::newRow("specks") << Scene{.specks = 6};
    QTest::newRow("the table beside the paper") << Scene{.table = true};
    QTest::newRow("small, in a corner") << Scene{.corner = {20, 20}, .scale = 3};
    QTest::newRow("large") << Scene{.corner = {10, 80}, .scale = 16};
    QTest::newRow("a small photo") << Scene{.size = {40, 44}, .corner = {4, 6}, .scale = 1};
    QTest::newRow("a large photo") << Scene{
        .size = {1200, 1600}, .corner = {300, 400}, .scale = 24, .perDigit = 1};
    QTest::newRow("values from 0 to 1") << Scene{.paper = 0.9F, .ink = 0.1F, .slope = 0.2F, .noise = 0.02F};
}

/// Nine tenths of the first digits of the test set, as many of each, are recognised in their photos.
void TestPhotoDigit::findsAndRecognises()
{
    QFETCH(Scene, scene);
    const DigitSet digits = bundledDigits();
    const auto network = bundledNetwork("lenet_style");
    int right = 0;
    for (int label = 0; label < 10; ++label) {
        for (int i = 0; i < scene.perDigit; ++i) {
            const Tensor digit = digits.picture(digits.withLabel(label)[static_cast<size_t>(i)]);
            const auto found = findDigit(photographed(digit, scene));
            QVERIFY(found);
            QCOMPARE(found->darkInk, scene.ink < scene.paper);
            const auto prepared = prepareDigit(found->ink);
            QVERIFY(prepared);
            right += static_cast<int>(runOn(network, prepared->digit).predicted() == label);
        }
    }
    QVERIFY2(right >= 9 * scene.perDigit, qPrintable(QString::number(right)));
}

void TestPhotoDigit::keepsItsStages()
{
    const auto found = findDigit(photographed(bundledDigits().picture(0), Scene{.slope = 60.0F}));
    QVERIFY(found);
    QVERIFY(found->grey.shape() == (Shape{.h = 240, .w = 320}));
    for (const Tensor *stage : {&found->paper.level, &found->contrast, &found->ink})
        QVERIFY(stage->shape() == found->grey.shape());
    QVERIFY(std::abs(found->paper.level.at(120, 0) - 220.0F) < 3.0F);
    QVERIFY(std::abs(found->paper.level.at(120, 319) - 160.0F) < 3.0F);
    const auto [low, high] = std::ranges::minmax(found->ink.values());
    QVERIFY(low == 0.0F && high == 1.0F);
    const Rect around = inkBounds(found->ink, 0.0F);
    QVERIFY(around.contains({found->bounds.top, found->bounds.left}));
    QVERIFY(found->threshold > 0.0F && found->threshold < 170.0F);
}

void TestPhotoDigit::thickensThinLines()
{
    Tensor photo({.h = 200, .w = 200}, 1.0F);
    for (int y = 40; y < 160; ++y)
        photo.at(y, 100) = 0.0F;
    const auto found = findDigit(photo);
    QVERIFY(found);
    QVERIFY(found->bounds == (Rect{40, 100, 120, 1}));
    QCOMPARE(found->thickened, 5); // 1.8 of 20 pixels are 10.8 of 120; the line has about 1
    QCOMPARE(found->ink.at(100, 95), 1.0F);
    QCOMPARE(found->ink.at(100, 92), 0.0F);
}

void TestPhotoDigit::joinsTheBarOfAFive()
{
    Tensor photo({.h = 200, .w = 200}, 200.0F);
    const auto fill = [&photo](const Rect &rect) {
        for (int y = rect.top; y < rect.top + rect.height; ++y) {
            for (int x = rect.left; x < rect.left + rect.width; ++x)
                photo.at(y, x) = 20.0F;
        }
    };
    fill({60, 80, 80, 14}); // the digit
    fill({46, 84, 8, 40}); // its bar
    fill({60, 150, 80, 14}); // another digit, beside it
    fill({10, 10, 2, 2}); // a speck
    const auto found = findDigit(photo);
    QVERIFY(found);
    QVERIFY(found->bounds == (Rect{46, 80, 94, 44}));
}

void TestPhotoDigit::refusesWhatShowsNothing_data()
{
    QTest::addColumn<Tensor>("photo");
    Tensor light({.h = 50, .w = 60});
    for (int y = 0; y < 50; ++y) {
        for (int x = 0; x < 60; ++x)
            light.at(y, x) = 100.0F + static_cast<float>(x) + 0.5F * static_cast<float>(y);
    }
    QTest::newRow("nothing") << Tensor();
    QTest::newRow("white") << Tensor({.h = 50, .w = 60}, 255.0F);
    QTest::newRow("black") << Tensor({.h = 50, .w = 60});
    QTest::newRow("one pixel") << Tensor({.h = 1, .w = 1}, 3.0F);
    QTest::newRow("a row") << Tensor({.h = 1, .w = 500}, 3.0F);
    QTest::newRow("nothing but light") << light;
}

void TestPhotoDigit::refusesWhatShowsNothing()
{
    QFETCH(Tensor, photo);
    const auto found = findDigit(photo);
    QVERIFY(!found);
    QCOMPARE(found.refusal(), (Refusal{.reason = Reason::EmptyInput, .field = "input"}));
}

QTEST_APPLESS_MAIN(TestPhotoDigit)
#include "tst_photo_digit.moc"
