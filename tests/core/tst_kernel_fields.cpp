#include "core/kernel_fields.h"

#include <QTest>

using namespace convoscope;

namespace {

/// A kernel as a lesson holds it.
struct Held {
    KernelSpec spec;
    Tensor weights;
    explicit Held(KernelPreset preset)
        : spec{.preset = preset}
    {
        use().remake();
    }
    KernelInUse use() { return {spec, weights}; }
    [[nodiscard]] Pair size() const { return {weights.height(), weights.width()}; }
};

int indexOf(KernelPreset preset)
{
    return presetIndex({.preset = preset});
}

} // namespace

class TestKernelFields : public QObject {
    Q_OBJECT

private slots:
    void presetsBringTheirWeights();
    void presetsBringTheirSize();
    void customGoesOnWithTheWeights();
    void sizesOfFormulasAreMadeAnew();
    void fixedPresetsBecomeCustomWhenResized();
    void impossibleSizesKeepTheWeights();
    void editedWeightsAreRecognised();
};

void TestKernelFields::presetsBringTheirWeights()
{
    Held held(KernelPreset::Identity);
    held.use().choose(indexOf(KernelPreset::SobelY));
    QVERIFY(held.spec.preset == KernelPreset::SobelY);
    QVERIFY(held.weights == *makeKernel({.preset = KernelPreset::SobelY}));
}

void TestKernelFields::presetsBringTheirSize()
{
    Held held(KernelPreset::Box);
    held.use().resize({5, 5});
    QVERIFY((held.size() == Pair{5, 5}));
    held.use().choose(indexOf(KernelPreset::Gaussian));
    QVERIFY((held.size() == Pair{5, 5}));
    held.use().choose(indexOf(KernelPreset::RobertsX));
    QVERIFY((held.size() == Pair{2, 2}));
}

void TestKernelFields::customGoesOnWithTheWeights()
{
    Held held(KernelPreset::Emboss);
    const Tensor before = held.weights;
    held.use().choose(indexOf(KernelPreset::Custom));
    QVERIFY(held.spec.preset == KernelPreset::Custom);
    QVERIFY(held.weights == before);
}

void TestKernelFields::sizesOfFormulasAreMadeAnew()
{
    Held held(KernelPreset::Box);
    held.use().resize({1, 4});
    QVERIFY(held.spec.preset == KernelPreset::Box);
    QVERIFY(held.weights == Tensor::matrix({{0.25F, 0.25F, 0.25F, 0.25F}}));
}

void TestKernelFields::fixedPresetsBecomeCustomWhenResized()
{
    Held held(KernelPreset::SobelX);
    held.use().resize({2, 4});
    QVERIFY(held.spec.preset == KernelPreset::Custom);
    QVERIFY(held.weights == Tensor::matrix({{-1, 0, 1, 0}, {-2, 0, 2, 0}}));
}

void TestKernelFields::impossibleSizesKeepTheWeights()
{
    Held held(KernelPreset::SobelX);
    const Tensor before = held.weights;
    held.use().resize({0, mostKernelSide + 1});
    QVERIFY(held.weights == before);
    QVERIFY(!makeKernel(held.spec)); // which is where the learner is told
}

void TestKernelFields::editedWeightsAreRecognised()
{
    Held held(KernelPreset::SobelX);
    held.use().edit(*makeKernel({.preset = KernelPreset::PrewittX}));
    QVERIFY(held.spec.preset == KernelPreset::PrewittX);
    held.use().edit(Tensor::matrix({{7, -7}}));
    QVERIFY(held.spec.preset == KernelPreset::Custom);
    QVERIFY((held.spec.size == Pair{1, 2}));
}

QTEST_APPLESS_MAIN(TestKernelFields)
#include "tst_kernel_fields.moc"
