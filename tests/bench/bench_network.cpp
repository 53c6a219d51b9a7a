// The LeNet-style network on one image and on 256, beside PyTorch where python3 has it: contenders take turns
// A B B A, medians and the median of the ratios of the same round.
#include "core/bundle.h"
#include "core/network_run.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace convoscope;

namespace {

constexpr int rounds = 11;

/// Reads the weights by hand, so that nothing but PyTorch is needed; answers "BATCH RUNS" with the
/// milliseconds of one run.
constexpr auto script = R"(
import json, struct, sys, time
import torch
import torch.nn.functional as F
torch.set_num_threads(1)
raw = open(sys.argv[1], "rb").read()
size = struct.unpack("<Q", raw[:8])[0]
head = json.loads(raw[8:8 + size])
def tensor(name):
    entry = head[name]
    start, end = entry["data_offsets"]
    data = bytearray(raw[8 + size + start:8 + size + end])
    return torch.frombuffer(data, dtype=torch.float32).reshape(entry["shape"]).clone()
w = {name: tensor(name) for name in head if name != "__metadata__"}
def net(x):
    x = F.max_pool2d(torch.relu(F.conv2d(x, w["conv1.weight"], w["conv1.bias"])), 2)
    x = F.max_pool2d(torch.relu(F.conv2d(x, w["conv2.weight"], w["conv2.bias"])), 2)
    return torch.softmax(F.linear(torch.flatten(x, 1), w["fc.weight"], w["fc.bias"]), dim=1)
inputs = {n: torch.rand(n, 1, 28, 28) for n in (1, 256)}
with torch.inference_mode():
    for x in inputs.values():
        net(x)
    print("ready", flush=True)
    for line in sys.stdin:
        n, runs = map(int, line.split())
        start = time.perf_counter()
        for _ in range(runs):
            net(inputs[n])
        print((time.perf_counter() - start) * 1000 / runs, flush=True)
)";

/// Digits, one after the other.
Tensor inputOf(int batch)
{
    Tensor x({.n = batch, .h = 28, .w = 28});
    for (int i = 0; i < batch; ++i)
        std::ranges::copy(bundledDigits().picture(i).values(), x.plane(i, 0).begin());
    return x;
}

double ours(const Tensor &x, int runs)
{
    const auto &network = bundledNetwork(BundledNetwork::LenetStyle);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < runs; ++i) {
        if (!NetworkRun::make(network, x))
            std::abort();
    }
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return taken.count() / runs;
}

class Peer {
public:
    explicit Peer(const QString &weights)
    {
        m_process.start(QStringLiteral("python3"),
                        {QStringLiteral("-c"), QString::fromLatin1(script), weights});
        m_ready = m_process.waitForReadyRead(60000) && m_process.readLine().startsWith("ready");
    }
    ~Peer()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Peer)
    [[nodiscard]] bool isReady() const { return m_ready; }
    double milliseconds(int batch, int runs)
    {
        m_process.write(QByteArray::number(batch) + ' ' + QByteArray::number(runs) + '\n');
        m_process.waitForReadyRead(60000);
        return m_process.readLine().toDouble();
    }

private:
    QProcess m_process;
    bool m_ready = false;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void compare(int batch, int runs, Peer &peer)
{
    const Tensor x = inputOf(batch);
    std::vector<double> own;
    std::vector<double> others;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const bool first = round % 2 == 0;
        const double a = first ? ours(x, runs) : 0.0;
        const double b = peer.isReady() ? peer.milliseconds(batch, runs) : 0.0;
        own.push_back(first ? a : ours(x, runs));
        others.push_back(b);
        ratios.push_back(b / own.back());
    }
    std::printf("%-12d %10.3f", batch, median(own));
    if (peer.isReady())
        std::printf(" %10.3f %8.2f\n", median(others), median(ratios));
    else
        std::printf(" %10s %8s\n", "-", "-");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    Peer peer(QStringLiteral(CONVOSCOPE_WEIGHTS "/lenet_style.safetensors"));
    if (!peer.isReady())
        std::puts("python3 has no PyTorch here: no peer");
    std::printf("%-12s %10s %10s %8s   (every layer's values kept, one thread)\n", "batch", "ours ms",
                "PyTorch ms", "ratio");
    compare(1, 200, peer);
    compare(256, 2, peer);
    return 0;
}
