#include "core/matrix_text.h"
#include "core/pooling_code.h"
#include "tests/pooling_cases.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <set>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::PoolingParams)

/// Compiles C++ listings and runs them: what they print must be what core computes.
class TestPoolingCpp : public QObject {
    Q_OBJECT

private slots:
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargePicturesFromAFile();

private:
    /// What the program prints; nothing, with a warning, where it doesn't compile.
    QByteArray printedByCpp(const PoolingParams &params, const QStringList &arguments = {});

    QTemporaryDir m_dir;
};

QByteArray TestPoolingCpp::printedByCpp(const PoolingParams &params, const QStringList &arguments)
{
    const QString source = m_dir.filePath("listing.cpp");
    const QString program = m_dir.filePath("listing");
    writeLines(source, poolingListing(params, Dialect::Cpp).lines);
    const ProgramEnd built = runProgram(
        CONVOSCOPE_CXX, {"-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", "-o", program, source});
    if (!built.ok)
        qWarning("%s", built.complaints.constData());
    return built.ok ? runProgram(program, arguments).printed : QByteArray();
}

/// Compiling takes a while, so only listings with a line that no other has had are tried, whatever its
/// numbers.
void TestPoolingCpp::printsWhatCoreComputes_data()
{
    QTest::addColumn<PoolingParams>("params");
    std::set<std::string> known;
    for (const PoolingCase &c : poolingCases()) {
        bool news = false;
        for (std::string line : poolingListing(c.params, Dialect::Cpp).lines) {
            std::erase_if(line, [](char ch) { return std::strchr("0123456789-.e+, HW", ch) != nullptr; });
            const bool literals = line.starts_with("constMatrix") || line.starts_with("{");
            news |= !literals && known.insert(line).second;
        }
        if (news)
            QTest::addRow("%s", c.name.c_str()) << c.params;
    }
}

void TestPoolingCpp::printsWhatCoreComputes()
{
    QFETCH(PoolingParams, params);
    QCOMPARE(wrongMatrices(plainMatrices(printedByCpp(params)), params), QString());
}

void TestPoolingCpp::readsLargePicturesFromAFile()
{
    const PoolingParams params = largePooling();
    const QString picture = m_dir.filePath("picture.txt");
    writeLines(picture, {toTsv(params.input.tensor())});
    QCOMPARE(wrongMatrices(plainMatrices(printedByCpp(params, {picture})), params), QString());
}

QTEST_APPLESS_MAIN(TestPoolingCpp)
#include "tst_pooling_cpp.moc"
