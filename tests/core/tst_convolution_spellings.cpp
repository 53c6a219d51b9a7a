#include "core/convolution_code.h"
#include "tests/convolution_cases.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(ConvolutionParams &);
using Caveats = std::vector<Caveat>;

/// How the libraries spell the lesson's settings, and what they are told to differ in.
class TestConvolutionSpellings : public QObject {
    Q_OBJECT

private slots:
    void spellsPyTorch_data();
    void spellsPyTorch() { check(Dialect::PyTorch); }
    void spellsSciPy_data();
    void spellsSciPy() { check(Dialect::SciPy); }
    void spellsOpenCv_data();
    void spellsOpenCv() { check(Dialect::OpenCv); }
    void spellsKeras_data();
    void spellsKeras() { check(Dialect::Keras); }
    void spellsOnnx_data();
    void spellsOnnx() { check(Dialect::Onnx); }

private:
    static void check(Dialect dialect);
};

namespace {

const Change same = [](ConvolutionParams & /*p*/) {};
const Change strided = [](ConvolutionParams &p) { p.stride = {2, 2}; };
const Change evenStrided = [](ConvolutionParams &p) {
    p.kernel = unevenMatrix(4, 4);
    p.stride = {2, 2};
};
const Change sixStrided = [](ConvolutionParams &p) {
    p.input = makePicture(unevenMatrix(6, 6));
    p.stride = {2, 2};
};
const Change reflect = [](ConvolutionParams &p) { p.paddingMode = PaddingMode::Reflect; };
const Change circular = [](ConvolutionParams &p) { p.paddingMode = PaddingMode::Circular; };
const Change constant = [](ConvolutionParams &p) { p.paddingValue = 2.5F; };
const Change flipped = [](ConvolutionParams &p) { p.flip = true; };
const Change even = [](ConvolutionParams &p) { p.kernel = unevenMatrix(2, 2); };
const Change sides = [](ConvolutionParams &p) {
    p.padding = PaddingKind::Explicit;
    p.sides = {.left = 1, .right = 2, .top = 3, .bottom = 0};
};
const Change apart = [](ConvolutionParams &p) {
    p.padding = PaddingKind::Valid;
    p.stride = {2, 1};
    p.dilation = {1, 2};
    p.divisor = 8.0F;
};
const Change normalised = [](ConvolutionParams &p) {
    p.kernel = unevenMatrix(3, 3);
    p.normalise = true;
};
const Change im2col = [](ConvolutionParams &p) { p.view = ConvolutionView::Im2col; };
const Change transposed = [](ConvolutionParams &p) {
    p.view = ConvolutionView::Transposed;
    p.input = makePicture(unevenMatrix(3, 4));
    p.stride = {2, 2};
    p.transposedPadding = {1, 1};
    p.outputPadding = {1, 1};
};

void addColumns()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("want"); ///< the lines after the blank one that follows the matrices
    QTest::addColumn<Caveats>("caveats");
}

void row(const char *name, Change change, const QStringList &want, const Caveats &caveats = {})
{
    QTest::addRow("%s", name) << change << want << caveats;
}

} // namespace

void TestConvolutionSpellings::check(Dialect dialect)
{
    QFETCH(Change, change);
    QFETCH(QStringList, want);
    QFETCH(Caveats, caveats);
    ConvolutionParams params = convolutionStart();
    change(params);
    const Listing listing = convolutionListing(params, dialect);
    QStringList lines;
    for (const std::string &line : listing.lines)
        lines.push_back(QString::fromStdString(line));
    QCOMPARE(lines.mid(lines.lastIndexOf("") + 1, want.size()), want);
    QVERIFY(listing.caveats == caveats);
}

void TestConvolutionSpellings::spellsPyTorch_data()
{
    addColumns();
    row("same", same, {"out = F.conv2d(x, K, stride=1, padding=\"same\")"});
    row("same, stride", strided, {"out = F.conv2d(x, K, stride=2, padding=1)"}, {Caveat::SameNeedsStrideOne});
    row("same, stride, even", evenStrided,
        {"x = F.pad(x, (1, 2, 1, 2))", "out = F.conv2d(x, K, stride=2, padding=0)"},
        {Caveat::SameNeedsStrideOne});
    row("reflect", reflect,
        {"x = F.pad(x, (1, 1, 1, 1), mode=\"reflect\")", "out = F.conv2d(x, K, stride=1, padding=0)"},
        {Caveat::NoPaddingMode});
    row("constant", constant,
        {"x = F.pad(x, (1, 1, 1, 1), value=2.5)", "out = F.conv2d(x, K, stride=1, padding=0)"},
        {Caveat::NoPaddingMode});
    row("sides", sides, {"x = F.pad(x, (1, 2, 3, 0))", "out = F.conv2d(x, K, stride=1, padding=0)"});
    row("flipped", flipped, {"K = torch.flip(K, (2, 3))", "out = F.conv2d(x, K, stride=1, padding=\"same\")"},
        {Caveat::FlipsKernel});
    row("axes apart", apart, {"out = F.conv2d(x, K, stride=(2, 1), padding=0, dilation=(1, 2)) / 8"});
    row("normalised", normalised, {"out = F.conv2d(x, K, stride=1, padding=\"same\") / K.sum()"});
    row("im2col", im2col,
        {"columns = F.unfold(x, (3, 3), padding=1, stride=1)",
         "out = (K.reshape(1, -1) @ columns).reshape(1, 1, 5, 5)"});
    row("transposed", transposed, {"out = F.conv_transpose2d(x, K, stride=2, padding=1, output_padding=1)"});
}

void TestConvolutionSpellings::spellsSciPy_data()
{
    addColumns();
    row("same", same, {"out = signal.correlate2d(x, K, mode=\"same\", boundary=\"fill\", fillvalue=0)"});
    row("constant", constant,
        {"out = signal.correlate2d(x, K, mode=\"same\", boundary=\"fill\", fillvalue=2.5)"});
    row("flipped", flipped, {"out = signal.convolve2d(x, K, mode=\"same\", boundary=\"fill\", fillvalue=0)"});
    row("reflect", reflect, {"out = ndimage.correlate(x, K, mode=\"mirror\")"},
        {Caveat::ReflectHasOtherName});
    row("axes apart", apart,
        {"spread = np.zeros((3, 5), dtype=K.dtype)", "spread[:, ::2] = K", "K = spread",
         "out = signal.correlate2d(x, K, mode=\"valid\")[::2] / 8"},
        {Caveat::NoDilation, Caveat::NoStride});
    row("sides", sides, {"x = np.pad(x, ((3, 0), (1, 2)))", "out = signal.correlate2d(x, K, mode=\"valid\")"},
        {Caveat::NoSides});
}

void TestConvolutionSpellings::spellsOpenCv_data()
{
    addColumns();
    row("reflect", reflect, {"out = cv2.filter2D(x, cv2.CV_32F, K, borderType=cv2.BORDER_REFLECT_101)"},
        {Caveat::ReflectHasOtherName});
    row("circular", circular,
        {"x = cv2.copyMakeBorder(x, 1, 1, 1, 1, cv2.BORDER_WRAP)",
         "out = cv2.filter2D(x, cv2.CV_32F, K, anchor=(0, 0))[:5, :5]"},
        {Caveat::NoPaddingMode});
    row("even", even, {"out = cv2.filter2D(x, cv2.CV_32F, K, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)"},
        {Caveat::EvenAnchor});
    row("flipped", flipped,
        {"K = cv2.flip(K, -1)", "out = cv2.filter2D(x, cv2.CV_32F, K, borderType=cv2.BORDER_CONSTANT)"},
        {Caveat::FlipsKernel});
    row("stride", strided, {"out = cv2.filter2D(x, cv2.CV_32F, K, borderType=cv2.BORDER_CONSTANT)[::2, ::2]"},
        {Caveat::NoStride});
}

void TestConvolutionSpellings::spellsKeras_data()
{
    addColumns();
    row("odd input, stride", strided,
        {"layer = keras.layers.Conv2D(1, K.shape, strides=(2, 2), padding=\"same\",",
         "                            dilation_rate=(1, 1), use_bias=False)"});
    row("even input, stride", sixStrided,
        {"layer = keras.layers.Conv2D(1, K.shape, strides=(2, 2), padding=\"valid\","},
        {Caveat::SameIsAsymmetric});
    row("circular", circular, {"x = np.pad(x, ((1, 1), (1, 1)), mode=\"wrap\")"}, {Caveat::NoPaddingMode});
    row("axes apart", apart, {"spread = np.zeros((3, 5), dtype=K.dtype)", "spread[:, ::2] = K", "K = spread"},
        {Caveat::StrideExcludesDilation});
    row("transposed", transposed,
        {"layer = keras.layers.Conv2DTranspose(1, K.shape, strides=(2, 2), padding=\"valid\","},
        {Caveat::CropsAfterwards});
}

void TestConvolutionSpellings::spellsOnnx_data()
{
    addColumns();
    row("sides", sides,
        {"x, K = x[None, None], K[None, None]", "weights = [numpy_helper.from_array(K, \"K\")]", "nodes = [",
         "    helper.make_node(\"Conv\", [\"x\", \"K\"], [\"out\"], strides=[1, 1],",
         "                     pads=[3, 1, 0, 2], dilations=[1, 1]),"});
    row("circular", circular,
        {"x, K = x[None, None], K[None, None]", "weights = [numpy_helper.from_array(K, \"K\")]",
         "weights.append(numpy_helper.from_array(np.array([0, 0, 1, 1, 0, 0, 1, 1]), \"pads\"))", "nodes = [",
         "    helper.make_node(\"Pad\", [\"x\", \"pads\"], [\"padded\"], mode=\"wrap\"),",
         "    helper.make_node(\"Conv\", [\"padded\", \"K\"], [\"out\"], strides=[1, 1],",
         "                     pads=[0, 0, 0, 0], dilations=[1, 1]),"},
        {Caveat::NoPaddingMode});
    row("transposed", transposed,
        {"x, K = x[None, None], K[None, None]", "weights = [numpy_helper.from_array(K, \"K\")]", "nodes = [",
         "    helper.make_node(\"ConvTranspose\", [\"x\", \"K\"], [\"out\"], strides=[2, 2],",
         "                     pads=[1, 1, 1, 1], output_padding=[1, 1], dilations=[1, 1]),"});
}

QTEST_APPLESS_MAIN(TestConvolutionSpellings)
#include "tst_convolution_spellings.moc"
