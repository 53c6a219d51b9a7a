#include "core/channels_code.h"
#include "core/matrix_text.h"
#include "tests/channels_cases.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <set>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::ChannelsParams)

/// Compiles C++ listings and runs them: what they print must be what core computes.
class TestChannelsCpp : public QObject {
    Q_OBJECT

private slots:
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargePicturesFromAFile();

private:
    /// What the program prints; nothing, with a warning, where it doesn't compile.
    QByteArray printedByCpp(const ChannelsParams &params, const QStringList &arguments = {});

    QTemporaryDir m_dir;
};

QByteArray TestChannelsCpp::printedByCpp(const ChannelsParams &params, const QStringList &arguments)
{
    const QString source = m_dir.filePath("listing.cpp");
    const QString program = m_dir.filePath("listing");
    writeLines(source, channelsListing(params, Dialect::Cpp).lines);
    const ProgramEnd built = runProgram(
        CONVOSCOPE_CXX, {"-std=c++20", "-O0", "-Wall", "-Wextra", "-Werror", "-o", program, source});
    if (!built.ok)
        qWarning("%s", built.complaints.constData());
    return built.ok ? runProgram(program, arguments).printed : QByteArray();
}

/// Compiling takes a while, so only listings with a line that no other has had are tried, whatever its
/// numbers.
void TestChannelsCpp::printsWhatCoreComputes_data()
{
    QTest::addColumn<ChannelsParams>("params");
    std::set<std::string> known;
    for (const ChannelsCase &c : channelsCases()) {
        bool news = false;
        for (std::string line : channelsListing(c.params, Dialect::Cpp).lines) {
            std::erase_if(line, [](char ch) { return std::strchr("0123456789-.e+, HW", ch) != nullptr; });
            const bool literals = line.starts_with("constMapsx") || line.starts_with("constFiltrs")
                || line.starts_with("conststd") || line.starts_with("{");
            news |= !literals && known.insert(line).second;
        }
        if (news)
            QTest::addRow("%s", c.name.c_str()) << c.params;
    }
}

void TestChannelsCpp::printsWhatCoreComputes()
{
    QFETCH(ChannelsParams, params);
    QCOMPARE(wrongMaps(plainMatrices(printedByCpp(params)), params), QString());
}

void TestChannelsCpp::readsLargePicturesFromAFile()
{
    const ChannelsParams params = largeChannels();
    const QString picture = m_dir.filePath("picture.txt");
    writeLines(picture, {toTsv(params.input.tensor()), toTsv(params.input.tensor(), 0, 1)});
    QCOMPARE(wrongMaps(plainMatrices(printedByCpp(params, {picture})), params), QString());
}

QTEST_APPLESS_MAIN(TestChannelsCpp)
#include "tst_channels_cpp.moc"
