#include "core/cross_entropy.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

class TestCrossEntropy : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void refusals();
};

namespace {

/// A matrix of logits as one sample per row.
Tensor samples(const Tensor &matrix)
{
    const auto values = matrix.values();
    return Tensor({matrix.height(), matrix.width(), 1, 1}, {values.begin(), values.end()});
}

std::vector<int> targetsOf(const GoldenCase &golden)
{
    std::vector<int> targets;
    for (const auto &target : golden.inputs["target"].toArray())
        targets.push_back(target.toInt());
    return targets;
}

} // namespace

void TestCrossEntropy::matchesPyTorch_data()
{
    addGoldenRows("cross_entropy");
}

void TestCrossEntropy::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    const auto reduction = golden.params["reduction"] == "mean" ? Reduction::Mean : Reduction::Sum;
    const auto entropy = crossEntropy(samples(golden.input("logits")), targetsOf(golden), reduction);
    QVERIFY(entropy);
    const double loss = golden.outputs["loss"].toDouble();
    QVERIFY(std::abs(entropy->loss - loss)
            <= golden.tolerance.absolute + golden.tolerance.relative * std::abs(loss));
    const Tensor perSample({.h = 1, .w = static_cast<int>(entropy->perSample.size())}, entropy->perSample);
    QCOMPARE(difference(perSample, golden.output("per_sample"), golden.tolerance), QString());
    QCOMPARE(difference(entropy->gradLogits, samples(golden.output("grad_logits")), golden.tolerance),
             QString());
}

void TestCrossEntropy::refusals()
{
    const Tensor logits({2, 3, 1, 1});
    QCOMPARE(
        crossEntropy(logits, std::vector{0}).refusal(),
        (Refusal{.reason = Reason::ShapesDontMatch, .field = "target", .got = 1, .limit = 2, .works = 2}));
    QCOMPARE(crossEntropy(logits, std::vector{0, 3}).refusal(),
             (Refusal{.reason = Reason::OutOfRange, .field = "target", .got = 3, .limit = 2, .works = 2}));
    QCOMPARE(crossEntropy(Tensor(), std::vector<int>{}).refusal().reason, Reason::EmptyInput);
}

QTEST_APPLESS_MAIN(TestCrossEntropy)
#include "tst_cross_entropy.moc"
