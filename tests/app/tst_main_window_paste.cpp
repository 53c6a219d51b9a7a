#include "tests/app/window_fixture.h"

#include "app/header_bar.h"
#include "core/matrix_text.h"

#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>

using namespace convoscope;

namespace {

constexpr int input = 0;

} // namespace

/// What comes by the clipboard or is dropped on the window, and what goes to the clipboard.
class TestMainWindowPaste : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_w = std::make_unique<WindowFixture>();
        QGuiApplication::clipboard()->clear();
    }
    void cleanup() { m_w.reset(); }
    void pastedNumbersBecomeTheInput_data();
    void pastedNumbersBecomeTheInput();
    void spreadsheetWithAPictureOfItselfIsNumbers();
    void pastedImageBecomesThePhoto();
    void pastedNonsenseIsSaid_data();
    void pastedNonsenseIsSaid();
    void droppedFileIsOpened_data();
    void droppedFileIsOpened();
    void onlyTheFirstOfTwoDroppedFiles();
    void copiedOutputIsTheOutput_data();
    void copiedOutputIsTheOutput();

private:
    WindowFixture &w() { return *m_w; }
    void drop(const QMimeData &data);

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindowPaste::drop(const QMimeData &data)
{
    const QPoint at = w().window().rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&w().window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&w().window(), &event);
}

void TestMainWindowPaste::pastedNumbersBecomeTheInput_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("spreadsheet") << QStringLiteral("1\t2\t3\n4\t5\t6\n7\t8\t-9.5\n");
    QTest::newRow("NumPy") << QStringLiteral("array([[1, 2, 3],\n       [4, 5, 6],\n       [7, 8, -9.5]])");
    QTest::newRow("printed") << QStringLiteral("[[ 1.   2.   3. ]\n [ 4.   5.   6. ]\n [ 7.   8.  -9.5]]");
}

void TestMainWindowPaste::pastedNumbersBecomeTheInput()
{
    QFETCH(QString, text);
    QGuiApplication::clipboard()->setText(text);
    w().stage().setFocus();
    w().key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(w().params().input.tensor(), Tensor({.h = 3, .w = 3}, {1, 2, 3, 4, 5, 6, 7, 8, -9.5F}));
    w().trigger(Command::Undo);
    QVERIFY(w().document().params() == w().document().lesson().start());
}

void TestMainWindowPaste::spreadsheetWithAPictureOfItselfIsNumbers()
{
    auto *clip = new QMimeData; // spreadsheets offer cells as text and as a picture
    clip->setText(QStringLiteral("1\t2\n3\t4\n"));
    QImage image(40, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    clip->setImageData(image);
    QGuiApplication::clipboard()->setMimeData(clip);
    w().trigger(Command::PasteInput);
    QVERIFY(w().settle());
    QCOMPARE(w().params().input.tensor(), Tensor({.h = 2, .w = 2}, {1, 2, 3, 4}));
}

void TestMainWindowPaste::pastedImageBecomesThePhoto()
{
    QImage image(40, 20, QImage::Format_RGB32);
    image.fill(QColor(10, 20, 30));
    QGuiApplication::clipboard()->setImage(image);
    w().trigger(Command::PasteInput);
    QVERIFY(w().settle());
    QCOMPARE(w().trace().plane(input).size(), (Pair{20, 40}));
    QVERIFY(w().window().findChild<PhotoBar *>()->isVisible());
}

void TestMainWindowPaste::pastedNonsenseIsSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("words") << "hello world"
                           << "neither an image nor a matrix";
    QTest::newRow("ragged") << "1\t2\t3\n4\t5"
                            << "row 2 has 2 numbers";
    QTest::newRow("word among numbers") << "1\t2\n3\tfour" << QStringLiteral("\u201cfour\u201d");
    QTest::newRow("not finite") << "1\t2\n3\tnan"
                                << "finite";
}

void TestMainWindowPaste::pastedNonsenseIsSaid()
{
    QFETCH(const QString, text);
    QFETCH(const QString, said);
    QGuiApplication::clipboard()->setText(text);
    w().trigger(Command::PasteInput);
    QVERIFY2(w().message().contains(said), qPrintable(w().message()));
    QVERIFY(w().document().params() == w().document().lesson().start());
}

void TestMainWindowPaste::droppedFileIsOpened_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("height");
    QTest::newRow("jpeg") << QStringLiteral("cat.jpg") << 300;
    QTest::newRow("png") << QStringLiteral("tiny_heart_16x16.png") << 16;
}

void TestMainWindowPaste::droppedFileIsOpened()
{
    QFETCH(QString, sample);
    QFETCH(int, height);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(sampleIn(w().folder(), sample))});
    drop(data);
    QVERIFY(w().settle());
    QCOMPARE(w().trace().plane(input).size().y, height);
}

void TestMainWindowPaste::onlyTheFirstOfTwoDroppedFiles()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(sampleIn(w().folder(), QStringLiteral("tiny_heart_16x16.png"))),
                  QUrl::fromLocalFile(sampleIn(w().folder(), QStringLiteral("cat.jpg")))});
    drop(data);
    QVERIFY(w().settle());
    QCOMPARE(w().trace().plane(input).size(), (Pair{16, 16}));
    QVERIFY(w().message().contains(QLatin1Char('2')));
}

void TestMainWindowPaste::copiedOutputIsTheOutput_data()
{
    QTest::addColumn<int>("command");
    QTest::newRow("spreadsheet") << static_cast<int>(Command::CopyOutputTsv);
    QTest::newRow("NumPy") << static_cast<int>(Command::CopyOutputNumPy);
}

void TestMainWindowPaste::copiedOutputIsTheOutput()
{
    QFETCH(int, command);
    w().trigger(static_cast<Command>(command));
    const MatrixText text = parseMatrix(QGuiApplication::clipboard()->text().toStdString());
    QCOMPARE(std::get<Tensor>(text), *w().trace().plane(2).values);
}

QTEST_MAIN(TestMainWindowPaste)
#include "tst_main_window_paste.moc"
