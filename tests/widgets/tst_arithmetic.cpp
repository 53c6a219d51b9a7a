#include "core/pipeline_lesson.h"
#include "tests/widgets/lesson_traces.h"
#include "widgets/arithmetic.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace convoscope;

namespace {

Step stepOf(Combine combine, std::vector<Term> terms, float result)
{
    const int done = static_cast<int>(terms.size());
    return {.terms = std::move(terms), .done = done, .combine = combine, .result = result};
}

Step longStep(int terms)
{
    Step step = stepOf(Combine::Sum, {}, 123.0F);
    for (int i = 0; i < terms; ++i)
        step.terms.push_back({.value = 10.0F + static_cast<float>(i), .weight = -2.0F});
    step.done = terms;
    return step;
}

} // namespace

/// The arithmetic of a step as text and as chips.
class TestArithmetic : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void stepsAreWrittenOut_data();
    void stepsAreWrittenOut();
    void hiddenResultsAreNotInTheText_data();
    void hiddenResultsAreNotInTheText();
    void everyLessonAddsUp_data() { lessonTraceRows(); }
    void everyLessonAddsUp();
    void chipsFindRoom_data();
    void chipsFindRoom();
    void chipsAreWideEnough();
    void paintsChipsAndResult();
    void longSumsAreAddedUpByChannel();
};

void TestArithmetic::stepsAreWrittenOut_data()
{
    QTest::addColumn<Step>("step");
    QTest::addColumn<QString>("text");
    const std::vector<Term> two{{.value = 20, .weight = -1}, {.value = 30, .weight = 0.5F}};
    QTest::newRow("sum") << stepOf(Combine::Sum, two, -5) << QStringLiteral("20×−1 + 30×0.5 = −5");
    Step step = stepOf(Combine::Sum, two, -3);
    step.bias = 2;
    QTest::newRow("with bias") << step << QStringLiteral("20×−1 + 30×0.5 + 2 = −3");
    step = stepOf(Combine::Sum, two, -1.25F);
    step.divisor = 4;
    QTest::newRow("divided") << step << QStringLiteral("20×−1 + 30×0.5 = −5 / 4 = −1.25");
    step = stepOf(Combine::Sum, two, -20);
    step.done = 1;
    QTest::newRow("not all added yet") << step << QStringLiteral("20×−1 + 30×0.5 = −20 …");
    QTest::newRow("values added") << stepOf(Combine::Add, {{.value = -56}, {.value = 3}}, -53)
                                  << QStringLiteral("−56 + 3 = −53");
    step = stepOf(Combine::Mean, two, 25);
    step.divisor = 2;
    QTest::newRow("mean") << step << QStringLiteral("(20 + 30) = 50 / 2 = 25");
    QTest::newRow("maximum") << stepOf(Combine::Max, two, 30) << QStringLiteral("max(20, 30) = 30");
    std::vector<Term> scattered = two;
    scattered[1].to = {0, 1};
    step = stepOf(Combine::Sum, two, 0);
    step.then = ActivationKind::Relu;
    step.before = -5;
    QTest::newRow("a function behind") << step << QStringLiteral("20×−1 + 30×0.5 = −5, ReLU(−5) = 0");
    step = stepOf(Combine::Softmax, two, 0.25F);
    step.before = 30;
    step.divisor = 1.5F;
    QTest::newRow("softmax") << step << QStringLiteral("e^(20−30), e^(30−30) = 0.375 / 1.5 = 0.25");
    QTest::newRow("scattered") << stepOf(Combine::Scatter, scattered, 0)
                               << QStringLiteral("20×−1→(0,0), 30×0.5→(0,1)");
}

void TestArithmetic::stepsAreWrittenOut()
{
    QFETCH(Step, step);
    QFETCH(QString, text);
    QCOMPARE(arithmeticText(step), text);
}

void TestArithmetic::hiddenResultsAreNotInTheText_data()
{
    stepsAreWrittenOut_data();
}

void TestArithmetic::hiddenResultsAreNotInTheText()
{
    QFETCH(Step, step);
    QFETCH(QString, text);
    const QString hidden = arithmeticText(step, {.hideResult = true});
    const auto equals = text.indexOf(QStringLiteral(" = "));
    QCOMPARE(hidden, equals < 0 ? text : text.left(equals) + QStringLiteral(" = ?"));
}

void TestArithmetic::everyLessonAddsUp()
{
    const Trace trace = fetchedTrace();
    for (const int beat : {0, trace.beats() / 2, trace.beats() - 1}) {
        const Step step = trace.at({beat, -1});
        const QString text = arithmeticText(step, {.trace = &trace});
        for (const Term &term : step.terms) {
            const QString shown = termText(term, step).remove(QLatin1Char(' '));
            QVERIFY2(QString(text).remove(QLatin1Char(' ')).contains(shown), qPrintable(text + u'|' + shown));
        }
    }
}

/// A sum of many channels is a chip for each; of the one that is being added every product.
void TestArithmetic::longSumsAreAddedUpByChannel()
{
    const auto trace = playPipeline(pipelineStart());
    const int beat = 676 + 169 + 60; // the second convolution
    const QRectF room(0, 0, 900, 400);
    const auto strip = [&](int tap) {
        return layoutArithmetic(trace->at({beat, tap}), room, Theme::light(), {.trace = &*trace});
    };
    const ArithmeticStrip whole = strip(-1);
    QCOMPARE(whole.chips.size(), size_t(32));
    QCOMPARE(whole.hidden, 0);
    int terms = 0;
    for (const auto &chip : whole.chips) {
        QCOMPARE(chip.term, terms);
        terms += chip.count;
    }
    QCOMPARE(terms, 288);
    QCOMPARE(whole.chips[11].name, QStringLiteral("12: "));
    const ArithmeticStrip tapping = strip(9 * 11 + 4);
    QCOMPARE(tapping.chips.size(), size_t(31 + 9));
    QCOMPARE(tapping.chips[11 + 4].term, 9 * 11 + 4);
    QCOMPARE(tapping.chips[11 + 4].count, 1);
}

void TestArithmetic::chipsFindRoom_data()
{
    QTest::addColumn<int>("terms");
    QTest::addColumn<QSizeF>("room");
    QTest::addColumn<double>("scale");
    for (const int terms : {1, 4, 9, 25, 49, 121}) {
        for (const QSizeF room : {QSizeF(380, 72), QSizeF(780, 90), QSizeF(1500, 110)}) {
            for (const double scale : {1.0, 1.6}) {
                const QString name =
                    QStringLiteral("%1 terms in %2 at %3").arg(terms).arg(room.width()).arg(scale);
                QTest::newRow(qPrintable(name)) << terms << room * scale << scale;
            }
        }
    }
}

void TestArithmetic::chipsFindRoom()
{
    QFETCH(int, terms);
    QFETCH(QSizeF, room);
    QFETCH(double, scale);
    Theme theme = Theme::light();
    theme.scale = scale;
    const QRectF area(QPointF(30, 500), room);
    const ArithmeticStrip strip = layoutArithmetic(longStep(terms), area, theme, {});
    QVERIFY(!strip.chips.empty());
    int shown = 0;
    for (size_t i = 0; i < strip.chips.size(); ++i) {
        const auto &chip = strip.chips[i];
        QVERIFY(area.adjusted(-0.5, 0, 0.5, 0.5).contains(chip.rect));
        QVERIFY(!chip.rect.intersects(strip.result));
        for (size_t j = 0; j < i; ++j)
            QVERIFY(!chip.rect.intersects(strip.chips[j].rect));
        if (chip.term >= 0)
            QCOMPARE(chip.term, shown++); // in order
    }
    QCOMPARE(shown + strip.hidden, terms);
    QCOMPARE(strip.chips.back().term<0, strip.hidden> 0);
    QVERIFY(area.adjusted(0, 0, 0.5, 0.5).contains(strip.result));
    QVERIFY(terms > 9 || room.width() < 700 || strip.hidden == 0);
}

void TestArithmetic::chipsAreWideEnough()
{
    const Step step = longStep(9);
    const ArithmeticStrip strip = layoutArithmetic(step, {0, 0, 900, 110}, Theme::light(), {});
    const QFontMetricsF metrics(Theme::light().mono(strip.fontSize));
    for (const auto &chip : strip.chips) {
        const QString text = termText(step.terms[static_cast<size_t>(chip.term)], step);
        QVERIFY(metrics.horizontalAdvance(text) < chip.rect.width());
        QVERIFY(metrics.height() <= chip.rect.height());
    }
}

void TestArithmetic::paintsChipsAndResult()
{
    const Theme theme = Theme::light();
    const Step step = longStep(60);
    const ArithmeticStrip strip = layoutArithmetic(step, {10, 10, 500, 100}, theme, {});
    QImage image(520, 130, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintArithmetic(painter, strip, step, theme);
    painter.end();
    const auto inked = [&](const QRectF &rect) {
        for (int y = qCeil(rect.top()); y < rect.bottom(); ++y) {
            for (int x = qCeil(rect.left()); x < rect.right(); ++x) {
                if (image.pixel(x, y) != qRgb(255, 255, 255))
                    return true;
            }
        }
        return false;
    };
    for (const auto &chip : strip.chips)
        QVERIFY(inked(chip.rect));
    QVERIFY(inked(strip.result));
    QVERIFY(strip.hidden > 0);
}

QTEST_MAIN(TestArithmetic)
#include "tst_arithmetic.moc"
