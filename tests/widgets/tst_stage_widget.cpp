#include "tests/widgets/stage_fixture.h"
#include "widgets/number_text.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>

using namespace convoscope;

namespace {

constexpr int input = 0;
constexpr int output = 2;

} // namespace

/// What the stage says and shows of itself.
class TestStageWidget : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void init() { m_s = std::make_unique<StageFixture>(startTrace()); }
    void cleanup() { m_s.reset(); }
    void tipSaysTheWholeValue_data();
    void tipSaysTheWholeValue();
    void isDescribedForScreenReaders();
    void glidesToTheNextCell();
    void newTraceForgetsTheHoveredCell();
    void farPhotosHaveNoHoveredCell();
    void resultAsksForTheWholeLine();

private:
    StageFixture &s() { return *m_s; }

    std::unique_ptr<StageFixture> m_s;
};

void TestStageWidget::tipSaysTheWholeValue_data()
{
    QTest::addColumn<int>("plane");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("hide");
    QTest::addColumn<QString>("text");
    const Trace trace = startTrace();
    const auto value = [&](int plane, Cell cell) {
        return QStringLiteral("= ") + fullText(trace.plane(plane).at(cell));
    };
    QTest::newRow("input") << input << 1 << 2 << false << value(input, {1, 2});
    QTest::newRow("padding") << input << -1 << 2 << false << QStringLiteral("padding");
    QTest::newRow("kernel") << 1 << 0 << 2 << false << value(1, {0, 2});
    QTest::newRow("output") << output << 2 << 2 << false << value(output, {2, 2});
    QTest::newRow("not computed yet") << output << 4 << 4 << false << QStringLiteral("= ?");
    QTest::newRow("to be predicted") << output << 2 << 2 << true << QStringLiteral("= ?");
}

void TestStageWidget::tipSaysTheWholeValue()
{
    QFETCH(int, plane);
    QFETCH(int, row);
    QFETCH(int, column);
    QFETCH(bool, hide);
    QFETCH(QString, text);
    s().playhead.seek({12, -1});
    s().stage.setHideResult(hide);
    const QPoint at = s().middle(plane, {row, column});
    QHelpEvent event(QEvent::ToolTip, at, s().stage.mapToGlobal(at));
    QApplication::sendEvent(&s().stage, &event);
    QVERIFY2(QToolTip::text().contains(text), qPrintable(QToolTip::text()));
    QVERIFY(QToolTip::text().contains(QStringLiteral("(%1, %2)").arg(row).arg(column)));
}

void TestStageWidget::isDescribedForScreenReaders()
{
    s().playhead.seek({12, -1});
    const Step step = s().playhead.trace().at({12, -1});
    QVERIFY(s().stage.accessibleDescription().contains(QStringLiteral("13")));
    QVERIFY(s().stage.accessibleDescription().contains(arithmeticText(step)));
    s().stage.setHideResult(true);
    QVERIFY(s().stage.accessibleDescription().endsWith(QStringLiteral("= ?")));
}

void TestStageWidget::glidesToTheNextCell()
{
    s().stage.setMotion(true);
    s().playhead.next();
    QVERIFY(s().stage.scene().glide < 1.0);
    QCOMPARE(s().stage.scene().glideFrom, std::optional(Position{0, -1}));
    QTRY_COMPARE(s().stage.scene().glide, 1.0);
    s().playhead.last(); // too far to follow
    QCOMPARE(s().stage.scene().glide, 1.0);
}

void TestStageWidget::newTraceForgetsTheHoveredCell()
{
    s().move(s().middle(output, {4, 4}));
    QVERIFY(s().stage.hovered());
    ConvolutionParams params = convolutionStart();
    params.padding = PaddingKind::Valid;
    s().playhead.setTrace(*lessons().front().play(params));
    QVERIFY(!s().stage.hovered());
    QVERIFY(!s().stage.grab().isNull());
}

void TestStageWidget::farPhotosHaveNoHoveredCell()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    const QPoint at = s().pane(input).frame.center().toPoint();
    QVERIFY(s().pane(input).cell < 1.5);
    s().move(at);
    QVERIFY(!s().stage.hovered());
    for (int i = 0; i < 6; ++i)
        s().wheel(at, 1);
    QVERIFY(s().stage.hovered());
}

void TestStageWidget::resultAsksForTheWholeLine()
{
    QSignalSpy wanted(&s().stage, &StageWidget::arithmeticWanted);
    s().click(s().stage.stage().arithmetic.result.center().toPoint());
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(TestStageWidget)
#include "tst_stage_widget.moc"
