#include "core/resized.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

/// Pictures at another size.
class TestResized : public QObject {
    Q_OBJECT

private slots:
    void sameSizeIsTheSame();
    void shrinkingTakesTheMean();
    void partsOfCellsCountByTheirArea();
    void growingRepeats();
    void meanStays();
    void fittingCutsTheMiddle();
    void everyChannelIsResized();
};

void TestResized::sameSizeIsTheSame()
{
    const Tensor x = Tensor::matrix({{1, 2}, {3, 4}});
    QVERIFY(resized(x, {2, 2}) == x);
    QVERIFY(fitted(x, {2, 2}) == x);
}

void TestResized::shrinkingTakesTheMean()
{
    const Tensor x = Tensor::matrix({{1, 3, 5, 7}, {1, 3, 5, 7}});
    QVERIFY((resized(x, {1, 2}) == Tensor::matrix({{2, 6}})));
}

void TestResized::partsOfCellsCountByTheirArea()
{
    const Tensor x = Tensor::matrix({{0, 3, 6}});
    QCOMPARE(difference(resized(x, {1, 2}), Tensor::matrix({{1, 5}}), {.exact = false, .absolute = 1e-6}),
             QString());
}

void TestResized::growingRepeats()
{
    const Tensor x = Tensor::matrix({{1, 2}});
    QVERIFY((resized(x, {2, 4}) == Tensor::matrix({{1, 1, 2, 2}, {1, 1, 2, 2}})));
}

void TestResized::meanStays()
{
    Tensor x({.h = 37, .w = 53});
    double sum = 0;
    for (size_t i = 0; i < x.values().size(); ++i) {
        x.values()[i] = static_cast<float>((i * 29) % 256);
        sum += x.values()[i];
    }
    const Tensor small = resized(x, {10, 7});
    double mean = 0;
    for (const float value : small.values())
        mean += value / 70.0;
    QVERIFY(std::abs(mean - sum / (37 * 53)) < 1e-3);
}

void TestResized::fittingCutsTheMiddle()
{
    const Tensor x = Tensor::matrix({{1, 2, 3, 4}, {5, 6, 7, 8}});
    QVERIFY((fitted(x, {2, 2}) == Tensor::matrix({{2, 3}, {6, 7}})));
    QVERIFY((fitted(x, {1, 4}) == Tensor::matrix({{1, 2, 3, 4}})));
}

void TestResized::everyChannelIsResized()
{
    Tensor x({.c = 2, .h = 2, .w = 2}, 1.0F);
    for (float &value : x.plane(0, 1))
        value = 3.0F;
    const Tensor y = resized(x, {1, 1});
    QCOMPARE(y.at(0, 0, 0, 0), 1.0F);
    QCOMPARE(y.at(0, 1, 0, 0), 3.0F);
}

QTEST_APPLESS_MAIN(TestResized)
#include "tst_resized.moc"
