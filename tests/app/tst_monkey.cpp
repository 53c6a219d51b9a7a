#include "tests/app/window_fixture.h"

#include <QDesktopServices>
#include <QDialog>
#include <QRandomGenerator>
#include <QTimer>

using namespace convoscope;

namespace {

const std::vector<std::pair<Qt::Key, Qt::KeyboardModifiers>> keys{{Qt::Key_Space, {}},
                                                                  {Qt::Key_Right, {}},
                                                                  {Qt::Key_Left, {}},
                                                                  {Qt::Key_Home, {}},
                                                                  {Qt::Key_End, {}},
                                                                  {Qt::Key_PageDown, {}},
                                                                  {Qt::Key_PageUp, {}},
                                                                  {Qt::Key_Plus, {}},
                                                                  {Qt::Key_Minus, {}},
                                                                  {Qt::Key_M, {}},
                                                                  {Qt::Key_P, {}},
                                                                  {Qt::Key_B, {}},
                                                                  {Qt::Key_Escape, {}},
                                                                  {Qt::Key_Return, {}},
                                                                  {Qt::Key_Tab, {}},
                                                                  {Qt::Key_Backtab, Qt::ShiftModifier},
                                                                  {Qt::Key_Up, {}},
                                                                  {Qt::Key_Down, {}},
                                                                  {Qt::Key_F1, {}},
                                                                  {Qt::Key_F5, {}},
                                                                  {Qt::Key_F9, {}},
                                                                  {Qt::Key_F11, {}},
                                                                  {Qt::Key_Delete, {}},
                                                                  {Qt::Key_Backspace, {}},
                                                                  {Qt::Key_0, {}},
                                                                  {Qt::Key_3, {}},
                                                                  {Qt::Key_9, {}},
                                                                  {Qt::Key_Period, {}},
                                                                  {Qt::Key_Up, Qt::ShiftModifier},
                                                                  {Qt::Key_Down, Qt::ShiftModifier},
                                                                  {Qt::Key_Left, Qt::ShiftModifier},
                                                                  {Qt::Key_Right, Qt::ShiftModifier},
                                                                  {Qt::Key_Z, Qt::ControlModifier},
                                                                  {Qt::Key_Y, Qt::ControlModifier},
                                                                  {Qt::Key_P, Qt::ControlModifier},
                                                                  {Qt::Key_V, Qt::ControlModifier},
                                                                  {Qt::Key_Plus, Qt::ControlModifier},
                                                                  {Qt::Key_Minus, Qt::ControlModifier},
                                                                  {Qt::Key_0, Qt::ControlModifier}};

} // namespace

/// Random hands: whatever is pressed, clicked, dragged or set, the window stays whole.
class TestMonkey : public QObject {
    Q_OBJECT

public slots:
    void swallow(const QUrl & /*url*/) { } // links lead nowhere in a test

private slots:
    void initTestCase();
    void cleanupTestCase();
    void nothingBreaks_data();
    void nothingBreaks();

private:
    void act();
    void setSomeField();
    std::vector<ChainStep> someChain();
    void checkEverything();
    void checkNumbers();
    int below(int n) { return m_random.bounded(n); }
    QPoint anywhere() { return {below(m_w->window().width()), below(m_w->window().height())}; }

    std::unique_ptr<WindowFixture> m_w;
    QRandomGenerator m_random;
    QTimer m_popups;
};

void TestMonkey::initTestCase()
{
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "swallow");
    QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "swallow");
    // Menus and dialogs wait for an answer; they get the one of Escape.
    connect(&m_popups, &QTimer::timeout, this, [] {
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        else if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
            dialog->reject();
    });
    m_popups.start(0);
}

void TestMonkey::cleanupTestCase()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
}

void TestMonkey::nothingBreaks_data()
{
    QTest::addColumn<int>("lesson");
    QTest::addColumn<int>("seed");
    const QByteArray more = qgetenv("CONVOSCOPE_SEEDS"); // hunts for what the usual seeds don't find
    const int seeds = more.isEmpty() ? 2 : more.toInt();
    for (size_t i = 0; i < lessons().size(); ++i) {
        for (int seed = 1; seed <= seeds; ++seed)
            QTest::addRow("%s %d", lessons()[i].id.data(), seed) << static_cast<int>(i) << seed;
    }
}

std::vector<ChainStep> TestMonkey::someChain()
{
    std::vector<ChainStep> chain(static_cast<size_t>(below(4)));
    for (ChainStep &step : chain) {
        const auto presets = filterPresets();
        step.spec.name = presets[static_cast<size_t>(below(static_cast<int>(presets.size())))].key;
        step.spec.size = {below(5), below(5)}; // now and then what is refused
        step.spec.sigma = 0.25 * below(12);
        step.strength = 0.5 * below(6);
        step.divisor = below(5);
        step.on = below(4) > 0;
        if (below(4) == 0)
            step = asOwn(step);
    }
    return chain;
}

void TestMonkey::setSomeField()
{
    const auto fields = m_w->document().lesson().fields;
    const Field &field = fields[static_cast<size_t>(below(static_cast<int>(fields.size())))];
    FieldValue value = field.get(m_w->document().params());
    const int low = static_cast<int>(std::max(field.low, -4.0)) - 1; // now and then what is refused
    const int span = static_cast<int>(std::min(field.high, 12.0)) - low + 1;
    const auto number = [&] { // once in a while what only a typist on the wrong key asks for
        return below(15) > 0 ? low + below(span) : below(2) == 0 ? 999999 : -999999;
    };
    switch (field.kind) {
    case FieldKind::Flag: value = below(2) == 0; break;
    case FieldKind::Integer: value = number(); break;
    case FieldKind::Real: value = number() + 0.25; break;
    case FieldKind::Pair: value = Pair{number(), number()}; break;
    case FieldKind::Sides: value = Sides{number(), number(), number(), number()}; break;
    case FieldKind::Choice: value = below(static_cast<int>(field.choices.size())); break;
    case FieldKind::Matrix: value = Tensor({.h = 1 + below(5), .w = 1 + below(5)}, 0.5F); break;
    case FieldKind::Layers:
        value = std::vector<LayerSpec>(
            static_cast<size_t>(1 + below(3)),
            LayerSpec{.kernel = {1 + below(4), 1 + below(4)}, .stride = {1 + below(2), 1}});
        break;
    case FieldKind::Chain: value = someChain(); break;
    case FieldKind::Picture:
        value = field.raster ? rasterPicture(ByteRaster({1 + below(12), 1 + below(12)}, 1 + below(4)))
                             : makePicture(Tensor({.h = 1 + below(12), .w = 1 + below(12)}, 2.0F));
        break;
    }
    m_w->document().edit(field, value, below(3) > 0, {});
}

void TestMonkey::act()
{
    const int what = below(100);
    if (what < 35) {
        const auto &[key, modifiers] = keys[static_cast<size_t>(below(static_cast<int>(keys.size())))];
        m_w->key(key, modifiers);
    } else if (what < 55) {
        m_w->click(anywhere());
    } else if (what < 65) {
        m_w->move(anywhere());
    } else if (what < 75) {
        const QPoint from = m_w->inWindow(&m_w->stage(), m_w->stage().rect().center())
            + QPoint(below(400) - 200, below(300) - 150);
        m_w->press(from);
        m_w->move(from + QPoint(below(200) - 100, below(200) - 100));
        m_w->release(anywhere());
    } else if (what < 97) {
        setSomeField();
    } else if (what < 98) {
        m_w->window().open(sampleIn(m_w->folder(), QStringLiteral("tiny_heart_16x16.png")));
    } else {
        m_w->document().undoStack().undo();
    }
}

void TestMonkey::checkNumbers()
{
    // What is on the stage is what its parameters give.
    const Trace &trace = m_w->trace();
    QVERIFY(!trace.empty());
    const auto again = m_w->document().lesson().play(m_w->document().playedParams());
    QVERIFY(bool(again));
    QCOMPARE(again->beats(), trace.beats());
    QCOMPARE(again->planes().size(), trace.planes().size());
    for (size_t i = 0; i < trace.planes().size(); ++i)
        QCOMPARE(*again->planes()[i].values, *trace.planes()[i].values);
}

void TestMonkey::checkEverything()
{
    const Trace &trace = m_w->trace();
    const Position at = m_w->playhead().position();
    QVERIFY(at.beat >= 0 && at.beat < trace.beats());
    QVERIFY(at.tap >= -1 && at.tap < trace.taps(at.beat));
    QVERIFY(m_w->stage().stage().scene.trace.same(trace));
    QCOMPARE(m_w->stage().stage().scene.position, at);
    if (const auto hover = m_w->stage().hovered()) {
        QVERIFY(hover->pane < static_cast<int>(m_w->stage().stage().layout.panes.size()));
        QVERIFY(trace.plane(hover->plane).extent().contains(hover->cell));
    }
    QVERIFY(m_w->stage().camera().zoom >= 1.0);
    QVERIFY(m_w->window().isVisible());
}

void TestMonkey::nothingBreaks()
{
    QFETCH(const int, lesson);
    QFETCH(const int, seed);
    m_random.seed(static_cast<quint32>(seed));
    m_w = std::make_unique<WindowFixture>(QSize(1000, 700));
    const Lesson &first = lessons()[static_cast<size_t>(lesson)];
    m_w->document().reset(first, first.start(), {});
    QVERIFY(m_w->settle());
    for (int i = 0; i < 500; ++i) {
        act();
        QVERIFY(m_w->settle());
        checkEverything();
        if (QTest::currentTestFailed())
            return;
        if (i % 5 == 0)
            QVERIFY(!m_w->stage().grab().isNull());
        if (i % 25 == 0)
            checkNumbers();
    }
    QUndoStack &undo = m_w->document().undoStack();
    QVERIFY(undo.count() < undo.undoLimit()); // so that the start is still among them
    while (undo.canUndo())
        undo.undo();
    QVERIFY(m_w->document().params() == first.start());
    m_w.reset();
}

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
