#include "core/hand_over.h"
#include "tests/app/window_fixture.h"
#include "widgets/words.h"

#include <QMenu>
#include <QTimer>

using namespace convoscope;

/// A plane of one lesson becomes the input of another, through the menu of the stage.
class TestHandOverWindow : public QObject {
    Q_OBJECT

private slots:
    void init() { m_w = std::make_unique<WindowFixture>(); }
    void cleanup() { m_w.reset(); }
    void outputOpensInEveryLesson_data();
    void outputOpensInEveryLesson();
    void theSameLessonAgain();
    void aPhotoStaysAPhoto();
    void keepsWhatWasSetThere();
    void theMenuKeyOpensIt();
    void aLessonIsFoundAsItWasLeft();

private:
    /// Right click on a cell, then the lesson in the submenu; false if it isn't offered.
    bool openIn(int plane, Cell cell, const Lesson &lesson);
    [[nodiscard]] Picture input() const;

    std::unique_ptr<WindowFixture> m_w;
};

namespace {

const Lesson &lessonOf(const char *id)
{
    return *findLesson(id);
}

int planeNamed(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return static_cast<int>(found - trace.planes().begin());
}

/// Triggers the action for a lesson in the submenu of an open menu.
bool choose(QMenu *menu, const QString &title)
{
    for (const QAction *entry : menu->actions()) {
        if (!entry->menu())
            continue;
        for (QAction *action : entry->menu()->actions()) {
            if (action->text() == title) {
                action->trigger();
                return true;
            }
        }
    }
    return false;
}

} // namespace

bool TestHandOverWindow::openIn(int plane, Cell cell, const Lesson &lesson)
{
    bool chosen = false;
    QTimer::singleShot(0, m_w->window().window(), [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        chosen = menu && choose(menu, lessonTitle(lesson.id));
        if (menu)
            menu->close();
    });
    const QPoint at = m_w->stage().mapFrom(&m_w->window(), m_w->middleOf(plane, cell));
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_w->stage().mapToGlobal(at));
    QApplication::sendEvent(&m_w->stage(), &event);
    return m_w->settle() && chosen;
}

Picture TestHandOverWindow::input() const
{
    return std::get<Picture>(inputFieldOf(m_w->document().lesson())->get(m_w->document().params()));
}

void TestHandOverWindow::outputOpensInEveryLesson_data()
{
    QTest::addColumn<int>("lesson");
    for (size_t i = 0; i < lessons().size(); ++i)
        QTest::newRow(lessons()[i].id.data()) << static_cast<int>(i);
}

void TestHandOverWindow::outputOpensInEveryLesson()
{
    QFETCH(const int, lesson);
    const Lesson &target = lessons()[static_cast<size_t>(lesson)];
    const Trace trace = m_w->trace();
    const int output = planeNamed(trace, "output");
    const Params before = m_w->document().params();
    QVERIFY(openIn(output, {1, 1}, target));
    QCOMPARE(m_w->document().lesson().id, target.id);
    QCOMPARE(input().tensor(),
             fittingInto(*inputFieldOf(target), makePicture(*trace.plane(output).values)).tensor());
    QVERIFY(!m_w->document().refusal());
    m_w->document().undoStack().undo(); // one step
    QCOMPARE(m_w->document().lesson().id, lessonOf("convolution").id);
    QVERIFY(m_w->document().params() == before);
}

void TestHandOverWindow::theSameLessonAgain()
{
    m_w->setField("kernel_size", Pair{2, 2});
    const int output = planeNamed(m_w->trace(), "output");
    const Tensor values = *m_w->trace().plane(output).values;
    QVERIFY(openIn(output, {0, 0}, lessonOf("convolution")));
    QCOMPARE(input().tensor(), values);
    QCOMPARE(m_w->params().kernel.height(), 2); // a second layer like the first
}

void TestHandOverWindow::aPhotoStaysAPhoto()
{
    m_w->window().open(sampleIn(m_w->folder(), QStringLiteral("tiny_heart_16x16.png")));
    QVERIFY(m_w->settle());
    const Picture photo = input();
    QVERIFY(photo.isPhoto());
    QVERIFY(openIn(planeNamed(m_w->trace(), "input"), {2, 2}, lessonOf("pooling")));
    QVERIFY(input() == photo);
}

void TestHandOverWindow::keepsWhatWasSetThere()
{
    m_w->document().replace(lessonOf("pooling"), lessonOf("pooling").start(), {}, {});
    QVERIFY(m_w->settle());
    m_w->setField("stride", Pair{1, 1});
    const Params left = m_w->document().params();
    m_w->document().replace(lessonOf("convolution"), lessonOf("convolution").start(), {}, {});
    QVERIFY(m_w->settle());
    QVERIFY(openIn(planeNamed(m_w->trace(), "output"), {0, 0}, lessonOf("pooling")));
    QVERIFY(std::get<PoolingParams>(m_w->document().params()).stride == std::get<PoolingParams>(left).stride);
}

void TestHandOverWindow::theMenuKeyOpensIt()
{
    bool opened = false;
    QTimer::singleShot(0, m_w->window().window(), [&] {
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            opened = choose(menu, lessonTitle("padding"));
            menu->close();
        }
    });
    m_w->stage().setFocus();
    const QPoint middle = m_w->stage().rect().center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, middle, m_w->stage().mapToGlobal(middle));
    QApplication::sendEvent(&m_w->stage(), &event);
    QVERIFY(m_w->settle());
    QVERIFY(opened);
    QCOMPARE(m_w->document().lesson().id, lessonOf("padding").id);
}

void TestHandOverWindow::aLessonIsFoundAsItWasLeft()
{
    m_w->setField("stride", Pair{2, 2});
    m_w->playhead().seek({1, -1});
    const Params left = m_w->document().params();
    const auto go = [&](const char *id) {
        const Document::Left there = m_w->document().left(lessonOf(id));
        m_w->document().replace(lessonOf(id), there.params, there.position, {});
        return m_w->settle();
    };
    QVERIFY(go("pooling"));
    QVERIFY(m_w->document().params() == lessonOf("pooling").start());
    QVERIFY(go("convolution"));
    QVERIFY(m_w->document().params() == left);
    QCOMPARE(m_w->playhead().position(), (Position{1, -1}));
}

QTEST_MAIN(TestHandOverWindow)
#include "tst_main_window_hand_over.moc"
