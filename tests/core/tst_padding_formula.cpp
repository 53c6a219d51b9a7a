#include "core/padding_formula.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(PaddingParams &);
Q_DECLARE_METATYPE(Change)

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

void sizeKernel(PaddingParams &p, PaddingKind kind, Pair size)
{
    p.padding = kind;
    p.kernelSpec = {.preset = KernelPreset::Box, .size = size};
    p.kernel = *makeKernel(p.kernelSpec);
}

} // namespace

class TestPaddingFormula : public QObject {
    Q_OBJECT

private slots:
    void putsTheNumbersIn_data();
    void putsTheNumbersIn();
    void coloursByRole();
    void isEmptyWhereRefused();
};

void TestPaddingFormula::putsTheNumbersIn_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, Change change, const QStringList &lines) {
        QTest::newRow(name) << change << lines;
    };
    const QString even = QStringLiteral("I′ = I + 2P");
    const QString output = QStringLiteral("O = I′ − K + 1");
    row("start", [](PaddingParams & /*p*/) {}, {even, "= 3 + 2·2 = 7", "|I′| − |I| = 7·7 − 3·3 = 40"});
    row("sides differ", [](PaddingParams &p) { p.sides = {.left = 3, .right = 0, .top = 1, .bottom = 2}; },
        {"I′ = I + P₁ + P₂", "H = 3 + 1 + 2 = 6", "W = 3 + 3 + 0 = 6", "|I′| − |I| = 6·6 − 3·3 = 27"});
    row("axes differ", [](PaddingParams &p) { p.sides = {.left = 1, .right = 1}; },
        {even, "H = 3 + 2·0 = 3", "W = 3 + 2·1 = 5", "|I′| − |I| = 3·5 − 3·3 = 6"});
    row("valid", [](PaddingParams &p) { p.padding = PaddingKind::Valid; },
        {even, "= 3 + 2·0 = 3", output, "= 3 − 3 + 1 = 1", "|I′| − |I| = 3·3 − 3·3 = 0"});
    row("same",
        [](PaddingParams &p) {
            sizeKernel(p, PaddingKind::Same, {5, 5});
        },
        {even, "= 3 + 2·2 = 7", "2P = K − 1 = 5 − 1 = 4", output, "= 7 − 5 + 1 = 3",
         "|I′| − |I| = 7·7 − 3·3 = 40"});
    row("same, even",
        [](PaddingParams &p) {
            sizeKernel(p, PaddingKind::Same, {4, 4});
        },
        {"I′ = I + P₁ + P₂", "= 3 + 1 + 2 = 6", "P₁ + P₂ = K − 1 = 4 − 1 = 3", output, "= 6 − 4 + 1 = 3",
         "|I′| − |I| = 6·6 − 3·3 = 27"});
    row("full",
        [](PaddingParams &p) {
            sizeKernel(p, PaddingKind::Full, {3, 2});
        },
        {even, "H = 3 + 2·2 = 7", "W = 3 + 2·1 = 5", "P = K − 1 = 3 − 1 = 2", "P = K − 1 = 2 − 1 = 1", output,
         "H = 7 − 3 + 1 = 5", "W = 5 − 2 + 1 = 4", "|I′| − |I| = 7·5 − 3·3 = 26"});
    row("edges", [](PaddingParams &p) { p.view = PaddingView::Edges; },
        {even, "= 3 + 2·2 = 7", output, "= 7 − 3 + 1 = 5"});
    row("a kernel that doesn't fit",
        [](PaddingParams &p) {
            sizeKernel(p, PaddingKind::Valid, {5, 5});
        },
        {even, "= 3 + 2·0 = 3", "|I′| − |I| = 3·3 − 3·3 = 0"});
}

void TestPaddingFormula::putsTheNumbersIn()
{
    QFETCH(Change, change);
    QFETCH(QStringList, lines);
    PaddingParams params = paddingStart();
    change(params);
    QCOMPARE(linesOf(paddingFormula(params)), lines);
}

void TestPaddingFormula::coloursByRole()
{
    PaddingParams params = paddingStart();
    params.view = PaddingView::Edges;
    const FormulaLine line = paddingFormula(params).back();
    const FormulaLine want{{"= "},      {"7", PlaneRole::Input}, {" − "}, {"3", PlaneRole::Kernel},
                           {" + 1 = "}, {"5", PlaneRole::Output}};
    QVERIFY(line == want);
}

void TestPaddingFormula::isEmptyWhereRefused()
{
    PaddingParams params = paddingStart();
    params.sides.left = -1;
    QVERIFY(paddingFormula(params).empty());
    params = paddingStart();
    params.view = PaddingView::Edges;
    sizeKernel(params, PaddingKind::Valid, {5, 5});
    QVERIFY(paddingFormula(params).empty());
    params.input.values.reset();
    QVERIFY(paddingFormula(params).empty());
}

QTEST_APPLESS_MAIN(TestPaddingFormula)
#include "tst_padding_formula.moc"
