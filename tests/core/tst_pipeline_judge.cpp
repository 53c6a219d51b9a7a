#include "core/pipeline_judge.h"

#include "core/bundle.h"
#include "core/lesson.h"

#include <QTest>

using namespace convoscope;

class TestPipelineJudge : public QObject {
    Q_OBJECT

private slots:
    void answersAsTheLesson_data();
    void answersAsTheLesson();
    void onlyWhatMattersIsAsked();
    void refuses();
};

void TestPipelineJudge::answersAsTheLesson_data()
{
    QTest::addColumn<PipelineParams>("params");
    const auto row = [](const char *name, void (*change)(PipelineParams &)) {
        PipelineParams params = pipelineStart();
        change(params);
        QTest::newRow(name) << params;
    };
    row("as trained", [](PipelineParams & /*params*/) {});
    row("LeNet-5", [](PipelineParams &params) { params.network = BundledNetwork::Lenet5; });
    row("no ReLU", [](PipelineParams &params) { params.activations = ActivationsInUse::None; });
    row("average pools", [](PipelineParams &params) { params.pools = PoolsInUse::Average; });
    row("a filter silenced", [](PipelineParams &params) { params.silenced = 3; });
    row("filters exchanged", [](PipelineParams &params) { params.swapped = {2, 9}; });
    row("shifted", [](PipelineParams &params) { params.shift = {4, -3}; });
    row("turned, in noise", [](PipelineParams &params) {
        params.angle = 40.0F;
        params.noise = 0.3F;
    });
}

void TestPipelineJudge::answersAsTheLesson()
{
    QFETCH(const PipelineParams, params);
    const auto answer = pipelineJudge.answering(params);
    for (int i = 0; i < 60; ++i) {
        PipelineParams played = params;
        played.input = makePicture(bundledDigits().picture(i));
        const auto run = runPipeline(played);
        QVERIFY(run);
        QCOMPARE(answer(bundledDigits().picture(i)), run->predicted());
    }
}

void TestPipelineJudge::onlyWhatMattersIsAsked()
{
    const PipelineParams start = pipelineStart();
    PipelineParams other = start;
    other.map = 3;
    other.cell = {1, 1};
    QVERIFY(pipelineJudge.asked(start) == pipelineJudge.asked(other));
    other.silenced = 1;
    QVERIFY(pipelineJudge.asked(start) != pipelineJudge.asked(other));
}

void TestPipelineJudge::refuses()
{
    PipelineParams params = pipelineStart();
    QCOMPARE(pipelineJudge.answering(params)(Tensor({.h = 3, .w = 3})), -1);
    params.silenced = 1000;
    QCOMPARE(pipelineJudge.answering(params)(bundledDigits().picture(0)), -1);
}

QTEST_APPLESS_MAIN(TestPipelineJudge)
#include "tst_pipeline_judge.moc"
