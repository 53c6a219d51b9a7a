// Layers of networks beside oneDNN and PyTorch where they are installed: contenders take turns, medians and
// the median of the ratios to the best peer of the same round.
#include "core/bundle.h"
#include "core/instruction_sets.h"
#include "core/network_run.h"
#include "core/prepared_conv.h"
#include "core/prepared_conv_transpose.h"
#include "core/prepared_network.h"
#include "core/prepared_pool.h"
#include "tests/bench/fma_peak.h"
#include "tests/bench/onednn_peer.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <thread>
#include <vector>

using namespace convoscope;

namespace {

/// How often a contender runs in its turn, and how often before: threads that have just woken up need some
/// time to get a processor each.
struct Turns {
    int before = 1;
    int counted = 1;
};

/// PyTorch in a Python of its own.
class PyTorch {
public:
    PyTorch()
    {
        m_process.start(QStringLiteral(CONVOSCOPE_TORCH_PYTHON),
                        {QStringLiteral(CONVOSCOPE_BENCH "/layer_peers.py"),
                         QStringLiteral(CONVOSCOPE_WEIGHTS "/lenet_style.safetensors")});
        m_ready = m_process.waitForReadyRead(60000) && m_process.readLine().startsWith("ready");
    }
    ~PyTorch()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(PyTorch)
    [[nodiscard]] bool isReady() const { return m_ready; }
    double milliseconds(const char *name, int threads, const Turns &turns)
    {
        m_process.write(QStringLiteral("%1\t%2\t%3\t%4\n")
                            .arg(QString::fromUtf8(name))
                            .arg(threads)
                            .arg(turns.before)
                            .arg(turns.counted)
                            .toUtf8());
        while (!m_process.canReadLine() && m_process.waitForReadyRead(60000)) { }
        return m_process.readLine().toDouble();
    }

private:
    QProcess m_process;
    bool m_ready = false;
};

/// One row of the table.
struct Contest {
    const char *name;
    std::function<void()> ours;
    std::function<void()> oneDnn; ///< empty where there is none
    double products = 0.0; ///< multiply-adds of the direct way
};

double milliseconds(const std::function<void()> &work, const Turns &turns)
{
    for (int i = 0; i < turns.before; ++i)
        work();
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < turns.counted; ++i)
        work();
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return taken.count() / turns.counted;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0.0 : values[values.size() / 2];
}

struct Bench {
    int rounds = 11;
    int threads = 1;
    double peak = 0.0;
    PyTorch *torch = nullptr;
};

void hold(const Contest &contest, const Bench &bench)
{
    const double once = milliseconds(contest.ours, {});
    const auto within = [once](double time) { return std::clamp(static_cast<int>(time / once), 1, 1000); };
    const Turns turns{.before = within(bench.threads > 1 ? 40.0 : 1.0), .counted = within(10.0)};
    std::vector<double> ours;
    std::vector<double> dnn;
    std::vector<double> torch;
    std::vector<double> ratios;
    // Threads that wait for more work may turn idle before the next contender's turn.
    const auto pause = [&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(bench.threads > 1 ? 30 : 0));
    };
    const auto turn = [&](int who) {
        pause();
        if (who == 0)
            ours.push_back(milliseconds(contest.ours, turns));
        if (who == 1 && contest.oneDnn)
            dnn.push_back(milliseconds(contest.oneDnn, turns));
        if (who == 2 && bench.torch->isReady())
            torch.push_back(bench.torch->milliseconds(contest.name, bench.threads, turns));
    };
    for (int round = 0; round < bench.rounds; ++round) {
        for (int i = 0; i < 3; ++i)
            turn(round % 2 == 0 ? i : 2 - i);
        double peer = 0.0; // where there is none
        for (const auto *times : {&dnn, &torch}) {
            if (!times->empty())
                peer = peer > 0.0 ? std::min(peer, times->back()) : times->back();
        }
        ratios.push_back(peer / ours.back());
    }
    const double middle = median(ours);
    std::ranges::sort(ours);
    const double spread = (ours[ours.size() * 4 / 5] - ours[ours.size() / 5]) / middle;
    const double share = contest.products / middle / 1e6 / bench.peak / bench.threads;
    std::printf("%-30s %9.3f %9.3f %9.3f %7.2f %7.2f %7.2f\n", contest.name, median(dnn), median(torch),
                middle, median(ratios), spread, share);
    std::fflush(stdout);
}

/// Values between -0.5 and 0.5.
Tensor noise(const Shape &shape)
{
    Tensor t(shape);
    std::minstd_rand random(3);
    for (float &value : t.values())
        value = static_cast<float>(random() % 1000) / 1000.0F - 0.5F;
    return t;
}

/// Runs a layer that has been made ready.
template <typename Layer>
std::function<void()> runOf(Result<Layer> layer, const Shape &in, int threads)
{
    return [layer = *std::move(layer), x = channelsLast(noise(in)), out = ChannelsLast(), threads]() mutable {
        layer.forward(x, out, threads);
    };
}

std::function<void()> ours(const PeerLayer &layer, int threads)
{
    const Shape in{1, layer.inputs, layer.size, layer.size};
    const std::vector<float> bias(static_cast<size_t>(layer.outputs), 0.1F);
    const int pad = layer.padding;
    const Pair stride{layer.stride, layer.stride};
    const Shape w{layer.outputs, layer.inputs / layer.groups, layer.kernel, layer.kernel};
    switch (layer.kind) {
    case PeerLayer::Kind::MaxPool:
        return runOf(PreparedMaxPool::make(in, {.kernel = {layer.kernel, layer.kernel}, .stride = stride}),
                     in, threads);
    case PeerLayer::Kind::Transposed:
        return runOf(PreparedConvTranspose2d::make(in, noise({w.c, w.n, w.h, w.w}), bias, {.stride = stride}),
                     in, threads);
    case PeerLayer::Kind::Convolution: break;
    }
    const Border border{.sides = {pad, pad, pad, pad}};
    return runOf(PreparedConv2d::make(in, noise(w), bias,
                                      {.stride = stride, .groups = layer.groups, .border = border}),
                 in, threads);
}

struct Row {
    const char *name;
    PeerLayer layer;
};

std::vector<Row> rows()
{
    using enum PeerLayer::Kind;
    return {
        {"conv 1→128, 3×3 at 64×64", {.inputs = 1, .outputs = 128, .size = 64, .padding = 1}},
        {"conv 3→128, 3×3 at 64×64", {.inputs = 3, .outputs = 128, .size = 64, .padding = 1}},
        {"conv 64→128, 3×3 at 64×64", {.inputs = 64, .outputs = 128, .size = 64, .padding = 1}},
        {"VGG 64→64, 3×3 at 224×224", {.inputs = 64, .outputs = 64, .size = 224, .padding = 1}},
        {"ResNet conv1 3→64, 7×7 s2",
         {.inputs = 3, .outputs = 64, .size = 224, .kernel = 7, .stride = 2, .padding = 3}},
        {"1×1 256→64 at 56×56", {.inputs = 256, .outputs = 64, .size = 56, .kernel = 1}},
        {"depthwise 32, 3×3 at 112×112",
         {.inputs = 32, .outputs = 32, .size = 112, .padding = 1, .groups = 32}},
        {"transposed 64→3, 3×3 s2",
         {.kind = Transposed, .inputs = 64, .outputs = 3, .size = 32, .stride = 2}},
        {"max pool 2×2, 64 at 112×112",
         {.kind = MaxPool, .inputs = 64, .outputs = 64, .size = 112, .kernel = 2, .stride = 2}},
    };
}

double productsOf(const PeerLayer &layer)
{
    if (layer.kind == PeerLayer::Kind::MaxPool)
        return 0.0;
    const int size = layer.kind == PeerLayer::Kind::Transposed ? layer.size : layer.outputSize();
    return static_cast<double>(size) * size * layer.outputs * layer.inputs / layer.groups * layer.kernel
        * layer.kernel;
}

/// The first digits.
Tensor digits(int samples)
{
    Tensor x({.n = samples, .h = 28, .w = 28});
    for (int i = 0; i < samples; ++i)
        std::ranges::copy(bundledDigits().picture(i).values(), x.plane(i, 0).begin());
    return x;
}

/// The network where only the answer counts.
Contest lenet(const char *name, int samples, int threads)
{
    auto network = PreparedNetwork::make(bundledNetwork(BundledNetwork::LenetStyle));
    const auto run = [network = *std::move(network), x = digits(samples), threads] {
        if (!network.forward(x, threads))
            std::abort();
    };
    return {.name = name, .ours = run, .oneDnn = oneDnnLenet(samples), .products = 2'443'392.0 * samples};
}

/// The same layer by layer, as a lesson explains it; on as many threads as there are processors.
Contest keptLenet(const char *name, int samples)
{
    const auto run = [x = digits(samples)] {
        if (!NetworkRun::make(bundledNetwork(BundledNetwork::LenetStyle), x))
            std::abort();
    };
    return {.name = name, .ours = run, .oneDnn = {}, .products = 2'443'392.0 * samples};
}

} // namespace

/// bench_layers [THREADS [ROUNDS [PART OF A NAME]]]; oneDNN wants OMP_NUM_THREADS set to the same number.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    PyTorch torch;
    Bench bench{.torch = &torch};
    bench.threads = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 1;
    bench.rounds = argc > 2 ? std::max(std::atoi(argv[2]), 1) : bench.rounds;
    const std::string only = argc > 3 ? argv[3] : "";
    bench.peak = fmaPeak();
    std::printf(
        "\n%d thread%s; %s, %.1f multiply-adds per nanosecond and thread\n%-30s %9s %9s %9s %7s %7s %7s\n",
        bench.threads, bench.threads == 1 ? "" : "s", instructionSets().front().name.data(), bench.peak,
        "one sample", "oneDNN ms", "PyTorch", "ours ms", "ratio", "spread", "of peak");
    const auto holdIfAsked = [&](const Contest &contest) {
        if (std::string(contest.name).find(only) != std::string::npos)
            hold(contest, bench);
    };
    for (const Row &row : rows())
        holdIfAsked({row.name, ours(row.layer, bench.threads), oneDnnRun(row.layer), productsOf(row.layer)});
    holdIfAsked(lenet("LeNet-style, one image", 1, bench.threads));
    holdIfAsked(lenet("LeNet-style, 256 images", 256, bench.threads));
    holdIfAsked(keptLenet("  one image, all values kept", 1));
    holdIfAsked(keptLenet("  256 images, all values kept", 256));
    return 0;
}
