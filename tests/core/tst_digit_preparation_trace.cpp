#include "core/digit_picture.h"
#include "core/digit_preparation.h"
#include "core/digit_preparation_trace.h"
#include "core/photo_digit.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

namespace {

Picture drawnSeven()
{
    return drawnDigit(
        {.strokes = {{.points = {{60.0F, 70.0F, 9.0F}, {180.0F, 70.0F, 9.0F}, {110.0F, 220.0F, 9.0F}}}}});
}

/// A dot of four pixels, which is made larger, not smaller.
Picture tinyDot()
{
    return drawnDigit({.strokes = {{.points = {{100.0F, 100.0F, 1.0F}}}}});
}

Picture photo()
{
    Tensor grey({.h = 120, .w = 160}, 200.0F);
    for (int y = 20; y < 100; ++y) {
        for (int x = 70; x < 82; ++x)
            grey.at(y, x) = 30.0F;
    }
    const auto found = photographedDigit(grey);
    return found ? *found : Picture{};
}

int planeNamed(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? -1 : static_cast<int>(found - trace.planes().begin());
}

/// What the terms come to.
double madeBy(const Step &step)
{
    double sum = step.bias;
    for (const Term &term : step.terms)
        sum += static_cast<double>(term.value) * term.weight;
    return sum / step.divisor;
}

} // namespace

Q_DECLARE_METATYPE(Picture)

class TestDigitPreparationTrace : public QObject {
    Q_OBJECT

private slots:
    void everyStepSaysWhatItMakes_data() { pictures(); }
    void everyStepSaysWhatItMakes();
    void tapsAddUp();
    void endsWithTheInput_data() { pictures(); }
    void endsWithTheInput();
    void cropIsFramedFirst();
    void termsCoverTheirArea();
    void centreAndItsWayToTheMiddle();
    void appearsWithTheBeats_data() { pictures(); }
    void appearsWithTheBeats();
    void clickGoesWhereTheCellIsMade_data() { pictures(); }
    void clickGoesWhereTheCellIsMade();
    void reachLeadsToTheDigitAndBack();
    void photoIsSearchedFirst();
    void refusals_data();
    void refusals();

private:
    static void pictures();
};

void TestDigitPreparationTrace::pictures()
{
    QTest::addColumn<Picture>("picture");
    QTest::newRow("drawn") << drawnSeven();
    QTest::newRow("a dot") << tinyDot();
    QTest::newRow("photo") << photo();
}

void TestDigitPreparationTrace::everyStepSaysWhatItMakes()
{
    QFETCH(Picture, picture);
    const auto trace = preparationTrace(picture);
    QVERIFY(trace);
    for (int beat = 0; beat < trace->beats(); ++beat) {
        const Step step = trace->at({beat, -1});
        QCOMPARE(step.done, trace->taps(beat));
        QCOMPARE(step.result, trace->plane(step.plane).at(step.cell));
        QVERIFY(!step.terms.empty());
        if (step.combine == Combine::Move)
            QCOMPARE(step.terms.back().value, step.result);
        else
            QVERIFY(std::abs(madeBy(step) - step.result) < 1e-3);
        for (const Term &term : step.terms)
            QCOMPARE(trace->plane(term.plane).at(term.from), term.value);
        for (const Mark &mark : step.marks)
            QVERIFY(trace->plane(mark.plane).body().contains({mark.cells.top, mark.cells.left}));
    }
}

void TestDigitPreparationTrace::tapsAddUp()
{
    const auto trace = preparationTrace(drawnSeven());
    const int beat = 1 + 5; // the sixth pixel of the scaled digit
    const int taps = trace->taps(beat);
    QVERIFY(taps > 16);
    double sum = 0.0;
    for (int tap = 0; tap + 1 < taps; ++tap) {
        const Step step = trace->at({beat, tap});
        sum += static_cast<double>(step.terms[static_cast<size_t>(tap)].product());
        QCOMPARE(step.done, tap + 1);
        QVERIFY(std::abs(step.result - sum) < 1e-5);
        QVERIFY(std::ranges::any_of(step.marks, [](const Mark &m) { return m.role == MarkRole::Read; }));
    }
    QCOMPARE(trace->at({beat, taps - 1}).result, trace->at({beat, -1}).result);
}

void TestDigitPreparationTrace::endsWithTheInput()
{
    QFETCH(Picture, picture);
    const auto trace = preparationTrace(picture);
    const Step last = trace->at({trace->beats() - 1, -1});
    QCOMPARE(trace->plane(last.plane).name, "digit");
    QCOMPARE(*trace->plane(last.plane).values, picture.tensor());
}

void TestDigitPreparationTrace::cropIsFramedFirst()
{
    const Picture seven = drawnSeven();
    const auto trace = preparationTrace(seven);
    const auto made = prepareDigit(inkOf(*seven.drawing));
    const Step first = trace->at({0, -1});
    QVERIFY(first.marks[0].cells == made->crop);
    QCOMPARE(first.marks[0].plane, planeNamed(*trace, "ink"));
    QCOMPARE(trace->beats(), 1 + 20 * made->scaled.width() + 5);
}

void TestDigitPreparationTrace::termsCoverTheirArea()
{
    const auto trace = preparationTrace(drawnSeven());
    const Step step = trace->at({1 + 20, -1});
    double weights = 0.0;
    for (const Term &term : step.terms)
        weights += static_cast<double>(term.weight);
    QVERIFY(std::abs(weights - 1.0) < 1e-5);
    const Mark &covered = step.marks[0];
    QCOMPARE(covered.plane, planeNamed(*trace, "cropped-ink"));
    QCOMPARE(static_cast<int>(step.terms.size()), covered.cells.height * covered.cells.width);
    for (const Term &term : step.terms)
        QVERIFY(covered.cells.contains(term.from));
}

void TestDigitPreparationTrace::centreAndItsWayToTheMiddle()
{
    const Picture seven = drawnSeven();
    const auto trace = preparationTrace(seven);
    const auto made = prepareDigit(inkOf(*seven.drawing));
    const int centring = trace->beats() - 5;
    QCOMPARE(trace->at({centring, -1}).result, static_cast<float>(made->centre.y));
    QCOMPARE(trace->at({centring + 2, -1}).result, static_cast<float>(made->centre.x));
    const float down = trace->at({centring + 1, -1}).result;
    const float right = trace->at({centring + 3, -1}).result;
    QCOMPARE(static_cast<int>(std::lround(down)), made->corner.row);
    QCOMPARE(static_cast<int>(std::lround(right)), made->corner.column);
}

void TestDigitPreparationTrace::appearsWithTheBeats()
{
    QFETCH(Picture, picture);
    const auto trace = preparationTrace(picture);
    for (int plane = 0; plane < static_cast<int>(trace->planes().size()); ++plane) {
        const Rect body = trace->plane(plane).body();
        for (int beat = 0; beat < trace->beats(); beat += 3) {
            int cells = 0;
            for (const Rect &rect : trace->shown(plane, beat))
                cells += rect.height * rect.width;
            int since = 0;
            for (int y = 0; y < body.height; ++y) {
                for (int x = 0; x < body.width; ++x)
                    since += static_cast<int>(trace->shownAt(plane, {y, x}) <= beat);
            }
            QCOMPARE(cells, since);
        }
    }
}

void TestDigitPreparationTrace::clickGoesWhereTheCellIsMade()
{
    QFETCH(Picture, picture);
    const auto trace = preparationTrace(picture);
    for (int beat = 0; beat < trace->beats(); ++beat) {
        const Step step = trace->at({beat, -1});
        QCOMPARE(trace->beatAt(step.plane, step.cell), std::optional(beat));
    }
    const int ink = planeNamed(*trace, "ink");
    const Mark crop = trace->at({picture.photo ? 1 : 0, -1}).marks[0];
    const Cell inside{crop.cells.top + 1, crop.cells.left + 1};
    const Step there = trace->at({trace->beatAt(ink, inside).value_or(-1), -1});
    QVERIFY(there.marks[1].plane == ink && there.marks[1].cells.contains(inside));
}

void TestDigitPreparationTrace::reachLeadsToTheDigitAndBack()
{
    const auto trace = preparationTrace(drawnSeven());
    const int digit = planeNamed(*trace, "digit");
    const int scaled = planeNamed(*trace, "scaled-ink");
    const auto onward = trace->reach(scaled, {3, 4});
    const auto target = std::ranges::find(onward, digit, &Mark::plane);
    QVERIFY(target != onward.end());
    const Cell there{target->cells.top, target->cells.left};
    QCOMPARE(trace->plane(digit).at(there), trace->plane(scaled).at({3, 4}));
    const auto back = trace->reach(digit, there);
    QVERIFY(std::ranges::any_of(back, [scaled](const Mark &mark) {
        return mark.plane == scaled && mark.cells == Rect{3, 4, 1, 1};
    }));
    QVERIFY(trace->reach(planeNamed(*trace, "ink"), {0, 0}).empty());
    QCOMPARE(trace->reach(planeNamed(*trace, "row-ink"), {0, 3})[0].cells,
             (Rect{3, 0, 1, trace->plane(scaled).size().x}));
}

void TestDigitPreparationTrace::photoIsSearchedFirst()
{
    const auto trace = preparationTrace(photo());
    QVERIFY(trace);
    QCOMPARE(trace->plane(0).name, "photo-grey");
    QVERIFY(trace->plane(0).picture);
    const Step contrast = trace->at({0, -1});
    QCOMPARE(trace->plane(contrast.plane).name, "contrast");
    QCOMPARE(contrast.terms.size(), 2U); // the paper's level, less the ink
    QVERIFY(contrast.result > 100.0F);
    const Step framed = trace->at({1, -1});
    QVERIFY(std::ranges::any_of(framed.marks, [&](const Mark &mark) {
        return trace->plane(mark.plane).name == "contrast"; // where it was found
    }));
}

void TestDigitPreparationTrace::refusals_data()
{
    QTest::addColumn<Picture>("picture");
    QTest::newRow("a test digit") << bundledDigit(3);
    QTest::newRow("numbers") << makePicture(bundledDigit(3).tensor());
    QTest::newRow("blank paper") << drawnDigit({});
}

void TestDigitPreparationTrace::refusals()
{
    QFETCH(Picture, picture);
    const auto trace = preparationTrace(picture);
    QVERIFY(!trace);
    QCOMPARE(trace.refusal(), (Refusal{.reason = Reason::EmptyInput, .field = "input[drawing]"}));
}

QTEST_APPLESS_MAIN(TestDigitPreparationTrace)
#include "tst_digit_preparation_trace.moc"
