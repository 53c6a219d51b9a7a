#include "core/contributions.h"
#include "core/network_cell.h"
#include "tests/golden.h"
#include "tests/network_files.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::CellRef)
Q_DECLARE_METATYPE(convoscope::Refusal)

namespace {

NetworkRun runOfDigit(const QString &network, int digit)
{
    return runOn(bundledNetwork(network), bundledDigits().picture(digit));
}

float valueAt(const NetworkRun &run, const CellRef &ref)
{
    return run.output(ref.row).at(0, ref.channel, ref.cell.row, ref.cell.column);
}

int rowOf(const NetworkRun &run, std::string_view name)
{
    return run.network().findRow(name).value_or(-1);
}

bool isNear(double got, double want, double tolerance = 1e-4)
{
    return std::abs(got - want) <= tolerance * std::max(1.0, std::abs(want));
}

} // namespace

class TestNetworkCell : public QObject {
    Q_OBJECT

private slots:
    void everyStoryAddsUp_data();
    void everyStoryAddsUp();
    void channelsOfAConvolution();
    void theWinnerOfAPool();
    void meansOfLeNet5();
    void paddingBringsNoTerms();
    void flattenedCells();
    void softmax();
    void refusals_data();
    void refusals();
    void contributionsAddUp_data();
    void contributionsAddUp();
    void pixelContributionsFollowTheGradient();
    void contributionRefusals();
};

void TestNetworkCell::everyStoryAddsUp_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<int>("row");
    for (const QString &network : {QStringLiteral("lenet_style"), QStringLiteral("lenet5")}) {
        const auto net = bundledNetwork(network);
        for (int row = 0; row < net->rows(); ++row)
            QTest::addRow("%s %s", qPrintable(network), std::string(net->rowName(row)).c_str())
                << network << row;
    }
}

/// The corners, the middle and the edges of some maps of the row.
void TestNetworkCell::everyStoryAddsUp()
{
    QFETCH(QString, network);
    QFETCH(int, row);
    const NetworkRun run = runOfDigit(network, 2);
    const NetworkReach reach = *NetworkReach::make(run.network());
    const Shape shape = run.output(row).shape();
    for (const int channel : {0, shape.c / 2, shape.c - 1}) {
        for (const int y : {0, shape.h / 2, shape.h - 1}) {
            for (const int x : {0, shape.w / 2, shape.w - 1}) {
                const CellRef ref{row, channel, {y, x}};
                const auto story = cellStory(run, ref);
                QVERIFY(story);
                QCOMPARE(story->result, valueAt(run, ref));
                QVERIFY(isNear(story->made(), story->result));
                const auto sources = reach.sources(ref);
                for (const CellTerm &term : story->terms) {
                    QCOMPARE(term.value, valueAt(run, term.from));
                    QVERIFY(
                        sources[static_cast<size_t>(row) - 1].contains(term.from.channel, term.from.cell));
                }
            }
        }
    }
}

void TestNetworkCell::channelsOfAConvolution()
{
    const NetworkRun run = runOfDigit("lenet_style", 0);
    const int row = rowOf(run, "conv2");
    const auto story = cellStory(run, {row, 17, {4, 6}});
    QVERIFY(story);
    QVERIFY(story->rule == CellRule::Sum);
    QCOMPARE(story->terms.size(), size_t(288));
    QCOMPARE(story->channels.size(), size_t(32));
    const auto &layer = std::get<ConvLayer>(run.network().maker(row).operation);
    QCOMPARE(story->bias, layer.bias[17]);
    QVERIFY(story->terms[5 * 9 + 7].from == (CellRef{row - 1, 5, {4 + 2, 6 + 1}}));
    QCOMPARE(story->terms[5 * 9 + 7].weight, layer.weight.at(17, 5, 2, 1));
    double sum = story->bias;
    for (const ChannelShare &share : story->channels) {
        QCOMPARE(share.first, share.channel * 9);
        QCOMPARE(share.count, 9);
        sum += share.sum;
    }
    QVERIFY(isNear(sum, story->result));
}

void TestNetworkCell::theWinnerOfAPool()
{
    const NetworkRun run = runOfDigit("lenet_style", 0);
    const int row = rowOf(run, "pool1");
    const Tensor &pooled = run.output(row);
    for (int y = 0; y < pooled.height(); ++y) {
        for (int x = 0; x < pooled.width(); ++x) {
            const auto story = cellStory(run, {row, 3, {y, x}});
            QCOMPARE(story->terms.size(), size_t(4));
            const Cell winner = story->terms[static_cast<size_t>(story->winner)].from.cell;
            const int place = 3 * 169 + y * 13 + x;
            const int index = run.winners(row)[static_cast<size_t>(place)];
            QCOMPARE(winner.row * 26 + winner.column, index);
        }
    }
}

void TestNetworkCell::meansOfLeNet5()
{
    const NetworkRun run = runOfDigit("lenet5", 0);
    const auto story = cellStory(run, {rowOf(run, "pool1"), 2, {5, 9}});
    QVERIFY(story->rule == CellRule::Mean);
    QCOMPARE(story->terms[3].weight, 0.25F);
    QVERIFY(story->terms[3].from == (CellRef{rowOf(run, "tanh1"), 2, {11, 19}}));
    QCOMPARE(story->winner, -1);
}

void TestNetworkCell::paddingBringsNoTerms()
{
    const auto network = std::make_shared<const Network>(Network{
        .name = "padded",
        .input = {.h = 2, .w = 2},
        .layers = {
            {"conv", ConvLayer{.weight = Tensor({1, 1, 3, 3}, 2.0F), .bias = {}, .padding = {1, 1}}}}});
    const NetworkRun run = *NetworkRun::make(network, Tensor::matrix({{1, 2}, {3, 4}}));
    const auto story = cellStory(run, {1, 0, {0, 0}});
    QCOMPARE(story->terms.size(), size_t(4));
    QVERIFY(story->terms[1].from == (CellRef{0, 0, {0, 1}}));
    QCOMPARE(story->made(), 20.0);
    QCOMPARE(story->bias, 0.0F);
}

void TestNetworkCell::flattenedCells()
{
    const NetworkRun run = runOfDigit("lenet_style", 4);
    const int row = rowOf(run, "flatten");
    const auto story = cellStory(run, {row, 33 * 25 + 3 * 5 + 2, {}});
    QVERIFY(story->rule == CellRule::Copy);
    QVERIFY(story->terms == (std::vector<CellTerm>{{{row - 1, 33, {3, 2}}, story->result, 1.0F}}));
}

void TestNetworkCell::softmax()
{
    const std::vector<float> logits{1000.0F, 998.0F, -1000.0F};
    const SoftmaxStory story = softmaxStory(logits);
    QCOMPARE(story.largest, 1000.0F);
    QCOMPARE(story.shifted, (std::vector<double>{0.0, -2.0, -2000.0}));
    QCOMPARE(story.powers[0], 1.0);
    QVERIFY(isNear(story.sum, 1.0 + std::exp(-2.0), 1e-12));
    QVERIFY(isNear(std::accumulate(story.shares.begin(), story.shares.end(), 0.0), 1.0, 1e-12));
}

void TestNetworkCell::refusals_data()
{
    QTest::addColumn<CellRef>("cell");
    QTest::addColumn<Refusal>("refusal");
    const auto row = [](const char *name, const CellRef &ref, const char *field, int got, int nearest) {
        QTest::newRow(name) << ref
                            << Refusal{.reason = Reason::OutOfRange,
                                       .field = field,
                                       .got = got,
                                       .limit = nearest,
                                       .works = nearest};
    };
    row("row", {10, 0, {}}, "row", 10, 9);
    row("before the first", {-1, 0, {}}, "row", -1, 0);
    row("channel", {1, 32, {}}, "channel", 32, 31);
    row("above", {1, 0, {-1, 0}}, "cell", -1, 0);
    row("right", {1, 0, {0, 26}}, "cell", 26, 25);
    row("in a flat row", {8, 0, {0, 1}}, "cell", 1, 0);
}

void TestNetworkCell::refusals()
{
    QFETCH(CellRef, cell);
    QFETCH(Refusal, refusal);
    QCOMPARE(cellStory(runOfDigit("lenet_style", 0), cell).refusal(), refusal);
}

void TestNetworkCell::contributionsAddUp_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("row");
    QTest::addColumn<QList<int>>("shape");
    QTest::newRow("LeNet style") << "lenet_style"
                                 << "logits" << QList<int>{64, 5, 5};
    QTest::newRow("LeNet-5, first") << "lenet5"
                                    << "fc1" << QList<int>{16, 5, 5};
    QTest::newRow("LeNet-5, last") << "lenet5"
                                   << "logits" << QList<int>{84, 1, 1};
}

void TestNetworkCell::contributionsAddUp()
{
    QFETCH(QString, network);
    QFETCH(QString, row);
    QFETCH(QList<int>, shape);
    const NetworkRun run = runOfDigit(network, 1);
    const int layer = rowOf(run, row.toStdString());
    for (int channel = 0; channel < 10; ++channel) {
        const auto shares = contributions(run, layer, channel);
        QVERIFY(shares);
        QVERIFY(shares->shape() == (Shape{1, shape[0], shape[1], shape[2]}));
        const auto values = shares->values();
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        const auto story = cellStory(run, {layer, channel, {}});
        QVERIFY(isNear(sum + story->bias, story->result));
        const Tensor places = summedOverChannels(*shares);
        QVERIFY(isNear(std::accumulate(places.values().begin(), places.values().end(), 0.0), sum));
    }
}

void TestNetworkCell::pixelContributionsFollowTheGradient()
{
    const auto net = bundledNetwork("lenet_style");
    const Tensor digit = bundledDigits().picture(0);
    const NetworkRun run = runOn(net, digit);
    const int logits = rowOf(run, "logits");
    const Tensor shares = *pixelContributions(run, logits, 7);
    QVERIFY(shares.shape() == digit.shape());
    // Along a ray from the digit the score changes by their sum, as long as no unit switches.
    Tensor brighter = digit;
    for (float &value : brighter.values())
        value *= 1.0005F;
    const double rise =
        static_cast<double>(runOn(net, brighter).output(logits).values()[7]) - run.output(logits).values()[7];
    const double sum = std::accumulate(shares.values().begin(), shares.values().end(), 0.0);
    QVERIFY2(std::abs(rise / 0.0005 - sum) < 0.02 * std::abs(sum),
             qPrintable(QString::number(rise / 0.0005)));
    for (size_t i = 0; i < 784; ++i)
        QVERIFY(digit.values()[i] > 0.0F || shares.values()[i] == 0.0F);
}

void TestNetworkCell::contributionRefusals()
{
    const NetworkRun run = runOfDigit("lenet_style", 0);
    QCOMPARE(contributions(run, 1, 0).refusal().field, std::string("row"));
    QCOMPARE(contributions(run, 10, 0).refusal().field, std::string("row"));
    QCOMPARE(contributions(run, 8, 10).refusal().field, std::string("channel"));
    QCOMPARE(pixelContributions(run, 0, 0).refusal().field, std::string("row"));
    QCOMPARE(pixelContributions(run, 8, -1).refusal().field, std::string("channel"));
}

QTEST_APPLESS_MAIN(TestNetworkCell)
#include "tst_network_cell.moc"
