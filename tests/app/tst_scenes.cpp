#include "scene_fixture.h"

#include "app/scene_index.h"
#include "tests/golden.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace convoscope;

namespace {

Trace traceOfKey(const QString &key)
{
    return traceOfScene("convolution", key);
}

Tensor planeOfKey(const QString &key, std::string_view name)
{
    const Trace trace = traceOfKey(key);
    const Plane *plane = planeNamed(trace, name);
    return plane ? *plane->values : Tensor();
}

int number(const QJsonValue &value)
{
    return value.toVariant().toInt();
}

/// A number is the side of a square output, "5x5" its size, a list ends in height and width, a matrix is the
/// output itself.
QString compared(const Tensor &output, const QJsonValue &want)
{
    const QJsonArray list =
        want.isString() ? QJsonArray::fromStringList(want.toString().split('x')) : want.toArray();
    if (list.first().isArray())
        return difference(output, matrixOf(list));
    const Pair size = want.isDouble() ? Pair{want.toInt(), want.toInt()}
                                      : Pair{number(list[list.size() - 2]), number(list[list.size() - 1])};
    if (Pair{output.height(), output.width()} == size)
        return {};
    return QStringLiteral("%1 x %2").arg(output.height()).arg(output.width());
}

} // namespace

class TestScenes : public QObject {
    Q_OBJECT

private slots:
    void indexAndFilesAgree_data();
    void indexAndFilesAgree();
    void everySceneReadsAndPlays_data();
    void everySceneReadsAndPlays();
    void workedExamplesGiveTheirNumbers_data();
    void workedExamplesGiveTheirNumbers();
    void windowsOfStrideTwoAreTheTutorials();
    void samePaddingIsTheTutorials_data();
    void samePaddingIsTheTutorials();
    void reflectedRowIsTheTutorials();
    void arithmeticScenesHaveTheirSizes_data();
    void arithmeticScenesHaveTheirSizes();
    void dilatedWindowsSpanWhatTheTitleSays();
    void transposedIsNotTheInverse();
    void overlapIsUnevenOnlyWhereTheStrideDoesNotFit();
    void shiftIsFollowedWhereTheTitleSays_data();
    void shiftIsFollowedWhereTheTitleSays();
    void sharingSavesWhatTheTitleSays_data();
    void sharingSavesWhatTheTitleSays();
    void onlyTrueConvolutionReturnsTheKernel();
};

void TestScenes::indexAndFilesAgree_data()
{
    QTest::addColumn<QString>("lesson");
    for (const Lesson &lesson : lessons()) {
        const std::string id(lesson.id);
        QTest::newRow(id.c_str()) << QString::fromStdString(id);
    }
}

void TestScenes::indexAndFilesAgree()
{
    QFETCH(const QString, lesson);
    QSet<QString> keys;
    QSet<QString> titles;
    QStringList groups;
    const auto entries = bundledScenes(lesson.toStdString());
    for (const SceneEntry &entry : entries) {
        keys << entry.key;
        titles << entry.title;
        if (groups.isEmpty() || groups.back() != entry.group)
            groups << entry.group;
        QVERIFY(!entry.title.isEmpty() && !entry.group.isEmpty());
        QVERIFY2(QFile::exists(entry.path), qPrintable(entry.path));
    }
    QCOMPARE(keys.size(), entries.size());
    QCOMPARE(titles.size(), entries.size());
    QCOMPARE(QSet<QString>(groups.begin(), groups.end()).size(), groups.size());
    for (const QString &file : QDir(":/scenes/" + lesson).entryList({"*.json"}))
        QVERIFY2(file == "index.json" || keys.contains(file.chopped(5)), qPrintable(file));
}

void TestScenes::everySceneReadsAndPlays_data()
{
    QTest::addColumn<QString>("path");
    for (const Lesson &lesson : lessons()) {
        for (const SceneEntry &entry : bundledScenes(lesson.id))
            QTest::newRow(qPrintable(entry.key)) << entry.path;
    }
}

void TestScenes::everySceneReadsAndPlays()
{
    QFETCH(const QString, path);
    const Scene scene = sceneAt(path);
    QVERIFY2(scene.notes.isEmpty(), qPrintable(scene.notes.join(' ')));
    for (const PhotoRequest &photo : scene.photos)
        QVERIFY2(photo.path.startsWith(":/samples/"), qPrintable(photo.path)); // they come with the program
    const auto trace = scene.lesson->play(scene.params);
    QVERIFY(trace);
    QVERIFY(trace->beats() > 0);
}

void TestScenes::workedExamplesGiveTheirNumbers_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *scene, const char *id, const char *member = "") {
        QTest::addRow("%s %s", scene, id) << QString(scene) << QString(id) << QString(member);
    };
    row("stride-1", "A.stride.sobel_s1");
    row("stride-2", "A.stride.sobel_s2");
    row("stride-3", "A.stride.sobel_s3");
    row("stride-1", "A.stride.shape_s1");
    row("stride-2", "A.stride.shape_s2");
    row("stride-3", "A.stride.shape_s3");
    row("stride-1", "A.stride.out_h_s1");
    row("stride-2", "A.stride.out_h_s2");
    row("size-28", "A.stride.quick_check");
    row("pad-zeros", "A.pad.constant");
    row("pad-replicate", "A.pad.replicate");
    row("pad-reflect", "A.pad.reflect");
    row("pad-circular", "A.pad.circular");
    row("size-224-same-3", "A.size.same3");
    row("size-224-same-5", "A.size.same5");
    row("size-224-halved", "A.size.halve");
    row("size-224-valid", "A.size.nopad");
    row("size-64", "A.size.quick_check");
    row("filter-map", "A.filter.map5x5");
    row("filter-map", "A.filter.size_current");
    row("filter-map", "A.filter.size_nopad");
    row("filter-padded", "A.filter.padded7");
    row("filter-padded", "A.filter.size_pad");
    row("stride-2-overlap", "A.filter.stride2");
    row("sobel-vertical-edge", "A.ex2.sobel", "vertical edge 0|9");
    row("sobel-horizontal-edge", "A.ex2.sobel", "horizontal edge 0/9");
    row("even-kernel-grows", "B.pad.same", "K=2");
    row("size-32-halved", "B.pad.down", "I=32,K=3");
    row("size-33-halved", "B.pad.down", "I=33,K=3");
    row("size-32-even", "B.pad.down", "I=32,K=4");
    row("size-32-two", "B.pad.down", "I=32,K=2");
    row("even-kernel-shrinks", "B.module.same", "k=4,d=1");
    row("dilation-even", "B.module.same", "k=2,d=2");
    row("dilation-shrinks", "B.dilated.resolution", "P=0");
    row("dilation-keeps", "B.dilated.resolution", "P=2");
    row("dilation-keeps", "B.dilated.shape");
    row("transposed-doubles", "B.transposed.shape");
}

void TestScenes::workedExamplesGiveTheirNumbers()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    QFETCH(const QString, member);
    const QJsonValue want = computedExample(id, member);
    QVERIFY(!want.isNull() && !want.isUndefined());
    QCOMPARE(compared(planeOfKey(scene, "output"), want), QString());
}

void TestScenes::windowsOfStrideTwoAreTheTutorials()
{
    const Trace trace = traceOfKey("stride-2");
    const QStringList windows{"A.stride.window_s2_00", "A.stride.window_s2_01", "A.stride.window_s2_10",
                              "A.stride.window_s2_11"};
    QCOMPARE(trace.beats(), windows.size());
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Tensor want = matrixOf(computedExample(windows[beat]).toArray());
        const Step step = trace.at({.beat = beat});
        QCOMPARE(step.terms.size(), want.values().size());
        for (size_t t = 0; t < step.terms.size(); ++t)
            QCOMPARE(step.terms[t].value, want.values()[t]);
    }
}

void TestScenes::samePaddingIsTheTutorials_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("id");
    QTest::newRow("3 x 3") << "same-3"
                           << "A.pad.same_k3";
    QTest::newRow("5 x 5") << "same-5"
                           << "A.pad.same_k5";
    QTest::newRow("7 x 7") << "same-7"
                           << "A.pad.same_k7";
    QTest::newRow("exercise") << "same-7"
                              << "A.ex3";
}

void TestScenes::samePaddingIsTheTutorials()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    const int p = computedExample(id).toInt();
    QVERIFY((traceOfKey(scene).plane(0).border.sides == Sides{p, p, p, p}));
}

void TestScenes::reflectedRowIsTheTutorials()
{
    // a, b, c are 1, 2, 3.
    Tensor want({.h = 1, .w = 5});
    const QString letters = computedExample("A.pad.reflect_1d").toString();
    for (int x = 0; x < 5; ++x)
        want.at(0, x) = static_cast<float>(letters[x].toLatin1() - 'a' + 1);
    QCOMPARE(difference(planeOfKey("pad-reflect-row", "output"), want), QString());
}

void TestScenes::arithmeticScenesHaveTheirSizes_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    const auto row = [](const char *scene, int before, int after) {
        QTest::newRow(scene) << QString(scene) << before << after;
    };
    // Dumoulin and Visin, 2016, their figures and relationships 1 to 15.
    row("arithmetic-no-padding", 4, 2);
    row("arithmetic-arbitrary-padding", 5, 6);
    row("arithmetic-half-padding", 5, 5);
    row("arithmetic-full-padding", 5, 7);
    row("arithmetic-strides", 5, 2);
    row("arithmetic-padding-strides", 5, 3);
    row("arithmetic-padding-strides-odd", 6, 3);
    row("arithmetic-dilation", 7, 3);
    row("transposed-no-padding", 2, 4);
    row("transposed-arbitrary-padding", 6, 5);
    row("transposed-half-padding", 5, 5);
    row("transposed-full-padding", 7, 5);
    row("transposed-strides", 2, 5);
    row("transposed-padding-strides", 3, 5);
    row("transposed-padding-strides-odd", 3, 6);
    row("transposed-dilation", 3, 7);
    // Padding that keeps the size.
    row("same-3", 7, 7);
    row("same-5", 7, 7);
    row("same-7", 7, 7);
    row("same-even", 5, 5);
    row("full", 5, 7);
    row("stride-3-no-overlap", 6, 2);
}

void TestScenes::arithmeticScenesHaveTheirSizes()
{
    QFETCH(const QString, scene);
    QFETCH(const int, before);
    QFETCH(const int, after);
    QCOMPARE(compared(planeOfKey(scene, "input"), before), QString());
    QCOMPARE(compared(planeOfKey(scene, "output"), after), QString());
}

void TestScenes::dilatedWindowsSpanWhatTheTitleSays()
{
    for (const auto &[scene, span] : {std::pair("dilation-2", 5), std::pair("dilation-3", 7)}) {
        const Step step = traceOfKey(scene).at({});
        const auto window = std::ranges::find_if(
            step.marks, [](const Mark &m) { return m.plane == 0 && m.role == MarkRole::Window; });
        QVERIFY(window != step.marks.end());
        QCOMPARE(window->cells.height, span);
        QCOMPARE(window->cells.width, span);
    }
    QCOMPARE(computedExample("B.dilated.field").toString(), "5x5"); // and not 7x7, as one text has it
}

void TestScenes::transposedIsNotTheInverse()
{
    QCOMPARE(difference(planeOfKey("transposed-not-inverse", "output"), Tensor::matrix({{1, 4, 6, 4, 1}})),
             QString());
}

void TestScenes::overlapIsUnevenOnlyWhereTheStrideDoesNotFit()
{
    const auto inside = [](const QString &key) {
        const Tensor output = planeOfKey(key, "output");
        std::set<float> values;
        for (int y = 2; y < output.height() - 2; ++y) {
            for (int x = 2; x < output.width() - 2; ++x)
                values.insert(output.at(y, x));
        }
        return values;
    };
    QCOMPARE(inside("transposed-checkerboard"), (std::set<float>{1, 2, 4}));
    QCOMPARE(inside("transposed-even-overlap"), (std::set<float>{4}));
}

void TestScenes::shiftIsFollowedWhereTheTitleSays_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<bool>("followed");
    QTest::newRow("stride 1") << "shift-follows" << true;
    QTest::newRow("border") << "shift-border" << false;
    QTest::newRow("circular") << "shift-circular" << true;
    QTest::newRow("stride 2 by 1") << "shift-stride-breaks" << false;
    QTest::newRow("stride 2 by 2") << "shift-stride-by-two" << true;
}

void TestScenes::shiftIsFollowedWhereTheTitleSays()
{
    QFETCH(const QString, scene);
    QFETCH(const bool, followed);
    const Tensor off = planeOfKey(scene, "difference");
    QVERIFY(!off.empty());
    QCOMPARE(std::ranges::all_of(off.values(), [](float v) { return v == 0.0F; }), followed);
}

void TestScenes::sharingSavesWhatTheTitleSays_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<int>("weights");
    QTest::newRow("gradient") << "sharing-gradient" << 225;
    QTest::newRow("filter") << "sharing-filter" << 1225;
    QTest::newRow("padded") << "sharing-padded" << 625;
}

void TestScenes::sharingSavesWhatTheTitleSays()
{
    QFETCH(const QString, scene);
    QFETCH(const int, weights);
    QCOMPARE(static_cast<int>(planeOfKey(scene, "dense-matrix").values().size()), weights);
    const auto entries = bundledScenes("convolution");
    const auto entry = std::ranges::find(entries, scene, &SceneEntry::key);
    QVERIFY(entry->title.endsWith(QLocale(QLocale::English).toString(weights)));
}

void TestScenes::onlyTrueConvolutionReturnsTheKernel()
{
    const Tensor turned = planeOfKey("impulse-correlation", "output");
    const Tensor itself = planeOfKey("impulse-convolution", "output");
    const Tensor kernel = planeOfKey("impulse-correlation", "kernel");
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 3; ++x) {
            QCOMPARE(itself.at(2 + y, 2 + x), kernel.at(y, x));
            QCOMPARE(turned.at(2 + y, 2 + x), kernel.at(2 - y, 2 - x));
        }
    }
}

QTEST_GUILESS_MAIN(TestScenes)
#include "tst_scenes.moc"
