#include "core/pipeline_code.h"
#include "tests/pipeline_cases.h"
#include "tests/printed_matrices.h"

#include <QDir>
#include <QTest>

using namespace convoscope;

namespace {

/// Runs the programs in one interpreter, each in a namespace of its own, as if it had been pasted. Where the
/// package that reads safetensors is missing, a few lines take its place.
const std::vector<std::string> runner{
    "import json, runpy, sys, types",
    "import numpy",
    "def arrays(path):",
    "    data = open(path, 'rb').read()",
    "    start = 8 + int.from_bytes(data[:8], 'little')",
    "    def values(entry):",
    "        begin, end = entry['data_offsets']",
    "        values = numpy.frombuffer(data[start + begin:start + end], '<f4')",
    "        return values.reshape(entry['shape']).copy()",
    "    return {k: values(v) for k, v in json.loads(data[8:start]).items() if k != '__metadata__'}",
    "def tensors(path):",
    "    import torch",
    "    return {k: torch.from_numpy(v) for k, v in arrays(path).items()}",
    "try:",
    "    import safetensors.numpy",
    "except ImportError:",
    "    for name in ('safetensors', 'safetensors.numpy', 'safetensors.torch'):",
    "        sys.modules[name] = types.ModuleType(name)",
    "    sys.modules['safetensors.numpy'].load_file = arrays",
    "    sys.modules['safetensors.torch'].load_file = tensors",
    "for path in sys.argv[1:]:",
    "    print('#')",
    "    runpy.run_path(path, run_name='__main__')"};

} // namespace

/// Runs every Python listing whose libraries are there: the logits and probabilities that it prints must be
/// those that core computes.
class TestPipelinePython : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();

private:
    QTemporaryDir m_dir;
    std::vector<PipelineCase> m_cases = pipelineCases();
    QByteArrayList m_printed; ///< by each program
};

void TestPipelinePython::initTestCase()
{
    QVERIFY(m_dir.isValid());
    copyWeights(m_dir);
    QVERIFY(QDir::setCurrent(m_dir.path()));
    QStringList arguments{m_dir.filePath("all.py")};
    writeLines(arguments.front(), runner);
    for (size_t i = 0; i < m_cases.size(); ++i) {
        arguments.push_back(m_dir.filePath(QString::number(i) + ".py"));
        writeLines(arguments.back(), pipelineListing(m_cases[i].params, Dialect::CONVOSCOPE_DIALECT).lines);
    }
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, arguments);
    QVERIFY2(end.ok && end.complaints.isEmpty(), end.complaints.constData());
    m_printed = end.printed.split('#');
    m_printed.removeFirst();
    QCOMPARE(static_cast<size_t>(m_printed.size()), m_cases.size());
}

void TestPipelinePython::printsWhatCoreComputes_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_cases.size(); ++i)
        QTest::addRow("%s", m_cases[i].name.c_str()) << static_cast<int>(i);
}

void TestPipelinePython::printsWhatCoreComputes()
{
    QFETCH(int, index);
    QCOMPARE(wrongScores(m_printed[index], m_cases[static_cast<size_t>(index)].params), QString());
}

QTEST_APPLESS_MAIN(TestPipelinePython)
#include "tst_pipeline_python.moc"
