#include "core/channels_code.h"
#include "core/matrix_text.h"
#include "tests/channels_cases.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

/// Runs every NumPy listing with Python: what it prints must be what core computes.
class TestChannelsNumpy : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargePicturesFromAFile();

private:
    QTemporaryDir m_dir;
    std::vector<ChannelsCase> m_cases = channelsCases();
    QByteArrayList m_printed; ///< by each program
};

void TestChannelsNumpy::initTestCase()
{
    QVERIFY(m_dir.isValid());
    QStringList arguments{m_dir.filePath("all.py")};
    // One interpreter runs them all: each in a namespace of its own, as if it had been pasted.
    writeLines(arguments.front(),
               {"import runpy, sys", "for path in sys.argv[1:]:", "    print('#')",
                "    runpy.run_path(path, run_name='__main__')"});
    for (size_t i = 0; i < m_cases.size(); ++i) {
        arguments.push_back(m_dir.filePath(QString::number(i) + ".py"));
        writeLines(arguments.back(), channelsListing(m_cases[i].params, Dialect::NumPy).lines);
    }
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, arguments);
    QVERIFY2(end.ok && end.complaints.isEmpty(), end.complaints.constData());
    m_printed = end.printed.split('#');
    m_printed.removeFirst();
    QCOMPARE(static_cast<size_t>(m_printed.size()), m_cases.size());
}

void TestChannelsNumpy::printsWhatCoreComputes_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_cases.size(); ++i)
        QTest::addRow("%s", m_cases[i].name.c_str()) << static_cast<int>(i);
}

void TestChannelsNumpy::printsWhatCoreComputes()
{
    QFETCH(int, index);
    QCOMPARE(wrongMaps(numpyMatrices(m_printed[index]), m_cases[static_cast<size_t>(index)].params),
             QString());
}

void TestChannelsNumpy::readsLargePicturesFromAFile()
{
    const ChannelsParams params = largeChannels();
    const QString program = m_dir.filePath("large.py");
    const QString picture = m_dir.filePath("picture.txt");
    writeLines(program, channelsListing(params, Dialect::NumPy).lines);
    writeLines(picture, {toTsv(params.input.tensor()), toTsv(params.input.tensor(), 0, 1)});
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, {program, picture});
    QVERIFY2(end.ok, end.complaints.constData());
    QCOMPARE(wrongMaps(numpyMatrices(end.printed), params), QString());
}

QTEST_APPLESS_MAIN(TestChannelsNumpy)
#include "tst_channels_numpy.moc"
