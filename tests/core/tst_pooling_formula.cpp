#include "core/input_presets.h"
#include "core/pooling_formula.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(PoolingParams &);
Q_DECLARE_METATYPE(Change)

class TestPoolingFormula : public QObject {
    Q_OBJECT

private slots:
    void putsTheNumbersIn_data();
    void putsTheNumbersIn();
    void coloursByRole();
    void isEmptyWhereRefused_data();
    void isEmptyWhereRefused();
};

namespace {

QStringList linesOf(const Formula &formula)
{
    QStringList lines;
    for (const FormulaLine &line : formula) {
        QString text;
        for (const FormulaToken &token : line)
            text += QString::fromStdString(token.text);
        lines.push_back(text);
    }
    return lines;
}

void row(const char *name, Change change, const QStringList &want)
{
    QTest::newRow(name) << change << want;
}

const QString size = QStringLiteral("O = ⌊(I − K + 2P) / S⌋ + 1");
const QString rest = QStringLiteral("R = I + 2P − ((O − 1)·S + K)");

void addViews()
{
    row("shift",
        [](PoolingParams &p) {
            p.view = PoolingView::Shift;
            p.shift = {0, -1};
        },
        {size, "= ⌊(4 − 2 + 2·0) / 2⌋ + 1 = 2", "Δ / S = (0, −1) / (2, 2) = (0, −0.5)"});
    row("strided", [](PoolingParams &p) { p.view = PoolingView::Strided; },
        {size, "= ⌊(4 − 2 + 2·0) / 2⌋ + 1 = 2", "k = 1 / (2·2) = 0.25"});
}

void addLayouts()
{
    row("global", [](PoolingParams &p) { p.operation = PoolOperation::GlobalMax; },
        {"K = I = 4 × 4", "O = 1 × 1"});
    row("adaptive",
        [](PoolingParams &p) {
            p.operation = PoolOperation::AdaptiveMax;
            p.outputSize = {3, 3};
        },
        {"O = 3 × 3", "a(i) = ⌊i·4 / 3⌋ = 0, 1, 2", "b(i) = ⌈(i + 1)·4 / 3⌉ = 2, 3, 4",
         "K(i) = b(i) − a(i) = 2, 2, 2"});
    row("adaptive, axes apart",
        [](PoolingParams &p) {
            p.operation = PoolOperation::AdaptiveAverage;
            p.outputSize = {1, 3};
        },
        {"O = 1 × 3", "a(i) = ⌊i·4 / 1⌋ = 0", "b(i) = ⌈(i + 1)·4 / 1⌉ = 4", "K(i) = b(i) − a(i) = 4",
         "a(i) = ⌊i·4 / 3⌋ = 0, 1, 2", "b(i) = ⌈(i + 1)·4 / 3⌉ = 2, 3, 4", "K(i) = b(i) − a(i) = 2, 2, 2"});
    row("adaptive to many",
        [](PoolingParams &p) {
            p.operation = PoolOperation::AdaptiveAverage;
            p.outputSize = {12, 12};
        },
        {"O = 12 × 12", "a(i) = ⌊i·4 / 12⌋ = 0, 0, 0, 1, 1, 1, …, 3",
         "b(i) = ⌈(i + 1)·4 / 12⌉ = 1, 1, 1, 2, 2, 2, …, 4", "K(i) = b(i) − a(i) = 1, 1, 1, 1, 1, 1, …, 1"});
}

} // namespace

void TestPoolingFormula::putsTheNumbersIn_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("want");
    row("fits", [](PoolingParams & /*p*/) {}, {size, "= ⌊(4 − 2 + 2·0) / 2⌋ + 1 = 2"});
    row("a row is left", [](PoolingParams &p) { p.input = makePicture(*inputPreset("map-5x5")); },
        {size, "= ⌊(5 − 2 + 2·0) / 2⌋ + 1 = 2", rest, "= 5 + 2·0 − ((2 − 1)·2 + 2) = 1"});
    row("rounded up",
        [](PoolingParams &p) {
            p.input = makePicture(*inputPreset("map-5x5"));
            p.ceilMode = true;
        },
        {"O = ⌈(I − K + 2P) / S⌉ + 1", "= ⌈(5 − 2 + 2·0) / 2⌉ + 1 = 3", rest,
         "= 5 + 2·0 − ((3 − 1)·2 + 2) = −1"});
    row("rounded up into the padding",
        [](PoolingParams &p) {
            p.input = makePicture(*inputPreset("map-5x5"));
            p.ceilMode = true;
            p.padding = {1, 1};
        },
        {"O = ⌈(I − K + 2P) / S⌉ + 1", "= ⌈(5 − 2 + 2·1) / 2⌉ + 1 = 4", "(4 − 1)·2 ≥ 5 + 1  →  O = 3", rest,
         "= 5 + 2·1 − ((3 − 1)·2 + 2) = 1"});
    row("axes apart, dilated",
        [](PoolingParams &p) {
            p.dilation = {1, 2};
            p.stride = {1, 1};
        },
        {"O = ⌊(I − (d(K − 1) + 1) + 2P) / S⌋ + 1", "H = ⌊(4 − (1·(2 − 1) + 1) + 2·0) / 1⌋ + 1 = 3",
         "W = ⌊(4 − (2·(2 − 1) + 1) + 2·0) / 1⌋ + 1 = 2"});
    addLayouts();
    addViews();
}

void TestPoolingFormula::putsTheNumbersIn()
{
    QFETCH(Change, change);
    QFETCH(QStringList, want);
    PoolingParams params = poolingStart();
    change(params);
    QCOMPARE(linesOf(poolingFormula(params)), want);
}

void TestPoolingFormula::coloursByRole()
{
    const Formula formula = poolingFormula(poolingStart());
    const FormulaLine want{{"= ⌊(", {}},
                           {"4", PlaneRole::Input},
                           {" − ", {}},
                           {"2", PlaneRole::Kernel},
                           {" + 2·0) / 2⌋ + 1 = ", {}},
                           {"2", PlaneRole::Output}};
    QCOMPARE(formula.size(), size_t(2));
    QVERIFY(formula[1] == want);
}

void TestPoolingFormula::isEmptyWhereRefused_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("no input", [](PoolingParams &p) { p.input = {}; });
    row("window too large", [](PoolingParams &p) { p.window = {5, 2}; });
    row("padding too large", [](PoolingParams &p) { p.padding = {2, 0}; });
    row("moved off the map", [](PoolingParams &p) {
        p.view = PoolingView::Shift;
        p.shift = {4, 0};
    });
    row("uneven beside a convolution", [](PoolingParams &p) {
        p.view = PoolingView::Strided;
        p.operation = PoolOperation::AdaptiveMax;
        p.outputSize = {3, 3};
    });
}

void TestPoolingFormula::isEmptyWhereRefused()
{
    QFETCH(Change, change);
    PoolingParams params = poolingStart();
    change(params);
    QVERIFY(poolingFormula(params).empty());
}

QTEST_APPLESS_MAIN(TestPoolingFormula)
#include "tst_pooling_formula.moc"
