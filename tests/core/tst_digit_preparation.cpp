#include "core/digit_preparation.h"
#include "core/pen.h"
#include "tests/golden.h"
#include "tests/network_files.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace convoscope;

namespace {

/// The golden strokes, as a pen draws them that stands in the middle of the pixel under the pointer.
Drawing drawingOf(const QJsonObject &golden)
{
    Drawing drawing;
    const auto radius = static_cast<float>(golden["pen_radius"].toDouble());
    for (const auto stroke : golden["strokes"].toArray()) {
        Stroke line;
        for (const auto point : stroke.toArray())
            line.points.push_back({.x = static_cast<float>(point[0].toDouble()) + 0.5F,
                                   .y = static_cast<float>(point[1].toDouble()) + 0.5F,
                                   .radius = radius});
        drawing.strokes.push_back(line);
    }
    return drawing;
}

Tensor wanted(const QJsonObject &golden)
{
    Tensor digit({.h = 28, .w = 28});
    const QJsonArray pixels = golden["mnist_style_28x28"].toArray();
    for (int i = 0; i < 784; ++i)
        digit.values()[static_cast<size_t>(i)] = static_cast<float>(pixels[i].toInt()) / 255.0F;
    return digit;
}

/// Mean absolute difference with `b` moved by one of the nine steps of at most a pixel that fits best.
float differenceNearby(const Tensor &a, const Tensor &b, int steps)
{
    float best = 1.0F;
    for (int dy = -steps; dy <= steps; ++dy) {
        for (int dx = -steps; dx <= steps; ++dx) {
            float sum = 0.0F;
            for (int y = 1; y < 27; ++y) {
                for (int x = 1; x < 27; ++x)
                    sum += std::abs(a.at(y, x) - b.at(y + dy, x + dx));
            }
            best = std::min(best, sum / 784.0F);
        }
    }
    return best;
}

} // namespace

class TestDigitPreparation : public QObject {
    Q_OBJECT

private slots:
    void mouseDigits_data();
    void mouseDigits();
    void mouseDigitsInTheSamePlace();
    void keepsItsStages();
    void smallAndLargeAndThinDrawings_data();
    void smallAndLargeAndThinDrawings();
    void areaScaling();
    void pen();
    void refusesAnEmptyDrawing();
};

void TestDigitPreparation::mouseDigits_data()
{
    QTest::addColumn<QJsonObject>("golden");
    for (const auto value : goldenDocument("mouse_digits")["cases"].toArray())
        QTest::newRow(qPrintable(value.toObject()["name"].toString())) << value.toObject();
}

/// The picture is that of the reference, and both networks say of it what they say of the reference's.
void TestDigitPreparation::mouseDigits()
{
    QFETCH(QJsonObject, golden);
    const auto prepared = prepareDigit(inkOf(drawingOf(golden)));
    QVERIFY(prepared);
    const float off = differenceNearby(prepared->digit, wanted(golden), 1);
    QVERIFY2(off < 0.012F, qPrintable(QString::number(off)));
    for (const QString &network : {QStringLiteral("lenet_style"), QStringLiteral("lenet5")}) {
        const NetworkRun run = runOn(bundledNetwork(network), prepared->digit);
        QCOMPARE(run.predicted(), golden[network].toObject()["mnist_style"].toArray()[0].toInt());
    }
}

/// A centre that lies half-way between two places may go to either; two digits of the 45 are such.
void TestDigitPreparation::mouseDigitsInTheSamePlace()
{
    int same = 0;
    for (const auto value : goldenDocument("mouse_digits")["cases"].toArray()) {
        const auto prepared = prepareDigit(inkOf(drawingOf(value.toObject())));
        same += static_cast<int>(differenceNearby(prepared->digit, wanted(value.toObject()), 0) < 0.012F);
    }
    QVERIFY2(same >= 43, qPrintable(QString::number(same)));
}

void TestDigitPreparation::keepsItsStages()
{
    Tensor ink({.h = 100, .w = 80});
    for (int y = 30; y < 70; ++y) {
        for (int x = 20; x < 30; ++x)
            ink.at(y, x) = 1.0F;
    }
    for (int x = 30; x < 40; ++x)
        ink.at(69, x) = 0.5F;
    const auto made = prepareDigit(ink);
    QVERIFY(made);
    QVERIFY(made->crop == (Rect{30, 20, 40, 20}));
    QVERIFY(made->cropped.shape() == (Shape{.h = 40, .w = 20}));
    QVERIFY(made->scaled.shape() == (Shape{.h = 20, .w = 10}));
    QCOMPARE(made->scaled.at(0, 0), 1.0F);
    QCOMPARE(made->scaled.at(19, 9), 0.25F); // half of it is ink of 0.5
    const double mass = 100.0 + 5 * 0.25;
    QVERIFY(std::abs(made->centre.x - (100.0 * 2.5 + 1.25 * 7.5) / mass) < 1e-6);
    QVERIFY(std::abs(made->centre.y - (100.0 * 10.0 + 1.25 * 19.5) / mass) < 1e-6);
    QCOMPARE(made->corner, (Cell{4, 11}));
    QCOMPARE(made->digit.at(4, 11), 1.0F);
    QCOMPARE(made->digit.at(4, 10), 0.0F);
    const auto values = made->digit.values();
    QVERIFY(std::abs(std::accumulate(values.begin(), values.end(), 0.0) - mass) < 1e-4);
}

void TestDigitPreparation::smallAndLargeAndThinDrawings_data()
{
    QTest::addColumn<Rect>("ink");
    QTest::addColumn<Pair>("scaled");
    QTest::newRow("a dot") << Rect{50, 50, 1, 1} << Pair{20, 20};
    QTest::newRow("a row") << Rect{50, 0, 1, 200} << Pair{1, 20};
    QTest::newRow("a column") << Rect{0, 199, 200, 1} << Pair{20, 1};
    QTest::newRow("everything") << Rect{0, 0, 200, 200} << Pair{20, 20};
    QTest::newRow("smaller than it will be") << Rect{7, 7, 5, 10} << Pair{10, 20};
    QTest::newRow("halves away from zero") << Rect{7, 7, 40, 5} << Pair{20, 3};
}

void TestDigitPreparation::smallAndLargeAndThinDrawings()
{
    QFETCH(Rect, ink);
    QFETCH(Pair, scaled);
    Tensor drawing({.h = 200, .w = 200});
    for (int y = ink.top; y < ink.top + ink.height; ++y) {
        for (int x = ink.left; x < ink.left + ink.width; ++x)
            drawing.at(y, x) = 1.0F;
    }
    const auto made = prepareDigit(drawing);
    QVERIFY(made);
    QVERIFY(made->crop == ink);
    QCOMPARE(Pair({made->scaled.height(), made->scaled.width()}), scaled);
    const PixelPoint centre = centreOfMass(made->digit);
    QVERIFY(std::abs(centre.y - 14.0) <= 0.5 && std::abs(centre.x - 14.0) <= 0.5);
}

void TestDigitPreparation::areaScaling()
{
    const Tensor x = Tensor::matrix({{0, 3, 6}, {9, 0, 3}});
    QCOMPARE(scaledByArea(x, {2, 3}), x);
    QCOMPARE(
        difference(scaledByArea(x, {1, 1}), Tensor::matrix({{3.5F}}), {.exact = false, .absolute = 1e-6}),
        QString());
    QCOMPARE(difference(scaledByArea(x, {2, 2}), Tensor::matrix({{1, 5}, {6, 2}}),
                        {.exact = false, .absolute = 1e-6}),
             QString());
    QCOMPARE(difference(scaledByArea(x, {4, 6}),
                        Tensor::matrix(
                            {{0, 0, 3, 3, 6, 6}, {0, 0, 3, 3, 6, 6}, {9, 9, 0, 0, 3, 3}, {9, 9, 0, 0, 3, 3}}),
                        {.exact = false, .absolute = 1e-6}),
             QString());
}

void TestDigitPreparation::pen()
{
    const auto ink = inkOf({.size = {20, 20}, .strokes = {{.points = {{10.0F, 10.0F, 3.0F}}}}});
    QCOMPARE(ink.at(9, 9), 1.0F);
    QCOMPARE(ink.at(9, 13), 0.0F); // its middle is 3.5 to the right and 0.5 above
    QVERIFY(ink.at(9, 12) > 0.9F && ink.at(9, 12) < 1.0F);
    const auto line =
        inkOf({.size = {20, 20}, .strokes = {{.points = {{-50.0F, 10.0F, 2.0F}, {50.0F, 10.0F, 2.0F}}}}});
    QCOMPARE(line.at(8, 0), 1.0F);
    QCOMPARE(line.at(11, 19), 1.0F);
    QCOMPARE(line.at(12, 5), 0.0F);
    const auto wedge =
        inkOf({.size = {20, 20}, .strokes = {{.points = {{2.0F, 10.0F, 1.0F}, {18.0F, 10.0F, 8.0F}}}}});
    QCOMPARE(wedge.at(4, 17), 1.0F);
    QCOMPARE(wedge.at(4, 2), 0.0F);
    const float far = std::numeric_limits<float>::infinity();
    const auto beyond =
        inkOf({.size = {4, 4}, .strokes = {{.points = {{far, 1.0F, 1.0F}, {1e30F, -1e30F, 1.0F}}}}});
    QCOMPARE(beyond, Tensor({.h = 4, .w = 4}));
    const Stroke across{.points = {{-50.0F, 10.0F, 4.0F}, {50.0F, 10.0F, 4.0F}}};
    const Stroke away{.points = {{10.0F, -50.0F, 2.0F}, {10.0F, 50.0F, 2.0F}}, .erases = true};
    const auto parted = inkOf({.size = {20, 20}, .strokes = {across, away}});
    QCOMPARE(parted.at(10, 10), 0.0F);
    QCOMPARE(parted.at(10, 5), 1.0F);
    QCOMPARE(inkOf({.size = {20, 20}, .strokes = {away, across}}).at(10, 10), 1.0F);
}

void TestDigitPreparation::refusesAnEmptyDrawing()
{
    QCOMPARE(prepareDigit(Tensor({.h = 9, .w = 9})).refusal(),
             (Refusal{.reason = Reason::EmptyInput, .field = "input"}));
    QCOMPARE(prepareDigit(Tensor()).refusal().reason, Reason::EmptyInput);
}

QTEST_APPLESS_MAIN(TestDigitPreparation)
#include "tst_digit_preparation.moc"
