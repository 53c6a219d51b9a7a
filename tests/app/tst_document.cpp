#include "app/document.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <ranges>

using namespace convoscope;

namespace {

const Field &field(const char *key)
{
    return *findField(lessons().front().fields, key);
}

/// 1200 × 1200 cells: far more than what is computed at once.
Picture largePicture(float value)
{
    return makePicture(Tensor({.h = 1200, .w = 1200}, value));
}

} // namespace

/// Parameters with undo, and the trace that follows them.
class TestDocument : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_document.reset(); }
    void everyEditPlays_data();
    void everyEditPlays();
    void editsOfADragMerge();
    void editsOfOtherFieldsDont();
    void finishedEditsDont();
    void draggingBackLeavesNoStep();
    void theSameValueIsNoStep();
    void undoingEverythingIsTheStart();
    void refusedParametersKeepTheTrace();
    void undoOfARefusedEditComputesNothing();
    void backInALessonWithRefusedParametersItsLastPictureIsThere();
    void heavyTracesAreMadeInTheBackground();
    void outcomeOfAnOlderEditIsDropped();
    void undoWhileBusyKeepsWhatIsShown();
    void cancelGoesBack();
    void cancelOfAResetGoesBack();
    void positionIsSoughtWhenTheTraceIsThere();
    void positionOfACancelledEditIsForgotten();
    void replaceIsOneStep();
    void resetForgetsTheSteps();
    void canBeDestroyedWhileBusy();

private:
    Document &d() { return *m_document; }
    ConvolutionParams params() { return std::get<ConvolutionParams>(d().params()); }
    void edit(const char *key, const FieldValue &value, bool finished = true)
    {
        d().edit(field(key), value, finished, QString::fromLatin1(key));
    }

    std::unique_ptr<Document> m_document;
};

void TestDocument::init()
{
    m_document = std::make_unique<Document>();
    d().reset(lessons().front(), lessons().front().start(), {});
}

void TestDocument::everyEditPlays_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<FieldValue>("value");
    QTest::newRow("stride") << QByteArray("stride") << FieldValue(Pair{2, 1});
    QTest::newRow("padding") << QByteArray("padding") << FieldValue(2);
    QTest::newRow("flip") << QByteArray("flip") << FieldValue(true);
    QTest::newRow("kernel") << QByteArray("kernel") << FieldValue(Tensor({.h = 2, .w = 2}, 1.0F));
    QTest::newRow("view") << QByteArray("view") << FieldValue(1);
}

void TestDocument::everyEditPlays()
{
    QFETCH(QByteArray, key);
    QFETCH(FieldValue, value);
    QSignalSpy played(&d(), &Document::played);
    QSignalSpy changed(&d(), &Document::paramsChanged);
    edit(key.constData(), value);
    QCOMPARE(played.size(), 1);
    QCOMPARE(changed.size(), 1);
    QVERIFY(d().playedParams() == d().params());
    QVERIFY(field(key.constData()).get(d().params()) == value);
    const Trace expected = *d().lesson().play(d().params());
    QCOMPARE(*d().playhead().trace().planes().back().values, *expected.planes().back().values);
    QCOMPARE(d().undoStack().undoText(), QString::fromLatin1(key));
}

void TestDocument::editsOfADragMerge()
{
    const Params before = d().params();
    for (int i = 2; i <= 5; ++i)
        edit("stride", Pair{i, i}, false);
    edit("stride", Pair{5, 5}, true);
    QCOMPARE(d().undoStack().count(), 1);
    QCOMPARE(params().stride, (Pair{5, 5}));
    d().undoStack().undo();
    QVERIFY(d().params() == before);
}

void TestDocument::editsOfOtherFieldsDont()
{
    edit("stride", Pair{2, 2}, false);
    edit("dilation", Pair{2, 2}, false);
    edit("stride", Pair{3, 3}, false);
    QCOMPARE(d().undoStack().count(), 3);
}

void TestDocument::finishedEditsDont()
{
    edit("stride", Pair{2, 2});
    edit("stride", Pair{3, 3});
    QCOMPARE(d().undoStack().count(), 2);
    edit("stride", Pair{4, 4}, false);
    QCOMPARE(d().undoStack().count(), 3);
    d().undoStack().undo();
    QCOMPARE(params().stride, (Pair{3, 3}));
}

void TestDocument::draggingBackLeavesNoStep()
{
    edit("stride", Pair{2, 2}, false);
    edit("stride", Pair{1, 1}, true);
    QCOMPARE(d().undoStack().count(), 0);
    QVERIFY(d().params() == d().lesson().start());
}

void TestDocument::theSameValueIsNoStep()
{
    edit("stride", Pair{1, 1});
    edit("flip", false);
    QCOMPARE(d().undoStack().count(), 0);
}

void TestDocument::undoingEverythingIsTheStart()
{
    const Params start = d().params();
    edit("stride", Pair{2, 2});
    edit("kernel_size", Pair{99, 99}); // refused
    edit("kernel_preset", 3);
    edit("view", 2);
    edit("input", makePicture(Tensor({.h = 8, .w = 9}, 2.0F)));
    std::vector<Params> there;
    while (d().undoStack().canUndo()) {
        there.push_back(d().params());
        d().undoStack().undo();
    }
    QVERIFY(d().params() == start);
    QVERIFY(!d().refusal());
    for (const Params &then : std::views::reverse(there)) {
        d().undoStack().redo();
        QVERIFY(d().params() == then);
    }
}

void TestDocument::refusedParametersKeepTheTrace()
{
    const Trace before = d().playhead().trace();
    const Params played = d().params();
    QSignalSpy refused(&d(), &Document::refusalChanged);
    edit("stride", Pair{0, 1});
    QVERIFY(d().refusal().has_value());
    QCOMPARE(d().refusal()->field, std::string("stride"));
    QVERIFY(d().playhead().trace().same(before));
    QVERIFY(d().playedParams() == played);
    QCOMPARE(params().stride, (Pair{0, 1})); // what was typed stays
    QCOMPARE(refused.size(), 1);
    edit("stride", Pair{2, 1});
    QVERIFY(!d().refusal());
    QVERIFY(!d().playhead().trace().same(before));
}

void TestDocument::undoOfARefusedEditComputesNothing()
{
    const Trace before = d().playhead().trace();
    edit("stride", Pair{0, 1});
    QSignalSpy played(&d(), &Document::played);
    d().undoStack().undo();
    QVERIFY(!d().refusal());
    QVERIFY(d().playhead().trace().same(before));
    QCOMPARE(played.size(), 0);
}

void TestDocument::backInALessonWithRefusedParametersItsLastPictureIsThere()
{
    edit("stride", Pair{2, 2});
    edit("stride", Pair{0, 1});
    QVERIFY(d().refusal().has_value());
    const Lesson &other = *findLesson("padding");
    d().replace(other, other.start(), {}, QStringLiteral("Open"));
    QVERIFY(!d().refusal());
    std::vector<Params> asShown;
    connect(&d(), &Document::paramsChanged, this, [&] { asShown.push_back(d().playedParams()); });
    d().undoStack().undo();
    disconnect(&d(), &Document::paramsChanged, this, nullptr);
    QCOMPARE(asShown.size(), 1U);
    QCOMPARE(d().lesson().id, lessons().front().id);
    QCOMPARE(params().stride, (Pair{0, 1}));
    QVERIFY(d().refusal().has_value());
    QVERIFY(!d().playhead().trace().empty());
    QCOMPARE(std::get<ConvolutionParams>(d().playedParams()).stride, (Pair{2, 2}));
    for (const Params &asked : asShown)
        QVERIFY(bool(d().lesson().play(asked))); // the panels never saw what can't be played
}

void TestDocument::heavyTracesAreMadeInTheBackground()
{
    const Trace before = d().playhead().trace();
    QSignalSpy busy(&d(), &Document::busyChanged);
    edit("input", largePicture(3));
    QVERIFY(d().busy());
    QVERIFY(d().playhead().trace().same(before)); // the old one stays meanwhile
    QVERIFY(!(d().playedParams() == d().params()));
    d().wait();
    QVERIFY(!d().busy());
    QCOMPARE(busy.size(), 2);
    QCOMPARE(d().playhead().trace().beats(), 1200 * 1200);
    QVERIFY(d().playedParams() == d().params());
}

void TestDocument::outcomeOfAnOlderEditIsDropped()
{
    QSignalSpy played(&d(), &Document::played);
    edit("input", largePicture(3));
    edit("input", largePicture(4));
    edit("stride", Pair{2, 2});
    d().wait();
    QTest::qWait(50); // for what must not come
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(played.size(), 1);
    QCOMPARE(d().playhead().trace().beats(), 600 * 600);
    QCOMPARE(d().playhead().trace().plane(0).at({5, 5}), 4.0F);
}

void TestDocument::undoWhileBusyKeepsWhatIsShown()
{
    const Trace before = d().playhead().trace();
    edit("input", largePicture(3));
    d().undoStack().undo();
    QVERIFY(!d().busy());
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(d().playhead().trace().same(before));
    QVERIFY(d().params() == d().lesson().start());
}

void TestDocument::cancelGoesBack()
{
    edit("input", largePicture(3));
    d().wait();
    const Trace shown = d().playhead().trace();
    const Params before = d().params();
    edit("kernel_size", Pair{5, 5});
    QVERIFY(d().busy());
    d().cancel();
    QVERIFY(!d().busy()); // what is shown needn't be computed again
    QVERIFY(d().params() == before);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(d().playhead().trace().same(shown));
    d().cancel(); // nothing to cancel
    QVERIFY(d().params() == before);
}

void TestDocument::cancelOfAResetGoesBack()
{
    ConvolutionParams large = convolutionStart();
    large.input = largePicture(1);
    d().reset(lessons().front(), large, {});
    QVERIFY(d().busy());
    d().cancel();
    QVERIFY(d().params() == d().lesson().start());
    QVERIFY(d().playedParams() == d().params());
}

void TestDocument::positionIsSoughtWhenTheTraceIsThere()
{
    d().seekWhenPlayed({5000, -1});
    edit("input", largePicture(3));
    d().wait();
    QCOMPARE(d().playhead().position(), (Position{5000, -1}));
    edit("flip", true);
    d().playhead().seek({6000, -1});
    d().wait();
    QCOMPARE(d().playhead().position(), (Position{6000, -1})); // only once
}

void TestDocument::positionOfACancelledEditIsForgotten()
{
    d().playhead().seek({7, -1});
    d().seekWhenPlayed({24, -1});
    edit("input", largePicture(3));
    d().cancel();
    QCOMPARE(d().playhead().position(), (Position{7, -1}));
    edit("flip", true);
    QCOMPARE(d().playhead().position(), (Position{7, -1}));
}

void TestDocument::replaceIsOneStep()
{
    ConvolutionParams other = convolutionStart();
    other.stride = {2, 2};
    other.flip = true;
    d().replace(lessons().front(), other, {3, 1}, QStringLiteral("Open"));
    QCOMPARE(d().undoStack().count(), 1);
    QCOMPARE(d().playhead().position(), (Position{3, 1}));
    edit("stride", Pair{3, 3}); // doesn't merge with it
    QCOMPARE(d().undoStack().count(), 2);
    d().undoStack().undo();
    d().undoStack().undo();
    QVERIFY(d().params() == d().lesson().start());
    d().replace(lessons().front(), d().lesson().start(), {9, -1}, QStringLiteral("Open"));
    QCOMPARE(d().playhead().position(), (Position{9, -1})); // the same parameters, another place
}

void TestDocument::resetForgetsTheSteps()
{
    edit("stride", Pair{2, 2});
    ConvolutionParams other = convolutionStart();
    other.flip = true;
    d().reset(lessons().front(), other, {4, -1});
    QVERIFY(!d().undoStack().canUndo() && !d().undoStack().canRedo());
    QVERIFY(params().flip);
    QCOMPARE(d().playhead().position(), (Position{4, -1}));
}

void TestDocument::canBeDestroyedWhileBusy()
{
    edit("input", largePicture(3));
    QVERIFY(d().busy());
    m_document.reset();
    QCoreApplication::processEvents();
    QVERIFY(!m_document);
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
