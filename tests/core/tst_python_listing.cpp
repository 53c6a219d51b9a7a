#include "core/convolution_code.h"
#include "core/matrix_text.h"
#include "tests/convolution_cases.h"
#include "tests/golden.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

/// Runs every NumPy listing with Python: what it prints must be what core computes.
class TestPythonListing : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargePicturesFromAFile();

private:
    QTemporaryDir m_dir;
    std::vector<ConvolutionCase> m_cases = convolutionCases();
    QByteArrayList m_printed; ///< by each program
};

void TestPythonListing::initTestCase()
{
    QVERIFY(m_dir.isValid());
    QStringList arguments{m_dir.filePath("all.py")};
    // One interpreter runs them all: each in a namespace of its own, as if it had been pasted.
    writeLines(arguments.front(),
               {"import runpy, sys", "for path in sys.argv[1:]:", "    print('#')",
                "    runpy.run_path(path, run_name='__main__')"});
    for (size_t i = 0; i < m_cases.size(); ++i) {
        arguments.push_back(m_dir.filePath(QString::number(i) + ".py"));
        writeLines(arguments.back(), convolutionListing(m_cases[i].params, Dialect::NumPy).lines);
    }
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, arguments);
    QVERIFY2(end.ok, end.complaints.constData());
    m_printed = end.printed.split('#');
    m_printed.removeFirst();
    QCOMPARE(static_cast<size_t>(m_printed.size()), m_cases.size());
}

void TestPythonListing::printsWhatCoreComputes_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_cases.size(); ++i)
        QTest::addRow("%s", m_cases[i].name.c_str()) << static_cast<int>(i);
}

void TestPythonListing::printsWhatCoreComputes()
{
    QFETCH(int, index);
    const ConvolutionCase &c = m_cases[static_cast<size_t>(index)];
    const Tolerance tolerance{.exact = c.tolerance == 0.0F, .absolute = c.tolerance, .relative = c.tolerance};
    const auto printed = numpyMatrices(m_printed[index]);
    const bool shift = c.params.view == ConvolutionView::Shift;
    QCOMPARE(printed.size(), size_t(shift ? 2 : 1));
    QCOMPARE(difference(printed[0], expectedOutput(c.params), tolerance), QString());
    if (shift)
        QCOMPARE(difference(printed[1], expectedDifference(c.params), tolerance), QString());
}

void TestPythonListing::readsLargePicturesFromAFile()
{
    ConvolutionParams params = convolutionStart();
    params.input = makePicture(unevenMatrix(70, 66));
    params.stride = {3, 3};
    const QString program = m_dir.filePath("large.py");
    const QString picture = m_dir.filePath("picture.txt");
    writeLines(program, convolutionListing(params, Dialect::NumPy).lines);
    writeLines(picture, {toTsv(params.input.tensor())});
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, {program, picture});
    QVERIFY2(end.ok, end.complaints.constData());
    const auto printed = numpyMatrices(end.printed);
    QCOMPARE(printed.size(), size_t(1));
    QCOMPARE(difference(printed[0], expectedOutput(params)), QString());
}

QTEST_APPLESS_MAIN(TestPythonListing)
#include "tst_python_listing.moc"
