#include "app/scene_file.h"
#include "app/scene_index.h"
#include "core/channels_facts.h"
#include "tests/golden.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

namespace {

const QString folder = QStringLiteral(":/scenes/channels");

Scene sceneOfKey(const QString &key)
{
    const auto read = openScene(QStringLiteral("%1/%2.json").arg(folder, key));
    if (const auto *sentence = std::get_if<QString>(&read))
        qFatal("%s: %s", qPrintable(key), qPrintable(*sentence));
    return std::get<Scene>(read);
}

Trace traceOfKey(const QString &key)
{
    const Scene scene = sceneOfKey(key);
    const auto trace = scene.lesson->play(scene.params);
    if (!trace)
        qFatal("%s is refused", qPrintable(key));
    return *trace;
}

/// The tensor that the planes of that name show.
Tensor tensorOfKey(const QString &key, std::string_view name)
{
    const Trace trace = traceOfKey(key);
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? Tensor() : *found->values;
}

/// A number of the lesson's tables: the row of that name and label, the column of that name.
long long countOfKey(const QString &key, std::string_view row, std::string_view label,
                     std::string_view column)
{
    const Scene scene = sceneOfKey(key);
    for (const FactsTable &table : scene.lesson->facts(scene.params)) {
        const auto at = std::ranges::find(table.columns, column) - table.columns.begin();
        for (const FactsRow &r : table.rows) {
            if (r.name == row && r.label == label && at < static_cast<long>(r.facts.size())) {
                if (const auto *count = std::get_if<long long>(&r.facts[static_cast<size_t>(at)]))
                    return *count;
            }
        }
    }
    return -1;
}

/// What the tutorials' statement really comes to; `member` where it speaks of several cases.
QJsonValue computed(const QString &id, const QString &member = {})
{
    const QJsonArray entries = goldenDocument("worked-examples").value("entries").toArray();
    for (const QJsonValue entry : entries) {
        if (entry["id"].toString() == id)
            return member.isEmpty() ? entry["computed"] : entry["computed"].toObject().value(member);
    }
    return {};
}

} // namespace

/// The scenes of the channels lesson give the tutorials' numbers, right where those are wrong.
class TestChannelsScenes : public QObject {
    Q_OBJECT

private slots:
    void indexAndFilesAgree();
    void workedExamplesGiveTheirCounts_data();
    void workedExamplesGiveTheirCounts();
    void tensorsHaveTheirShapes_data();
    void tensorsHaveTheirShapes();
    void twoSmallKernelsSaveAQuarter();
    void mobileNetsLayerIsCounted();
    void strideSavesNoParameters();
    void automaticPaddingKeepsTheSizeOfOddKernels_data();
    void automaticPaddingKeepsTheSizeOfOddKernels();
    void aCellTakesTwentySevenMultiplyAdds();
    void spaceToDepthKeepsEveryValue();
    void groupsKnowNothingOfEachOther();
    void batchNormTakesTheBiasAway();
    void shortcutAddsTheInput();
    void greyIsTheBrightness();
};

void TestChannelsScenes::indexAndFilesAgree()
{
    QSet<QString> keys;
    QSet<QString> titles;
    const auto entries = bundledScenes("channels");
    for (const SceneEntry &entry : entries) {
        keys << entry.key;
        titles << entry.title;
        QVERIFY(!entry.title.isEmpty() && !entry.group.isEmpty());
        QVERIFY2(QFile::exists(entry.path), qPrintable(entry.path));
    }
    QVERIFY(entries.size() > 30);
    QCOMPARE(keys.size(), entries.size());
    QCOMPARE(titles.size(), entries.size());
    for (const QString &file : QDir(folder).entryList({"*.json"}))
        QVERIFY2(file == "index.json" || keys.contains(file.chopped(5)), qPrintable(file));
}

void TestChannelsScenes::workedExamplesGiveTheirCounts_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *scene, const char *name, const char *label, const char *column,
                        const char *id, const char *member = "") {
        QTest::addRow("%s %s %s", id, label, member)
            << QString(scene) << QString(name) << QString::fromUtf8(label) << QString(column) << QString(id)
            << QString::fromUtf8(member);
    };
    row("counts-rgb", "convolution", "1×1", "weights", "B.params.k1");
    row("counts-rgb", "convolution", "3×3", "weights", "B.params.k3");
    row("counts-rgb", "convolution", "5×5", "weights", "B.params.k5");
    row("counts-rgb", "convolution", "7×7", "weights", "B.params.k7");
    row("counts-rgb", "convolution", "3×3", "parameters", "A.anatomy.params");
    row("counts-rgb", "convolution", "5×5", "weights", "B.params.replace_rgb", "5x5 3->64");
    row("counts-rgb", "two-convolutions", "2 · 3×3", "weights", "B.params.replace_rgb", "two 3x3 3->64->64");
    row("counts-two-for-one", "convolution", "5×5", "weights", "B.params.single5");
    row("counts-two-for-one", "two-convolutions", "2 · 3×3", "weights", "B.params.two3");
    row("counts-exercise", "convolution", "5×5", "parameters", "A.ex1.params");
    row("counts-bottleneck", "bottleneck", "1×1 · 3×3 · 1×1", "weights", "B.bottleneck",
        "256 -> 256: conv weights");
    row("counts-bottleneck", "bottleneck", "1×1 · 3×3 · 1×1", "parameters", "B.bottleneck", "with BatchNorm");
    row("counts-bottleneck", "two-convolutions", "2 · 3×3", "weights", "B.bottleneck",
        "two plain 3x3 256 -> 256");
    row("stride", "convolution", "3×3", "weights", "B.stride.params", "Conv2d(3,64,3,stride=2)");
    row("counts-rgb", "convolution", "3×3", "weights", "B.stride.params", "Conv2d(3,64,3,stride=1)");
}

void TestChannelsScenes::workedExamplesGiveTheirCounts()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, row);
    QFETCH(const QString, label);
    QFETCH(const QString, column);
    QFETCH(const QString, id);
    QFETCH(const QString, member);
    const QJsonValue want = computed(id, member);
    QVERIFY(want.isDouble());
    QCOMPARE(countOfKey(scene, row.toStdString(), label.toStdString(), column.toStdString()),
             static_cast<long long>(want.toDouble()));
}

void TestChannelsScenes::tensorsHaveTheirShapes_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("id");
    QTest::newRow("weight") << "weight-tensor"
                            << "A.anatomy.weight";
    QTest::newRow("bias") << "bias-tensor"
                          << "A.anatomy.bias";
    QTest::newRow("output") << "output-tensor"
                            << "A.anatomy.out";
}

void TestChannelsScenes::tensorsHaveTheirShapes()
{
    QFETCH(const QString, row);
    QFETCH(const QString, id);
    Extents want;
    for (const QJsonValue extent : computed(id).toArray())
        want.push_back(extent.toInt());
    QVERIFY(!want.empty());
    const Scene scene = sceneOfKey("counts-anatomy");
    const auto tables = scene.lesson->facts(scene.params);
    const auto table = std::ranges::find(tables, "channels-tensors", &FactsTable::name);
    QVERIFY(table != tables.end());
    const auto line = std::ranges::find(table->rows, row.toStdString(), &FactsRow::name);
    QVERIFY(line != table->rows.end());
    QVERIFY(line->facts.front() == Fact(want));
}

void TestChannelsScenes::twoSmallKernelsSaveAQuarter()
{
    const auto weights = [](const char *name, const char *label) {
        return static_cast<double>(countOfKey("counts-two-for-one", name, label, "weights"));
    };
    const double saved = 1 - weights("two-convolutions", "2 · 3×3") / weights("convolution", "5×5");
    QCOMPARE(std::round(saved * 100), computed("B.params.28").toDouble());
}

void TestChannelsScenes::mobileNetsLayerIsCounted()
{
    QCOMPARE(countOfKey("counts-mobilenet", "convolution", "3×3", "macs"), 512LL * 512 * 9 * 14 * 14);
    QCOMPARE(countOfKey("counts-mobilenet", "separable", "3×3 + 1×1", "macs"),
             (512LL * 9 + 512 * 512) * 14 * 14);
    // weight of the convolution and γ of the batch norm, as the tutorial's counter adds them
    const long long counted = countOfKey("block-counted", "conv", "", "parameters")
        + countOfKey("block-counted", "norm", "", "parameters") / 2;
    QCOMPARE(counted, computed("B.params.counter", "Conv2d(3,8,3)+BatchNorm2d(8)").toInteger());
}

void TestChannelsScenes::strideSavesNoParameters()
{
    Scene scene = sceneOfKey("stride");
    const auto strided = scene.lesson->facts(scene.params).front().rows.at(1).facts;
    std::get<ChannelsParams>(scene.params).stride = {};
    const auto plain = scene.lesson->facts(scene.params).front().rows.at(1).facts;
    QVERIFY(strided.at(2) == plain.at(2));
    QVERIFY(std::get<long long>(strided.at(3)) < std::get<long long>(plain.at(3)));
}

void TestChannelsScenes::automaticPaddingKeepsTheSizeOfOddKernels_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *scene, const char *id, const char *member) {
        QTest::addRow("%s", scene) << QString(scene) << QString(id) << QString(member);
    };
    row("auto-3", "B.module.same", "k=3,d=1");
    row("auto-3-dilated", "B.module.same", "k=3,d=2");
    row("auto-5-dilated", "B.module.same", "k=5,d=3");
    row("auto-2", "B.module.same", "k=2,d=1");
    row("auto-4", "B.module.same", "k=4,d=1");
    row("auto-2-dilated", "B.module.same", "k=2,d=2");
    row("half-2", "B.pad.same", "K=2");
    row("half-4", "B.pad.same", "K=4");
}

void TestChannelsScenes::automaticPaddingKeepsTheSizeOfOddKernels()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    QFETCH(const QString, member);
    const Tensor made = tensorOfKey(scene, "conv");
    QCOMPARE(made.height(), computed(id, member).toInt());
    QCOMPARE(made.width(), made.height());
    QCOMPARE(tensorOfKey("same-4", "conv").height(), 32);
}

void TestChannelsScenes::aCellTakesTwentySevenMultiplyAdds()
{
    QCOMPARE(traceOfKey("multiply-adds").taps(0), computed("A.manual.27").toInt());
}

void TestChannelsScenes::spaceToDepthKeepsEveryValue()
{
    const Tensor made = tensorOfKey("space-to-depth", "output");
    std::vector<float> values(made.values().begin(), made.values().end());
    std::ranges::sort(values);
    QCOMPARE(values.size(), 16U);
    for (size_t i = 0; i < values.size(); ++i)
        QCOMPARE(values[i], static_cast<float>(i + 1));
}

/// Another value in one channel changes the maps of its group only.
void TestChannelsScenes::groupsKnowNothingOfEachOther()
{
    Scene scene = sceneOfKey("grouped");
    auto &params = std::get<ChannelsParams>(scene.params);
    const Tensor before = tensorOfKey("grouped", "output");
    Tensor x = params.input.tensor();
    x.at(0, 0, 2, 2) += 1;
    params.input = makePicture(x);
    const auto after = *scene.lesson->play(scene.params);
    const auto made = std::ranges::find(after.planes(), std::string_view("output"), &Plane::name);
    for (int f = 0; f < 4; ++f) {
        const bool same = std::ranges::equal(before.plane(0, f), made->values->plane(0, f));
        QCOMPARE(same, f >= 2);
    }
}

void TestChannelsScenes::batchNormTakesTheBiasAway()
{
    Scene scene = sceneOfKey("block-bias-vanishes");
    const Tensor with = tensorOfKey("block-bias-vanishes", "norm");
    std::get<ChannelsParams>(scene.params).bias = false;
    const auto trace = *scene.lesson->play(scene.params);
    const auto made = std::ranges::find(trace.planes(), std::string_view("norm"), &Plane::name);
    QCOMPARE(difference(*made->values, with, {.exact = false, .absolute = 1e-4, .relative = 1e-4}),
             QString());
}

void TestChannelsScenes::shortcutAddsTheInput()
{
    const Trace trace = traceOfKey("bottleneck-sum");
    const Tensor x = std::get<ChannelsParams>(sceneOfKey("bottleneck-sum").params).input.tensor();
    for (const int beat : {0, trace.beats() / 2, trace.beats() - 1}) {
        const Step step = trace.at({beat, -1});
        const int channel = trace.plane(step.plane).channel;
        QCOMPARE(step.terms.back().value, x.at(0, channel, step.cell.row, step.cell.column));
    }
}

/// 0.299 R + 0.587 G + 0.114 B of the red quarter.
void TestChannelsScenes::greyIsTheBrightness()
{
    QCOMPARE(tensorOfKey("pointwise-grey", "output").at(0, 0), 0.299F * 9);
}

QTEST_GUILESS_MAIN(TestChannelsScenes)
#include "tst_channels_scenes.moc"
