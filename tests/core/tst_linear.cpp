#include "core/linear.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

class TestLinear : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void flattensAsPyTorch_data();
    void flattensAsPyTorch();
    void readsAFeatureMapAsItIs();
    void refusals();
};

namespace {

/// A matrix of features as one sample per row.
Tensor samples(const Tensor &matrix)
{
    const auto values = matrix.values();
    return Tensor({matrix.height(), matrix.width(), 1, 1}, {values.begin(), values.end()});
}

} // namespace

void TestLinear::matchesPyTorch_data()
{
    addGoldenRows("linear", "linear");
}

void TestLinear::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    const auto y =
        linear(samples(golden.input("x")), samples(golden.input("w")), goldenVector(golden.inputs["b"]));
    QVERIFY(y);
    QCOMPARE(difference(*y, samples(golden.output("y")), golden.tolerance), QString());
}

void TestLinear::flattensAsPyTorch_data()
{
    addGoldenRows("linear", "flatten");
}

void TestLinear::flattensAsPyTorch()
{
    QFETCH(GoldenCase, golden);
    QCOMPARE(golden.number("start_axis"), 1);
    QCOMPARE(difference(flattened(golden.input("x")), samples(golden.output("y")), golden.tolerance),
             QString());
}

void TestLinear::readsAFeatureMapAsItIs()
{
    const Tensor x({2, 2, 1, 2}, {1, 2, 3, 4, 5, 6, 7, 8});
    const Tensor w({1, 4, 1, 1}, {1, 10, 100, 1000});
    QVERIFY(*linear(x, w, {}) == Tensor({2, 1, 1, 1}, {4321, 8765}));
    QVERIFY(*linear(x, w, {}) == *linear(flattened(x), w, {}));
}

void TestLinear::refusals()
{
    const Tensor x({1, 4, 1, 1});
    const auto narrow = linear(x, Tensor({2, 3, 1, 1}), {});
    QVERIFY(!narrow);
    QCOMPARE(
        narrow.refusal(),
        (Refusal{.reason = Reason::ShapesDontMatch, .field = "weight", .got = 3, .limit = 4, .works = 4}));
    const auto unbiased = linear(x, Tensor({2, 4, 1, 1}), std::vector{1.0F});
    QVERIFY(!unbiased);
    QCOMPARE(unbiased.refusal(),
             (Refusal{.reason = Reason::ShapesDontMatch, .field = "bias", .got = 1, .limit = 2, .works = 2}));
}

QTEST_APPLESS_MAIN(TestLinear)
#include "tst_linear.moc"
