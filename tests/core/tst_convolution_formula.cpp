#include "core/convolution_formula.h"
#include "tests/convolution_cases.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(ConvolutionParams &);

class TestConvolutionFormula : public QObject {
    Q_OBJECT

private slots:
    void putsTheNumbersIn_data();
    void putsTheNumbersIn();
    void coloursByRole();
    void isEmptyWhereRefused_data();
    void isEmptyWhereRefused();
};

namespace {

QStringList lines(const Formula &formula)
{
    QStringList all;
    for (const FormulaLine &line : formula) {
        QString text;
        for (const FormulaToken &token : line)
            text += QString::fromStdString(token.text);
        all.push_back(text);
    }
    return all;
}

void transpose(ConvolutionParams &p)
{
    p.view = ConvolutionView::Transposed;
    p.input = makePicture(unevenMatrix(2, 2));
    p.stride = {2, 2};
}

void row(const char *name, Change change, const QStringList &want)
{
    QTest::addRow("%s", name) << change << want;
}

void addViewRows()
{
    row("im2col", [](ConvolutionParams &p) { p.view = ConvolutionView::Im2col; },
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "= ⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5", "|K| = 3·3 = 9", "|O| = 5·5 = 25",
         "(1 × 9) · (9 × 25) = 1 × 25", "|K|·|O| = 9·25 = 225 MAC"});
    row("sharing", [](ConvolutionParams &p) { p.view = ConvolutionView::Sharing; },
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "= ⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5", "|K| = 3·3 = 9", "|O| = 5·5 = 25",
         "|K|·|O| = 9·25 = 225 MAC", "|I|·|O| = 25·25 = 625 MAC", "|I|·|O| / |K| = 625 / 9 ≈ 69.4"});
    row("shift",
        [](ConvolutionParams &p) {
            p.view = ConvolutionView::Shift;
            p.stride = {2, 2};
            p.shift = {-2, 1};
        },
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "= ⌊(5 − 3 + 2·1) / 2⌋ + 1 = 3",
         "Δ / S = (−2, 1) / (2, 2) = (−1, 0.5)"});
    row("transposed", transpose,
        {"O  = (I − 1)·S − 2P + d(K − 1) + op + 1", "= (2 − 1)·2 − 2·0 + 1·(3 − 1) + 0 + 1 = 5",
         "I′ = (I − 1)·S + 1", "= (2 − 1)·2 + 1 = 3", "P′ = d(K − 1) − P", "= 1·(3 − 1) − 0 = 2",
         "O  = ⌊(I′ − K + 2P′ + op) / 1⌋ + 1", "= ⌊(3 − 3 + 2·2 + 0) / 1⌋ + 1 = 5"});
    row("transposed, more cut off than the kernel reaches",
        [](ConvolutionParams &p) {
            transpose(p);
            p.kernel = unevenMatrix(1, 3);
            p.stride = {3, 2};
            p.transposedPadding = {1, 1};
            p.outputPadding = {2, 1};
        },
        {"O  = (I − 1)·S − 2P + d(K − 1) + op + 1", "H  = (2 − 1)·3 − 2·1 + 1·(1 − 1) + 2 + 1 = 4",
         "W  = (2 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 4", "I′ = (I − 1)·S + 1", "H  = (2 − 1)·3 + 1 = 4",
         "W  = (2 − 1)·2 + 1 = 3", "P′ = d(K − 1) − P", "H  = 1·(1 − 1) − 1 = −1", "W  = 1·(3 − 1) − 1 = 1",
         "O  = ⌊(I′ − K + 2P′ + op) / 1⌋ + 1", "H  = ⌊(4 − 1 + 2·(−1) + 2) / 1⌋ + 1 = 4",
         "W  = ⌊(3 − 3 + 2·1 + 1) / 1⌋ + 1 = 4"});
}

} // namespace

void TestConvolutionFormula::putsTheNumbersIn_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("want");
    row("same", [](ConvolutionParams & /*p*/) {},
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "= ⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5"});
    row("valid, stride 2",
        [](ConvolutionParams &p) {
            p.padding = PaddingKind::Valid;
            p.stride = {2, 2};
        },
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "= ⌊(5 − 3 + 2·0) / 2⌋ + 1 = 2"});
    row("axes apart",
        [](ConvolutionParams &p) {
            p.stride = {2, 1};
        },
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "H = ⌊(5 − 3 + 2·1) / 2⌋ + 1 = 3", "W = ⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5"});
    row("dilated",
        [](ConvolutionParams &p) {
            p.dilation = {2, 2};
        },
        {"O = ⌊(I − (d(K − 1) + 1) + 2P) / S⌋ + 1", "= ⌊(5 − (2·(3 − 1) + 1) + 2·2) / 1⌋ + 1 = 5"});
    row("lopsided", [](ConvolutionParams &p) { p.kernel = unevenMatrix(2, 2); },
        {"O = ⌊(I − K + P₁ + P₂) / S⌋ + 1", "= ⌊(5 − 2 + 0 + 1) / 1⌋ + 1 = 5"});
    row("what does not matter",
        [](ConvolutionParams &p) {
            p.transposedPadding = {1, 0};
        },
        {"O = ⌊(I − K + 2P) / S⌋ + 1", "= ⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5"});
    addViewRows();
}

void TestConvolutionFormula::putsTheNumbersIn()
{
    QFETCH(Change, change);
    QFETCH(QStringList, want);
    ConvolutionParams params = convolutionStart();
    change(params);
    QCOMPARE(lines(convolutionFormula(params)), want);
}

void TestConvolutionFormula::coloursByRole()
{
    const Formula formula = convolutionFormula(convolutionStart());
    const FormulaLine want{{"= ⌊(", {}},
                           {"5", PlaneRole::Input},
                           {" − ", {}},
                           {"3", PlaneRole::Kernel},
                           {" + 2·1) / 1⌋ + 1 = ", {}},
                           {"5", PlaneRole::Output}};
    QCOMPARE(formula.size(), size_t(2));
    QVERIFY(formula[1] == want);
}

void TestConvolutionFormula::isEmptyWhereRefused_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::addRow("%s", name) << change; };
    row("no input", [](ConvolutionParams &p) { p.input = {}; });
    row("no kernel", [](ConvolutionParams &p) { p.kernel = {}; });
    row("stride 0", [](ConvolutionParams &p) { p.stride = {0, 1}; });
    row("divisor 0", [](ConvolutionParams &p) { p.divisor = 0.0F; });
    row("kernel too large", [](ConvolutionParams &p) {
        p.padding = PaddingKind::Valid;
        p.dilation = {4, 4};
    });
    row("moved off the picture", [](ConvolutionParams &p) {
        p.view = ConvolutionView::Shift;
        p.shift = {5, 0};
    });
    row("output_padding too large", [](ConvolutionParams &p) {
        transpose(p);
        p.outputPadding = {2, 2};
    });
}

void TestConvolutionFormula::isEmptyWhereRefused()
{
    QFETCH(Change, change);
    ConvolutionParams params = convolutionStart();
    change(params);
    QVERIFY(convolutionFormula(params).empty());
}

QTEST_APPLESS_MAIN(TestConvolutionFormula)
#include "tst_convolution_formula.moc"
