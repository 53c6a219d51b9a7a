#include "scene_fixture.h"

#include "app/scene_index.h"
#include "tests/golden.h"
#include "widgets/words.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

namespace {

Trace traceOfKey(const QString &key)
{
    return traceOfScene("pooling", key);
}

Tensor planeOfKey(const QString &key, std::string_view name)
{
    const Trace trace = traceOfKey(key);
    const Plane *plane = planeNamed(trace, name);
    return plane ? *plane->values : Tensor();
}

QString titleOf(const QString &key)
{
    const auto entries = bundledScenes("pooling");
    const auto found = std::ranges::find(entries, key, &SceneEntry::key);
    return found == entries.end() ? QString() : found->title;
}

QList<int> numbersIn(const QString &text)
{
    QList<int> numbers;
    for (const QString &word :
         QString(text).replace(QRegularExpression("[^0-9]+"), " ").simplified().split(' '))
        numbers.push_back(word.toInt());
    return numbers;
}

} // namespace

class TestPoolingScenes : public QObject {
    Q_OBJECT

private slots:
    void workedExamplesGiveTheirNumbers_data();
    void workedExamplesGiveTheirNumbers();
    void windowsAreTheTutorials_data();
    void windowsAreTheTutorials();
    void sizeIsTheTutorials();
    void networksShrinkAsTheTutorialSays_data();
    void networksShrinkAsTheTutorialSays();
    void notesCountWhatLeNetLearnt();
    void lastRowIsNotRead();
    void noiseIsTheTutorials();
    void averagesForget();
    void firstOfEqualsWins();
    void paddingNeverWins();
    void noWindowBeginsInThePadding();
    void shiftKeepsWhatTheTitleSays_data();
    void shiftKeepsWhatTheTitleSays();
    void averageIsAConvolution();
};

void TestPoolingScenes::workedExamplesGiveTheirNumbers_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("id");
    const auto row = [](const char *scene, const char *id) {
        QTest::addRow("%s %s", scene, id) << QString(scene) << QString(id);
    };
    row("max-4x4", "A.pool.max4x4");
    row("average-4x4", "A.pool.avg4x4");
    row("max-5x5", "A.poolop.output");
    row("max-5x5-ceil", "A.poolop.ceil");
    row("average-5x5", "A.poolop.avg");
    row("max-counting", "B.pool.max");
    row("average-counting", "B.pool.avg");
    row("global-average", "B.pool.gap");
}

void TestPoolingScenes::workedExamplesGiveTheirNumbers()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    QCOMPARE(difference(planeOfKey(scene, "output"), matrixOf(computedExample(id))), QString());
}

void TestPoolingScenes::windowsAreTheTutorials_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("ids");
    QTest::newRow("max") << "max-4x4"
                         << "A.pool.max_window_%1%2";
    QTest::newRow("average") << "average-4x4"
                             << "A.pool.avg_window_%1%2";
}

void TestPoolingScenes::windowsAreTheTutorials()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, ids);
    const Trace trace = traceOfKey(scene);
    QCOMPARE(trace.beats(), 4);
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const QJsonValue want = computedExample(ids.arg(beat / 2).arg(beat % 2));
        QVERIFY(want.isDouble());
        QCOMPARE(trace.at({beat, -1}).result, static_cast<float>(want.toDouble()));
    }
}

void TestPoolingScenes::sizeIsTheTutorials()
{
    const Tensor output = planeOfKey("max-5x5", "output");
    QCOMPARE(output.height(), computedExample("A.poolop.size").toInt());
    QCOMPARE(computedExample("A.poolop.div").toString(),
             QStringLiteral("floor(5/2) = %1").arg(output.width()));
}

void TestPoolingScenes::networksShrinkAsTheTutorialSays_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("id");
    const auto row = [](const char *scene, const char *id) { QTest::newRow(id) << scene << QString(id); };
    row("pipeline-26", "A.pipeline.Pool1");
    row("pipeline-11", "A.pipeline.Pool2");
    row("vgg-224", "A.size.vgg_block");
}

void TestPoolingScenes::networksShrinkAsTheTutorialSays()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    const int side = computedExample(id).toArray().last().toInt();
    QVERIFY(side > 0);
    const Tensor output = planeOfKey(scene, "output");
    QCOMPARE(output.height(), side);
    QCOMPARE(output.width(), side);
}

/// Its sub-sampling had weights, which no scene of pooling has.
void TestPoolingScenes::notesCountWhatLeNetLearnt()
{
    QFile file(":/lessons/pooling/notes.md");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto count = [](const char *layer) {
        return computedExample("A.pool.lenet_no_params", QStringLiteral("%1 trainable parameters").arg(layer))
            .toInt();
    };
    QVERIFY(QString::fromUtf8(file.readAll())
                .simplified()
                .contains(QStringLiteral("%1 parameters in its layer S2 and %2 in S4")
                              .arg(count("S2"))
                              .arg(count("S4"))));
}

void TestPoolingScenes::lastRowIsNotRead()
{
    const QJsonObject want = computedExample("A.pipeline.pool2_floor").toObject();
    const Trace trace = traceOfKey("pipeline-11");
    QCOMPARE(trace.plane(0).size().y, want["in"].toInt());
    QCOMPARE(trace.plane(1).size().y, want["out"].toInt());
    const int dropped = want["rows_and_columns_dropped"].toInt();
    for (int row = 0; row < 11; ++row)
        QCOMPARE(trace.reach(0, {row, 0}).size(), size_t(row < 11 - dropped ? 2 : 1));
}

void TestPoolingScenes::noiseIsTheTutorials()
{
    const QString text = computedExample("B.pool.max_noise").toString();
    const auto says = [&text](float value) {
        return text.contains(QString::number(static_cast<double>(value)));
    };
    QVERIFY(says(planeOfKey("noise-max", "output").at(0, 0)));
    QVERIFY(says(planeOfKey("noise-average", "output").at(0, 0)));
    QCOMPARE(planeOfKey("noise-max", "output").at(0, 0), 255.0F);
    QCOMPARE(planeOfKey("noise-average", "output").at(0, 0), 64.5F);
    const Tensor dark = planeOfKey("noise-dark", "output");
    for (const float value : dark.values())
        QCOMPARE(value, 9.0F);
    QCOMPARE(planeOfKey("strided-noise", "convolved").at(0, 0), 64.5F);
}

/// A mean keeps one number of four, so another map has the same means (A.pool.avg_keeps).
void TestPoolingScenes::averagesForget()
{
    QVERIFY(computedExample("A.pool.avg_keeps").toString().contains("1 of 4"));
    QCOMPARE(difference(planeOfKey("average-same", "output"), planeOfKey("average-4x4", "output")),
             QString());
    QVERIFY(planeOfKey("average-same", "input") != planeOfKey("average-4x4", "input"));
}

void TestPoolingScenes::firstOfEqualsWins()
{
    const Trace trace = traceOfKey("max-equals");
    const std::vector<Cell> want{{0, 0}, {0, 3}, {2, 0}, {2, 2}};
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Step step = trace.at({beat, -1});
        const auto winner = std::ranges::find(step.marks, MarkRole::Winner, &Mark::role);
        QVERIFY(winner->cells == Rect::of(want[static_cast<size_t>(beat)]));
    }
}

void TestPoolingScenes::paddingNeverWins()
{
    const Tensor most = planeOfKey("padding-max", "output");
    for (const float value : most.values())
        QVERIFY(value < 0 && std::isfinite(value));
    QCOMPARE(planeOfKey("padding-counted", "output").at(0, 0), 14.0F / 9);
    QCOMPARE(planeOfKey("padding-left-out", "output").at(0, 0), 14.0F / 4);
}

void TestPoolingScenes::noWindowBeginsInThePadding()
{
    QCOMPARE(planeOfKey("ceil-no-window", "output").height(), 3);
    QCOMPARE(planeOfKey("max-5x5-ceil", "output").height(), 3);
    QCOMPARE(planeOfKey("average-5x5-ceil", "output").at(2, 2), 10.0F);
}

void TestPoolingScenes::shiftKeepsWhatTheTitleSays_data()
{
    QTest::addColumn<QString>("scene");
    for (const char *scene : {"shift-inside", "shift-across", "shift-map", "shift-map-average"})
        QTest::newRow(scene) << QString(scene);
}

void TestPoolingScenes::shiftKeepsWhatTheTitleSays()
{
    QFETCH(const QString, scene);
    const Plane plane = traceOfKey(scene).planes().back();
    const QList<int> said = numbersIn(titleOf(scene).section(':', 1));
    QCOMPARE(said.size(), 2);
    QCOMPARE(plane.agreeing, std::optional(said[0]));
    QCOMPARE(plane.size().y * plane.size().x, said[1]);
    QVERIFY(planeSubtitle(plane).endsWith(QStringLiteral("%1 of %2 the same").arg(said[0]).arg(said[1])));
    QCOMPARE(traceOfKey("shift-global").planes().back().agreeing, std::optional(1));
}

void TestPoolingScenes::averageIsAConvolution()
{
    QCOMPARE(difference(planeOfKey("strided-average", "convolved"), planeOfKey("strided-average", "pooled")),
             QString());
    QCOMPARE(planeOfKey("strided-global", "convolved").at(0, 0), 8.5F);
    QVERIFY(planeOfKey("strided-max", "convolved") != planeOfKey("strided-max", "pooled"));
}

QTEST_GUILESS_MAIN(TestPoolingScenes)
#include "tst_pooling_scenes.moc"
