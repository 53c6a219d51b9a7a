#include "app/kernel_file.h"
#include "core/filter_presets.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

class TestKernelFile : public QObject {
    Q_OBJECT

private slots:
    void readsImageJsText();
    void readsItsOwn_data();
    void readsItsOwn();
    void refuses_data();
    void refuses();
    void opensFiles();
};

void TestKernelFile::readsImageJsText()
{
    const auto parsed =
        parseKernel("-1 -1 -1 -1 -1\n-1 -1 -1 -1 -1\n-1 -1 24 -1 -1\n-1 -1 -1 -1 -1\n-1 -1 -1 -1 -1\n");
    QVERIFY(std::holds_alternative<FilterStep>(parsed));
    const Tensor &kernel = std::get<FilterStep>(parsed).kernel;
    QCOMPARE(kernel.height(), 5);
    QCOMPARE(kernel.at(2, 2), 24.0F);
}

void TestKernelFile::readsItsOwn_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"gaussian", "sobel-y", "motion-blur", "gabor", "roberts-x"})
        QTest::newRow(name) << name;
}

void TestKernelFile::readsItsOwn()
{
    QFETCH(const QString, name);
    const auto made = makeFilterStep({.name = name.toStdString()});
    QVERIFY(made);
    FilterStep step = *made;
    QVERIFY(parseKernel(kernelText(step)) == KernelOrSentence(step));
    step.divisor = 2.5;
    step.offset = -7.0;
    step.normalise = true;
    QVERIFY(parseKernel(kernelJson(step)) == KernelOrSentence(step));
}

void TestKernelFile::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("no kernel");
    QTest::newRow("ragged") << QByteArray("1 2\n3\n");
    QTest::newRow("too large") << QByteArray("1 ").repeated(128);
    QTest::newRow("broken JSON") << QByteArray(R"({"kernel": [[1, 2)");
    QTest::newRow("ragged JSON") << QByteArray(R"({"kernel": [[1, 2], [3]]})");
    QTest::newRow("no kernel in JSON") << QByteArray(R"({"divisor": 2})");
    QTest::newRow("text in JSON") << QByteArray(R"({"kernel": [["one"]]})");
    QTest::newRow("divided by nothing") << QByteArray(R"({"kernel": [[1]], "divisor": 0})");
}

void TestKernelFile::refuses()
{
    QFETCH(const QByteArray, text);
    const auto parsed = parseKernel(text);
    QVERIFY(std::holds_alternative<QString>(parsed));
    QVERIFY(!std::get<QString>(parsed).isEmpty());
}

void TestKernelFile::opensFiles()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("kernel.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0 1 0\n1 -4 1\n0 1 0\n");
    file.close();
    QVERIFY(std::holds_alternative<FilterStep>(openKernel(file.fileName())));
    const auto missing = openKernel(folder.filePath(QStringLiteral("none.txt")));
    QVERIFY(std::holds_alternative<QString>(missing));
    QVERIFY(std::get<QString>(missing).contains(QStringLiteral("none.txt")));
}

QTEST_APPLESS_MAIN(TestKernelFile)
#include "tst_kernel_file.moc"
