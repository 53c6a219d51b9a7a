#include "core/convolution_code.h"
#include "core/matrix_text.h"
#include "tests/convolution_cases.h"
#include "tests/golden.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <set>

using namespace convoscope;

/// Compiles C++ listings and runs them: what they print must be what core computes.
class TestCppListing : public QObject {
    Q_OBJECT

private slots:
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargePicturesFromAFile();

private:
    /// The path of the program, or nothing with a warning where it doesn't compile.
    QString compiled(const ConvolutionParams &params);

    QTemporaryDir m_dir;
};

QString TestCppListing::compiled(const ConvolutionParams &params)
{
    const QString source = m_dir.filePath("listing.cpp");
    const QString program = m_dir.filePath("listing");
    writeLines(source, convolutionListing(params, Dialect::Cpp).lines);
    const ProgramEnd end = runProgram(
        CONVOSCOPE_CXX, {"-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", "-o", program, source});
    if (!end.ok)
        qWarning("%s", end.complaints.constData());
    return end.ok ? program : QString();
}

/// Compiling takes a while, so only listings with a line that no other has had are tried, whatever its
/// numbers.
void TestCppListing::printsWhatCoreComputes_data()
{
    QTest::addColumn<ConvolutionParams>("params");
    QTest::addColumn<float>("tolerance");
    std::set<std::string> known;
    for (const ConvolutionCase &c : convolutionCases()) {
        bool news = c.tolerance != 0.0F;
        for (std::string line : convolutionListing(c.params, Dialect::Cpp).lines) {
            std::erase_if(line, [](char ch) { return std::strchr("0123456789-.e+, HW", ch) != nullptr; });
            const bool literals = line.starts_with("const Matrix") || line.starts_with("{");
            news |= !literals && known.insert(line).second;
        }
        if (news)
            QTest::addRow("%s", c.name.c_str()) << c.params << c.tolerance;
    }
}

void TestCppListing::printsWhatCoreComputes()
{
    QFETCH(ConvolutionParams, params);
    QFETCH(float, tolerance);
    const QString program = compiled(params);
    QVERIFY(!program.isEmpty());
    const ProgramEnd end = runProgram(program, {});
    QVERIFY(end.ok);
    const Tolerance near{.exact = tolerance == 0.0F, .absolute = tolerance, .relative = tolerance};
    const auto printed = plainMatrices(end.printed);
    const bool shift = params.view == ConvolutionView::Shift;
    QCOMPARE(printed.size(), size_t(shift ? 2 : 1));
    QCOMPARE(difference(printed[0], expectedOutput(params), near), QString());
    if (shift)
        QCOMPARE(difference(printed[1], expectedDifference(params), near), QString());
}

void TestCppListing::readsLargePicturesFromAFile()
{
    ConvolutionParams params = convolutionStart();
    params.input = makePicture(unevenMatrix(70, 66));
    const QString program = compiled(params);
    QVERIFY(!program.isEmpty());
    const QString picture = m_dir.filePath("picture.txt");
    writeLines(picture, {toTsv(params.input.tensor())});
    const ProgramEnd end = runProgram(program, {picture});
    QVERIFY(end.ok);
    const auto printed = plainMatrices(end.printed);
    QCOMPARE(printed.size(), size_t(1));
    QCOMPARE(difference(printed[0], expectedOutput(params)), QString());
}

QTEST_APPLESS_MAIN(TestCppListing)
#include "tst_cpp_listing.moc"
