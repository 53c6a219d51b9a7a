#include "scene_fixture.h"

#include "app/photo.h"
#include "app/scene_index.h"
#include "core/digit_picture.h"
#include "core/hand_over.h"
#include "core/sliding.h"

#include <QJsonDocument>
#include <QTest>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <ranges>

using namespace convoscope;

namespace {

QString idOf(const Lesson &lesson)
{
    return QString::fromUtf8(lesson.id.data(), static_cast<qsizetype>(lesson.id.size()));
}

const Drawing slash{.strokes = {{.points = {{190.0F, 60.0F, 9.0F}, {120.0F, 210.0F, 9.0F}}}}};

/// The power of the step's own value among those of all.
double shareOf(const Step &step)
{
    double sum = 0.0;
    double own = 0.0;
    for (const Term &term : step.terms) {
        const double power = std::exp(static_cast<double>(term.value) - step.before);
        sum += power;
        own = term.from == step.cell ? power : own;
    }
    return own / sum;
}

double middleOf(const Step &step)
{
    std::vector<float> values;
    for (const Term &term : step.terms)
        values.push_back(term.value);
    std::ranges::sort(values);
    return static_cast<double>(values[values.size() / 2]);
}

/// What the arithmetic of a finished beat adds up to.
double arithmeticOf(const Step &step)
{
    if (step.combine == Combine::Copy || step.combine == Combine::Move)
        return step.terms.back().value;
    if (step.combine == Combine::Softmax)
        return shareOf(step);
    if (step.combine == Combine::Middle)
        return middleOf(step);
    if (step.combine == Combine::Direction) {
        const double degrees =
            std::atan2(step.terms[1].value, step.terms[0].value) * 180.0 / std::numbers::pi;
        const bool none = std::hypot(step.terms[0].value, step.terms[1].value) < 0.01F;
        return none ? 0.0 : std::fmod(degrees + 360.0, 360.0) * 256.0 / 360.0;
    }
    double sum = step.bias;
    double most = -std::numeric_limits<double>::infinity();
    for (const Term &term : step.terms) {
        sum += static_cast<double>(term.value) * term.weight;
        most = std::max(most, static_cast<double>(term.value));
    }
    const double made = step.combine == Combine::Max ? most : sum / step.divisor;
    return step.then ? static_cast<double>(applied(*step.then, static_cast<float>(made))) : made;
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-4 + 1e-5 * std::max(std::abs(a), std::abs(b));
}

bool sameStep(const Step &a, const Step &b)
{
    return a.marks == b.marks && a.terms == b.terms && a.done == b.done && a.result == b.result
        && a.cell == b.cell;
}

/// All beats of a toy, evenly spread ones of a large trace.
std::vector<int> someBeats(const Trace &trace)
{
    std::vector<int> beats;
    const int stride = std::max(1, trace.beats() / 150);
    for (int beat = 0; beat < trace.beats(); beat += stride)
        beats.push_back(beat);
    if (beats.back() != trace.beats() - 1)
        beats.push_back(trace.beats() - 1);
    return beats;
}

} // namespace

/// What must hold for every lesson, in its start and in every scene that comes with it.
class TestLessons : public QObject {
    Q_OBJECT

private slots:
    void arithmeticEqualsTheOutput_data() { rows(); }
    void arithmeticEqualsTheOutput();
    void tapsAddUp_data() { rows(); }
    void tapsAddUp();
    void steppingBackEqualsStepping_data() { rows(); }
    void steppingBackEqualsStepping();
    void cellsAppearWhenTheyAreShown_data() { rows(); }
    void cellsAppearWhenTheyAreShown();
    void reachAgreesWithTheSteps_data() { rows(); }
    void reachAgreesWithTheSteps();
    void reachShowsWholeSums_data() { rows(); }
    void reachShowsWholeSums();
    void marksLieOnTheirPlanes_data() { rows(); }
    void marksLieOnTheirPlanes();
    void scenesKeepEverything_data() { rows(); }
    void scenesKeepEverything();
    void formulaAndCodeAreThere_data() { rows(); }
    void formulaAndCodeAreThere();

private:
    static void rows();
    static Scene scene();
    static Trace trace();
};

void TestLessons::rows()
{
    QTest::addColumn<QString>("lesson");
    QTest::addColumn<QString>("path");
    for (const Lesson &lesson : lessons()) {
        QTest::newRow(qPrintable(idOf(lesson) + QStringLiteral(": start"))) << idOf(lesson) << QString();
        for (const SceneEntry &entry : bundledScenes(lesson.id))
            QTest::newRow(qPrintable(idOf(lesson) + QStringLiteral(": ") + entry.key))
                << idOf(lesson) << entry.path;
        const Field *view = findField(lesson.fields, "view");
        for (size_t i = 0; view && i < view->choices.size(); ++i) {
            const QString name = QStringLiteral("%1: view %2").arg(idOf(lesson)).arg(i);
            QTest::newRow(qPrintable(name)) << idOf(lesson) << QString::number(i);
        }
    }
}

Scene TestLessons::scene()
{
    QFETCH(const QString, lesson);
    QFETCH(const QString, path);
    const Lesson *found = findLesson(lesson.toStdString());
    Scene scene{.lesson = found, .params = found->start(), .title = {}};
    bool isView = false;
    const int view = path.toInt(&isView);
    if (isView) {
        findField(found->fields, "view")->set(scene.params, view);
        const Field *input = inputFieldOf(*found);
        if (view > 0 && input && input->drawn) // a test digit has nothing of its drawing to show
            input->set(scene.params, drawnDigit(slash));
    }
    if (!isView && !path.isEmpty())
        scene = sceneAt(path);
    return scene;
}

Trace TestLessons::trace()
{
    const Scene s = scene();
    auto played = s.lesson->play(s.params);
    return played ? *played : Trace();
}

void TestLessons::arithmeticEqualsTheOutput()
{
    const Trace t = trace();
    QVERIFY(!t.empty());
    std::map<Cell, double> scattered;
    const Step first = t.at({0, -1});
    const bool scatters = first.combine == Combine::Scatter;
    const std::vector<int> beats = someBeats(t);
    for (const int beat : beats) {
        const Step step = t.at({beat, -1});
        QCOMPARE(step.done, static_cast<int>(step.terms.size()));
        for (const Term &term : step.terms) {
            QCOMPARE(term.value,
                     t.plane(term.plane).extent().contains(term.from) ? t.plane(term.plane).at(term.from)
                                                                      : 0.0F);
            scattered[term.to] += static_cast<double>(term.product()) / step.divisor;
            if (step.combine == Combine::Copy)
                QCOMPARE(term.value, t.plane(term.plane).at(term.to));
            if (step.combine == Combine::Move)
                QCOMPARE(term.value, t.plane(step.plane).at(term.to));
        }
        if (!scatters) {
            QCOMPARE(step.result, t.plane(step.plane).at(step.cell));
            QVERIFY2(near(arithmeticOf(step), step.result), qPrintable(QStringLiteral("beat %1").arg(beat)));
        }
    }
    if (!scatters || static_cast<int>(beats.size()) < t.beats())
        return;
    const Plane &output = t.plane(first.plane);
    for (int y = 0; y < output.size().y; ++y) {
        for (int x = 0; x < output.size().x; ++x)
            QVERIFY(near(scattered[{y, x}], output.at({y, x})));
    }
}

void TestLessons::tapsAddUp()
{
    const Trace t = trace();
    for (const int beat : {0, t.beats() / 2, t.beats() - 1}) {
        const int taps = t.taps(beat);
        QCOMPARE(static_cast<int>(t.at({beat, -1}).terms.size()), taps);
        for (int tap = 0; tap < taps; ++tap) {
            const Step step = t.at({beat, tap});
            QCOMPARE(step.done, tap + 1);
            if ((step.combine != Combine::Sum && step.combine != Combine::Add) || tap + 1 == taps)
                continue;
            const float sum = sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
            QVERIFY(near(step.result, static_cast<double>(sum)));
        }
        QCOMPARE(t.at({beat, taps - 1}).result, t.at({beat, -1}).result);
    }
}

void TestLessons::steppingBackEqualsStepping()
{
    const Trace t = trace();
    for (const bool byTaps : {false, true}) {
        std::vector<Position> forwards{byTaps ? Position{0, 0} : Position{0, -1}};
        while (forwards.size() < 300) {
            const Position after = next(t, forwards.back(), byTaps);
            if (after == forwards.back())
                break;
            forwards.push_back(after);
        }
        Position at = forwards.back();
        for (const Position &way : forwards | std::views::reverse) {
            QCOMPARE(at, way);
            QVERIFY(sameStep(t.at(at), t.at(way)));
            at = previous(t, at, byTaps);
        }
        QCOMPARE(at, forwards.front());
    }
}

void TestLessons::cellsAppearWhenTheyAreShown()
{
    const Trace t = trace();
    for (int p = 0; p < static_cast<int>(t.planes().size()); ++p) {
        const Rect cells = t.plane(p).padded();
        if (static_cast<long long>(cells.height) * cells.width > 4096)
            continue;
        for (const int beat : {0, 1, t.beats() / 2, t.beats() - 1}) {
            const auto shown = t.shown(p, beat);
            for (int y = cells.top; y < cells.top + cells.height; ++y) {
                for (int x = cells.left; x < cells.left + cells.width; ++x) {
                    const Cell cell{y, x};
                    const auto covering =
                        std::ranges::count_if(shown, [&](const Rect &r) { return r.contains(cell); });
                    QCOMPARE(static_cast<int>(covering), t.shownAt(p, cell) <= beat ? 1 : 0);
                }
            }
        }
    }
}

void TestLessons::reachAgreesWithTheSteps()
{
    const Trace t = trace();
    for (const int beat : {0, t.beats() / 2, t.beats() - 1}) {
        const Step step = t.at({beat, -1});
        if (step.combine == Combine::Scatter)
            continue;
        for (const Term &term : step.terms) {
            // Whatever a step reads must, asked the other way round, name the cell that the step computes.
            if (!t.plane(term.plane).extent().contains(term.from) || t.plane(term.plane).inserted(term.from))
                continue;
            const auto marks = t.reach(term.plane, term.from);
            QVERIFY(!marks.empty());
            if (!t.plane(term.plane).body().contains(term.from) && t.plane(term.plane).pitch != Pair{})
                continue;
            const bool copy = step.combine == Combine::Copy;
            const int made = copy ? term.plane : step.plane;
            const Cell cell = step.combine == Combine::Move ? term.to : step.cell;
            const bool found = std::ranges::any_of(
                marks, [&](const Mark &mark) { return mark.plane == made && mark.cells.contains(cell); });
            QVERIFY2(found,
                     qPrintable(QStringLiteral("beat %1, from (%2, %3)")
                                    .arg(beat)
                                    .arg(term.from.row)
                                    .arg(term.from.column)));
        }
        QVERIFY(!t.reach(step.plane, step.cell).empty());
        QCOMPARE(t.beatAt(step.plane, step.cell), std::optional(beat));
    }
}

/// Whatever is hovered, a cell that is shown as computed has the value that its step ends with.
void TestLessons::reachShowsWholeSums()
{
    const Trace t = trace();
    for (int plane = 0; plane < static_cast<int>(t.planes().size()); ++plane) {
        const Rect all = t.plane(plane).body();
        for (const Cell cell :
             {Cell{all.top, all.left}, Cell{all.top + all.height / 2, all.left + all.width / 2}}) {
            for (const Mark &mark : t.reach(plane, cell)) {
                const Cell made{mark.cells.top, mark.cells.left};
                const auto beat = t.beatAt(mark.plane, made);
                if (mark.role != MarkRole::Write || !mark.label || !beat)
                    continue;
                const Step step = t.at({*beat, -1});
                QVERIFY2(step.plane != mark.plane || step.cell != made || *mark.label == step.result,
                         qPrintable(QStringLiteral("plane %1").arg(plane)));
            }
        }
    }
}

void TestLessons::marksLieOnTheirPlanes()
{
    const Trace t = trace();
    for (const int beat : someBeats(t)) {
        for (const Mark &mark : t.at({beat, 0}).marks) {
            QVERIFY(mark.plane >= 0 && mark.plane < static_cast<int>(t.planes().size()));
            QVERIFY(!mark.cells.empty());
        }
    }
    for (const auto &row : t.arrangement()) {
        for (const Slot &slot : row)
            QVERIFY(slot.plane < 0 || slot.sign == Operator::None);
    }
}

void TestLessons::scenesKeepEverything()
{
    const Scene before = scene();
    const Position at{3, 1};
    const QByteArray text =
        QJsonDocument(sceneOf(*before.lesson, before.params, at, QStringLiteral("A title"))).toJson();
    auto parsed = parseScene(text);
    QVERIFY2(std::holds_alternative<Scene>(parsed),
             qPrintable(std::holds_alternative<QString>(parsed) ? std::get<QString>(parsed) : QString()));
    auto after = std::get<Scene>(std::move(parsed));
    QCOMPARE(loadPhotos(after), std::optional<QString>());
    QCOMPARE(after.lesson, before.lesson);
    QVERIFY(after.params == before.params);
    QCOMPARE(after.position, at);
}

void TestLessons::formulaAndCodeAreThere()
{
    const Scene s = scene();
    const Trace t = trace();
    QVERIFY(!s.lesson->formula(s.params).empty());
    for (const Dialect dialect : {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch}) {
        const Listing listing = s.lesson->listing(s.params, dialect);
        QVERIFY(!listing.lines.empty() || !listing.caveats.empty());
        const CodeState state = s.lesson->codeState(s.params, dialect, t, {0, 0});
        QVERIFY(state.line < static_cast<int>(listing.lines.size()));
        if (dialect != Dialect::PyTorch)
            QVERIFY(!state.variables.empty());
    }
}

QTEST_GUILESS_MAIN(TestLessons)
#include "tst_lessons.moc"
