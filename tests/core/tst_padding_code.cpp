#include "core/padding_code.h"
#include "tests/padding_cases.h"

#include <QTest>

#include <algorithm>

using namespace convoscope;

namespace {

QStringList linesOf(const PaddingParams &params, Dialect dialect)
{
    QStringList lines;
    for (const std::string &line : paddingListing(params, dialect).lines)
        lines.push_back(QString::fromStdString(line));
    return lines;
}

/// "i, j: -1, 0"
QStringList variablesOf(const CodeState &state)
{
    QStringList lines;
    for (const Variable &v : state.variables)
        lines.push_back(QString::fromStdString(v.name + ": " + v.value).replace('\n', '|'));
    return lines;
}

PaddingParams edges(PaddingKind kind = PaddingKind::Explicit)
{
    PaddingParams params = paddingStart();
    params.view = PaddingView::Edges;
    params.padding = kind;
    return params;
}

} // namespace

/// The running line, its variables and how libraries spell it. What the programs print is tested by
/// tst_padding_numpy and tst_padding_cpp.
class TestPaddingCode : public QObject {
    Q_OBJECT

private slots:
    void runsOnTheLineThatWorks_data();
    void runsOnTheLineThatWorks();
    void showsVariables_data();
    void showsVariables();
    void librariesNameTheModes_data();
    void librariesNameTheModes();
    void warnsOfNames_data();
    void warnsOfNames();
    void leavesOutWhatIsLeftOut();
    void isEmptyWhereRefused();
};

void TestPaddingCode::runsOnTheLineThatWorks_data()
{
    QTest::addColumn<bool>("edges");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("tap");
    const auto row = [](const char *name, bool edges, Dialect dialect, const char *whole, const char *tap) {
        QTest::newRow(name) << edges << dialect << QString(whole) << QString(tap);
    };
    row("numpy", false, Dialect::NumPy, "out[mode][top+i, left+j] = value(i, j, mode)",
        "out[mode][top+i, left+j] = value(i, j, mode)");
    row("c++", false, Dialect::Cpp, "out[mode][top + i][left + j] = at(x, i, j, mode);",
        "out[mode][top + i][left + j] = at(x, i, j, mode);");
    row("numpy, edges", true, Dialect::NumPy, "out[i, j] = (window * K).sum()",
        "out[i, j] = (window * K).sum()");
    row("c++, edges", true, Dialect::Cpp, "out[i][j] = acc;",
        "acc += at(x, i + ki - top, j + kj - left, mode) * K[ki][kj];");
    row("pytorch", false, Dialect::PyTorch, "", "");
}

void TestPaddingCode::runsOnTheLineThatWorks()
{
    QFETCH(bool, edges);
    QFETCH(Dialect, dialect);
    QFETCH(QString, whole);
    QFETCH(QString, tap);
    PaddingParams params = paddingStart();
    params.view = edges ? PaddingView::Edges : PaddingView::Modes;
    const Trace trace = *playPadding(params);
    const auto running = [&](Position at) {
        return linesOf(params, dialect).value(paddingCodeState(params, dialect, trace, at).line).trimmed();
    };
    QCOMPARE(running({2, -1}), whole);
    QCOMPARE(running({2, 1}), tap);
}

void TestPaddingCode::showsVariables_data()
{
    QTest::addColumn<bool>("edges");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<int>("tap");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, bool edges, Dialect dialect, int tap, const QStringList &lines) {
        QTest::newRow(name) << edges << dialect << tap << lines;
    };
    // Cell (-2, -1) of 1 to 9 with two cells around; then output (0, 1) of Sobel X under zeros.
    row("numpy", false, Dialect::NumPy, -1,
        {"i, j: -2, -1", "out[\"constant\"][0, 1]: 0", "out[\"reflect\"][0, 1]: 8", "out[\"edge\"][0, 1]: 1",
         "out[\"wrap\"][0, 1]: 6"});
    row("numpy, constant", false, Dialect::NumPy, 0,
        {"i, j: -2, -1", "mode: \"constant\"", "out[\"constant\"][0, 1]: 0"});
    row("c++, reflect", false, Dialect::Cpp, 1,
        {"i, j: -2, -1", "mode: \"reflect\"", "x[2][1]: 8", "out[\"reflect\"][0][1]: 8"});
    row("numpy, edges", true, Dialect::NumPy, -1,
        {"mode: \"constant\"", "i, j: 0, 1", "window: [[0 0 0]| [0 0 0]| [0 1 2]]", "out[0, 1]: 2"});
    row("c++, edges", true, Dialect::Cpp, 8,
        {"mode: \"constant\"", "i, j: 0, 1", "ki, kj: 2, 2", "at(x, 0, 1): 2", "K[2][2]: 1", "acc: 2",
         "out[0][1]: 2"});
    row("pytorch", true, Dialect::PyTorch, -1, {});
}

void TestPaddingCode::showsVariables()
{
    QFETCH(bool, edges);
    QFETCH(Dialect, dialect);
    QFETCH(int, tap);
    QFETCH(QStringList, lines);
    PaddingParams params = paddingStart();
    params.view = edges ? PaddingView::Edges : PaddingView::Modes;
    const Trace trace = *playPadding(params);
    QCOMPARE(variablesOf(paddingCodeState(params, dialect, trace, {1, tap})), lines);
}

void TestPaddingCode::librariesNameTheModes_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("modes");
    QTest::addColumn<QString>("call");
    const auto row = [](const char *name, Dialect dialect, const char *modes, const char *call) {
        QTest::newRow(name) << dialect << QString(modes) << QString(call);
    };
    row("pytorch", Dialect::PyTorch, R"("constant", "reflect", "replicate", "circular")",
        "F.pad(x, sides, mode=mode)");
    row("scipy", Dialect::SciPy, R"("constant", "mirror", "nearest", "wrap")", "ndimage.map_coordinates(");
    row("opencv", Dialect::OpenCv,
        "cv2.BORDER_CONSTANT, cv2.BORDER_REFLECT_101, cv2.BORDER_REPLICATE, cv2.BORDER_WRAP",
        "cv2.copyMakeBorder(x, *sides, mode, value=0)");
    row("keras", Dialect::Keras, R"("constant", "reflect", "edge", "wrap")",
        "keras.ops.pad(x, sides, mode=\"reflect\")");
    row("onnx", Dialect::Onnx, R"("constant", "reflect", "edge", "wrap")", "helper.make_node(\"Pad\"");
}

void TestPaddingCode::librariesNameTheModes()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, modes);
    QFETCH(QString, call);
    for (const PaddingParams &params : {paddingStart(), edges()}) {
        const QString text = linesOf(params, dialect).join('\n');
        QVERIFY2(text.contains(modes), qPrintable(text));
        QVERIFY2(text.contains(call), qPrintable(text));
        QVERIFY2(!text.contains('$'), qPrintable(text));
    }
    const QString same = linesOf(edges(PaddingKind::Same), Dialect::SciPy).join('\n');
    QVERIFY(same.contains("ndimage.correlate(x, K, mode=mode, cval=0)")); // it pads by itself
}

void TestPaddingCode::warnsOfNames_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<Caveat>("caveat");
    QTest::newRow("scipy") << Dialect::SciPy << Caveat::ReflectHasOtherName;
    QTest::newRow("opencv") << Dialect::OpenCv << Caveat::ReflectHasOtherName;
    QTest::newRow("keras") << Dialect::Keras << Caveat::NoCopyingModes;
}

void TestPaddingCode::warnsOfNames()
{
    QFETCH(Dialect, dialect);
    QFETCH(Caveat, caveat);
    QVERIFY(paddingListing(paddingStart(), dialect).caveats == std::vector{caveat});
    QVERIFY(paddingListing(edges(), dialect).caveats == std::vector{caveat});
}

void TestPaddingCode::leavesOutWhatIsLeftOut()
{
    PaddingParams params = paddingStart();
    params.sides = {3, 3, 3, 3};
    QVERIFY(linesOf(params, Dialect::NumPy).contains("modes = [\"constant\", \"edge\", \"wrap\"]"));
    QVERIFY(!linesOf(params, Dialect::PyTorch).join(' ').contains("reflect"));
}

void TestPaddingCode::isEmptyWhereRefused()
{
    const Trace trace = *playPadding(paddingStart());
    PaddingParams params = paddingStart();
    params.sides.top = -1;
    QVERIFY(paddingListing(params, Dialect::NumPy) == Listing{});
    QVERIFY(paddingCodeState(params, Dialect::NumPy, trace, {}) == CodeState{});
    QVERIFY(paddingCodeState(paddingStart(), Dialect::NumPy, Trace(), {}) == CodeState{});
}

QTEST_APPLESS_MAIN(TestPaddingCode)
#include "tst_padding_code.moc"
