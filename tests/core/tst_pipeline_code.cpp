#include "core/pipeline_beats.h"
#include "core/pipeline_code.h"
#include "core/value_text.h"
#include "tests/pipeline_cases.h"
#include "tests/pipeline_params.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

using Change = PipelineChange;
Q_DECLARE_METATYPE(Change)

/// The running line, its variables and how libraries spell the network. What the programs print is tested by
/// tst_pipeline_python and tst_pipeline_cpp.
class TestPipelineCode : public QObject {
    Q_OBJECT

private slots:
    void runsOnTheLineThatWorks_data();
    void runsOnTheLineThatWorks();
    void showsTheCellThatCoreComputes();
    void showsVariables_data();
    void showsVariables();
    void spellsTheNetwork_data();
    void spellsTheNetwork();
    void isEmptyWhereRefused();
};

namespace {

QStringList linesOf(const PipelineParams &params, Dialect dialect)
{
    QStringList lines;
    for (const std::string &line : pipelineListing(params, dialect).lines)
        lines.push_back(QString::fromStdString(line));
    return lines;
}

const Change none = [](PipelineParams & /*p*/) {};
const Change lenet5 = [](PipelineParams &p) { p.network = BundledNetwork::Lenet5; };
const Change off = [](PipelineParams &p) { p.activations = ActivationsInUse::None; };
const Change filters = [](PipelineParams &p) {
    p.silenced = 7;
    p.swapped = {2, 30};
};

/// "name = value": equal, or the value off by one in the last of its six digits, as the order in which an
/// instruction set adds decides that.
bool sameVariable(const QString &got, const QString &want)
{
    if (got == want)
        return true;
    const QString name = want.section(QStringLiteral(" = "), 0, 0);
    bool numbers[2]{};
    const double a = got.section(QStringLiteral(" = "), 1).toDouble(&numbers[0]);
    const double b = want.section(QStringLiteral(" = "), 1).toDouble(&numbers[1]);
    return got.section(QStringLiteral(" = "), 0, 0) == name && numbers[0] && numbers[1]
        && std::abs(a - b) <= 1.01e-5 * std::abs(b);
}

} // namespace

void TestPipelineCode::runsOnTheLineThatWorks_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("tap");
    const auto row = [](const char *name, Change change, Dialect dialect, int line, const char *whole,
                        const char *tap) {
        QTest::newRow(name) << change << dialect << line << QString(whole) << QString(tap);
    };
    const char *const convNumpy = "products = (window * K[f]).sum(axis=(1, 2))  # what each channel brings";
    row("numpy, conv1", none, Dialect::NumPy, 1, "relu1 = np.maximum(conv1, 0)", convNumpy);
    row("numpy, relu1", none, Dialect::NumPy, 2, "relu1 = np.maximum(conv1, 0)", convNumpy);
    row("numpy, pool1", none, Dialect::NumPy, 3, "pool1 = pool(relu1, 2)", "pool1 = pool(relu1, 2)");
    row("numpy, conv2", none, Dialect::NumPy, 4, "relu2 = np.maximum(conv2, 0)", convNumpy);
    row("numpy, flatten", none, Dialect::NumPy, 7, "flat = pool2.reshape(-1)", "flat = pool2.reshape(-1)");
    row("numpy, linear", none, Dialect::NumPy, 8, R"(logits = linear(flat, w["fc.weight"], w["fc.bias"]))",
        "out[o] += W[o, n] * x[n]");
    row("numpy, softmax", none, Dialect::NumPy, 9, "probabilities = softmax(logits)",
        "probabilities = softmax(logits)");
    row("numpy, off", off, Dialect::NumPy, 2, "relu1 = conv1  # the activation is off", convNumpy);
    row("numpy, lenet5", lenet5, Dialect::NumPy, 9, "tanh3 = np.tanh(fc1)", "out[o] += W[o, n] * x[n]");
    row("numpy, lenet5, last", lenet5, Dialect::NumPy, 12,
        R"(logits = linear(tanh4, w["fc3.weight"], w["fc3.bias"]))", "out[o] += W[o, n] * x[n]");
    row("c++, conv2", none, Dialect::Cpp, 4, "const Maps relu2{64, 11, 11, relu(conv2.values)};",
        "acc += x(c, i + ki, j + kj) * K[((f * x.C + c) * k + ki) * k + kj];");
    row("c++, linear", none, Dialect::Cpp, 8,
        R"(const Values logits = linear(flat, load("fc.weight"), load("fc.bias"));)",
        "out[o] += x[n] * W[o * x.size() + n];");
    row("c++, flat tanh", lenet5, Dialect::Cpp, 9, "const Values tanh3 = tangent(fc1);",
        "out[o] += x[n] * W[o * x.size() + n];");
    row("pytorch, conv2", none, Dialect::PyTorch, 4, "x = torch.relu(x)", "x = self.conv2(x)");
    row("pytorch, pool2", none, Dialect::PyTorch, 6, "x = F.max_pool2d(x, 2)", "x = F.max_pool2d(x, 2)");
    row("pytorch, linear", none, Dialect::PyTorch, 8, "return self.fc(x)", "return self.fc(x)");
    row("pytorch, off", off, Dialect::PyTorch, 5, "# relu2 is off", "x = self.conv2(x)");
    row("pytorch, softmax", none, Dialect::PyTorch, 9, "probabilities = torch.softmax(logits, dim=1)",
        "probabilities = torch.softmax(logits, dim=1)");
    row("keras", none, Dialect::Keras, 4, R"(layers.Activation("relu", name="relu2"),)",
        R"(layers.Conv2D(64, 3, name="conv2"),)");
    row("onnx", none, Dialect::Onnx, 8,
        R"(helper.make_node("Gemm", ["flat", "fc.weight", "fc.bias"], ["logits"], transB=1),)",
        R"(helper.make_node("Gemm", ["flat", "fc.weight", "fc.bias"], ["logits"], transB=1),)");
}

void TestPipelineCode::runsOnTheLineThatWorks()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(int, row);
    QFETCH(QString, whole);
    QFETCH(QString, tap);
    const PipelineParams params = pipelineWith(change);
    const auto trace = playPipeline(params);
    const auto running = [&](Position at) {
        return linesOf(params, dialect).value(pipelineCodeState(params, dialect, *trace, at).line).trimmed();
    };
    const int at = beatOf(params, {.row = row});
    QCOMPARE(running({at, -1}), whole);
    QCOMPARE(running({at, 0}), tap);
}

/// The last variable of a finished beat is the cell that it made, in every layer, case and dialect.
void TestPipelineCode::showsTheCellThatCoreComputes()
{
    for (const PipelineCase &c : pipelineCases()) {
        const auto trace = playPipeline(c.params);
        for (const Dialect dialect : {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch, Dialect::Keras,
                                      Dialect::Onnx, Dialect::OpenCv, Dialect::SciPy}) {
            const auto lines = static_cast<int>(pipelineListing(c.params, dialect).lines.size());
            for (int beat = 0; beat < trace->beats(); beat += 53) {
                const auto state = pipelineCodeState(c.params, dialect, *trace, {beat, -1});
                QCOMPARE(state.variables.back().value, valueText(trace->at({beat, -1}).result));
                QVERIFY(state.line >= 0 && state.line < lines);
            }
        }
    }
}

void TestPipelineCode::showsVariables_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<CellRef>("ref");
    QTest::addColumn<int>("tap");
    QTest::addColumn<QStringList>("want");
    const auto row = [](const char *name, Change change, Dialect dialect, const CellRef &ref, int tap,
                        const QStringList &want) {
        QTest::newRow(name) << change << dialect << ref << tap << want;
    };
    const QString window = "window[1] = [[      0       0 0.00919]\n [      0       0   0.325]\n "
                           "[      0       0   0.351]]";
    row("numpy, conv2", none, Dialect::NumPy, {5, 0, {5, 5}}, -1,
        {"relu2.shape = (64, 11, 11)", "conv2[0, 5, 5] = -2.60788", "relu2[0, 5, 5] = 0"});
    row("numpy, conv2, tap", none, Dialect::NumPy, {5, 0, {5, 5}}, 11,
        {"conv2.shape = (64, 11, 11)", "f, i, j = 0, 5, 5", "b[f] = 0.105739", window,
         "K[f, 1, 0, 2] = 0.321032", "products[1] = 0.00294875", "products.sum() = 0.0145134"});
    row("c++, conv2", none, Dialect::Cpp, {5, 0, {5, 5}}, -1,
        {"C, H, W = 64, 11, 11", "conv2(0, 5, 5) = -2.60788", "relu2(0, 5, 5) = 0"});
    row("c++, conv2, tap", none, Dialect::Cpp, {5, 0, {5, 5}}, 11,
        {"C, H, W = 64, 11, 11", "f, i, j = 0, 5, 5", "b[f] = 0.105739", "c, ki, kj = 1, 0, 2",
         "x(c, i + ki, j + kj) = 0.00918522", "K[11] = 0.321032", "acc = 0.120252"});
    row("pytorch, conv2", none, Dialect::PyTorch, {5, 0, {5, 5}}, -1,
        {"x.shape = (1, 64, 11, 11)", "x[0, 0, 5, 5] = 0"});
    row("scipy, conv2", none, Dialect::SciPy, {5, 0, {5, 5}}, -1,
        {"relu2.shape = (64, 11, 11)", "relu2[0, 5, 5] = 0"});
    row("keras, conv2", none, Dialect::Keras, {5, 0, {5, 5}}, -1,
        {"relu2.shape = (1, 11, 11, 64)", "relu2[0, 5, 5, 0] = 0"});
    row("numpy, relu1", none, Dialect::NumPy, {2, 0, {11, 19}}, -1,
        {"relu1.shape = (32, 26, 26)", "conv1[2, 11, 19] = 1.83061", "relu1[2, 11, 19] = 1.83061"});
    row("numpy, pool1", none, Dialect::NumPy, {3, 0, {5, 9}}, -1,
        {"pool1.shape = (32, 13, 13)", "c, i, j = 2, 5, 9", "window = [[    0  1.54]\n [0.634  1.83]]",
         "pool1[2, 5, 9] = 1.83061"});
    row("numpy, flatten", none, Dialect::NumPy, {7, 789}, -1,
        {"flat.shape = (1600,)", "pool2[31, 4, 4] = 1.72595", "flat[799] = 1.72595"});
    row("numpy, linear", none, Dialect::NumPy, {8, 7}, -1,
        {"logits.shape = (10,)", "o = 7", "logits[7] = 13.405"});
    row("numpy, linear, tap", none, Dialect::NumPy, {8, 7}, 300,
        {"logits.shape = (10,)", "o, n = 7, 300", "x[n] = 0", "W[o, n] = 0.040745", "out[o] = 5.31018"});
    row("c++, linear, tap", none, Dialect::Cpp, {8, 7}, 300,
        {"logits.size() = 10", "o, n = 7, 300", "x[n] = 0", "W[11500] = 0.040745", "out[o] = 5.31018"});
    row("numpy, softmax", none, Dialect::NumPy, {9, 7}, -1,
        {"probabilities.shape = (10,)", "powers[7] = 1", "powers.sum() = 1.00005",
         "probabilities[7] = 0.999946"});
    row("c++, softmax", none, Dialect::Cpp, {9, 7}, -1,
        {"probabilities.size() = 10", "value = 1", "sum = 1.00005", "probabilities[7] = 0.999946"});
    row("numpy, flat tanh", lenet5, Dialect::NumPy, {9, 37}, -1,
        {"tanh3.shape = (120,)", "fc1[37] = 10.484", "tanh3[37] = 1"});
}

void TestPipelineCode::showsVariables()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(CellRef, ref);
    QFETCH(int, tap);
    QFETCH(QStringList, want);
    const PipelineParams params = pipelineWith(change);
    const auto trace = playPipeline(params);
    QStringList texts;
    for (const Variable &v : pipelineCodeState(params, dialect, *trace, {beatOf(params, ref), tap}).variables)
        texts.push_back(QString::fromStdString(v.name + " = " + v.value));
    QCOMPARE(texts.size(), want.size());
    for (qsizetype i = 0; i < want.size(); ++i)
        QVERIFY2(sameVariable(texts[i], want[i]), qPrintable(texts[i]));
}

void TestPipelineCode::spellsTheNetwork_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, Change change, Dialect dialect, const char *line) {
        QTest::newRow(name) << change << dialect << QString(line);
    };
    const Change average = [](PipelineParams &p) { p.pools = PoolsInUse::Average; };
    const Change moved = [](PipelineParams &p) { p.shift = {4, -3}; };
    row("pytorch, its layers", none, Dialect::PyTorch, "        self.conv2 = nn.Conv2d(32, 64, 3)");
    row("pytorch, flat layer", none, Dialect::PyTorch, "        self.fc = nn.Linear(1600, 10)");
    row("pytorch, the file", none, Dialect::PyTorch,
        R"(net.load_state_dict(load_file("lenet_style.safetensors")))");
    row("pytorch, lenet5", lenet5, Dialect::PyTorch, "        self.fc3 = nn.Linear(84, 10)");
    row("pytorch, lenet5, frame", lenet5, Dialect::PyTorch, "x = F.pad(x, (2, 2, 2, 2))");
    row("pytorch, average", average, Dialect::PyTorch, "        x = F.avg_pool2d(x, 2)");
    row("pytorch, moved", moved, Dialect::PyTorch, "x = F.pad(x, (-3, 3, 4, -4))  # moved");
    row("pytorch, swapped", filters, Dialect::PyTorch,
        "        part[[2, 30]] = part[[30, 2]]  # two filters change places");
    row("pytorch, silenced", filters, Dialect::PyTorch, "        part[7] = 0  # a filter is silenced");
    row("numpy, the file", lenet5, Dialect::NumPy, R"(w = load("lenet5.safetensors"))");
    row("numpy, average", average, Dialect::NumPy, "        out[c, i, j] = window.mean()");
    row("numpy, moved", moved, Dialect::NumPy,
        "x = np.pad(x, ((0, 0), (4, 0), (0, 3)))[:, :28, 3:]  # moved");
    row("numpy, a row of the digit", none, Dialect::NumPy,
        "00000000000054b99f973c2400000000000000000000000000000000");
    row("keras", lenet5, Dialect::Keras, R"(    layers.AveragePooling2D(2, name="pool1"),)");
    row("keras, flat layers", lenet5, Dialect::Keras, R"(for name in ["fc1", "fc2", "fc3"]:)");
    row("keras, off", off, Dialect::Keras, R"(    layers.Activation("linear", name="relu1"),)");
    row("onnx, kernel", lenet5, Dialect::Onnx,
        R"(    helper.make_node("Conv", ["x", "conv1.weight", "conv1.bias"], ["conv1"], kernel_shape=[5, 5]),)");
    row("scipy", none, Dialect::SciPy,
        R"(    return np.array([signal.correlate(x, k, mode="valid")[0] + c for k, c in zip(K, b)]))");
    row("opencv", none, Dialect::OpenCv, "net = cv2.dnn.readNetFromONNX(model.SerializeToString())");
    row("onnx", lenet5, Dialect::Onnx,
        R"(    helper.make_node("AveragePool", ["tanh1"], ["pool1"], kernel_shape=[2, 2], strides=[2, 2]),)");
}

void TestPipelineCode::spellsTheNetwork()
{
    QFETCH(Change, change);
    QFETCH(Dialect, dialect);
    QFETCH(QString, line);
    const QStringList lines = linesOf(pipelineWith(change), dialect);
    QVERIFY2(lines.contains(line), qPrintable(lines.join('\n')));
}

void TestPipelineCode::isEmptyWhereRefused()
{
    const PipelineParams params = pipelineWith([](PipelineParams &p) { p.silenced = 32; });
    const auto trace = playPipeline(pipelineStart());
    for (const Dialect dialect : {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch, Dialect::SciPy,
                                  Dialect::OpenCv, Dialect::Keras, Dialect::Onnx}) {
        QVERIFY(pipelineListing(params, dialect) == Listing{});
        QVERIFY(pipelineCodeState(params, dialect, *trace, {}) == CodeState{});
        QVERIFY(pipelineCodeState(pipelineStart(), dialect, {}, {}) == CodeState{});
    }
}

QTEST_APPLESS_MAIN(TestPipelineCode)
#include "tst_pipeline_code.moc"
