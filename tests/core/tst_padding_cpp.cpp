#include "core/matrix_text.h"
#include "core/padding_code.h"
#include "tests/padding_cases.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <set>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::PaddingParams)

/// Compiles C++ listings and runs them: what they print must be what core computes.
class TestPaddingCpp : public QObject {
    Q_OBJECT

private slots:
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargePicturesFromAFile();

private:
    /// What the program prints; nothing, with a warning, where it doesn't compile.
    QByteArray printedByCpp(const PaddingParams &params, const QStringList &arguments = {});

    QTemporaryDir m_dir;
};

QByteArray TestPaddingCpp::printedByCpp(const PaddingParams &params, const QStringList &arguments)
{
    const QString source = m_dir.filePath("listing.cpp");
    const QString program = m_dir.filePath("listing");
    writeLines(source, paddingListing(params, Dialect::Cpp).lines);
    const ProgramEnd built = runProgram(
        CONVOSCOPE_CXX, {"-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", "-o", program, source});
    if (!built.ok)
        qWarning("%s", built.complaints.constData());
    return built.ok ? runProgram(program, arguments).printed : QByteArray();
}

/// Compiling takes a while, so only listings with a line that no other has had are tried, whatever its
/// numbers.
void TestPaddingCpp::printsWhatCoreComputes_data()
{
    QTest::addColumn<PaddingParams>("params");
    std::set<std::string> known;
    for (const PaddingCase &c : paddingCases()) {
        bool news = false;
        for (std::string line : paddingListing(c.params, Dialect::Cpp).lines) {
            std::erase_if(line, [](char ch) { return std::strchr("0123456789-.e+, HW", ch) != nullptr; });
            const bool literals = line.starts_with("constMatrix") || line.starts_with("{");
            news |= !literals && known.insert(line).second;
        }
        if (news)
            QTest::addRow("%s", c.name.c_str()) << c.params;
    }
}

void TestPaddingCpp::printsWhatCoreComputes()
{
    QFETCH(PaddingParams, params);
    QCOMPARE(wrongMatrices(plainMatrices(printedByCpp(params)), params), QString());
}

void TestPaddingCpp::readsLargePicturesFromAFile()
{
    const PaddingParams params = largePadding();
    const QString picture = m_dir.filePath("picture.txt");
    writeLines(picture, {toTsv(params.input.tensor())});
    QCOMPARE(wrongMatrices(plainMatrices(printedByCpp(params, {picture})), params), QString());
}

QTEST_APPLESS_MAIN(TestPaddingCpp)
#include "tst_padding_cpp.moc"
