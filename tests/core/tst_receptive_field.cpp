#include "core/path_counts.h"
#include "core/receptive_field.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

class TestReceptiveField : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void publishedFields_data();
    void publishedFields();
    void borderClipsTheField();
    void dilationLeavesGaps();
    void seesNothingThatRoundingDropped();
    void viewersAreTheMirrorOfSources();
    void coverageOfTheInput();
    void axesAreIndependent();
    void refusesPerAxis();
};

namespace {

LayerSpec layer(int kernel, int stride = 1, int padding = 0, LayerKind kind = LayerKind::Conv)
{
    return {
        .kind = kind, .kernel = {kernel, kernel}, .stride = {stride, stride}, .padding = {padding, padding}};
}

LayerSpec layerOf(const QJsonObject &golden)
{
    const int dilation = golden["d"].toInt();
    LayerSpec spec = layer(golden["k"].toInt(), golden["s"].toInt(), golden["p"].toInt());
    spec.dilation = {dilation, dilation};
    if (golden["type"] == "maxpool")
        spec.kind = LayerKind::MaxPool;
    else if (golden["type"] == "avgpool")
        spec.kind = LayerKind::AveragePool;
    return spec;
}

/// Where a bottleneck block halves the size.
enum class StrideAt { First, Middle };

/// ResNet-50 with its shortcuts, from the first convolution to the last block.
std::vector<LayerSpec> resNet50(StrideAt strideAt)
{
    std::vector<LayerSpec> layers{layer(7, 2, 3), layer(3, 2, 1, LayerKind::MaxPool)};
    for (const int blocks : {3, 4, 6, 3}) {
        for (int block = 0; block < blocks; ++block) {
            const int stride = block == 0 && layers.size() > 2 ? 2 : 1;
            int shortcut = static_cast<int>(layers.size());
            if (block == 0) {
                LayerSpec projection = layer(1, stride);
                layers.push_back(projection);
            }
            LayerSpec reduce = layer(1, strideAt == StrideAt::First ? stride : 1);
            reduce.from = shortcut;
            if (block == 0)
                ++shortcut;
            layers.push_back(reduce);
            layers.push_back(layer(3, strideAt == StrideAt::Middle ? stride : 1, 1));
            layers.push_back(layer(1));
            layers.push_back({.kind = LayerKind::Join, .with = shortcut});
        }
    }
    return layers;
}

} // namespace

void TestReceptiveField::matchesPyTorch_data()
{
    QTest::addColumn<QJsonObject>("golden");
    for (const auto &golden : goldenDocument("receptive_field")["cases"].toArray())
        QTest::newRow(qPrintable(golden.toObject()["name"].toString())) << golden.toObject();
}

void TestReceptiveField::matchesPyTorch()
{
    QFETCH(QJsonObject, golden);
    std::vector<LayerSpec> layers;
    for (const auto &spec : golden["layers"].toArray())
        layers.push_back(layerOf(spec.toObject()));
    const int input = golden["input"].toInt();
    const auto stack = LayerStack::make({input, input}, layers);
    QVERIFY(stack);
    const QJsonArray rows = golden["rows"].toArray();
    QCOMPARE(rows.size(), stack->rows() - 1);
    for (int row = 1; row < stack->rows(); ++row) {
        const AxisReach &reach = stack->row(row).y;
        const QJsonObject expected = rows[row - 1].toObject();
        QCOMPARE(reach.field, expected["rf"].toInt());
        QCOMPARE(reach.jump, Fraction{expected["jump"].toInt()});
        QCOMPARE(reach.centre.value(), expected["centre_of_first"].toDouble());
        QCOMPARE(reach.size, expected["size"].toInt());
        QCOMPARE(reach.start + reach.field / 2.0, reach.centre.value());
        QCOMPARE(stack->row(row).x, reach);
    }
}

void TestReceptiveField::publishedFields_data()
{
    QTest::addColumn<StrideAt>("strideAt");
    QTest::addColumn<int>("field");
    QTest::newRow("ResNet-50, stride in the 1×1") << StrideAt::First << 483;
    QTest::newRow("ResNet-50, stride in the 3×3") << StrideAt::Middle << 427;
}

void TestReceptiveField::publishedFields()
{
    QFETCH(StrideAt, strideAt);
    QFETCH(int, field);
    const auto stack = LayerStack::make({224, 224}, resNet50(strideAt));
    QVERIFY(stack);
    const StackRow last = stack->row(stack->rows() - 1);
    QCOMPARE(last.size(), (Pair{7, 7}));
    QCOMPARE(last.y.field, field);
    QCOMPARE(last.y.jump, Fraction{32});
    for (int row = 0; row < stack->rows(); ++row)
        QVERIFY(!stack->row(row).y.misalignment);
}

void TestReceptiveField::borderClipsTheField()
{
    const auto stack = LayerStack::make({7, 9}, {layer(3, 1, 1), layer(3, 1, 1), layer(3, 1, 1)});
    QVERIFY(stack);
    QCOMPARE(stack->field(3, {0, 8}), (Rect{-3, 5, 7, 7}));
    const auto sources = stack->sources(3, {0, 8});
    QCOMPARE(sources.size(), size_t{4});
    QCOMPARE(sources[0].hull(), (Rect{0, 5, 4, 4}));
    QCOMPARE(sources[2].hull(), (Rect{0, 7, 2, 2}));
    QCOMPARE(sources[3].hull(), (Rect{0, 8, 1, 1}));
}

void TestReceptiveField::dilationLeavesGaps()
{
    LayerSpec dilated = layer(3);
    dilated.dilation = {2, 2};
    const auto stack = LayerStack::make({17, 17}, {dilated, dilated});
    QVERIFY(stack);
    const UnitSet seen = stack->sources(2, {4, 0})[0];
    QVERIFY(seen.rows == (std::vector{4, 6, 8, 10, 12}));
    QVERIFY(seen.contains({4, 8}));
    QVERIFY(!seen.contains({5, 8}));
    QCOMPARE(seen.hull(), (Rect{4, 0, 9, 9}));
}

void TestReceptiveField::seesNothingThatRoundingDropped()
{
    // 3×3 at stride 2 over 6 leaves the last pixel unread; the padding behind it doesn't bring it back.
    const auto stack = LayerStack::make({6, 6}, {layer(3, 2), layer(3, 1, 1)});
    QVERIFY(stack);
    QCOMPARE(stack->field(2, {1, 1}), (Rect{0, 0, 7, 7}));
    QCOMPARE(stack->sources(2, {1, 1})[0].hull(), (Rect{0, 0, 5, 5}));
    QVERIFY(stack->viewers({5, 0})[1].empty());
    QVERIFY(stack->viewers({5, 0})[2].empty());
}

void TestReceptiveField::viewersAreTheMirrorOfSources()
{
    const auto stack = LayerStack::make({12, 11},
                                        {layer(3, 1, 1), layer(2, 2, 0, LayerKind::MaxPool), layer(3),
                                         layer(4, 2, 1, LayerKind::Transposed)});
    QVERIFY(stack);
    const int last = stack->rows() - 1;
    const Pair size = stack->row(last).size();
    for (int pixel = 0; pixel < 12 * 11; ++pixel) {
        const Cell at{pixel / 11, pixel % 11};
        const UnitSet viewers = stack->viewers(at)[static_cast<size_t>(last)];
        for (int unit = 0; unit < size.y * size.x; ++unit) {
            const Cell by{unit / size.x, unit % size.x};
            QCOMPARE(viewers.contains(by), stack->sources(last, by)[0].contains(at));
        }
    }
}

void TestReceptiveField::coverageOfTheInput()
{
    const auto stack = LayerStack::make({7, 14}, {layer(3), layer(5), layer(3, 1, 1)});
    QVERIFY(stack);
    QCOMPARE(stack->coverage(0), 1.0 / 98.0);
    QCOMPARE(stack->coverage(1), 9.0 / 98.0);
    QCOMPARE(stack->coverage(3), 7.0 / 7.0 * 9.0 / 14.0);
}

void TestReceptiveField::axesAreIndependent()
{
    const LayerSpec tall{.kernel = {5, 1}, .stride = {2, 1}, .padding = {2, 0}, .dilation = {1, 3}};
    const auto stack = LayerStack::make({20, 9}, {tall, tall});
    QVERIFY(stack);
    QCOMPARE(stack->row(2).size(), (Pair{5, 9}));
    QCOMPARE(stack->row(2).y.field, 13);
    QCOMPARE(stack->row(2).y.start, -6);
    QCOMPARE(stack->row(2).x.field, 1);
    QCOMPARE(stack->field(2, {1, 4}), (Rect{-2, 4, 13, 1}));
}

void TestReceptiveField::refusesPerAxis()
{
    const auto stack = LayerStack::make({7, 4}, {layer(3), layer(3)});
    QVERIFY(!stack);
    QCOMPARE(stack.refusal().field, std::string("layers[1].kernel"));
    QCOMPARE(stack.refusal().axis, 'x');
    QCOMPARE(LayerStack::make({0, 4}, {}).refusal().reason, Reason::EmptyInput);
}

QTEST_APPLESS_MAIN(TestReceptiveField)
#include "tst_receptive_field.moc"
