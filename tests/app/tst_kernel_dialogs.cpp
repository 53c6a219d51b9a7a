#include "app/kernel_dialogs.h"
#include "widgets/message_bar.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace convoscope;

namespace {

/// Types a path into the file dialog that opens next, and accepts it; an empty one gives it up.
void answerDialog(const QString &path)
{
    QTimer::singleShot(0, qApp, [path] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        if (path.isEmpty())
            return dialog->reject();
        auto *name = dialog->findChild<QLineEdit *>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        if (dialog->isVisible()) // the question whether to overwrite would hang the test
            dialog->reject();
    });
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ChainStep filter(const std::string &name)
{
    ChainStep step;
    step.spec.name = name;
    return step;
}

} // namespace

/// Kernels of a chain's steps in files.
class TestKernelDialogs : public QObject {
    Q_OBJECT

private slots:
    void textHoldsTheWeights();
    void jsonHoldsAll();
    void filtersWithoutAKernelAreRefused();
    void openedKernelIsTheLearners();
    void wrongFilesAreSaid();
    void dialogSavesAndOpens();
    void givingUpChangesNothing();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestKernelDialogs::textHoldsTheWeights()
{
    QVERIFY(!saveKernelOf(filter("sobel-x"), path("sobel.txt")));
    QCOMPARE(contents(path("sobel.txt")), QByteArray("-1 0 1\n-2 0 2\n-1 0 1\n"));
}

void TestKernelDialogs::jsonHoldsAll()
{
    ChainStep step = filter("gaussian");
    step.spec.sigma = 1.7;
    step.divisor = 3;
    step.offset = -12.5;
    step.normalise = true;
    QVERIFY(!saveKernelOf(step, path("all.JSON")));
    ChainStep other = filter("sobel");
    other.strength = 0.5;
    other.on = false;
    const auto opened = withKernelFrom(path("all.JSON"), other);
    QVERIFY(std::holds_alternative<ChainStep>(opened));
    ChainStep want = asOwn(step);
    want.strength = 0.5; // what belongs to the step stays
    want.on = false;
    QVERIFY(std::get<ChainStep>(opened) == want);
}

void TestKernelDialogs::filtersWithoutAKernelAreRefused()
{
    for (const char *name : {"median", "sobel", "sobel-direction"}) {
        QVERIFY(saveKernelOf(filter(name), path("none.txt")).has_value());
        QVERIFY(!QFile::exists(path("none.txt")));
    }
}

void TestKernelDialogs::openedKernelIsTheLearners()
{
    QVERIFY(!saveKernelOf(filter("laplacian"), path("laplacian.txt")));
    const auto opened = withKernelFrom(path("laplacian.txt"), filter("median"));
    QVERIFY(std::holds_alternative<ChainStep>(opened));
    QVERIFY(std::get<ChainStep>(opened) == asOwn(filter("laplacian")));
}

void TestKernelDialogs::wrongFilesAreSaid()
{
    QFile file(path("wrong.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("1 2\n3 x\n");
    file.close();
    for (const char *name : {"wrong.txt", "missing.txt"}) {
        const auto opened = withKernelFrom(path(name), filter("box"));
        QVERIFY(std::holds_alternative<QString>(opened));
        QVERIFY(std::get<QString>(opened).contains(QString::fromLatin1(name)));
    }
}

void TestKernelDialogs::dialogSavesAndOpens()
{
    QWidget window;
    MessageBar messages(&window);
    window.show();
    answerDialog(path("plain"));
    askToSaveKernel(window, filter("sobel-y"), messages);
    QCOMPARE(contents(path("plain.txt")), QByteArray("-1 -2 -1\n0 0 0\n1 2 1\n"));
    QVERIFY(messages.text().contains(QStringLiteral("plain.txt")));
    ChainStep halved = filter("box");
    halved.divisor = 2;
    answerDialog(path("halved")); // keeps its divisor
    askToSaveKernel(window, halved, messages);
    QVERIFY(contents(path("halved.json")).contains("\"divisor\": 2"));
    answerDialog(path("halved.json"));
    const auto opened = askForKernel(window, filter("median"), messages);
    QVERIFY(opened && *opened == asOwn(halved));
}

void TestKernelDialogs::givingUpChangesNothing()
{
    QWidget window;
    MessageBar messages(&window);
    window.show();
    answerDialog({});
    QVERIFY(!askForKernel(window, filter("box"), messages));
    answerDialog({});
    askToSaveKernel(window, filter("box"), messages);
    QVERIFY(messages.text().isEmpty());
    answerDialog(path("wrong.txt"));
    QVERIFY(!askForKernel(window, filter("box"), messages));
    QVERIFY(messages.text().contains(QStringLiteral("wrong.txt")));
}

QTEST_MAIN(TestKernelDialogs)
#include "tst_kernel_dialogs.moc"
