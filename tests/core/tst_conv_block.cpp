#include "core/conv_block.h"

#include <QTest>

using namespace convoscope;

class TestConvBlock : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryStage();
    void stagesLeftOutRepeatTheOneBefore();
    void refusesWhatItsStagesRefuse();
};

namespace {

ConvBlock block()
{
    return {.weight = Tensor({2, 1, 1, 1}, {2.0F, -1.0F}),
            .bias = {1.0F, 0.0F},
            .norm =
                BatchNorm{.mean = {1, 0}, .variance = {4, 1}, .gamma = {1, 1}, .beta = {0, 2}, .eps = 0.0},
            .activation = Activation{.kind = ActivationKind::Relu}};
}

} // namespace

void TestConvBlock::keepsEveryStage()
{
    const auto stages = run(block(), Tensor::matrix({{3, -2}}));
    QVERIFY(stages);
    QVERIFY(stages->conv == Tensor({1, 2, 1, 2}, {7, -3, -3, 2}));
    QVERIFY(stages->norm == Tensor({1, 2, 1, 2}, {3, -2, -1, 4}));
    QVERIFY(stages->y == Tensor({1, 2, 1, 2}, {3, 0, 0, 4}));
}

void TestConvBlock::stagesLeftOutRepeatTheOneBefore()
{
    ConvBlock bare = block();
    bare.norm.reset();
    bare.activation.reset();
    const auto stages = run(bare, Tensor::matrix({{3, -2}}));
    QVERIFY(stages);
    QVERIFY(stages->norm == stages->conv);
    QVERIFY(stages->y == stages->conv);
}

void TestConvBlock::refusesWhatItsStagesRefuse()
{
    ConvBlock wide = block();
    wide.norm->mean.push_back(0.0F);
    QCOMPARE(run(wide, Tensor::matrix({{1}})).refusal().reason, Reason::ChannelsDontMatch);
    QCOMPARE(run(block(), Tensor({1, 2, 3, 3})).refusal().reason, Reason::ChannelsDontMatch);
}

QTEST_APPLESS_MAIN(TestConvBlock)
#include "tst_conv_block.moc"
