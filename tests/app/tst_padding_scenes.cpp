#include "scene_fixture.h"

#include "app/scene_index.h"
#include "tests/golden.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace convoscope;

namespace {

Trace traceOfKey(const QString &key)
{
    return traceOfScene("padding", key);
}

Tensor valuesOf(const QString &key, std::string_view name)
{
    return *planeNamed(traceOfKey(key), name)->values;
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
    void matricesAreTheTutorials_data();
    void matricesAreTheTutorials();
    void reflectedRowIsTheTutorials();
    void samePaddingIsTheTutorials_data();
    void samePaddingIsTheTutorials();
    void halfOfTheKernelIsTheTutorials_data();
    void halfOfTheKernelIsTheTutorials();
    void validAndFullAreTheTutorials();
    void librariesNameReflectAsTheTutorialOmits();
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
    void photoDiffersAtItsBorderAlone();
};

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
    const Tensor want = matrixOf(computedExample("A.pad." + mode));
    QCOMPARE(difference(writtenOut(*planeNamed(trace, "pad-" + mode.toStdString())), want), QString());
}

void TestPaddingScenes::reflectedRowIsTheTutorials()
{
    const QString letters = computedExample("A.pad.reflect_1d").toString();
    const Tensor row = writtenOut(*planeNamed(traceOfKey("single-row"), "pad-reflect"));
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
    QTest::newRow("exercise") << "same-7"
                              << "A.ex3";
}

void TestPaddingScenes::samePaddingIsTheTutorials()
{
    QFETCH(const QString, scene);
    QFETCH(const QString, id);
    const int p = computedExample(id).toInt();
    QVERIFY(p > 0);
    const Trace trace = traceOfKey(scene);
    for (const Plane &plane : trace.planes())
        QVERIFY((plane.border.sides == Sides{p, p, p, p}));
}

void TestPaddingScenes::halfOfTheKernelIsTheTutorials_data()
{
    QTest::addColumn<int>("k");
    for (const int k : {2, 3, 4, 5})
        QTest::addRow("%d", k) << k;
}

void TestPaddingScenes::halfOfTheKernelIsTheTutorials()
{
    QFETCH(const int, k);
    const Trace trace = traceOfKey(QStringLiteral("half-%1").arg(k));
    const int p = k / 2;
    QVERIFY((trace.plane(0).border.sides == Sides{p, p, p, p}));
    QVERIFY((trace.plane(0).size() == Pair{32, 32}));
    QVERIFY((planeNamed(trace, "kernel")->size() == Pair{k, k}));
    const int want = computedExample("B.pad.same", QStringLiteral("K=%1").arg(k)).toInt();
    for (const char *mode : {"constant", "reflect", "replicate", "circular"})
        QVERIFY((planeNamed(trace, "output-" + std::string(mode))->size() == Pair{want, want}));
}

void TestPaddingScenes::validAndFullAreTheTutorials()
{
    const auto outputSide = [](const char *key) { // of its kernel over its input
        auto params =
            std::get<PaddingParams>(sceneAt(QStringLiteral(":/scenes/padding/%1.json").arg(key)).params);
        params.view = PaddingView::Edges;
        return planeNamed(*playPadding(params), "output-constant")->size().y;
    };
    const auto inputSide = [](const char *key) { return traceOfKey(key).plane(0).size().y; };
    QCOMPARE(computedExample("A.pad.valid").toString(), "K-1"); // by so much the output shrinks
    QCOMPARE(outputSide("valid"), inputSide("valid") - (3 - 1));
    QCOMPARE(computedExample("A.pad.full").toString(), "I+K-1");
    QCOMPARE(outputSide("full"), inputSide("full") + 3 - 1);
}

/// The tutorial calls reflect a default of many libraries; their names for it clash.
void TestPaddingScenes::librariesNameReflectAsTheTutorialOmits()
{
    const QString want = computedExample("A.pad.reflect_default").toString();
    const Scene scene = sceneAt(":/scenes/padding/one-cell.json");
    const auto textOf = [&](Dialect dialect) {
        QString text;
        for (const std::string &line : scene.lesson->listing(scene.params, dialect).lines)
            text += QString::fromStdString(line) + '\n';
        return text;
    };
    QVERIFY(want.contains("BORDER_REFLECT_101")
            && textOf(Dialect::OpenCv).contains("cv2.BORDER_REFLECT_101"));
    QVERIFY(want.contains("\"reflect\" repeats the edge")); // SciPy's, so that it is not the one here
    QVERIFY(!textOf(Dialect::SciPy).contains("\"reflect\""));
    for (const Dialect dialect : {Dialect::OpenCv, Dialect::SciPy})
        QVERIFY(scene.lesson->listing(scene.params, dialect).caveats
                == std::vector{Caveat::ReflectHasOtherName});
}

void TestPaddingScenes::tenLayersLoseWhatTheTutorialSays()
{
    const Trace trace = traceOfKey("ten-layers");
    const int lost = trace.plane(0).size().y - planeNamed(trace, "output-constant")->size().y;
    QCOMPARE(lost, 2);
    QCOMPARE(10 * lost, computedExample("A.pad.lose20").toInt());
}

void TestPaddingScenes::evenKernelsPadUnevenly()
{
    QVERIFY((traceOfKey("same-even").plane(0).border.sides == Sides{1, 2, 1, 2}));
}

void TestPaddingScenes::modesEndWhereTheTitleSays()
{
    QVERIFY(traceOfKey("two-cells").omitted().empty());
    const Trace three = traceOfKey("reflect-ends");
    QVERIFY(!planeNamed(three, "pad-reflect") && planeNamed(three, "pad-circular"));
    const Trace four = traceOfKey("circular-ends");
    QVERIFY(!planeNamed(four, "pad-reflect") && !planeNamed(four, "pad-circular"));
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

void TestPaddingScenes::photoDiffersAtItsBorderAlone()
{
    const Trace trace = traceOfKey("photo-blur");
    for (const char *name :
         {"reflect-minus-constant", "replicate-minus-constant", "circular-minus-constant"}) {
        const Plane &off = *planeNamed(trace, name);
        QVERIFY(valuesInside(*off.values, 5) == std::set<float>{0});
        QVERIFY(off.range.high > 50); // the border of zeros is far darker
    }
    QVERIFY(traceOfKey("photo-modes").omitted().empty());
}

QTEST_GUILESS_MAIN(TestPaddingScenes)
#include "tst_padding_scenes.moc"
