#include "core/convolution_code.h"
#include "core/value_text.h"
#include "tests/convolution_cases.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(ConvolutionParams &);

/// The running line and its variables. What the programs print is tested by tst_python_listing and
/// tst_cpp_listing, how libraries spell it by tst_convolution_spellings.
class TestConvolutionCode : public QObject {
    Q_OBJECT

private slots:
    void showsTheLoopOfTheMockUp();
    void runsOnTheLineThatWorks_data();
    void runsOnTheLineThatWorks();
    void showsTheOutputThatCoreComputes_data();
    void showsTheOutputThatCoreComputes();
    void showsVariables_data();
    void showsVariables();
    void showsTheMatrixProduct();
    void showsStamps();
    void leavesLargeInputsToAFile();
    void isEmptyWhereRefused();
};

namespace {

QStringList linesOf(const ConvolutionParams &params, Dialect dialect)
{
    QStringList lines;
    for (const std::string &line : convolutionListing(params, dialect).lines)
        lines.push_back(QString::fromStdString(line));
    return lines;
}

QStringList variablesOf(const ConvolutionParams &params, Dialect dialect, Position position)
{
    QStringList texts;
    const auto trace = playConvolution(params);
    for (const Variable &v : convolutionCodeState(params, dialect, *trace, position).variables)
        texts.push_back(QString::fromStdString(v.name + " = " + v.value));
    return texts;
}

QString runningLine(const ConvolutionParams &params, Dialect dialect, Position position)
{
    const auto trace = playConvolution(params);
    const int line = convolutionCodeState(params, dialect, *trace, position).line;
    return linesOf(params, dialect).value(line).trimmed();
}

void transpose(ConvolutionParams &p)
{
    p.view = ConvolutionView::Transposed;
    p.input = makePicture(unevenMatrix(3, 4));
    p.stride = {2, 2};
    p.transposedPadding = {1, 1};
    p.outputPadding = {1, 1};
}

} // namespace

void TestConvolutionCode::showsTheLoopOfTheMockUp()
{
    const QStringList lines = linesOf(convolutionStart(), Dialect::NumPy);
    const QStringList want{"for i in range(out_H):",
                           "    for j in range(out_W):",
                           "        h0, w0 = i*stride, j*stride",
                           "        window = x[h0:h0+kH, w0:w0+kW]",
                           "        out[i, j] = (window * K).sum()",
                           "",
                           "print(out)"};
    QCOMPARE(lines.mid(lines.size() - want.size()), want);
    QCOMPARE(lines.mid(0, 4),
             QStringList({"import numpy as np", "", "x = np.array([[10, 20, 30, 40, 50],",
                          "              [20, 40, 60, 80, 100],"}));
    QVERIFY(lines.contains("x = np.pad(x, ((1, 1), (1, 1)))"));
}

void TestConvolutionCode::runsOnTheLineThatWorks_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("beat");
    QTest::addColumn<QString>("tap");
    const auto row = [](const char *name, Change change, Dialect dialect, const char *beat, const char *tap) {
        QTest::addRow("%s", name) << change << dialect << QString(beat) << QString(tap);
    };
    const Change none = [](ConvolutionParams & /*p*/) {};
    const Change im2col = [](ConvolutionParams &p) { p.view = ConvolutionView::Im2col; };
    const Change direct = [](ConvolutionParams &p) {
        transpose(p);
        p.reading = TransposedReading::Direct;
    };
    row("numpy", none, Dialect::NumPy, "out[i, j] = (window * K).sum()", "out[i, j] = (window * K).sum()");
    row("c++", none, Dialect::Cpp, "out[i][j] = acc;", "acc += at(x, h0 + ki, w0 + kj) * K[ki][kj];");
    row(
        "c++ without padding", [](ConvolutionParams &p) { p.padding = PaddingKind::Valid; }, Dialect::Cpp,
        "out[i][j] = acc;", "acc += x[h0 + ki][w0 + kj] * K[ki][kj];");
    row("numpy, im2col", im2col, Dialect::NumPy, "columns[:, i*out_W + j] = window.ravel()",
        "out = (K.ravel() @ columns).reshape(out_H, out_W)");
    row("c++, im2col", im2col, Dialect::Cpp, "columns[ki * kW + kj][i * outW + j] = at(x, h0 + ki, w0 + kj);",
        "acc += K[k / kW][k % kW] * columns[k][n];");
    row("numpy, stamps", transpose, Dialect::NumPy, "full[h0:h0+kH, w0:w0+kW] += x[i, j] * K",
        "full[h0:h0+kH, w0:w0+kW] += x[i, j] * K");
    row("c++, stamps", transpose, Dialect::Cpp, "out[h][w] += x[i][j] * K[ki][kj];",
        "out[h][w] += x[i][j] * K[ki][kj];");
    row("numpy, direct", direct, Dialect::NumPy, "out[i, j] = (window * K).sum()",
        "out[i, j] = (window * K).sum()");
    row("pytorch", none, Dialect::PyTorch, "", "");
}

void TestConvolutionCode::runsOnTheLineThatWorks()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(QString, beat);
    QFETCH(QString, tap);
    ConvolutionParams params = convolutionStart();
    change(params);
    QCOMPARE(runningLine(params, dialect, {.beat = 7, .tap = -1}), beat);
    QCOMPARE(runningLine(params, dialect, {.beat = 7, .tap = 3}), tap);
}

void TestConvolutionCode::showsTheOutputThatCoreComputes_data()
{
    QTest::addColumn<ConvolutionParams>("params");
    for (const ConvolutionCase &c : convolutionCases()) {
        const bool stamps =
            c.params.view == ConvolutionView::Transposed && c.params.reading == TransposedReading::Stamp;
        if (!stamps)
            QTest::addRow("%s", c.name.c_str()) << c.params;
    }
}

void TestConvolutionCode::showsTheOutputThatCoreComputes()
{
    QFETCH(ConvolutionParams, params);
    const Tensor want = expectedOutput(params);
    const auto trace = playConvolution(params);
    for (int beat = 0; beat < trace->beats(); ++beat) {
        const QString cell = QString("%1, %2").arg(beat / want.width()).arg(beat % want.width());
        const std::string value = valueText(want.values()[static_cast<size_t>(beat)]);
        const auto state = convolutionCodeState(params, Dialect::NumPy, *trace, {.beat = beat, .tap = -1});
        QCOMPARE(QString::fromStdString(state.variables.front().value), cell);
        QCOMPARE(QString::fromStdString(state.variables.back().name), "out[" + cell + "]");
        QCOMPARE(state.variables.back().value, value);
        const auto library = convolutionCodeState(params, Dialect::SciPy, *trace, {.beat = beat, .tap = -1});
        QCOMPARE(library.variables.size(), size_t(1));
        QCOMPARE(library.variables.front().value, value);
    }
}

void TestConvolutionCode::showsVariables_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<int>("tap");
    QTest::addColumn<QStringList>("want");
    const QString window = "window = [[ 20  30  40]\n [ 40  60  80]\n [ 60  90 120]]";
    QTest::addRow("numpy") << Dialect::NumPy << -1
                           << QStringList{"i, j = 1, 2", "h0, w0 = 1, 2", window, "out[1, 2] = 160"};
    QTest::addRow("numpy, tap") << Dialect::NumPy << 3
                                << QStringList{"i, j = 1, 2",   "h0, w0 = 1, 2", window,
                                               "ki, kj = 1, 0", "K[1, 0] = -2",  "acc = -60"};
    QTest::addRow("numpy, last tap") << Dialect::NumPy << 8
                                     << QStringList{"i, j = 1, 2",    "h0, w0 = 1, 2", window,
                                                    "ki, kj = 2, 2",  "K[2, 2] = 1",   "acc = 160",
                                                    "out[1, 2] = 160"};
    QTest::addRow("c++") << Dialect::Cpp << -1
                         << QStringList{"i, j = 1, 2", "h0, w0 = 0, 1", "acc = 160", "out[1][2] = 160"};
    QTest::addRow("c++, tap") << Dialect::Cpp << 3
                              << QStringList{"i, j = 1, 2",      "h0, w0 = 0, 1", "ki, kj = 1, 0",
                                             "at(x, 1, 1) = 40", "K[1][0] = -2",  "acc = -60"};
    QTest::addRow("pytorch") << Dialect::PyTorch << -1 << QStringList{"out[0, 0, 1, 2] = 160"};
    QTest::addRow("pytorch, tap") << Dialect::PyTorch << 3 << QStringList{};
    QTest::addRow("keras") << Dialect::Keras << -1 << QStringList{"out[0, 1, 2, 0] = 160"};
    QTest::addRow("opencv") << Dialect::OpenCv << -1 << QStringList{"out[1, 2] = 160"};
}

void TestConvolutionCode::showsVariables()
{
    QFETCH(Dialect, dialect);
    QFETCH(int, tap);
    QFETCH(QStringList, want);
    QCOMPARE(variablesOf(convolutionStart(), dialect, {.beat = 7, .tap = tap}), want);
}

void TestConvolutionCode::showsTheMatrixProduct()
{
    ConvolutionParams params = convolutionStart();
    params.view = ConvolutionView::Im2col;
    QCOMPARE(variablesOf(params, Dialect::NumPy, {.beat = 7, .tap = 3}),
             QStringList({"columns[3, 7] = 40", "K.ravel()[3] = -2", "acc = -60"}));
    QCOMPARE(
        variablesOf(params, Dialect::Cpp, {.beat = 7, .tap = 8}),
        QStringList({"n, k = 7, 8", "K[2][2] = 1", "columns[8][7] = 120", "acc = 160", "out[1][2] = 160"}));
}

void TestConvolutionCode::showsStamps()
{
    ConvolutionParams params = convolutionStart();
    transpose(params);
    QCOMPARE(variablesOf(params, Dialect::NumPy, {.beat = 1, .tap = 5}),
             QStringList({"i, j = 0, 1", "h0, w0 = 0, 2", "x[0, 1] = 1", "ki, kj = 1, 2", "K[1, 2] = 2",
                          "x[0, 1] * K = [[-1  0  1]\n [-2  0  2]\n [-1  0  1]]"}));
    QCOMPARE(variablesOf(params, Dialect::Cpp, {.beat = 1, .tap = 5}),
             QStringList({"i, j = 0, 1", "h0, w0 = -1, 1", "x[0][1] = 1", "ki, kj = 1, 2", "h, w = 0, 3",
                          "K[1][2] = 2", "x[0][1] * K[1][2] = 2"}));
    QCOMPARE(variablesOf(params, Dialect::PyTorch, {.beat = 1, .tap = -1}), QStringList());
}

void TestConvolutionCode::leavesLargeInputsToAFile()
{
    ConvolutionParams params = convolutionStart();
    params.input = makePicture(unevenMatrix(64, 65));
    for (const Dialect dialect :
         {Dialect::NumPy, Dialect::PyTorch, Dialect::SciPy, Dialect::OpenCv, Dialect::Keras, Dialect::Onnx}) {
        const QStringList lines = linesOf(params, dialect);
        QCOMPARE(lines.front(), QString("import sys"));
        QCOMPARE(lines.filter("np.loadtxt(sys.argv[1], ndmin=2)").size(), 1);
        QVERIFY(lines.size() < 40);
    }
    QCOMPARE(linesOf(params, Dialect::Cpp).filter("x = read(argv[1]);").size(), 1);
    QCOMPARE(runningLine(params, Dialect::NumPy, {.beat = 4000, .tap = -1}),
             QString("out[i, j] = (window * K).sum()"));
}

void TestConvolutionCode::isEmptyWhereRefused()
{
    const auto trace = playConvolution(convolutionStart());
    ConvolutionParams params = convolutionStart();
    params.stride = {0, 1};
    for (const Dialect dialect : {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch, Dialect::SciPy,
                                  Dialect::OpenCv, Dialect::Keras, Dialect::Onnx}) {
        QVERIFY(convolutionListing(params, dialect) == Listing{});
        QVERIFY(convolutionCodeState(params, dialect, *trace, {}) == CodeState{});
        QVERIFY(convolutionCodeState(convolutionStart(), dialect, {}, {}) == CodeState{});
    }
}

QTEST_APPLESS_MAIN(TestConvolutionCode)
#include "tst_convolution_code.moc"
