#include "core/pipeline_code.h"
#include "tests/pipeline_cases.h"
#include "tests/printed_matrices.h"

#include <QDir>
#include <QTest>

using namespace convoscope;

/// Compiles C++ listings and runs them: the logits and probabilities that they print must be those that core
/// computes.
class TestPipelineCpp : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void failsWithoutItsWeights();

private:
    [[nodiscard]] bool compiled(const PipelineParams &params) const;
    [[nodiscard]] QString program() const { return m_dir.filePath("listing"); }

    QTemporaryDir m_dir;
    std::vector<PipelineCase> m_cases = pipelineCases();
};

void TestPipelineCpp::initTestCase()
{
    QVERIFY(m_dir.isValid());
    copyWeights(m_dir);
}

bool TestPipelineCpp::compiled(const PipelineParams &params) const
{
    const QString source = m_dir.filePath("listing.cpp");
    writeLines(source, pipelineListing(params, Dialect::Cpp).lines);
    const ProgramEnd built = runProgram(
        CONVOSCOPE_CXX, {"-std=c++20", "-O0", "-Wall", "-Wextra", "-Werror", "-o", program(), source});
    if (!built.ok)
        qWarning("%s", built.complaints.constData());
    return built.ok;
}

/// Compiling takes a while: some cases are enough, each experiment is among them.
void TestPipelineCpp::printsWhatCoreComputes_data()
{
    QTest::addColumn<int>("index");
    for (const size_t i : {2UL, 4UL, 6UL, 9UL, 10UL})
        QTest::addRow("%s", m_cases[i].name.c_str()) << static_cast<int>(i);
}

void TestPipelineCpp::printsWhatCoreComputes()
{
    QFETCH(int, index);
    const PipelineParams &params = m_cases[static_cast<size_t>(index)].params;
    QVERIFY(QDir::setCurrent(m_dir.path()));
    QVERIFY(compiled(params));
    QCOMPARE(wrongScores(runProgram(program(), {}).printed, params), QString());
}

void TestPipelineCpp::failsWithoutItsWeights()
{
    const QTemporaryDir elsewhere;
    QVERIFY(compiled(m_cases.front().params));
    QVERIFY(QDir::setCurrent(elsewhere.path()));
    const ProgramEnd end = runProgram(program(), {});
    QVERIFY(!end.ok && end.printed.isEmpty());
}

QTEST_APPLESS_MAIN(TestPipelineCpp)
#include "tst_pipeline_cpp.moc"
