#include "app/scene_file.h"
#include "app/scene_index.h"
#include "tests/golden.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace convoscope;

namespace {

const QString folder = QStringLiteral(":/scenes/padding");

Trace traceOfKey(const QString &key)
{
    const auto read = openScene(QStringLiteral("%1/%2.json").arg(folder, key));
    if (const auto *sentence = std::get_if<QString>(&read))
        qFatal("%s: %s", qPrintable(key), qPrintable(*sentence));
    const auto &scene = std::get<Scene>(read);
    const auto trace = scene.lesson->play(scene.params);
    if (!trace)
        qFatal("%s is refused", qPrintable(key));
    return *trace;
}

const Plane *planeOf(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? nullptr : &*found;
}

Tensor valuesOf(const QString &key, std::string_view name)
{
    return *planeOf(traceOfKey(key), name)->values;
}

/// The plane with its padding as a matrix.
Tensor writtenOut(const Plane &plane)
{
    const Rect all = plane.padded();
    Tensor out({.h = all.height, .w = all.width});
    for (int y = 0; y < all.height; ++y) {
        for (int x = 0; x < all.width; ++x)
            out.at(y, x) = plane.at({all.top + y, all.left + x});
    }
    return out;
}

/// What the tutorials' statement really comes to.
QJsonValue computed(const QString &id)
{
    const QJsonArray entries = goldenDocument("worked-examples").value("entries").toArray();
    for (const QJsonValue entry : entries) {
        if (entry["id"].toString() == id)
            return entry["computed"];
    }
    return {};
}

Tensor matrixOf(const QJsonArray &rows)
{
    Tensor matrix({.h = static_cast<int>(rows.size()), .w = static_cast<int>(rows[0].toArray().size())});
    for (int y = 0; y < matrix.height(); ++y) {
        for (int x = 0; x < matrix.width(); ++x)
            matrix.at(y, x) = static_cast<float>(rows[y].toArray()[x].toDouble());
    }
    return matrix;
}

std::set<float> valuesIn(const Tensor &x)
{
    return {x.values().begin(), x.values().end()};
}

/// Every value of `x` that is at least `inside` cells from the border.
std::set<float> valuesInside(const Tensor &x, int inside)
{
    std::set<float> values;
    for (int y = inside; y < x.height() - inside; ++y) {
        for (int c = inside; c < x.width() - inside; ++c)
            values.insert(x.at(y, c));
    }
    return values;
}

} // namespace

/// What the titles of the padding lesson's scenes say is so.
class TestPaddingScenes : public QObject {
    Q_OBJECT

private slots:
    void indexAndFilesAgree();
    void matricesAreTheTutorials_data();
    void matricesAreTheTutorials();
    void reflectedRowIsTheTutorials();
    void samePaddingIsTheTutorials_data();
    void samePaddingIsTheTutorials();
    void validAndFullAreTheTutorials();
    void tenLayersLoseWhatTheTutorialSays();
    void evenKernelsPadUnevenly();
    void modesEndWhereTheTitleSays();
    void onlyZerosInventEdges();
    void onlyZerosDarkenTheBorder();
    void matchingConstantLeavesNoTrace();
    void onesCountTheCells();
    void circularGoesOnWithStripes();
    void withoutPaddingAllAgree();
    void differencesStayAsNearAsTheKernelReaches();
};

void TestPaddingScenes::indexAndFilesAgree()
{
    QSet<QString> keys;
    QSet<QString> titles;
    QStringList groups;
    const auto entries = bundledScenes("padding");
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
    for (const QString &file : QDir(folder).entryList({"*.json"}))
        QVERIFY2(file == "index.json" || keys.contains(file.chopped(5)), qPrintable(file));
}

void TestPaddingScenes::matricesAreTheTutorials_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *mode : {"constant", "replicate", "reflect", "circular"})
        QTest::newRow(mode) << QString(mode);
}

void TestPaddingScenes::matricesAreTheTutorials()
{
    QFETCH(const QString, mode);
    const Trace trace = traceOfKey("one-cell");
    const Tensor want = matrixOf(computed("A.pad." + mode).toArray());
    QCOMPARE(difference(writtenOut(*planeOf(trace, "pad-" + mode.toStdString())), want), QString());
}

void TestPaddingScenes::reflectedRowIsTheTutorials()
{
    const QString letters = computed("A.pad.reflect_1d").toString();
    const Tensor row = writtenOut(*planeOf(traceOfKey("single-row"), "pad-reflect"));
    QString shown; // 1, 2, 3 are a, b, c
    for (const float value : row.values())
        shown += QChar('a' + static_cast<int>(value) - 1);
    QCOMPARE(shown, letters);
}

void TestPaddingScenes::samePaddingIsTheTutorials_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("id");
    for (const char *k : {"3", "5", "7"})
        QTest::newRow(k) << QStringLiteral("same-%1").arg(k) << QStringLiteral("A.pad.same_k%1").arg(k);
}

void TestPaddingScenes::samePaddingIsTheTutorials()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    const int p = computed(id).toInt();
    QVERIFY(p > 0);
    for (const Plane &plane : traceOfKey(scene).planes())
        QVERIFY((plane.border.sides == Sides{p, p, p, p}));
}

void TestPaddingScenes::validAndFullAreTheTutorials()
{
    QCOMPARE(computed("A.pad.valid").toString(), "K-1"); // by so much the output shrinks
    const Plane valid = traceOfKey("valid").plane(0);
    QVERIFY(valid.border.sides == Sides{});
    QCOMPARE(valid.size().y - 3 + 1, 5);
    QCOMPARE(computed("A.pad.full").toString(), "I+K-1");
    const Plane full = traceOfKey("full").plane(0);
    QCOMPARE(full.size().y, 5);
    QCOMPARE(full.padded().height - 3 + 1, 5 + 3 - 1);
}

void TestPaddingScenes::tenLayersLoseWhatTheTutorialSays()
{
    const Trace trace = traceOfKey("ten-layers");
    const int lost = trace.plane(0).size().y - planeOf(trace, "output-constant")->size().y;
    QCOMPARE(lost, 2);
    QCOMPARE(10 * lost, computed("A.pad.lose20").toInt());
}

void TestPaddingScenes::evenKernelsPadUnevenly()
{
    QVERIFY((traceOfKey("same-even").plane(0).border.sides == Sides{1, 2, 1, 2}));
}

void TestPaddingScenes::modesEndWhereTheTitleSays()
{
    QVERIFY(traceOfKey("two-cells").omitted().empty());
    const Trace three = traceOfKey("reflect-ends");
    QVERIFY(!planeOf(three, "pad-reflect") && planeOf(three, "pad-circular"));
    const Trace four = traceOfKey("circular-ends");
    QVERIFY(!planeOf(four, "pad-reflect") && !planeOf(four, "pad-circular"));
}

void TestPaddingScenes::onlyZerosInventEdges()
{
    QVERIFY(valuesIn(valuesOf("invented-edges", "output-constant")).size() > 1);
    for (const char *name : {"output-reflect", "output-replicate", "output-circular"})
        QVERIFY(valuesIn(valuesOf("invented-edges", name)) == std::set<float>{0});
}

void TestPaddingScenes::onlyZerosDarkenTheBorder()
{
    const Tensor dark = valuesOf("dark-border", "output-constant");
    QVERIFY(std::abs(dark.at(0, 0) - 4) < 1e-5F && std::abs(dark.at(0, 2) - 6) < 1e-5F);
    for (const char *name : {"output-reflect", "output-replicate", "output-circular"}) {
        for (const float value : valuesIn(valuesOf("dark-border", name)))
            QVERIFY(std::abs(value - 9) < 1e-5F);
    }
}

void TestPaddingScenes::matchingConstantLeavesNoTrace()
{
    for (const char *name : {"output-constant", "reflect-minus-constant", "circular-minus-constant"})
        QVERIFY(valuesIn(valuesOf("matching-constant", name)) == std::set<float>{0});
}

void TestPaddingScenes::onesCountTheCells()
{
    const Tensor counted = valuesOf("counted-cells", "output-constant");
    QVERIFY(valuesIn(counted) == (std::set<float>{4, 6, 9}));
    QCOMPARE(counted.at(0, 0), 4.0F);
    QCOMPARE(counted.at(0, 1), 6.0F);
    QVERIFY(valuesInside(counted, 1) == std::set<float>{9});
    QVERIFY(valuesIn(valuesOf("counted-cells", "output-replicate")) == std::set<float>{9});
}

/// Moved by its period, the output stays what it is, over the border too.
void TestPaddingScenes::circularGoesOnWithStripes()
{
    const Tensor input = valuesOf("stripes", "pad-circular");
    int period = 1;
    while (input.at(0, period) != input.at(0, 0) || input.at(0, period - 1) == input.at(0, 0))
        ++period;
    QCOMPARE(input.width() % period, 0);
    const auto moves = [&](const char *name) {
        const Tensor x = valuesOf("stripes", name);
        for (int c = 0; c < x.width(); ++c) {
            if (std::abs(x.at(3, c) - x.at(3, (c + period) % x.width())) > 1e-5F)
                return false;
        }
        return true;
    };
    QVERIFY(moves("output-circular"));
    QVERIFY(!moves("output-constant"));
}

void TestPaddingScenes::withoutPaddingAllAgree()
{
    for (const char *name : {"reflect-minus-constant", "replicate-minus-constant", "circular-minus-constant"})
        QVERIFY(valuesIn(valuesOf("valid-edges", name)) == std::set<float>{0});
}

void TestPaddingScenes::differencesStayAsNearAsTheKernelReaches()
{
    const Tensor wide = valuesOf("wide-kernel", "replicate-minus-constant");
    QVERIFY(valuesInside(wide, 3) == std::set<float>{0});
    QVERIFY(valuesInside(wide, 2).size() > 1);
    QVERIFY(valuesInside(valuesOf("rings", "replicate-minus-constant"), 1) == std::set<float>{0});
}

QTEST_GUILESS_MAIN(TestPaddingScenes)
#include "tst_padding_scenes.moc"
