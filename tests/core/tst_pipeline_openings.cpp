#include "core/pipeline_openings.h"
#include "core/pipeline_planes.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

namespace {

Step playedAt(const Opening &opening)
{
    const auto trace = findLesson(opening.lesson)->play(opening.params);
    return trace ? trace->at({lastBeatAt(*trace, opening.cell), -1}) : Step();
}

} // namespace

/// Cells of the network stepped through in the lessons on them.
class TestPipelineOpenings : public QObject {
    Q_OBJECT

private slots:
    void theSameNumber_data();
    void theSameNumber();
    void aKernelOpensItsChannel();
    void nothingElse();
};

void TestPipelineOpenings::theSameNumber_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("openings");
    QTest::newRow("first convolution") << 0 << 2 << 2;
    QTest::newRow("max pool") << 0 << 3 << 1;
    QTest::newRow("32 channels") << 0 << 5 << 2;
    QTest::newRow("LeNet-5, convolution") << 1 << 2 << 2;
    QTest::newRow("LeNet-5, average") << 1 << 3 << 1;
    QTest::newRow("LeNet-5, 6 channels") << 1 << 5 << 2;
}

void TestPipelineOpenings::theSameNumber()
{
    QFETCH(int, network);
    QFETCH(int, row);
    QFETCH(int, openings);
    PipelineParams params = pipelineStart();
    params.network = static_cast<BundledNetwork>(network);
    const auto run = runPipeline(params);
    const PipelinePlanes places(*run, *chosenCell(params, *run));
    const CellRef ref{row, 2, {3, 4}};
    const auto all = pipelineOpenings(params, places.planeOf(row, ref.channel), ref.cell);
    QCOMPARE(static_cast<int>(all.size()), openings);
    const Step step = playedAt(all.front());
    const bool relu = network == 0 && row != 3;
    const int made = relu ? row : weighedRow(run->network(), row);
    QCOMPARE(step.cell, ref.cell);
    QVERIFY(std::abs(step.result - run->output(made).at(0, 2, 3, 4)) < 1e-5);
    if (openings == 1)
        return;
    const auto story = cellStory(*run, {weighedRow(run->network(), row), 2, {3, 4}});
    double most = 0.0;
    for (const ChannelShare &share : story->channels)
        most = std::max(most, std::abs(share.sum));
    QVERIFY(std::abs(std::abs(playedAt(all.back()).result) - most) < 1e-5);
}

void TestPipelineOpenings::aKernelOpensItsChannel()
{
    const PipelineParams params = pipelineStart();
    const auto run = runPipeline(params);
    const PipelinePlanes places(*run, *chosenCell(params, *run));
    const auto all = pipelineOpenings(params, places.count() + 9, {0, 0});
    QCOMPARE(all.size(), size_t(1));
    const auto story = cellStory(*run, {4, 0, {5, 5}});
    QVERIFY(std::abs(playedAt(all.front()).result - story->channels[9].sum) < 1e-5);
}

void TestPipelineOpenings::nothingElse()
{
    const PipelineParams params = pipelineStart();
    const auto run = runPipeline(params);
    const PipelinePlanes places(*run, *chosenCell(params, *run));
    QVERIFY(pipelineOpenings(params, 0, {3, 3}).empty());
    for (const int row : {7, 8, 9})
        QVERIFY(pipelineOpenings(params, places.planeOf(row, 0), {0, 0}).empty());
}

QTEST_APPLESS_MAIN(TestPipelineOpenings)
#include "tst_pipeline_openings.moc"
