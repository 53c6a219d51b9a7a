#include "core/pooling_code.h"
#include "core/value_text.h"
#include "tests/pooling_cases.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(PoolingParams &);
Q_DECLARE_METATYPE(Change)

/// The running line, its variables and how libraries spell it. What the programs print is tested by
/// tst_pooling_numpy and tst_pooling_cpp.
class TestPoolingCode : public QObject {
    Q_OBJECT

private slots:
    void runsOnTheLineThatWorks_data();
    void runsOnTheLineThatWorks();
    void showsTheOutputThatCoreComputes();
    void showsVariables_data();
    void showsVariables();
    void librariesAreCalled_data();
    void librariesAreCalled();
    void saysWhatCannotBeExpressed();
    void isEmptyWhereRefused();
};

namespace {

QStringList linesOf(const PoolingParams &params, Dialect dialect)
{
    QStringList lines;
    for (const std::string &line : poolingListing(params, dialect).lines)
        lines.push_back(QString::fromStdString(line));
    return lines;
}

PoolingParams changed(Change change)
{
    PoolingParams params = poolingStart();
    change(params);
    return params;
}

const Change none = [](PoolingParams & /*p*/) {};
const Change average = [](PoolingParams &p) { p.operation = PoolOperation::Average; };
const Change strided = [](PoolingParams &p) { p.view = PoolingView::Strided; };
const Change global = [](PoolingParams &p) { p.operation = PoolOperation::GlobalAverage; };
const Change adaptive = [](PoolingParams &p) {
    p.operation = PoolOperation::AdaptiveMax;
    p.outputSize = {3, 3};
};

} // namespace

void TestPoolingCode::runsOnTheLineThatWorks_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<int>("beat");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("tap");
    const auto row = [](const char *name, Change change, Dialect dialect, int beat, const char *whole,
                        const char *tap) {
        QTest::newRow(name) << change << dialect << beat << QString(whole) << QString(tap);
    };
    row("numpy", none, Dialect::NumPy, 1, "out[i, j] = window.max()", "out[i, j] = window.max()");
    row("numpy, average", average, Dialect::NumPy, 1, "out[i, j] = window.mean()",
        "out[i, j] = window.mean()");
    row("numpy, global", global, Dialect::NumPy, 0, "out = np.array([[window.mean()]])",
        "out = np.array([[window.mean()]])");
    row("numpy, convolution", strided, Dialect::NumPy, 3, "conv[i, j] = (window * K).sum()",
        "conv[i, j] = (window * K).sum()");
    row("numpy, beside it", strided, Dialect::NumPy, 2, "out[i, j] = window.max()",
        "out[i, j] = window.max()");
    row("c++", none, Dialect::Cpp, 1, "out[i][j] = best;", "best = std::max(best, x[h][w]);");
    row("c++, average", average, Dialect::Cpp, 1, "out[i][j] = sum / (kernel * kernel);", "sum += x[h][w];");
    row("c++, adaptive", adaptive, Dialect::Cpp, 1, "out[i][j] = best;", "best = std::max(best, x[h][w]);");
    row("c++, convolution", strided, Dialect::Cpp, 3, "conv[i][j] = acc;", "acc += x[h][w] * K[ki][kj];");
    row("pytorch", none, Dialect::PyTorch, 1, "", "");
}

void TestPoolingCode::runsOnTheLineThatWorks()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(int, beat);
    QFETCH(QString, whole);
    QFETCH(QString, tap);
    const PoolingParams params = changed(change);
    const auto trace = playPooling(params);
    const auto running = [&](Position at) {
        return linesOf(params, dialect).value(poolingCodeState(params, dialect, *trace, at).line).trimmed();
    };
    QCOMPARE(running({beat, -1}), whole);
    QCOMPARE(running({beat, 1}), tap);
}

/// The last variable of a finished beat is the cell that it made, in every case.
void TestPoolingCode::showsTheOutputThatCoreComputes()
{
    for (const PoolingCase &c : poolingCases()) {
        const auto trace = playPooling(c.params);
        const int beat = trace->beats() - 1;
        const std::string value = valueText(trace->at({beat, -1}).result);
        for (const Dialect dialect : {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch}) {
            const auto state = poolingCodeState(c.params, dialect, *trace, {beat, -1});
            QCOMPARE(state.variables.back().value, value);
            const auto tapping = poolingCodeState(c.params, dialect, *trace, {beat, 0});
            QVERIFY(dialect == Dialect::PyTorch || !tapping.variables.empty());
            QVERIFY(tapping.line < static_cast<int>(linesOf(c.params, dialect).size()));
        }
    }
}

void TestPoolingCode::showsVariables_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<Position>("at");
    QTest::addColumn<QStringList>("want");
    const auto row = [](const char *name, Change change, Dialect dialect, Position at,
                        const QStringList &want) { QTest::newRow(name) << change << dialect << at << want; };
    const QString window = "window = [[2 4]\n [1 2]]";
    row("numpy", none, Dialect::NumPy, {1, -1}, {"i, j = 0, 1", "h0, w0 = 0, 2", window, "out[0, 1] = 4"});
    row("numpy, tap", none, Dialect::NumPy, {1, 0}, {"i, j = 0, 1", "h0, w0 = 0, 2", window, "acc = 2"});
    row("numpy, padding",
        [](PoolingParams &p) {
            p.padding = {1, 1};
        },
        Dialect::NumPy, {0, -1},
        {"i, j = 0, 0", "h0, w0 = 0, 0", "window = [[-inf -inf]\n [-inf    1]]", "out[0, 0] = 1"});
    row("numpy, left out",
        [](PoolingParams &p) {
            p.operation = PoolOperation::Average;
            p.padding = {1, 1};
            p.countIncludePad = false;
        },
        Dialect::NumPy, {0, -1},
        {"i, j = 0, 0", "h0, w0 = 0, 0", "window = [[nan nan]\n [nan   1]]", "out[0, 0] = 1"});
    row("numpy, convolution", strided, Dialect::NumPy, {3, 2},
        {"i, j = 0, 1", "h0, w0 = 0, 2", window, "K[1, 0] = 0.25", "acc = 1.75"});
    row("c++, tap", average, Dialect::Cpp, {1, 1},
        {"i, j = 0, 1", "h0, w0 = 0, 2", "h, w = 0, 3", "x[0][3] = 4", "sum = 6"});
    row("c++, adaptive", adaptive, Dialect::Cpp, {4, -1},
        {"i, j = 1, 1", "h0, h1 = 1, 3", "w0, w1 = 1, 3", "best = 6", "out[1][1] = 6"});
    row("c++, convolution", strided, Dialect::Cpp, {1, 3},
        {"i, j = 0, 0", "h0, w0 = 0, 0", "h, w = 1, 1", "x[1][1] = 6", "K[1][1] = 0.25", "acc = 3.75",
         "conv[0][0] = 3.75"});
    row("pytorch", none, Dialect::PyTorch, {3, -1}, {"out[0, 0, 1, 1] = 6"});
    row("keras", none, Dialect::Keras, {3, -1}, {"pool(x)[1, 1] = 6"});
    row("scipy", none, Dialect::SciPy, {3, -1}, {});
}

void TestPoolingCode::showsVariables()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(Position, at);
    QFETCH(QStringList, want);
    const PoolingParams params = changed(change);
    const auto trace = playPooling(params);
    QStringList texts;
    for (const Variable &v : poolingCodeState(params, dialect, *trace, at).variables)
        texts.push_back(QString::fromStdString(v.name + " = " + v.value));
    QCOMPARE(texts, want);
}

void TestPoolingCode::librariesAreCalled_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("call");
    const auto row = [](const char *name, Change change, Dialect dialect, const char *call) {
        QTest::newRow(name) << change << dialect << QString(call);
    };
    const Change everything = [](PoolingParams &p) {
        p.window = {3, 2};
        p.padding = {1, 0};
        p.dilation = {1, 2};
        p.ceilMode = true;
    };
    const Change leftOut = [](PoolingParams &p) {
        p.operation = PoolOperation::Average;
        p.padding = {1, 1};
        p.countIncludePad = false;
    };
    row("max", none, Dialect::PyTorch, "out = F.max_pool2d(x, 2, stride=2)");
    row("all settings", everything, Dialect::PyTorch,
        "out = F.max_pool2d(x, (3, 2), stride=2, padding=(1, 0), dilation=(1, 2), ceil_mode=True)");
    row("average", leftOut, Dialect::PyTorch,
        "out = F.avg_pool2d(x, 2, stride=2, padding=1, count_include_pad=False)");
    row("global", global, Dialect::PyTorch, "out = F.adaptive_avg_pool2d(x, 1)");
    row("adaptive", adaptive, Dialect::PyTorch, "out = F.adaptive_max_pool2d(x, 3)");
    row("strided", strided, Dialect::PyTorch, "conv = F.conv2d(x, K, stride=2)");
    row("keras", none, Dialect::Keras, "layer = keras.layers.MaxPooling2D((2, 2), strides=(2, 2))");
    row("keras, global", global, Dialect::Keras,
        "layer = keras.layers.GlobalAveragePooling2D(keepdims=True)");
    row("onnx", leftOut, Dialect::Onnx, "                     strides=[2, 2], pads=[1, 1, 1, 1])]");
}

void TestPoolingCode::librariesAreCalled()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(QString, call);
    const QStringList lines = linesOf(changed(change), dialect);
    QVERIFY2(lines.contains(call), qPrintable(lines.join('\n')));
}

void TestPoolingCode::saysWhatCannotBeExpressed()
{
    const Listing cannot{.lines = {}, .caveats = {Caveat::CannotExpress}};
    QVERIFY(poolingListing(poolingStart(), Dialect::SciPy) == cannot);
    QVERIFY(poolingListing(poolingStart(), Dialect::OpenCv) == cannot);
    QVERIFY(poolingListing(changed(adaptive), Dialect::Onnx) == cannot);
    const PoolingParams dilated = changed([](PoolingParams &p) { p.dilation = {2, 2}; });
    QVERIFY(poolingListing(dilated, Dialect::Keras) == cannot);
    const PoolingParams padded = changed([](PoolingParams &p) { p.padding = {1, 1}; });
    QCOMPARE(poolingListing(padded, Dialect::Keras).caveats, std::vector{Caveat::NoPoolPadding});
}

void TestPoolingCode::isEmptyWhereRefused()
{
    const PoolingParams params = changed([](PoolingParams &p) { p.padding = {2, 2}; });
    const auto trace = playPooling(poolingStart());
    for (const Dialect dialect : {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch, Dialect::SciPy,
                                  Dialect::OpenCv, Dialect::Keras, Dialect::Onnx}) {
        QVERIFY(poolingListing(params, dialect) == Listing{});
        QVERIFY(poolingCodeState(params, dialect, *trace, {}) == CodeState{});
        QVERIFY(poolingCodeState(poolingStart(), dialect, {}, {}) == CodeState{});
    }
}

QTEST_APPLESS_MAIN(TestPoolingCode)
#include "tst_pooling_code.moc"
