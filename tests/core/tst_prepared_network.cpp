#include "core/prepared_network.h"

#include "core/instruction_sets.h"
#include "tests/golden.h"
#include "tests/network_files.h"

#include <QTest>

#include <random>

using namespace convoscope;

class TestPreparedNetwork : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { useBestInstructionSet(); }
    void matchesPyTorch_data();
    void matchesPyTorch();
    void predictsWhatIsRecorded_data();
    void predictsWhatIsRecorded();
    void agreesWithTheLayers_data();
    void agreesWithTheLayers();
    void runsOthersLayerByLayer_data();
    void runsOthersLayerByLayer();
    void threadsDontMatter();
    void refuses();
};

namespace {

constexpr Activation relu{.kind = ActivationKind::Relu};

int between(std::mt19937 &random, int low, int high)
{
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

/// Values between -0.5 and 0.5, times `size`.
std::vector<float> noise(long long count, std::mt19937 &random, float size = 1.0F)
{
    std::vector<float> values(static_cast<size_t>(count));
    for (float &value : values)
        value = (static_cast<float>(random() % 1000) / 1000.0F - 0.5F) * size;
    return values;
}

ConvLayer randomConv(const Shape &weight, std::mt19937 &random)
{
    const float size = 4.0F / std::sqrt(static_cast<float>(weight.c * weight.h * weight.w));
    return {.weight = Tensor(weight, noise(weight.size(), random, size)),
            .bias = between(random, 0, 1) == 1 ? noise(weight.n, random) : std::vector<float>()};
}

/// Some convolutions with pools behind them, and a linear layer.
Network randomNetwork(unsigned seed)
{
    std::mt19937 random(seed);
    Network net{.name = "random",
                .input = {1, between(random, 1, 4), between(random, 24, 40), between(random, 24, 40)},
                .layers = {}};
    Shape shape = net.input;
    const int blocks = between(random, 1, 2);
    for (int i = 0; i < blocks; ++i) {
        const Pair kernel =
            between(random, 0, 2) > 0 ? Pair{3, 3} : Pair{between(random, 1, 5), between(random, 1, 5)};
        auto conv = randomConv({between(random, 1, 40), shape.c, kernel.y, kernel.x}, random);
        if (between(random, 0, 3) == 0)
            conv.stride = {between(random, 1, 2), between(random, 1, 2)};
        shape = {1, conv.weight.shape().n, ((shape.h - kernel.y) / conv.stride.y + 1) / 2,
                 ((shape.w - kernel.x) / conv.stride.x + 1) / 2};
        const std::string number = std::to_string(i);
        net.layers.push_back({"conv" + number, std::move(conv)});
        const int activation = between(random, 0, 3);
        if (activation > 1)
            net.layers.push_back({"relu" + number, relu});
        if (activation == 1)
            net.layers.push_back({"same" + number, Activation{.kind = ActivationKind::Identity}});
        net.layers.push_back({"pool" + number, Pool2d{}});
    }
    const int features = shape.c * shape.h * shape.w;
    const int classes = between(random, 1, 12);
    net.layers.push_back({"flatten", FlattenLayer{}});
    net.layers.push_back(
        {"linear",
         LinearLayer{.weight = Tensor({classes, features, 1, 1},
                                      noise(static_cast<long long>(classes) * features, random,
                                            4.0F / std::sqrt(static_cast<float>(features)))),
                     .bias = between(random, 0, 1) == 1 ? noise(classes, random) : std::vector<float>()}});
    if (between(random, 0, 1) == 1)
        net.layers.push_back({"softmax", SoftmaxLayer{}});
    return net;
}

Tensor lastOf(const std::shared_ptr<const Network> &network, const Tensor &x)
{
    const auto run = NetworkRun::make(network, x);
    return run ? run->output(run->rows() - 1) : Tensor();
}

Tensor digitsOf(const Network &network, int count)
{
    Tensor all({count, 1, network.input.h, network.input.w});
    for (int i = 0; i < count; ++i)
        std::ranges::copy(framed(bundledDigits().picture(i), network)->values(), all.plane(i, 0).begin());
    return all;
}

} // namespace

void TestPreparedNetwork::matchesPyTorch_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("set");
    for (const InstructionSet &set : instructionSets())
        QTest::addRow("lenet_style, %s", set.name.data())
            << QStringLiteral("lenet_style") << QString::fromLatin1(set.name.data());
    QTest::newRow("lenet5") << QStringLiteral("lenet5") << QString();
}

void TestPreparedNetwork::matchesPyTorch()
{
    QFETCH(const QString, network);
    QFETCH(const QString, set);
    for (const InstructionSet &present : instructionSets()) {
        if (set == QLatin1String(present.name.data()))
            useInstructionSet(present);
    }
    const auto net = bundledNetwork(network);
    const auto prepared = PreparedNetwork::make(net);
    QVERIFY(prepared);
    QCOMPARE(prepared->isFused(), network == "lenet_style");
    for (const auto &value : goldenDocument("networks")["cases"].toArray()) {
        const QJsonObject golden = value.toObject();
        Tensor picture({.h = 28, .w = 28});
        for (int i = 0; i < 784; ++i)
            picture.values()[static_cast<size_t>(i)] =
                static_cast<float>(golden["pixels"].toArray()[i].toInt()) / 255.0F;
        const auto got = prepared->forward(*framed(picture, *net));
        QVERIFY(got);
        const QJsonObject stage = golden[network].toObject()["stages"].toObject()["softmax"].toObject();
        const double tolerance = stage["tol"].toObject()["value"].toDouble();
        QVERIFY(tolerance > 0.0);
        const QJsonArray samples = stage["samples"].toArray();
        QVERIFY(!samples.isEmpty());
        for (const auto sample : samples)
            QVERIFY(std::abs(got->values()[static_cast<size_t>(sample[0].toInt())] - sample[1].toDouble())
                    <= tolerance);
    }
}

void TestPreparedNetwork::predictsWhatIsRecorded_data()
{
    QTest::addColumn<QString>("network");
    QTest::newRow("lenet_style") << QStringLiteral("lenet_style");
    QTest::newRow("lenet5") << QStringLiteral("lenet5");
}

void TestPreparedNetwork::predictsWhatIsRecorded()
{
    QFETCH(const QString, network);
    const auto net = bundledNetwork(network);
    const auto classes = PreparedNetwork::make(net)->predicted(digitsOf(*net, 1000));
    QVERIFY(classes);
    QString predicted;
    for (const int digit : *classes)
        predicted += QString::number(digit);
    QCOMPARE(predicted, goldenDocument(network + "_predictions_10k")["predictions"].toString().left(1000));
}

void TestPreparedNetwork::agreesWithTheLayers_data()
{
    QTest::addColumn<QString>("set");
    for (const InstructionSet &set : instructionSets())
        QTest::newRow(set.name.data()) << QString::fromLatin1(set.name.data());
}

void TestPreparedNetwork::agreesWithTheLayers()
{
    QFETCH(const QString, set);
    for (const InstructionSet &present : instructionSets()) {
        if (set == QLatin1String(present.name.data()))
            useInstructionSet(present);
    }
    for (unsigned seed = 0; seed < 80; ++seed) {
        const auto network = std::make_shared<const Network>(randomNetwork(seed));
        std::mt19937 random(seed + 1000);
        Shape shape = network->input;
        shape.n = 3;
        const Tensor x(shape, noise(shape.size(), random, 2.0F));
        const auto prepared = PreparedNetwork::make(network);
        QVERIFY(prepared);
        QVERIFY(prepared->isFused());
        const QString found = difference(*prepared->forward(x), lastOf(network, x),
                                         {.exact = false, .absolute = 2e-5, .relative = 2e-5});
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(found)));
    }
}

void TestPreparedNetwork::runsOthersLayerByLayer_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change : {"average", "tanh", "padding", "overlap", "no pool", "two linear"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void TestPreparedNetwork::runsOthersLayerByLayer()
{
    QFETCH(const QString, change);
    std::mt19937 random(1);
    Network net{.name = "other", .input = {1, 1, 9, 9}, .layers = {}};
    ConvLayer conv = randomConv({4, 1, 2, 2}, random);
    conv.padding = change == "padding" ? Pair{1, 1} : Pair{0, 0};
    net.layers = {{"conv", conv}, {"relu", relu}, {"pool", Pool2d{}}, {"flatten", FlattenLayer{}}};
    int features = 64;
    if (change == "padding")
        features = 100;
    if (change == "average")
        std::get<Pool2d>(net.layers[2].operation).kind = PoolKind::Average;
    if (change == "tanh")
        net.layers[1].operation = Activation{.kind = ActivationKind::Tanh};
    if (change == "overlap") {
        std::get<Pool2d>(net.layers[2].operation).stride = {1, 1};
        features = 4 * 49;
    }
    if (change == "no pool") {
        net.layers.erase(net.layers.begin() + 2);
        features = 4 * 64;
    }
    net.layers.push_back(
        {"linear",
         LinearLayer{.weight = Tensor({5, features, 1, 1}, noise(5LL * features, random)), .bias = {}}});
    if (change == "two linear")
        net.layers.push_back(
            {"last", LinearLayer{.weight = Tensor({5, 5, 1, 1}, noise(25, random)), .bias = {}}});
    const auto network = std::make_shared<const Network>(std::move(net));
    const Tensor x({2, 1, 9, 9}, noise(162, random));
    const auto prepared = PreparedNetwork::make(network);
    QVERIFY(prepared);
    QVERIFY(!prepared->isFused());
    QVERIFY(*prepared->forward(x) == lastOf(network, x));
}

void TestPreparedNetwork::threadsDontMatter()
{
    const auto net = bundledNetwork(BundledNetwork::LenetStyle);
    const auto prepared = PreparedNetwork::make(net);
    const Tensor x = digitsOf(*net, 100);
    QVERIFY(*prepared->forward(x, 1) == *prepared->forward(x, 2));
}

void TestPreparedNetwork::refuses()
{
    const auto prepared = PreparedNetwork::make(bundledNetwork(BundledNetwork::LenetStyle));
    QVERIFY(prepared);
    const auto small = prepared->predicted(Tensor({.h = 27, .w = 28}));
    QCOMPARE(small.refusal().reason, Reason::ShapesDontMatch);
    QCOMPARE(QString::fromStdString(small.refusal().field), QStringLiteral("input"));
    QCOMPARE(prepared->forward(Tensor()).refusal().reason, Reason::ShapesDontMatch);
    Network broken = *bundledNetwork(BundledNetwork::LenetStyle);
    std::get<ConvLayer>(broken.layers[3].operation).weight = Tensor({64, 31, 3, 3});
    QCOMPARE(PreparedNetwork::make(std::make_shared<const Network>(broken)).refusal().reason,
             Reason::ChannelsDontMatch);
}

QTEST_APPLESS_MAIN(TestPreparedNetwork)
#include "tst_prepared_network.moc"
