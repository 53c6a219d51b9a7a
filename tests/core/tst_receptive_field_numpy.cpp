#include "core/input_presets.h"
#include "core/layer_presets.h"
#include "core/matrix_text.h"
#include "core/receptive_field_code.h"
#include "core/receptive_field_model.h"
#include "core/trace.h"
#include "core/trained_stack.h"
#include "tests/golden.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace convoscope;

namespace {

using Params = ReceptiveFieldParams;

/// Random numbers: of equals in a window rounding would decide who wins.
Params with(const char *stack, FieldView view)
{
    const LayerPreset &preset = *findLayerPreset(std::string_view(stack));
    return {.view = view,
            .input = makePicture(randomMatrix({64, 64}, 3)),
            .inputSize = preset.input,
            .layers = preset.layers};
}

struct Case {
    std::string name;
    Params params;
};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const FieldView view : {FieldView::Growth, FieldView::Effective, FieldView::Paths}) {
        const std::string of = std::to_string(static_cast<int>(view)).insert(0, ", view ");
        for (const char *stack : {"two-3x3", "dilated-2-2-2", "strided", "pooled", "lenet-5"})
            all.push_back({std::string(stack).append(of), with(stack, view)});
        Params axes = with("two-3x3", view);
        axes.layers = {{.kernel = {3, 5}, .padding = {1, 2}}, {.kernel = {2, 3}, .stride = {1, 2}}};
        axes.inputSize = {9, 14};
        axes.unit = {0, 2};
        all.push_back({std::string("each axis of its own").append(of), axes});
        Params prefix = with("pooled", view);
        prefix.layer = 2;
        prefix.unit = {12, 0};
        all.push_back({std::string("an earlier layer").append(of), prefix});
    }
    for (const ActivationKind kind : {ActivationKind::Relu, ActivationKind::Sigmoid, ActivationKind::Tanh}) {
        Params random = with("pooled", FieldView::Effective);
        random.weights = StackWeights::Random;
        random.seed = 7;
        random.activation = kind;
        all.push_back({std::to_string(static_cast<int>(kind)).insert(0, "random "), random});
    }
    return all;
}

/// The table of an axis: size, field, jump and start of every row.
Tensor tableOf(const AxisStack &axis, int row)
{
    Tensor table({.h = row + 1, .w = 4});
    for (int r = 0; r <= row; ++r) {
        const AxisReach &reach = axis.row(r);
        table.at(r, 0) = static_cast<float>(reach.size);
        table.at(r, 1) = static_cast<float>(reach.field);
        table.at(r, 2) = static_cast<float>(reach.jump.value());
        table.at(r, 3) = static_cast<float>(reach.start);
    }
    return table;
}

/// What the program has to print: tables, and the map of the input that the stage shows.
std::vector<Tensor> wanted(const Params &params)
{
    const auto scene = fieldScene(params);
    std::vector<Tensor> all{tableOf(scene->stack.y(), scene->row)};
    if (tableOf(scene->stack.x(), scene->row) != all.front() || !scene->square())
        all.push_back(tableOf(scene->stack.x(), scene->row));
    if (params.view == FieldView::Growth)
        return all;
    const auto trace = playReceptiveField(params);
    for (const Plane &plane : trace->planes()) {
        if (plane.name == "input-gradient" || plane.name == "input-paths")
            all.push_back(*plane.values);
    }
    return all;
}

QString wrong(const std::vector<Tensor> &printed, const std::vector<Tensor> &want)
{
    if (printed.size() != want.size())
        return QStringLiteral("%1 matrices where %2 were wanted").arg(printed.size()).arg(want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        const QString differs =
            difference(printed[i], want[i], {.exact = false, .absolute = 1e-6, .relative = 1e-4});
        if (!differs.isEmpty())
            return QStringLiteral("matrix %1: %2").arg(i).arg(differs);
    }
    return {};
}

} // namespace

/// Runs the NumPy listings with Python: what they print must be what the stage shows.
class TestReceptiveFieldNumpy : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void printsWhatCoreComputes_data();
    void printsWhatCoreComputes();
    void readsLargeInputsFromAFile();
    void readsTrainedWeightsFromAFile_data();
    void readsTrainedWeightsFromAFile();
    void saysWhatItCantSpell();

private:
    QTemporaryDir m_dir;
    std::vector<Case> m_cases = cases();
    QByteArrayList m_printed; ///< by each program
};

void TestReceptiveFieldNumpy::initTestCase()
{
    QVERIFY(m_dir.isValid());
    QStringList arguments{m_dir.filePath("all.py")};
    // One interpreter runs them all: each in a namespace of its own, as if it had been pasted.
    writeLines(
        arguments.front(),
        {"import runpy, sys, numpy", "numpy.set_printoptions(threshold=10**9, linewidth=10**9, precision=9)",
         "for path in sys.argv[1:]:", "    print('#')", "    runpy.run_path(path, run_name='__main__')"});
    for (size_t i = 0; i < m_cases.size(); ++i) {
        arguments.push_back(m_dir.filePath(QString::number(i) + ".py"));
        writeLines(arguments.back(), receptiveFieldListing(m_cases[i].params, Dialect::NumPy).lines);
    }
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, arguments);
    QVERIFY2(end.ok && end.complaints.isEmpty(), end.complaints.constData());
    m_printed = end.printed.split('#');
    m_printed.removeFirst();
    QCOMPARE(static_cast<size_t>(m_printed.size()), m_cases.size());
}

void TestReceptiveFieldNumpy::printsWhatCoreComputes_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_cases.size(); ++i)
        QTest::addRow("%s", m_cases[i].name.c_str()) << static_cast<int>(i);
}

void TestReceptiveFieldNumpy::printsWhatCoreComputes()
{
    QFETCH(int, index);
    QCOMPARE(wrong(numpyMatrices(m_printed[index]), wanted(m_cases[static_cast<size_t>(index)].params)),
             QString());
}

void TestReceptiveFieldNumpy::readsLargeInputsFromAFile()
{
    Params params = with("strided", FieldView::Effective);
    params.inputSize = {70, 66};
    params.activation = ActivationKind::Relu;
    const QString program = m_dir.filePath("large.py");
    const QString picture = m_dir.filePath("picture.txt");
    std::vector<std::string> lines = receptiveFieldListing(params, Dialect::NumPy).lines;
    lines.insert(lines.begin(),
                 "import numpy; numpy.set_printoptions(threshold=10**9, linewidth=10**9, precision=9)");
    writeLines(program, lines);
    writeLines(picture, {toTsv(fieldScene(params)->x)});
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, {program, picture});
    QVERIFY2(end.ok, end.complaints.constData());
    QCOMPARE(wrong(numpyMatrices(end.printed), wanted(params)), QString());
}

void TestReceptiveFieldNumpy::readsTrainedWeightsFromAFile_data()
{
    QTest::addColumn<QString>("stack");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("channel");
    QTest::newRow("LeNet-style, all channels") << "pooled"
                                               << "lenet_style.safetensors" << 0;
    QTest::newRow("LeNet-style, a score") << "lenet-style"
                                          << "lenet_style.safetensors" << 8;
    QTest::newRow("LeNet-5") << "lenet-5"
                             << "lenet5.safetensors" << 7;
}

void TestReceptiveFieldNumpy::readsTrainedWeightsFromAFile()
{
    QFETCH(const QString, stack);
    QFETCH(const QString, file);
    QFETCH(const int, channel);
    Params params = with(qPrintable(stack), FieldView::Effective);
    params.input = makePicture(bundledDigits().picture(0));
    params.weights = StackWeights::Trained;
    params.activation = stack == "lenet-5" ? ActivationKind::Tanh : ActivationKind::Relu;
    params.channel = channel;
    const Listing listing = receptiveFieldListing(params, Dialect::NumPy);
    QVERIFY((listing.caveats == std::vector<Caveat>{Caveat::WeightsFromFile}));
    std::vector<std::string> lines = listing.lines;
    lines.insert(lines.begin(),
                 "import numpy; numpy.set_printoptions(threshold=10**9, linewidth=10**9, precision=9)");
    const QString program = m_dir.filePath("trained.py");
    writeLines(program, lines);
    const ProgramEnd end = runProgram(CONVOSCOPE_PYTHON, {program, CONVOSCOPE_WEIGHTS + file});
    QVERIFY2(end.ok, end.complaints.constData());
    QCOMPARE(wrong(numpyMatrices(end.printed), wanted(params)), QString());
    const Listing torch = receptiveFieldListing(params, Dialect::PyTorch);
    QVERIFY(std::ranges::any_of(torch.lines, [&](const std::string &line) {
        return line.find(file.toStdString()) != std::string::npos;
    }));
}

void TestReceptiveFieldNumpy::saysWhatItCantSpell()
{
    const Listing joins = receptiveFieldListing(with("branches", FieldView::Growth), Dialect::NumPy);
    QVERIFY(joins.lines.empty());
    QVERIFY((joins.caveats == std::vector<Caveat>{Caveat::NotAPlainStack}));
    Params averaged = with("two-3x3", FieldView::Effective);
    averaged.weights = StackWeights::Random;
    averaged.networks = 5;
    QVERIFY((receptiveFieldListing(averaged, Dialect::NumPy).caveats
             == std::vector<Caveat>{Caveat::FirstNetworkOnly}));
}

QTEST_APPLESS_MAIN(TestReceptiveFieldNumpy)
#include "tst_receptive_field_numpy.moc"
