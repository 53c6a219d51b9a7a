#include "tests/pipeline_cases.h"

#include "core/bundle.h"
#include "tests/golden.h"
#include "tests/network_files.h"

#include <QFile>
#include <QRegularExpression>

namespace convoscope {

namespace {

/// All numbers of a text.
std::vector<float> numbersIn(const QByteArray &printed)
{
    static const QRegularExpression number(R"([-+]?\d+(\.\d*)?(e[-+]?\d+)?)");
    std::vector<float> values;
    auto all = number.globalMatch(QString::fromUtf8(printed));
    while (all.hasNext())
        values.push_back(all.next().captured().toFloat());
    return values;
}

/// Pen strokes as a drawing pad leaves them: pixels between the bytes.
Picture smooth()
{
    Tensor digit = bundledDigits().picture(61);
    for (float &value : digit.values())
        value = value * value;
    return makePicture(std::move(digit));
}

} // namespace

std::vector<PipelineCase> pipelineCases()
{
    const PipelineParams start = pipelineStart();
    std::vector<PipelineCase> cases;
    const auto add = [&](const char *name, auto change) {
        PipelineParams params = start;
        change(params);
        cases.push_back({name, params});
    };
    const auto lenet5 = [](PipelineParams &p) { p.network = BundledNetwork::Lenet5; };
    add("start", [](PipelineParams & /*p*/) {});
    add("lenet5", lenet5);
    add("between bytes", [](PipelineParams &p) { p.input = smooth(); });
    add("moved", [](PipelineParams &p) { p.shift = {4, -3}; });
    add("moved, lenet5", [&](PipelineParams &p) {
        lenet5(p);
        p.shift = {-2, 5};
    });
    add("turned, with noise", [](PipelineParams &p) {
        p.shift = {1, 1};
        p.angle = 20.0F;
        p.noise = 0.2F;
    });
    add("average pools", [](PipelineParams &p) { p.pools = PoolsInUse::Average; });
    add("max pools, lenet5", [&](PipelineParams &p) {
        lenet5(p);
        p.pools = PoolsInUse::Max;
    });
    add("without activations", [](PipelineParams &p) { p.activations = ActivationsInUse::None; });
    add("without activations, lenet5", [&](PipelineParams &p) {
        lenet5(p);
        p.activations = ActivationsInUse::None;
    });
    add("filters", [](PipelineParams &p) {
        p.silenced = 7;
        p.swapped = {7, 30};
    });
    add("filters, lenet5", [&](PipelineParams &p) {
        lenet5(p);
        p.silenced = 0;
        p.swapped = {1, 4};
    });
    return cases;
}

QString wrongScores(const QByteArray &printed, const PipelineParams &params)
{
    const auto run = runPipeline(params);
    std::vector<float> want;
    for (const int row : {run->rows() - 2, run->rows() - 1}) {
        const auto values = run->output(row).values();
        want.insert(want.end(), values.begin(), values.end());
    }
    const auto got = numbersIn(printed);
    if (got.size() != want.size())
        return QStringLiteral("printed %1 numbers: ").arg(got.size()) + QString::fromUtf8(printed);
    const Shape shape{.h = 2, .w = static_cast<int>(got.size()) / 2};
    return difference(Tensor(shape, got), Tensor(shape, want),
                      {.exact = false, .absolute = 2e-5F, .relative = 2e-5F});
}

void copyWeights(const QTemporaryDir &folder)
{
    for (const char *name : {"lenet_style.safetensors", "lenet5.safetensors"}) {
        const auto bytes = resourceBytes(QStringLiteral("weights/") + name);
        QFile file(folder.filePath(name));
        const auto size = static_cast<qint64>(bytes.size());
        if (!file.open(QIODevice::WriteOnly)
            || file.write(QByteArray(reinterpret_cast<const char *>(bytes.data()), size)) != size)
            qFatal("can't write %s", name);
    }
}

} // namespace convoscope
