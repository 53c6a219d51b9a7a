#include "core/pipeline_facts.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

namespace {

QString textOf(const FormulaLine &line)
{
    QString text;
    for (const FormulaToken &token : line)
        text += QString::fromStdString(token.text);
    return text;
}

} // namespace

class TestPipelineFacts : public QObject {
    Q_OBJECT

private slots:
    void layers_data();
    void layers();
    void feeds_data();
    void feeds();
    void classes();
    void changesOfAnExperiment();
    void softmaxWithNumbers();
    void nothingWhereRefused();
};

void TestPipelineFacts::layers_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("rows");
    QTest::addColumn<long long>("parameters");
    QTest::newRow("LeNet style") << 0 << 10 << 34'826LL;
    QTest::newRow("LeNet-5") << 1 << 14 << 61'706LL;
}

void TestPipelineFacts::layers()
{
    QFETCH(int, network);
    QFETCH(int, rows);
    QFETCH(long long, parameters);
    PipelineParams params = pipelineStart();
    params.network = static_cast<BundledNetwork>(network);
    const auto tables = pipelineFacts(params);
    QCOMPARE(tables.size(), size_t(3));
    const FactsTable &table = tables.back();
    QCOMPARE(static_cast<int>(table.rows.size()), rows + 1);
    for (const FactsRow &row : table.rows) {
        QCOMPARE(row.facts.size(), table.columns.size());
        QVERIFY(!row.name.empty() && row.name != "layer");
    }
    QVERIFY(table.rows[1].name == "conv1");
    QVERIFY(table.rows[1].beat == std::optional(0));
    QVERIFY(!table.rows[0].beat);
    QVERIFY(table.rows.back().total);
    QVERIFY(table.rows.back().facts[1] == Fact(parameters));
    QVERIFY(table.rows[1].facts[0] == Fact(network == 0 ? Extents{32, 26, 26} : Extents{6, 28, 28}));
    QVERIFY(rowAt(table, network == 0 ? 676 + 169 : 784 + 196) == std::optional(4));
}

void TestPipelineFacts::feeds_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("rows");
    QTest::newRow("a map") << 0 << 5 << 5 + 3 + 1;
    QTest::newRow("a score") << 0 << 8 << 5 + 3;
    QTest::newRow("a value of a line") << 1 << 11 << 5 + 3 + 1;
    QTest::newRow("few channels") << 1 << 5 << 5 + 3 + 1;
}

/// What is listed adds up to the sum, and its function is what the network has.
void TestPipelineFacts::feeds()
{
    QFETCH(int, network);
    QFETCH(int, layer);
    QFETCH(int, rows);
    PipelineParams params = pipelineStart();
    params.network = static_cast<BundledNetwork>(network);
    params.layer = layer;
    params.map = 7;
    const FactsTable table = pipelineFacts(params).front();
    QVERIFY(table.name == "feeds");
    QCOMPARE(static_cast<int>(table.rows.size()), rows);
    double sum = 0.0;
    double least = 1e9;
    for (const FactsRow &row : table.rows) {
        const double value = std::get<double>(row.facts.front());
        if (row.total) {
            QVERIFY(std::abs(sum - value) < 1e-3);
            break;
        }
        sum += value;
        if (row.name == "map" || row.name == "value") {
            QVERIFY(std::abs(value) <= least);
            least = std::abs(value);
        }
    }
    const auto run = runPipeline(params);
    const auto chosen = chosenCell(params, *run);
    const float made = run->output(chosen->row).at(0, chosen->channel, chosen->cell.row, chosen->cell.column);
    QVERIFY(std::abs(std::get<double>(table.rows.back().facts.front()) - made) < 1e-5);
}

void TestPipelineFacts::classes()
{
    const PipelineParams params = pipelineStart();
    const auto run = runPipeline(params);
    const FactsTable table = pipelineFacts(params)[1];
    QCOMPARE(table.rows.size(), size_t(11));
    double sum = 0.0;
    for (size_t digit = 0; digit < 10; ++digit) {
        const FactsRow &row = table.rows[digit];
        QCOMPARE(row.label, std::to_string(digit));
        QCOMPARE(std::get<double>(row.facts[0]), static_cast<double>(run->output(8).values()[digit]));
        QVERIFY(std::abs(std::get<Share>(row.facts[2]).of - run->output(9).values()[digit]) < 1e-6);
        sum += std::get<double>(row.facts[1]);
    }
    QVERIFY(std::abs(std::get<double>(table.rows[10].facts[1]) - sum) < 1e-12);
    QCOMPARE(std::get<double>(table.rows[7].facts[1]), 1.0); // the digit is a 7
}

void TestPipelineFacts::changesOfAnExperiment()
{
    PipelineParams params = pipelineStart();
    params.silenced = 4;
    const auto tables = pipelineFacts(params);
    QCOMPARE(tables.size(), size_t(4));
    QVERIFY(tables[3].rows[0].facts[0] == Fact(0.0));
    QVERIFY(std::get<double>(tables[3].rows[1].facts[0]) > 0.0);
    params = pipelineStart();
    params.map = 3; // another cell explained is no experiment
    QCOMPARE(pipelineFacts(params).size(), size_t(3));
}

void TestPipelineFacts::softmaxWithNumbers()
{
    const Formula formula = pipelineFormula(pipelineStart());
    QCOMPARE(formula.size(), size_t(3));
    QCOMPARE(textOf(formula[0]), QString::fromUtf8("p7 = e^(z7 − max z) / Σ e^(z − max z)"));
    QVERIFY(textOf(formula[1]).contains("e^(0)"));
    QCOMPARE(textOf(formula[1]).count("e^("), 11);
    QVERIFY(textOf(formula[2]).startsWith("= 1 / 1"));
}

void TestPipelineFacts::nothingWhereRefused()
{
    PipelineParams params = pipelineStart();
    params.silenced = 99;
    QVERIFY(pipelineFacts(params).empty());
    QVERIFY(pipelineFormula(params).empty());
}

QTEST_APPLESS_MAIN(TestPipelineFacts)
#include "tst_pipeline_facts.moc"
