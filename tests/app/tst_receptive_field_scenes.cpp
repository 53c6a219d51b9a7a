#include "app/scene_file.h"
#include "app/scene_index.h"
#include "core/facts.h"
#include "core/receptive_field_model.h"
#include "tests/golden.h"

#include <QTest>

#include <algorithm>

using namespace convoscope;

namespace {

const QString folder = QStringLiteral(":/scenes/receptive_field");

ReceptiveFieldParams paramsOf(const QString &key)
{
    const auto read = openScene(QStringLiteral("%1/%2.json").arg(folder, key));
    if (const auto *sentence = std::get_if<QString>(&read))
        qFatal("%s: %s", qPrintable(key), qPrintable(*sentence));
    return std::get<ReceptiveFieldParams>(std::get<Scene>(read).params);
}

Trace traceOf(const ReceptiveFieldParams &params)
{
    const auto trace = playReceptiveField(params);
    if (!trace)
        qFatal("%s is refused", trace.refusal().field.c_str());
    return *trace;
}

Trace traceOfKey(const QString &key)
{
    return traceOf(paramsOf(key));
}

const Plane *planeNamed(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? nullptr : &*found;
}

/// What the steps of the stage end with: the field after each layer, the input's 1 first.
std::vector<int> fieldsOf(const QString &key)
{
    const Trace trace = traceOfKey(key);
    std::vector<int> fields{1};
    for (int beat = 0; beat < trace.beats(); ++beat)
        fields.push_back(static_cast<int>(trace.at({beat, -1}).result));
    return fields;
}

/// Weights between one input channel and one output channel.
int weightsOf(const QString &key)
{
    int weights = 0;
    for (const LayerSpec &layer : paramsOf(key).layers)
        weights += layer.kernel.y * layer.kernel.x;
    return weights;
}

/// A column of the table beside the stage, without the input's row.
std::vector<double> columnOf(const QString &key, size_t column)
{
    std::vector<double> values;
    const auto tables = receptiveFieldFacts(paramsOf(key));
    for (const FactsRow &row : tables.front().rows) {
        const Fact &fact = row.facts[column];
        if (const auto *count = std::get_if<long long>(&fact))
            values.push_back(static_cast<double>(*count));
        else if (const auto *share = std::get_if<Share>(&fact))
            values.push_back(share->of);
        else
            values.push_back(std::get<double>(fact));
    }
    values.erase(values.begin());
    return values;
}

QJsonValue computed(const char *id)
{
    const QJsonArray entries = goldenDocument("worked-examples").value("entries").toArray();
    for (const QJsonValue entry : entries) {
        if (entry["id"].toString() == QLatin1String(id))
            return entry["computed"];
    }
    qFatal("there is no example %s", id);
}

enum Column : size_t { Size, FieldSize, Jump, Start, Coverage };

} // namespace

/// The scenes of the lesson, and every worked example of the tutorials that speaks of receptive fields.
class TestReceptiveFieldScenes : public QObject {
    Q_OBJECT

private slots:
    void stacksOfThrees_data();
    void stacksOfThrees();
    void growthIsTheTutorials();
    void fewerWeightsForTheSameField();
    void coverageIsTheTutorials();
    void strideOfEarlierLayersCounts();
    void tableIsTheTutorials();
    void dilationIsFiveNotSeven();
    void dilationShrinksOrKeeps();
    void pipelineSeesTenPixels();
    void publishedFigures_data();
    void publishedFigures();
    void borderCutsTheField();
    void griddingLeavesHoles();
    void pathsAreCounted();
    void branchesLieApart();
    void axesGrowApart();
};

void TestReceptiveFieldScenes::stacksOfThrees_data()
{
    QTest::addColumn<int>("layers");
    for (int layers = 1; layers <= 5; ++layers)
        QTest::addRow("%d", layers) << layers;
}

void TestReceptiveFieldScenes::stacksOfThrees()
{
    QFETCH(int, layers);
    const QString key = QStringLiteral("stack-%1").arg(layers);
    const int want = computed(qPrintable(QStringLiteral("A.rf.stack%1").arg(layers))).toInt();
    QCOMPARE(fieldsOf(key).back(), want);
    QCOMPARE(want, 1 + layers * (3 - 1)); // R = 1 + L(K - 1)
    const Step last = traceOfKey(key).at({layers - 1, -1});
    const auto frame = std::ranges::find(last.marks, MarkRole::Window, &Mark::role);
    QCOMPARE(frame->cells.height, want);
    QCOMPARE(frame->cells.width, want);
}

void TestReceptiveFieldScenes::growthIsTheTutorials()
{
    std::vector<int> want;
    const QJsonArray steps = computed("A.rf.widget_growth").toArray();
    for (const QJsonValue step : steps)
        want.push_back(step.toInt());
    QVERIFY(fieldsOf(QStringLiteral("stack-3")) == want);
}

void TestReceptiveFieldScenes::fewerWeightsForTheSameField()
{
    const QJsonArray want = computed("A.rf.vgg18_25").toArray();
    QCOMPARE(weightsOf("stack-2"), want[0].toInt());
    QCOMPARE(weightsOf("one-5x5"), want[1].toInt());
    QCOMPARE(fieldsOf("stack-2").back(), fieldsOf("one-5x5").back());
    QCOMPARE(fieldsOf("stack-3").back(), fieldsOf("one-7x7").back());
    const QString share =
        QStringLiteral("%1/%2 = %3")
            .arg(weightsOf("stack-3"))
            .arg(weightsOf("one-7x7"))
            .arg(static_cast<double>(weightsOf("stack-3")) / weightsOf("one-7x7"), 0, 'f', 3);
    QVERIFY(computed("A.rf.vgg_third").toString().startsWith(share));
}

void TestReceptiveFieldScenes::coverageIsTheTutorials()
{
    const double percent = 100 * columnOf("coverage", Coverage).back();
    QCOMPARE(QString::number(percent, 'f', 1) + QChar('%'), computed("A.rf.coverage").toString());
}

void TestReceptiveFieldScenes::strideOfEarlierLayersCounts()
{
    QVERIFY((fieldsOf("cumulative") == std::vector<int>{1, 7, 11, 19, 27}));
    QVERIFY((fieldsOf("strided-first") == std::vector<int>{1, 3, 7}));
    QVERIFY((fieldsOf("strided") == std::vector<int>{1, 3, 7, 15}));
    QVERIFY(computed("A.rf.widget_formula").toString().contains("EARLIER"));
    // What the wrong recursion, with each layer's own stride, would say.
    int wrong = 1;
    for (const LayerSpec &layer : paramsOf("cumulative").layers)
        wrong += (layer.kernel.y - 1) * layer.stride.y;
    QCOMPARE(wrong, 21);
    QCOMPARE(computed("B.rf.resnet18").toInt(), fieldsOf("resnet-18-first").back());
    QCOMPARE(computed("B.rf.stride4").toDouble(), columnOf("resnet-18-first", Jump).back());
}

void TestReceptiveFieldScenes::tableIsTheTutorials()
{
    const QJsonArray rows = computed("B.rf.table").toArray();
    const auto fields = columnOf("resnet-18-first", FieldSize);
    const auto jumps = columnOf("resnet-18-first", Jump);
    const auto layers = paramsOf("resnet-18-first").layers;
    QCOMPARE(fields.size(), static_cast<size_t>(rows.size()));
    for (size_t i = 0; i < fields.size(); ++i) {
        const QJsonValue row = rows[static_cast<qsizetype>(i)];
        QCOMPARE(layers[i].kernel.y, row["kernel"].toInt());
        QCOMPARE(layers[i].stride.y, row["stride"].toInt());
        QCOMPARE(fields[i], row["rf"].toDouble());
        QCOMPARE(jumps[i], row["cumulative_stride"].toDouble());
    }
}

void TestReceptiveFieldScenes::dilationIsFiveNotSeven()
{
    const int field = fieldsOf("dilation-2").back();
    QCOMPARE(QStringLiteral("%1x%1").arg(field), computed("B.dilated.field").toString());
    QCOMPARE(fieldsOf("dilation-1-2").back(), 7);
    QCOMPARE(fieldsOf("dilation-3").back(), 7);
}

void TestReceptiveFieldScenes::dilationShrinksOrKeeps()
{
    const QJsonValue want = computed("A.anatomy.dilation_size");
    QCOMPARE(columnOf("dilation-shrinks", Size).back(), want["32 px, K=3, D=2, P=0"].toDouble());
    QCOMPARE(columnOf("dilation-keeps", Size).back(), want["32 px, K=3, D=2, P=2"].toDouble());
}

void TestReceptiveFieldScenes::pipelineSeesTenPixels()
{
    QVERIFY((columnOf("pooled", Size) == std::vector<double>{26, 13, 11, 5}));
    const QJsonValue want = computed("A.pipeline.pool2_floor");
    QCOMPARE(columnOf("pooled", Size)[2], want["in"].toDouble());
    QCOMPARE(columnOf("pooled", Size)[3], want["out"].toDouble());
    QCOMPARE(fieldsOf("pooled").back(), 10);
    QCOMPARE(columnOf("pooled", Jump).back(), 4.0);
}

void TestReceptiveFieldScenes::publishedFigures_data()
{
    QTest::addColumn<int>("field");
    QTest::newRow("lenet-5") << 32;
    QTest::newRow("alexnet") << 195;
    QTest::newRow("vgg-16") << 212;
    QTest::newRow("resnet-18-first") << 27;
    QTest::newRow("resnet-18") << 435;
    QTest::newRow("resnet-50") << 483;
    QTest::newRow("resnet-50-b") << 427;
}

void TestReceptiveFieldScenes::publishedFigures()
{
    QFETCH(int, field);
    const QString key = QString::fromUtf8(QTest::currentDataTag());
    QCOMPARE(fieldsOf(key).back(), field);
    QCOMPARE(columnOf(key, FieldSize).back(), static_cast<double>(field));
    const auto entries = bundledScenes("receptive_field");
    const auto entry = std::ranges::find(entries, key, &SceneEntry::key);
    QVERIFY(entry->title.endsWith(QString::number(field)));
}

void TestReceptiveFieldScenes::borderCutsTheField()
{
    const auto seen = [](const QString &key) {
        const auto scene = fieldScene(paramsOf(key));
        return std::pair(scene->stack.field(scene->row, scene->unit),
                         scene->stack.sources(scene->row, scene->unit).front().hull());
    };
    const auto [whole, cut] = seen("corner");
    QVERIFY((whole == Rect{-3, -3, 7, 7}));
    QVERIFY((cut == Rect{0, 0, 4, 4}));
    QVERIFY(seen("middle").first == seen("middle").second);
    // The stage shows both: the frame of the whole field, and the cells that are really read.
    const Trace trace = traceOfKey("corner");
    const Step step = trace.at({2, -1});
    const auto frame = std::ranges::find(step.marks, MarkRole::Window, &Mark::role);
    QVERIFY(frame->cells == whole);
    QVERIFY(std::ranges::any_of(step.marks, [cut = cut](const Mark &mark) {
        return mark.plane == 0 && mark.role == MarkRole::Reach && mark.cells == cut;
    }));
    QVERIFY(trace.plane(0).extent().height > trace.plane(0).size().y);
}

void TestReceptiveFieldScenes::griddingLeavesHoles()
{
    const Trace trace = traceOfKey("paths-gridding");
    const Plane &paths = *planeNamed(trace, "input-paths");
    int seen = 0;
    for (const float value : paths.values->values())
        seen += value > 0 ? 1 : 0;
    QCOMPARE(seen, 7 * 7);
    QCOMPARE(fieldsOf("gridding").back(), 13);
    QCOMPARE(fieldsOf("dilated-1-2-4").back(), 15);
}

void TestReceptiveFieldScenes::pathsAreCounted()
{
    const auto values = [](const char *key) {
        const Trace trace = traceOfKey(key);
        const auto span = planeNamed(trace, "input-paths")->values->values();
        return std::vector<float>(span.begin(), span.end());
    };
    QVERIFY((values("paths-2") == std::vector<float>{1, 2, 3, 2, 1}));
    const std::vector<float> plane = values("paths-plane");
    QCOMPARE(*std::ranges::max_element(plane), 9.0F);
    QCOMPARE(std::ranges::count(plane, 0.0F), 9 * 9 - 5 * 5);
    float sum = 0;
    for (const float value : plane)
        sum += value;
    QCOMPARE(sum, 81.0F); // 9 choices a layer
}

void TestReceptiveFieldScenes::branchesLieApart()
{
    const auto tables = receptiveFieldFacts(paramsOf("branches"));
    QCOMPARE(tables.size(), size_t(2));
    QCOMPARE(tables[1].rows.size(), size_t(1));
    QCOMPARE(std::abs(std::get<double>(tables[1].rows[0].facts[0])), 0.5);
    QCOMPARE(receptiveFieldFacts(paramsOf("vgg-16")).size(), size_t(1));
}

void TestReceptiveFieldScenes::axesGrowApart()
{
    const Trace trace = traceOfKey("per-axis");
    QCOMPARE(trace.beats(), 6);
    std::vector<float> ends;
    for (int beat = 0; beat < trace.beats(); ++beat)
        ends.push_back(trace.at({beat, -1}).result);
    QVERIFY((ends == std::vector<float>{3, 5, 5, 7, 7, 7}));
}

QTEST_GUILESS_MAIN(TestReceptiveFieldScenes)
#include "tst_receptive_field_scenes.moc"
