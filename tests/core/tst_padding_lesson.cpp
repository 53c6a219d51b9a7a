#include "core/lesson.h"
#include "core/padding_lesson.h"
#include "tests/convolution_cases.h"
#include "tests/golden.h"
#include "tests/padding_cases.h"

#include <QTest>

#include <algorithm>

using namespace convoscope;

namespace {

int indexOf(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? -1 : static_cast<int>(found - trace.planes().begin());
}

const Tensor &valuesOf(const Trace &trace, std::string_view name)
{
    return *trace.plane(indexOf(trace, name)).values;
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

std::vector<Rect> marked(const std::vector<Mark> &marks, int plane, MarkRole role)
{
    std::vector<Rect> cells;
    for (const Mark &mark : marks) {
        if (mark.plane == plane && mark.role == role)
            cells.push_back(mark.cells);
    }
    return cells;
}

bool covers(const std::vector<Rect> &rects, Cell cell)
{
    return std::ranges::any_of(rects, [&](const Rect &r) { return r.contains(cell); });
}

/// 4×5 cells with different padding on each side.
PaddingParams uneven()
{
    PaddingParams p = paddingStart();
    p.input = makePicture(unevenMatrix(4, 5));
    p.sides = {.left = 3, .right = 1, .top = 2, .bottom = 0};
    p.paddingValue = -3.0F;
    return p;
}

PaddingParams edges(PaddingKind kind = PaddingKind::Same)
{
    PaddingParams p = uneven();
    p.view = PaddingView::Edges;
    p.padding = kind;
    return p;
}

/// The planes on the stage, those seen as a whole and those magnified.
std::pair<std::vector<int>, std::vector<int>> shownPlanes(const Trace &trace)
{
    std::pair<std::vector<int>, std::vector<int>> planes;
    for (const auto &row : trace.arrangement()) {
        for (const Slot &slot : row)
            (slot.loupe ? planes.second : planes.first).push_back(slot.plane);
    }
    return planes;
}

template <typename Act>
void forEachCell(const Rect &rect, Act act)
{
    for (int row = rect.top; row < rect.top + rect.height; ++row) {
        for (int column = rect.left; column < rect.left + rect.width; ++column)
            act(Cell{row, column});
    }
}

} // namespace

class TestPaddingLesson : public QObject {
    Q_OBJECT

private slots:
    void modesHoldWhatPyTorchPads_data();
    void modesHoldWhatPyTorchPads();
    void everyPaddingCellHasItsSource();
    void tapsGoThroughTheModes();
    void cellsComeWithTheirBeat();
    void sourcesKnowTheirCopies();
    void paddingCellsKnowTheirSource();
    void validWalksTheInput();
    void modesThatCannotReachAreLeftOut_data();
    void modesThatCannotReachAreLeftOut();
    void hopelessPaddingIsRefused();
    void noInputIsRefused();
    void outputsAreThoseOfThePaddedInputs_data();
    void outputsAreThoseOfThePaddedInputs();
    void windowsLieOnEveryInput();
    void arithmeticIsOfTheExplainedMode_data();
    void arithmeticIsOfTheExplainedMode();
    void explainedModeGivesWay();
    void inputCellsReachAllOutputs();
    void equalValuesHaveEqualColours();
    void kernelsThatDoNotFitAreRefused();
    void largeInputsAreMagnified();
    void differencesAreWholeWhileTheirBorderIsSeen();
    void kernelMattersWhereItIsUsed();
};

void TestPaddingLesson::modesHoldWhatPyTorchPads_data()
{
    addGoldenRows("pad");
}

void TestPaddingLesson::modesHoldWhatPyTorchPads()
{
    QFETCH(const GoldenCase, golden);
    const Tensor x = golden.input("x");
    PaddingParams params = paddingStart();
    const auto first = x.plane(0, 0);
    params.input = makePicture(Tensor({.h = x.height(), .w = x.width()}, {first.begin(), first.end()}));
    params.sides = golden.sides();
    params.paddingValue = static_cast<float>(golden.params["value"].toDouble());
    const std::string name = "pad-" + golden.params["mode"].toString().toStdString();
    const auto trace = playPadding(params);
    QVERIFY(trace);
    QCOMPARE(indexOf(*trace, name) < 0, golden.error);
    if (golden.error) {
        QVERIFY(!trace->omitted().empty());
        return;
    }
    const Tensor y = golden.output("y");
    const auto padded = y.plane(0, 0);
    const Tensor want({.h = y.height(), .w = y.width()}, {padded.begin(), padded.end()});
    QCOMPARE(difference(writtenOut(trace->plane(indexOf(*trace, name))), want), QString());
}

void TestPaddingLesson::everyPaddingCellHasItsSource()
{
    const PaddingParams params = uneven();
    const Trace trace = *playPadding(params);
    const Rect body = trace.plane(0).body();
    QCOMPARE(trace.beats(), 6 * 9 - 4 * 5);
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Step step = trace.at({beat, -1});
        QVERIFY(step.combine == Combine::Copy);
        QVERIFY(!body.contains(step.cell) && trace.plane(0).padded().contains(step.cell));
        for (size_t m = 0; m < paddingModes.size(); ++m) {
            const int plane = static_cast<int>(m);
            const auto source = paddingSource(step.cell, params.inputSize(), paddingModes[m]);
            QVERIFY(marked(step.marks, plane, MarkRole::Write) == std::vector{Rect::of(step.cell)});
            const auto sources = marked(step.marks, plane, MarkRole::Source);
            QCOMPARE(sources.size(), size_t(source ? 1 : 0));
            QVERIFY(!source || sources.front() == Rect::of(*source));
            QCOMPARE(step.terms[m].value,
                     source ? params.input.tensor().at(source->row, source->column) : -3.0F);
        }
    }
}

void TestPaddingLesson::tapsGoThroughTheModes()
{
    const Trace trace = *playPadding(uneven());
    QCOMPARE(trace.taps(0), 4);
    for (int tap = 0; tap < 4; ++tap) {
        const Step step = trace.at({3, tap});
        QCOMPARE(step.plane, tap);
        QCOMPARE(step.result, trace.plane(tap).at(step.cell));
        for (int plane = 0; plane < 4; ++plane)
            QCOMPARE(marked(step.marks, plane, MarkRole::Write).empty(), plane > tap);
    }
}

void TestPaddingLesson::cellsComeWithTheirBeat()
{
    const Trace trace = *playPadding(uneven());
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Cell cell = trace.at({beat, -1}).cell;
        QCOMPARE(trace.shownAt(2, cell), beat);
        QCOMPARE(trace.beatAt(2, cell), std::optional(beat));
    }
    QCOMPARE(trace.shownAt(2, {0, 0}), 0);
    QCOMPARE(trace.beatAt(2, {0, 0}), std::optional<int>());
}

void TestPaddingLesson::sourcesKnowTheirCopies()
{
    const Trace trace = *playPadding(uneven());
    const Rect all = trace.plane(0).padded();
    forEachCell(trace.plane(0).body(), [&](Cell source) {
        const auto marks = trace.reach(1, source);
        for (int plane = 0; plane < 4; ++plane) {
            QVERIFY(covers(marked(marks, plane, MarkRole::Source), source));
            const auto copies = marked(marks, plane, MarkRole::Reach);
            forEachCell(all, [&](Cell cell) {
                const bool copied = cell != source && trace.plane(plane).source(cell) == source;
                if (cell != source)
                    QCOMPARE(covers(copies, cell), copied);
            });
        }
    });
}

void TestPaddingLesson::paddingCellsKnowTheirSource()
{
    const Trace trace = *playPadding(uneven());
    const int beat = trace.beatAt(3, {-2, 5}).value_or(-1);
    QCOMPARE(trace.shownAt(3, {-2, 5}), beat);
    QVERIFY(trace.reach(3, {-2, 5}) == trace.at({beat, -1}).marks);
}

void TestPaddingLesson::validWalksTheInput()
{
    PaddingParams params = uneven();
    params.padding = PaddingKind::Valid;
    const Trace trace = *playPadding(params);
    QCOMPARE(trace.beats(), 20);
    QCOMPARE(trace.planes().size(), size_t(4));
    QVERIFY(trace.at({7, -1}).cell == (Cell{1, 2}));
    QVERIFY(marked(trace.at({7, -1}).marks, 1, MarkRole::Source).empty());
}

void TestPaddingLesson::modesThatCannotReachAreLeftOut_data()
{
    QTest::addColumn<int>("padding"); // around 3×3
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QList<int>>("works"); // of the modes left out
    const QStringList all{"pad-constant", "pad-reflect", "pad-replicate", "pad-circular"};
    QTest::newRow("1") << 1 << all << QList<int>{};
    QTest::newRow("2") << 2 << all << QList<int>{};
    QTest::newRow("3") << 3 << QStringList{all[0], all[2], all[3]} << QList<int>{2};
    QTest::newRow("4") << 4 << QStringList{all[0], all[2]} << QList<int>{2, 3};
}

void TestPaddingLesson::modesThatCannotReachAreLeftOut()
{
    QFETCH(const int, padding);
    QFETCH(const QStringList, left);
    QFETCH(const QList<int>, works);
    for (const PaddingView view : {PaddingView::Modes, PaddingView::Edges}) {
        PaddingParams params = paddingStart();
        params.view = view;
        params.sides = {padding, padding, padding, padding};
        const auto trace = playPadding(params);
        QVERIFY(trace);
        QStringList names;
        for (const Plane &plane : trace->planes()) {
            if (plane.name.starts_with("pad-"))
                names << QString::fromLatin1(plane.name.data(), static_cast<qsizetype>(plane.name.size()));
        }
        QCOMPARE(names, left);
        QCOMPARE(trace->omitted().size(), static_cast<size_t>(works.size()));
        for (qsizetype i = 0; i < works.size(); ++i) {
            const auto &[name, refusal] = trace->omitted()[static_cast<size_t>(i)];
            QVERIFY(name == (refusal.works == 2 ? "pad-reflect" : "pad-circular"));
            QCOMPARE(refusal.field, std::string("pad"));
            QCOMPARE(refusal.got, padding);
            QCOMPARE(refusal.works, std::optional<long long>(works[i]));
        }
    }
}

void TestPaddingLesson::hopelessPaddingIsRefused()
{
    PaddingParams params = paddingStart();
    params.sides.top = -1;
    const auto trace = playPadding(params);
    QVERIFY(!trace);
    QVERIFY(trace.refusal().reason == Reason::Negative);
    QCOMPARE(trace.refusal().field, std::string("pad"));
}

void TestPaddingLesson::noInputIsRefused()
{
    for (const PaddingView view : {PaddingView::Modes, PaddingView::Edges}) {
        PaddingParams params = paddingStart();
        params.view = view;
        params.input = {};
        const auto trace = playPadding(params);
        QVERIFY(!trace);
        QVERIFY(trace.refusal() == (Refusal{.reason = Reason::EmptyInput, .field = "input", .works = 1}));
    }
}

void TestPaddingLesson::outputsAreThoseOfThePaddedInputs_data()
{
    QTest::addColumn<int>("index");
    const auto cases = paddingCases();
    for (size_t i = 0; i < cases.size(); ++i) {
        if (cases[i].params.view == PaddingView::Edges)
            QTest::addRow("%s", cases[i].name.c_str()) << static_cast<int>(i);
    }
}

void TestPaddingLesson::outputsAreThoseOfThePaddedInputs()
{
    QFETCH(const int, index);
    const PaddingParams params = paddingCases()[static_cast<size_t>(index)].params;
    const Trace trace = *playPadding(params);
    std::vector<Tensor> shown;
    for (const std::string mode : {"constant", "reflect", "replicate", "circular"}) {
        if (indexOf(trace, "output-" + mode) < 0)
            continue;
        shown.push_back(valuesOf(trace, "output-" + mode));
        if (mode != "constant")
            shown.push_back(valuesOf(trace, mode + "-minus-constant"));
    }
    QCOMPARE(wrongMatrices(shown, params), QString());
}

void TestPaddingLesson::windowsLieOnEveryInput()
{
    const Trace trace = *playPadding(edges());
    const Step step = trace.at({6, -1});
    QVERIFY(step.cell == (Cell{1, 1}));
    for (const auto *name : {"pad-constant", "pad-reflect", "pad-replicate", "pad-circular"})
        QVERIFY(marked(step.marks, indexOf(trace, name), MarkRole::Window)
                == (std::vector{Rect{0, 0, 3, 3}}));
    for (const auto *name :
         {"output-constant", "output-circular", "reflect-minus-constant", "circular-minus-constant"})
        QVERIFY(marked(step.marks, indexOf(trace, name), MarkRole::Write) == std::vector{Rect::of({1, 1})});
}

void TestPaddingLesson::arithmeticIsOfTheExplainedMode_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("output");
    QTest::newRow("constant") << 0 << "output-constant";
    QTest::newRow("reflect") << 1 << "output-reflect";
    QTest::newRow("replicate") << 2 << "output-replicate";
    QTest::newRow("circular") << 3 << "output-circular";
}

void TestPaddingLesson::arithmeticIsOfTheExplainedMode()
{
    QFETCH(const int, mode);
    QFETCH(const QString, output);
    PaddingParams params = edges();
    params.explained = paddingModes[static_cast<size_t>(mode)];
    const Trace trace = *playPadding(params);
    const Step step = trace.at({0, -1});
    QCOMPARE(step.plane, indexOf(trace, output.toStdString()));
    QCOMPARE(step.terms.front().plane, mode);
    QCOMPARE(step.terms.front().value, trace.plane(mode).at({-1, -1}));
    QCOMPARE(step.result, valuesOf(trace, output.toStdString()).at(0, 0));
}

void TestPaddingLesson::explainedModeGivesWay()
{
    PaddingParams params = edges(PaddingKind::Explicit);
    params.sides = {0, 0, 4, 0};
    params.explained = PaddingMode::Reflect;
    const Trace trace = *playPadding(params);
    QCOMPARE(trace.at({0, -1}).plane, indexOf(trace, "output-constant"));
}

void TestPaddingLesson::inputCellsReachAllOutputs()
{
    const Trace trace = *playPadding(edges());
    const auto marks = trace.reach(1, {0, 0});
    const auto reaches = [&](const char *name, Cell cell) {
        return covers(marked(marks, indexOf(trace, name), MarkRole::Reach), cell);
    };
    for (const auto *name : {"output-constant", "output-reflect", "output-replicate", "output-circular"})
        QVERIFY(reaches(name, {1, 1}));
    QVERIFY(!reaches("output-constant", {3, 4}));
    QVERIFY(reaches("output-circular", {3, 4})); // round both corners
}

void TestPaddingLesson::equalValuesHaveEqualColours()
{
    const Trace trace = *playPadding(edges());
    for (const auto *name : {"output-reflect", "output-replicate", "output-circular"})
        QVERIFY(trace.plane(indexOf(trace, name)).range
                == trace.plane(indexOf(trace, "output-constant")).range);
    for (const auto *name : {"replicate-minus-constant", "circular-minus-constant"})
        QVERIFY(trace.plane(indexOf(trace, name)).range
                == trace.plane(indexOf(trace, "reflect-minus-constant")).range);
}

void TestPaddingLesson::kernelsThatDoNotFitAreRefused()
{
    PaddingParams params = edges(PaddingKind::Valid);
    params.kernelSpec = {.preset = KernelPreset::Box, .size = {5, 5}};
    params.kernel = *makeKernel(params.kernelSpec);
    const auto tooLarge = playPadding(params);
    QVERIFY(!tooLarge);
    QVERIFY(tooLarge.refusal().reason == Reason::KernelExceedsInput);
    QCOMPARE(tooLarge.refusal().field, std::string("kernel_size"));
    params.kernelSpec.size = {0, 3};
    const auto impossible = playPadding(params);
    QVERIFY(!impossible);
    QCOMPARE(impossible.refusal().field, std::string("kernel_size"));
    params.view = PaddingView::Modes;
    params.padding = PaddingKind::Explicit;
    QVERIFY(playPadding(params)); // where no kernel is used
}

void TestPaddingLesson::largeInputsAreMagnified()
{
    for (const PaddingView view : {PaddingView::Modes, PaddingView::Edges}) {
        PaddingParams params = largePadding();
        params.view = view;
        const Trace trace = *playPadding(params);
        const auto [whole, magnified] = shownPlanes(trace);
        for (int plane = 0; plane < 4; ++plane)
            QVERIFY(std::ranges::count(magnified, plane) == 1);
        QVERIFY(!whole.empty());
    }
}

/// A border of a few cells can be seen on a whole photo, but not on one from a camera.
void TestPaddingLesson::differencesAreWholeWhileTheirBorderIsSeen()
{
    for (const int side : {20, 60, 640, 641}) {
        PaddingParams params = edges();
        params.input = makePicture(unevenMatrix(12, side));
        const Trace trace = *playPadding(params);
        const auto [whole, magnified] = shownPlanes(trace);
        const int difference = indexOf(trace, "circular-minus-constant");
        QCOMPARE(std::ranges::count(whole, difference), side <= 640 ? 1 : 0);
        QCOMPARE(std::ranges::count(magnified, difference), side <= 640 ? 0 : 1);
    }
}

void TestPaddingLesson::kernelMattersWhereItIsUsed()
{
    const auto shows = [](PaddingView view, PaddingKind kind, const char *key) {
        PaddingParams params = paddingStart();
        params.view = view;
        params.padding = kind;
        return findField(paddingFields(), key)->active(Params(params));
    };
    QVERIFY(!shows(PaddingView::Modes, PaddingKind::Explicit, "kernel_size"));
    QVERIFY(shows(PaddingView::Modes, PaddingKind::Same, "kernel_size"));
    QVERIFY(!shows(PaddingView::Modes, PaddingKind::Same, "kernel"));
    QVERIFY(shows(PaddingView::Edges, PaddingKind::Explicit, "kernel"));
    QVERIFY(shows(PaddingView::Modes, PaddingKind::Explicit, "pad"));
    QVERIFY(!shows(PaddingView::Modes, PaddingKind::Full, "pad"));
    QVERIFY(!shows(PaddingView::Modes, PaddingKind::Valid, "padding_value"));
    QVERIFY(!shows(PaddingView::Modes, PaddingKind::Same, "explained_mode"));
}

QTEST_APPLESS_MAIN(TestPaddingLesson)
#include "tst_padding_lesson.moc"
