#include "core/bundle.h"
#include "core/digit_picture.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/digit_editor.h"
#include "widgets/drawing_editor.h"

#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace convoscope;

class TestDigitEditor : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyMoveIsAValue();
    void firstStrokeReplacesATestDigit();
    void strokesComeBack();
    void valueShownTellsNothing();
    void toolsDrawAndErase();
    void breadthOfThePen();
    void lastStrokeIsTakenBack();
    void blankPaper();
    void leafsThroughTheTestDigits();
    void leafingGoesOnAfterADrawing();
    void saysWhereTheDigitIsFrom_data();
    void saysWhereTheDigitIsFrom();
    void everythingHasAName();
    void padIsAsHighAsItIsWide();

private:
    [[nodiscard]] DrawingPad &pad() const { return *m_editor->findChild<DrawingPad *>(); }
    [[nodiscard]] Picture value() const { return std::get<Picture>(m_editor->value()); }
    void press(const char *button)
    {
        QTest::mouseClick(named<QWidget>(*m_editor, QString::fromUtf8(button)), Qt::LeftButton);
    }
    void dot(QPoint at, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseClick(&pad(), button, {}, at);
    }

    std::unique_ptr<DigitEditor> m_editor;
    std::vector<std::pair<Picture, bool>> m_edits;
};

void TestDigitEditor::init()
{
    m_edits.clear();
    m_editor = std::make_unique<DigitEditor>();
    m_editor->setTheme(Theme::light());
    m_editor->setName(QStringLiteral("Digit"));
    m_editor->setValue(bundledDigit(4));
    m_editor->resize(300, 420);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    connect(m_editor.get(), &FieldEditor::edited, this, [this](const FieldValue &value, bool finished) {
        m_edits.emplace_back(std::get<Picture>(value), finished);
    });
}

void TestDigitEditor::everyMoveIsAValue()
{
    m_editor->setValue(drawnDigit({}));
    QTest::mousePress(&pad(), Qt::LeftButton, {}, {100, 60});
    QTest::mouseMove(&pad(), {100, 160});
    QTest::mouseRelease(&pad(), Qt::LeftButton, {}, {100, 160});
    QCOMPARE(m_edits.size(), 3U);
    QVERIFY(!m_edits[0].second && !m_edits[1].second && m_edits[2].second);
    QVERIFY(m_edits[0].first != m_edits[1].first);
    QVERIFY(m_edits[1].first == m_edits[2].first);
    QVERIFY(m_edits[2].first == drawnDigit(pad().drawing()));
    QVERIFY(value() == m_edits[2].first);
}

void TestDigitEditor::firstStrokeReplacesATestDigit()
{
    QVERIFY(pad().hasPicture());
    dot({100, 100}, Qt::RightButton);
    QVERIFY(m_edits.empty());
    dot({100, 100});
    QVERIFY(!pad().hasPicture());
    QCOMPARE(value().drawing->strokes.size(), 1U);
    QVERIFY(value().preset.empty());
}

void TestDigitEditor::strokesComeBack()
{
    dot({100, 100});
    const Picture first = value();
    dot({150, 150});
    m_editor->setValue(first); // as undo does
    QVERIFY(pad().drawing() == *first.drawing);
    m_editor->setValue(bundledDigit(4));
    QVERIFY(pad().drawing().empty() && pad().hasPicture());
    m_editor->setValue(first);
    dot({150, 150});
    QCOMPARE(value().drawing->strokes.size(), 2U);
}

void TestDigitEditor::valueShownTellsNothing()
{
    m_editor->setValue(bundledDigit(9));
    m_editor->setValue(drawnDigit({.strokes = {{.points = {{90.0F, 90.0F, 9.0F}}}}}));
    QVERIFY(m_edits.empty());
}

void TestDigitEditor::toolsDrawAndErase()
{
    m_editor->setValue(drawnDigit({}));
    dot({100, 100});
    press("Eraser (right mouse button, other end of a pen)");
    dot({100, 100});
    QVERIFY(value().drawing->strokes.back().erases);
    QCOMPARE(value().tensor(), Tensor({.h = 28, .w = 28}));
    press("Pen");
    dot({100, 100});
    QVERIFY(!value().drawing->strokes.back().erases);
}

void TestDigitEditor::breadthOfThePen()
{
    m_editor->setValue(drawnDigit({}));
    auto *breadth = named<QSlider>(*m_editor, QStringLiteral("How broad the pen is"));
    breadth->setFocus();
    QTest::keyClick(breadth, Qt::Key_End);
    dot({100, 100});
    QTest::keyClick(breadth, Qt::Key_Home);
    dot({150, 100});
    const auto &strokes = value().drawing->strokes;
    QCOMPARE(strokes[0].points[0].radius, 20.0F);
    QCOMPARE(strokes[1].points[0].radius, 3.0F);
}

void TestDigitEditor::lastStrokeIsTakenBack()
{
    auto *back = named<QToolButton>(*m_editor, QStringLiteral("Take the last stroke back"));
    QVERIFY(!back->isEnabled());
    dot({100, 100});
    const Picture first = value();
    dot({150, 150});
    press("Take the last stroke back");
    QVERIFY(value() == first);
    QVERIFY(m_edits.back().second);
    press("Take the last stroke back");
    QVERIFY(value().drawing->empty());
    QVERIFY(!back->isEnabled());
}

void TestDigitEditor::blankPaper()
{
    press("Blank paper"); // a test digit lies on it
    QVERIFY(value() == drawnDigit({}));
    QVERIFY(!named<QToolButton>(*m_editor, QStringLiteral("Blank paper"))->isEnabled());
    dot({100, 100});
    press("Blank paper");
    QVERIFY(value() == drawnDigit({}));
    QVERIFY(m_edits.back().second);
}

void TestDigitEditor::leafsThroughTheTestDigits()
{
    press("Next test digit");
    QVERIFY(value() == bundledDigit(5));
    m_editor->setValue(bundledDigit(0));
    press("Previous test digit");
    QVERIFY(value() == bundledDigit(bundledDigits().count() - 1));
    press("Next test digit");
    QVERIFY(value() == bundledDigit(0));
    QVERIFY(m_edits.back().second);
}

void TestDigitEditor::leafingGoesOnAfterADrawing()
{
    dot({100, 100});
    press("Next test digit");
    QVERIFY(value() == bundledDigit(5));
}

void TestDigitEditor::saysWhereTheDigitIsFrom_data()
{
    QTest::addColumn<Picture>("picture");
    QTest::addColumn<QString>("text");
    Picture photo = makePicture(bundledDigit(0).tensor());
    photo.path = "/home/learner/five.jpg";
    QTest::newRow("test set") << bundledDigit(
        0) << QStringLiteral("Test digit 1 of %1, labelled 7").arg(QLocale().toString(1000));
    QTest::newRow("photo") << photo << QStringLiteral("Found in five.jpg");
    QTest::newRow("drawn") << drawnDigit({.strokes = {{.points = {{90.0F, 90.0F, 9.0F}}}}})
                           << QStringLiteral("Your drawing");
    QTest::newRow("blank") << drawnDigit({})
                           << QStringLiteral("Draw, choose a test digit, or open a photo of a digit.");
    QTest::newRow("numbers") << makePicture(bundledDigit(0).tensor()) << QStringLiteral("Own numbers");
}

void TestDigitEditor::saysWhereTheDigitIsFrom()
{
    QFETCH(Picture, picture);
    QFETCH(QString, text);
    m_editor->setValue(makePicture(Tensor({.h = 28, .w = 28})));
    m_editor->setValue(picture);
    QStringList texts;
    for (const QLabel *label : m_editor->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY2(texts.contains(text), qPrintable(texts.join(QLatin1Char('|'))));
}

void TestDigitEditor::everythingHasAName()
{
    QCOMPARE(namelessWidgets(*m_editor), QStringList());
    QCOMPARE(pad().accessibleName(), QStringLiteral("Digit"));
}

void TestDigitEditor::padIsAsHighAsItIsWide()
{
    m_editor->resize(360, m_editor->heightForWidth(360));
    QTRY_VERIFY(pad().width() > 300); // beside its tools
    QCOMPARE(pad().height(), pad().width());
}

QTEST_MAIN(TestDigitEditor)
#include "tst_digit_editor.moc"
