// Filters over a synthetic photo of 12 megapixels, beside OpenCV where it is installed: contenders take turns
// A B B A, medians and the median of the ratios of the same round; and the memory that a large picture takes.
#include "core/filter_run.h"
#include "core/instruction_sets.h"
#include "tests/bench/fma_peak.h"
#include "tests/bench/memory_use.h"
#include "tests/bench/opencv_peer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace convoscope;
using bench::FilterWork;

namespace {

/// Shading, edges and grain.
ByteRaster photo(Pair size, int channels)
{
    ByteRaster raster(size, channels);
    std::minstd_rand grain(1);
    for (int row = 0; row < size.y; ++row) {
        std::uint8_t *value = raster.edit().row(row);
        for (int column = 0; column < size.x; ++column) {
            const int edge = ((row / 97) + (column / 131)) % 2 == 0 ? 40 : 0;
            for (int c = 0; c < channels; ++c) {
                const auto noise = static_cast<int>(grain() % 12);
                *value++ = static_cast<std::uint8_t>(row * 90 / size.y + column * 90 / size.x + edge + noise
                                                     + c * 5);
            }
        }
    }
    return raster;
}

FloatRaster asFloats(const ByteRaster &bytes)
{
    FloatRaster floats(bytes.size, bytes.channels);
    std::ranges::copy(bytes.values, floats.values.begin());
    return floats;
}

/// Of one thread the time on the processor counts, which other programs disturb least; of more the time on
/// the wall.
double milliseconds(const std::function<void()> &work, int threads)
{
    const std::clock_t before = std::clock();
    const auto start = std::chrono::steady_clock::now();
    work();
    if (threads == 1)
        return 1e3 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0.0 : values[values.size() / 2];
}

/// Padded by characters: × is two bytes.
std::string padded(std::string_view name)
{
    const auto characters = std::ranges::count_if(name, [](char byte) { return (byte & 0xC0) != 0x80; });
    return std::string(name)
        + std::string(static_cast<size_t>(std::max(22 - characters, std::ptrdiff_t{0})), ' ');
}

/// What the machine gives a number of threads.
struct Limits {
    int threads = 1;
    double bytes = 0.0; ///< in a millisecond
    double products = 0.0;
};

Limits measured(int threads)
{
    return {threads, bench::copySpeed(threads) * 1e6, fmaPeak() * 1e6 * threads};
}

/// One row of the table.
struct Contest {
    std::string name;
    std::function<void()> ours;
    std::function<void()> peer; ///< empty where there is none
    double bytes = 0.0; ///< read and written at least
    double products = 0.0; ///< multiply-adds of the plain way
};

void hold(const Contest &contest, const Limits &limits, int rounds)
{
    std::vector<double> ours;
    std::vector<double> peers;
    std::vector<double> ratios;
    contest.ours();
    if (contest.peer)
        contest.peer();
    for (int i = 0; i < rounds; ++i) {
        double peer = contest.peer && i % 2 == 0 ? milliseconds(contest.peer, limits.threads) : 0.0;
        ours.push_back(milliseconds(contest.ours, limits.threads));
        peer = contest.peer && i % 2 == 1 ? milliseconds(contest.peer, limits.threads) : peer;
        peers.push_back(peer);
        ratios.push_back(peer / ours.back());
    }
    std::ranges::sort(ours);
    const double middle = median(ours);
    const double spread = (ours[ours.size() * 4 / 5] - ours[ours.size() / 5]) / middle;
    std::printf("%s %9.2f %8.2f %6.2f %7.2f %7.0f %% %7.0f %%\n", padded(contest.name).c_str(), median(peers),
                middle, median(ratios), spread, 100.0 * contest.bytes / limits.bytes / middle,
                100.0 * contest.products / limits.products / middle);
    std::fflush(stdout);
}

template <typename T>
void run(const FilterWork &work, Raster<T> in, const Limits &limits, int rounds)
{
    Raster<T> out(in.size, in.channels);
    const Filter filter{.steps = {work.step}, .colour = ColourMode::EveryChannel};
    const auto values = static_cast<double>(in.values.size());
    hold({.name = std::string(work.name),
          .ours =
              [&] { filterInto(std::as_const(in).view(), filter, out.edit(), {.threads = limits.threads}); },
          .peer = openCvPeer(work, in),
          .bytes = 2.0 * values * sizeof(T),
          .products = values * productsPerValue(work)},
         limits, rounds);
}

/// What is asked for on the command line.
struct Request {
    int rounds = 11;
    std::vector<int> threads{};
    std::vector<std::string> names{}; ///< parts of names; none: all

    [[nodiscard]] bool wants(std::string_view name) const
    {
        return names.empty() || std::ranges::any_of(names, [&](const std::string &part) {
                   return name.find(part) != name.npos;
               });
    }
};

void table(const Request &request, int threads)
{
    const Limits limits = measured(threads);
    bench::useOpenCvThreads(threads);
    std::printf("\n%d thread%s: copying %.0f GB/s, %.0f thousand million multiply-adds a second\n", threads,
                threads == 1 ? "" : "s", limits.bytes / 1e6, limits.products / 1e6);
    std::printf("%-22s %9s %8s %6s %7s %9s %9s\n", "12 megapixels", "OpenCV ms", "ours ms", "ratio", "spread",
                "memory", "FMA");
    for (const FilterWork &work : bench::filterWorks()) {
        if (!request.wants(work.name))
            continue;
        const ByteRaster picture = photo({3000, 4000}, work.channels);
        if (work.floats)
            run(work, asFloats(picture), limits, request.rounds);
        else
            run(work, picture, limits, request.rounds);
    }
}

/// In the order of what they need, as the peak never falls.
void memoryTable()
{
    const ByteRaster in = photo({10000, 10000}, 3);
    ByteRaster out(in.size, in.channels);
    std::ranges::fill(out.values, std::uint8_t{1}); // so that its pages are there
    const double picture = static_cast<double>(in.values.size()) / 1e6;
    std::printf("\n100 megapixels RGB, %.0f MB: peak memory so far, with picture and result\n", picture);
    std::printf("%-22s %8.0f MB %6.2f pictures\n", "before", bench::peakMegabytes(),
                bench::peakMegabytes() / picture);
    struct Row {
        const char *name;
        std::vector<FilterStep> steps;
    };
    const FilterStep gaussian = bench::namedStep("gaussian", 15, 2.6);
    const std::vector<Row> rows{
        {"Sobel x", {bench::namedStep("sobel-x")}},
        {"Gaussian 15×15", {gaussian}},
        {"dense 31×31", {bench::denseStep(31)}},
        {"chain of three", {gaussian, bench::namedStep("sharpen"), bench::namedStep("sobel")}}};
    for (const auto &[name, steps] : rows) {
        filterInto(in.view(), {.steps = steps}, out.edit());
        std::printf("%s %8.0f MB %6.2f pictures\n", padded(name).c_str(), bench::peakMegabytes(),
                    bench::peakMegabytes() / picture);
    }
}

void useSet(std::string_view name)
{
    for (const InstructionSet &set : instructionSets()) {
        if (set.name == name)
            useInstructionSet(set);
    }
}

} // namespace

/// bench_filters [--rounds N] [--threads N]... [--set NAME] [PART OF A NAME]...
/// "memory" is the name of the second table; without --threads there is one table each for one thread and
/// two.
int main(int argc, char **argv)
{
    Request request;
    std::string set{instructionSets().front().name};
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--rounds" && i + 1 < argc)
            request.rounds = std::max(std::atoi(argv[++i]), 1);
        else if (word == "--threads" && i + 1 < argc)
            request.threads.push_back(std::max(std::atoi(argv[++i]), 1));
        else if (word == "--set" && i + 1 < argc)
            set = argv[++i];
        else
            request.names.push_back(word);
    }
    if (request.threads.empty())
        request.threads = std::thread::hardware_concurrency() > 1 ? std::vector{1, 2} : std::vector{1};
    useSet(set);
    std::printf("Instruction set: %s\n", set.c_str());
    if (request.wants("memory"))
        memoryTable();
    if (request.names != std::vector<std::string>{"memory"})
        std::ranges::for_each(request.threads, [&](int threads) { table(request, threads); });
    return 0;
}
