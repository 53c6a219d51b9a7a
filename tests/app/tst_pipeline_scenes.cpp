#include "scene_fixture.h"

#include "app/scene_index.h"
#include "core/digit_picture.h"
#include "core/facts.h"
#include "core/network_experiments.h"
#include "core/pipeline_facts.h"
#include "tests/golden.h"

#include <QFile>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

namespace {

const QString folder = QStringLiteral(":/scenes/pipeline");

Scene sceneOfKey(const QString &key)
{
    return sceneAt(QStringLiteral("%1/%2.json").arg(folder, key));
}

PipelineParams paramsOf(const QString &key)
{
    return std::get<PipelineParams>(sceneOfKey(key).params);
}

NetworkRun runOf(const PipelineParams &params)
{
    auto run = runPipeline(params);
    if (!run)
        qFatal("%s is refused", run.refusal().field.c_str());
    return *std::move(run);
}

/// What stands at the top of the ten probabilities.
float share(const NetworkRun &run)
{
    return run.output(run.rows() - 1).values()[static_cast<size_t>(run.predicted())];
}

const FactsRow &factsRow(const FactsTable &table, std::string_view name)
{
    const auto row = std::ranges::find(table.rows, name, &FactsRow::name);
    if (row == table.rows.end())
        qFatal("there is no row %s", name.data());
    return *row;
}

QString titleOf(const QString &key)
{
    const auto entries = bundledScenes("pipeline");
    const auto found = std::ranges::find(entries, key, &SceneEntry::key);
    return found == entries.end() ? QString() : found->title;
}

QString notes()
{
    QFile file(QStringLiteral(":/lessons/pipeline/notes.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).simplified() : QString();
}

/// How many of the bundled digits are read after a change.
int readDigits(void (*change)(PipelineParams &))
{
    int read = 0;
    for (int i = 0; i < bundledDigits().count(); ++i) {
        PipelineParams params = pipelineStart();
        params.input = makePicture(bundledDigits().picture(i));
        change(params);
        read += runOf(params).predicted() == bundledDigits().label(i) ? 1 : 0;
    }
    return read;
}

} // namespace

/// The scenes of the lesson, what their titles and the notes say, and the worked examples of the tutorials
/// that speak of the whole network.
class TestPipelineScenes : public QObject {
    Q_OBJECT

private slots:
    void sizesAreTheTutorials_data();
    void sizesAreTheTutorials();
    void parametersAreTheTutorials();
    void scoresAreNoProbabilities();
    void lastRowIsNotRead();
    void cellKnowsOfTenPixels();
    void answersAreTheTitles_data();
    void answersAreTheTitles();
    void drawnDigitIsRead();
    void cellsAreOpened_data();
    void cellsAreOpened();
    void reluLeavesNothing();
    void deadFilterIsNotMissed();
    void notesCountTheWork();
    void notesCountTheDigits_data();
    void notesCountTheDigits();
    void notesCountDeadFilters();
};

void TestPipelineScenes::sizesAreTheTutorials_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("layer");
    const auto row = [](const char *id, const char *layer) { QTest::newRow(id) << id << layer; };
    row("A.pipeline.Conv1", "conv1");
    row("A.pipeline.Pool1", "pool1");
    row("A.pipeline.Conv2", "conv2");
    row("A.pipeline.Pool2", "pool2");
    row("A.pipeline.Flatten", "flatten");
    row("A.pipeline.1600", "flatten");
    row("A.pipeline.FC", "logits");
}

void TestPipelineScenes::sizesAreTheTutorials()
{
    QFETCH(const QString, id);
    QFETCH(const QString, layer);
    const auto tables = pipelineFacts(paramsOf(QStringLiteral("seven")));
    const FactsRow &row = factsRow(tables.back(), layer.toStdString());
    QJsonArray shape;
    for (const long long size : std::get<Extents>(row.facts[0]))
        shape.append(size);
    const QJsonValue want = computedExample(id);
    QCOMPARE(shape, want.isArray() ? want.toArray() : QJsonArray{want});
}

void TestPipelineScenes::parametersAreTheTutorials()
{
    const auto tables = pipelineFacts(paramsOf(QStringLiteral("seven")));
    const auto parameters = [&](std::string_view row) {
        return static_cast<int>(std::get<long long>(factsRow(tables.back(), row).facts[1]));
    };
    const QString id = QStringLiteral("A.pipeline.params");
    QCOMPARE(parameters("conv1"), computedExample(id, QStringLiteral("conv1")).toInt());
    QCOMPARE(parameters("conv2"), computedExample(id, QStringLiteral("conv2")).toInt());
    QCOMPARE(parameters("logits"), computedExample(id, QStringLiteral("fc")).toInt());
    QCOMPARE(parameters("total"), computedExample(id, QStringLiteral("total")).toInt());
}

/// One of the tutorials lets the last layer put out probabilities; its ten numbers are no such thing.
void TestPipelineScenes::scoresAreNoProbabilities()
{
    QVERIFY(
        computedExample(QStringLiteral("A.pipeline.probabilities")).toString().contains("need a softmax"));
    const NetworkRun run = runOf(paramsOf(QStringLiteral("seven")));
    const auto sum = [&](int row) {
        double all = 0.0;
        for (const float value : run.output(row).values())
            all += static_cast<double>(value);
        return all;
    };
    QVERIFY(std::ranges::min(run.output(run.rows() - 2).values()) < 0.0F);
    QVERIFY(std::abs(sum(run.rows() - 2) - 1.0) > 1.0);
    QVERIFY(std::abs(sum(run.rows() - 1) - 1.0) < 1e-6);
}

void TestPipelineScenes::lastRowIsNotRead()
{
    const QString id = QStringLiteral("A.pipeline.pool2_floor");
    const PipelineParams params = paramsOf(QStringLiteral("unread"));
    const NetworkRun run = runOf(params);
    const int in = run.output(params.layer).height();
    QCOMPARE(in, computedExample(id, QStringLiteral("in")).toInt());
    QCOMPARE(run.output(params.layer + 1).height(), computedExample(id, QStringLiteral("out")).toInt());
    const int dropped = computedExample(id, QStringLiteral("rows_and_columns_dropped")).toInt();
    const auto reach = NetworkReach::make(run.network());
    for (int row = 0; row < in; ++row) {
        const auto viewers = reach->viewers({params.layer, params.map, {row, params.cell.x}});
        QCOMPARE(viewers[1].units.empty(), row >= in - dropped);
    }
    QCOMPARE(params.cell.y, in - 1);
}

void TestPipelineScenes::cellKnowsOfTenPixels()
{
    const Scene scene = sceneOfKey(QStringLiteral("ten-pixels"));
    const Trace trace = traceOfScene(QStringLiteral("pipeline"), QStringLiteral("ten-pixels"));
    const Step step = trace.at(scene.position);
    const auto frame = std::ranges::find_if(
        step.marks, [](const Mark &mark) { return mark.plane == 0 && mark.role == MarkRole::Window; });
    QVERIFY(frame != step.marks.end());
    QCOMPARE(frame->cells, (Rect{8, 16, 10, 10}));
    QVERIFY(titleOf(QStringLiteral("ten-pixels")).contains(QStringLiteral("10 × 10")));
}

void TestPipelineScenes::answersAreTheTitles_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("label");
    QTest::addColumn<int>("answer");
    const auto row = [](const char *key, int label, int answer) {
        QTest::newRow(key) << QString(key) << label << answer;
    };
    row("seven", 7, 7);
    row("eight", 8, 8);
    row("lenet-5", 7, 7);
    row("own-colours", 7, 7);
    row("wrong-8-9", 8, 9);
    row("lenet-5-right", 8, 8);
    row("wrong-2-7", 2, 7);
    row("wrong-5-3", 5, 3);
    row("average-mends", 5, 5);
    row("wrong-7-4", 7, 4);
    row("wrong-9-8", 9, 8);
    row("wrong-3-5", 3, 5);
    row("lenet-5-wrong", 8, 2);
    row("moved-1", 5, 5);
    row("moved-3", 5, 5);
    row("moved-4", 5, 6);
    row("moved-one", 1, 4);
    row("turned-6", 6, 9);
    row("turned-5", 5, 6);
    row("turned-0", 0, 0);
    row("noise-1", 9, 9);
    row("noise-3", 9, 8);
    row("no-relu", 2, 8);
    row("no-first-relu", 0, 8);
    row("no-second-relu", 0, 4);
    row("average-pools", 7, 7);
    row("silenced", 0, 8);
    row("swapped", 1, 4);
    row("lenet-5-maxima", 7, 3);
    row("lenet-5-no-tanh", 7, 8);
}

/// The digit is the one that the title names, the network's answer too, and so is a percentage.
void TestPipelineScenes::answersAreTheTitles()
{
    QFETCH(const QString, key);
    QFETCH(const int, label);
    QFETCH(const int, answer);
    const PipelineParams params = paramsOf(key);
    const auto digit = bundledDigitOf(params.input.preset);
    QVERIFY(digit);
    QCOMPARE(bundledDigits().label(digit.value_or(0)), label);
    const NetworkRun run = runOf(params);
    QCOMPARE(run.predicted(), answer);
    static const QRegularExpression percentage(QStringLiteral("(\\d+) %"));
    if (const auto said = percentage.match(titleOf(key)); said.hasMatch())
        QCOMPARE(static_cast<int>(std::lround(100.0 * static_cast<double>(share(run)))),
                 said.captured(1).toInt());
}

/// The drawing is small and lies at the right; what the network is shown is large, in the middle, and the
/// same in both scenes.
void TestPipelineScenes::drawnDigitIsRead()
{
    const PipelineParams read = paramsOf(QStringLiteral("drawn-read"));
    const PipelineParams prepared = paramsOf(QStringLiteral("drawn-prepared"));
    QVERIFY(prepared.view == PipelineView::Preparation);
    QVERIFY(read.input.drawing && prepared.input.drawing);
    QCOMPARE(*read.input.drawing, *prepared.input.drawing);
    for (const Stroke &stroke : read.input.drawing->strokes) {
        for (const PenPoint &point : stroke.points)
            QVERIFY(point.x > 180.0F && point.y < 150.0F);
    }
    QCOMPARE(runOf(read).predicted(), 2);
}

void TestPipelineScenes::cellsAreOpened_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("terms");
    const auto row = [](const char *key, int terms) { QTest::newRow(key) << QString(key) << terms; };
    row("first-convolution", 9);
    row("first-pool", 4);
    row("second-convolution", 288);
    row("below-zero", 288);
    row("unread", 288);
    row("ten-pixels", 4);
    row("winner", 1600);
    row("loser", 1600);
    row("dead-first", 9);
    row("dead-second", 288);
}

/// The scene begins at the step of the cell that it has opened.
void TestPipelineScenes::cellsAreOpened()
{
    QFETCH(const QString, key);
    QFETCH(const int, terms);
    const Scene scene = sceneOfKey(key);
    const auto &params = std::get<PipelineParams>(scene.params);
    const Trace trace = traceOfScene(QStringLiteral("pipeline"), key);
    const Step step = trace.at(scene.position);
    QCOMPARE(static_cast<int>(step.terms.size()), terms);
    const NetworkRun run = runOf(params);
    const bool flat = run.output(params.layer).height() == 1;
    QCOMPARE(step.result,
             run.output(params.layer).at(0, params.map, flat ? 0 : params.cell.y, flat ? 0 : params.cell.x));
    if (!flat)
        QCOMPARE(step.cell, (Cell{params.cell.y, params.cell.x}));
}

void TestPipelineScenes::reluLeavesNothing()
{
    const PipelineParams params = paramsOf(QStringLiteral("below-zero"));
    const NetworkRun run = runOf(params);
    QVERIFY(run.output(params.layer - 1).at(0, params.map, params.cell.y, params.cell.x) < 0.0F);
    QCOMPARE(run.output(params.layer).at(0, params.map, params.cell.y, params.cell.x), 0.0F);
    const auto values = run.output(params.layer).values();
    const auto zeros = static_cast<double>(std::ranges::count(values, 0.0F));
    const int percent = static_cast<int>(std::lround(100.0 * zeros / static_cast<double>(values.size())));
    QVERIFY(notes().contains(QStringLiteral("%1 % of the second convolution's values are 0").arg(percent)));
}

void TestPipelineScenes::deadFilterIsNotMissed()
{
    PipelineParams params = paramsOf(QStringLiteral("dead-silenced"));
    const NetworkRun without = runOf(params);
    QCOMPARE(params.silenced, paramsOf(QStringLiteral("dead-first")).map);
    params.silenced = -1;
    const NetworkRun with = runOf(params);
    QVERIFY(with.output(with.rows() - 2) == without.output(with.rows() - 2));
}

void TestPipelineScenes::notesCountTheWork()
{
    const auto tables = pipelineFacts(paramsOf(QStringLiteral("seven")));
    const QLocale english(QLocale::English);
    const QString text = notes();
    for (const auto &[row, column] : {std::pair("conv2", 2), {"total", 2}, {"logits", 1}, {"total", 1}}) {
        const auto count =
            std::get<long long>(factsRow(tables.back(), row).facts[static_cast<size_t>(column)]);
        QVERIFY2(text.contains(english.toString(count)), row);
    }
    const auto older = pipelineFacts(paramsOf(QStringLiteral("lenet-5")));
    QVERIFY(text.contains(english.toString(std::get<long long>(factsRow(older.back(), "total").facts[1]))));
}

using Change = void (*)(PipelineParams &);
Q_DECLARE_METATYPE(Change)

void TestPipelineScenes::notesCountTheDigits_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, Change change, const char *sentence) {
        QTest::newRow(name) << change << QString(sentence);
    };
    row(
        "as trained", [](PipelineParams & /*p*/) {}, "Of the 1,000 digits the network reads %1.");
    row(
        "no relu", [](PipelineParams &p) { p.activations = ActivationsInUse::None; },
        "and without both %1, and then");
    row(
        "no first relu", [](PipelineParams &p) { p.activations = ActivationsInUse::NotFirst; },
        "Without the ReLU of its first convolution it reads %1,");
    row(
        "no second relu", [](PipelineParams &p) { p.activations = ActivationsInUse::NotSecond; },
        "without that of the second %1, and");
    row(
        "averages", [](PipelineParams &p) { p.pools = PoolsInUse::Average; },
        "in place of the maxima that it was trained with it reads %1, two more");
    row(
        "moved",
        [](PipelineParams &p) {
            p.shift = {4, 4};
        },
        "by four to the right and four down %1.");
    row(
        "turned", [](PipelineParams &p) { p.angle = 45.0F; }, "and by 45 degrees %1.");
}

void TestPipelineScenes::notesCountTheDigits()
{
    QFETCH(const Change, change);
    QFETCH(const QString, sentence);
    const QString want = sentence.arg(readDigits(change));
    QVERIFY2(notes().contains(want), qPrintable(want));
}

void TestPipelineScenes::notesCountDeadFilters()
{
    const Network &network = *bundledNetwork(BundledNetwork::LenetStyle);
    const auto silent = [&](std::string_view name) {
        const int row = network.findRow(name).value_or(0);
        std::vector<float> largest;
        for (int i = 0; i < bundledDigits().count(); ++i) {
            PipelineParams params = pipelineStart();
            params.input = makePicture(bundledDigits().picture(i));
            const NetworkRun run = runOf(params);
            const Tensor &maps = run.output(row);
            largest.resize(static_cast<size_t>(maps.shape().c));
            for (int map = 0; map < maps.shape().c; ++map) {
                float &most = largest[static_cast<size_t>(map)];
                most = std::max(most, std::ranges::max(maps.plane(0, map)));
            }
        }
        return static_cast<int>(std::ranges::count(largest, 0.0F));
    };
    QCOMPARE(silent("relu1"), 1);
    QCOMPARE(silent("relu2"), 6);
    QVERIFY(notes().contains(QStringLiteral("One filter of the first layer and six of the second")));
}

QTEST_APPLESS_MAIN(TestPipelineScenes)
#include "tst_pipeline_scenes.moc"
