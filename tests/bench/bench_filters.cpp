// Filters over a synthetic photo of 12 megapixels, beside OpenCV where it is installed: contenders take turns
// A B B A, medians and the median of the ratios of the same round.
#include "core/filter_presets.h"
#include "core/filter_run.h"
#include "core/instruction_sets.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#ifdef CONVOSCOPE_OPENCV
#include <opencv2/imgproc.hpp>
#endif

using namespace convoscope;

namespace {

constexpr Pair photoSize{3000, 4000};

/// Shading, edges and grain.
ByteRaster photo(int channels)
{
    ByteRaster raster(photoSize, channels);
    std::minstd_rand grain(1);
    for (int row = 0; row < photoSize.y; ++row) {
        for (int column = 0; column < photoSize.x; ++column) {
            const int edge = ((row / 97) + (column / 131)) % 2 == 0 ? 40 : 0;
            for (int c = 0; c < channels; ++c) {
                const auto noise = static_cast<int>(grain() % 12);
                raster.edit().at({row, column}, c) = static_cast<std::uint8_t>(
                    row * 90 / photoSize.y + column * 90 / photoSize.x + edge + noise + c * 5);
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

/// One row of the table.
struct Contest {
    std::string name;
    std::function<void()> ours;
    std::function<void()> peer; ///< empty where there is none
    double bytes = 0.0; ///< read and written at least
};

void hold(const Contest &contest, int threads, int rounds)
{
    std::vector<double> ours;
    std::vector<double> peers;
    std::vector<double> ratios;
    contest.ours();
    for (int i = 0; i < rounds; ++i) {
        double peer = contest.peer && i % 2 == 0 ? milliseconds(contest.peer, threads) : 0.0;
        ours.push_back(milliseconds(contest.ours, threads));
        peer = contest.peer && i % 2 == 1 ? milliseconds(contest.peer, threads) : peer;
        peers.push_back(peer);
        ratios.push_back(peer / ours.back());
    }
    std::ranges::sort(ours);
    const double middle = median(ours);
    const double spread = (ours[ours.size() * 4 / 5] - ours[ours.size() / 5]) / middle;
    std::printf("%-26s %9.2f %9.2f %7.2f %7.2f %7.1f\n", contest.name.c_str(), median(peers), middle,
                median(ratios), spread, contest.bytes / middle / 1e6);
    std::fflush(stdout);
}

FilterStep named(const char *name, int side = 0, double sigma = 1.0)
{
    const auto step = makeFilterStep({.name = name, .size = {side, side}, .sigma = sigma});
    return step ? *step : FilterStep();
}

FilterStep dense(int side)
{
    Tensor kernel({1, 1, side, side});
    std::minstd_rand random(static_cast<unsigned>(side));
    for (float &weight : kernel.values())
        weight = (static_cast<float>(random() % 1000) - 400.0F) / 100.0F / static_cast<float>(side * side);
    return {.kernel = kernel};
}

FilterStep small()
{
    return {.kernel = Tensor::matrix({{1, -2, 3}, {-1, 2, 1}, {2, -3, -2}})};
}

/// A filter, and what OpenCV does for it.
struct Work {
    const char *name;
    FilterStep step;
    int channels = 1;
    bool floats = false;
    enum class Peer { Filter2d, Sobel, Gaussian, Magnitude } peer = Peer::Filter2d;
    double sigma = 0.0;
};

#ifdef CONVOSCOPE_OPENCV
/// Gradients in bytes or floats and what is between, allocated once.
struct Gradients {
    cv::Mat x, y, wideX, wideY, length;

    void magnitude(const cv::Mat &in, cv::Mat &out)
    {
        if (in.depth() == CV_8U) {
            cv::spatialGradient(in, x, y);
            x.convertTo(wideX, CV_32F);
            y.convertTo(wideY, CV_32F);
        } else {
            cv::Sobel(in, wideX, CV_32F, 1, 0);
            cv::Sobel(in, wideY, CV_32F, 0, 1);
        }
        cv::magnitude(wideX, wideY, length);
        length.convertTo(out, in.depth());
    }
};

std::function<void()> peerOf(const Work &work, const cv::Mat &in, cv::Mat &out)
{
    const Tensor &weights = work.step.kernel;
    const cv::Mat kernel = cv::Mat(weights.height(), weights.width(), CV_32F,
                                   const_cast<float *>(weights.values().data())) // NOLINT: it is only read
                               .clone();
    const int side = weights.width();
    switch (work.peer) {
    case Work::Peer::Filter2d: return [=, &out] { cv::filter2D(in, out, -1, kernel); };
    case Work::Peer::Sobel: return [=, &out] { cv::Sobel(in, out, -1, 1, 0); };
    case Work::Peer::Gaussian: return [=, &out] { cv::GaussianBlur(in, out, {side, side}, work.sigma); };
    case Work::Peer::Magnitude: break;
    }
    return [=, &out, gradients = std::make_shared<Gradients>()] { gradients->magnitude(in, out); };
}
#endif

void run(const Work &work, int threads, int rounds)
{
    ByteRaster bytes = photo(work.channels);
    FloatRaster floats = work.floats ? asFloats(bytes) : FloatRaster();
    ByteRaster byteOut(bytes.size, work.channels);
    FloatRaster floatOut = work.floats ? floats : FloatRaster();
    const Filter filter{.steps = {work.step}, .colour = ColourMode::EveryChannel};
    Contest contest{.name = work.name, .ours = {}, .peer = {}};
    contest.bytes = 2.0 * static_cast<double>(bytes.values.size()) * (work.floats ? 4.0 : 1.0);
    if (work.floats)
        contest.ours = [&] {
            filterInto(std::as_const(floats).view(), filter, floatOut.edit(), {.threads = threads});
        };
    else
        contest.ours = [&] {
            filterInto(std::as_const(bytes).view(), filter, byteOut.edit(), {.threads = threads});
        };
#ifdef CONVOSCOPE_OPENCV
    cv::setNumThreads(threads);
    const int type = CV_MAKETYPE(work.floats ? CV_32F : CV_8U, work.channels);
    void *data = work.floats ? static_cast<void *>(floats.values.data()) : bytes.values.data();
    const cv::Mat in(photoSize.y, photoSize.x, type, data);
    cv::Mat out(photoSize.y, photoSize.x, type);
    contest.peer = peerOf(work, in, out);
#endif
    hold(contest, threads, rounds);
}

std::vector<Work> works()
{
    using enum Work::Peer;
    return {{"Sobel x, grey", named("sobel-x"), 1, false, Sobel},
            {"Sobel x, RGB", named("sobel-x"), 3, false, Sobel},
            {"integers 3×3, grey", small()},
            {"dense 3×3, grey", dense(3)},
            {"dense 3×3, RGB", dense(3), 3},
            {"dense 3×3, RGBA", dense(3), 4},
            {"dense 5×5, grey", dense(5)},
            {"dense 5×5, RGB", dense(5), 3},
            {"dense 7×7, grey", dense(7)},
            {"Gaussian 5×5, grey", named("gaussian", 5, 1.1), 1, false, Gaussian, 1.1},
            {"Gaussian 5×5, RGB", named("gaussian", 5, 1.1), 3, false, Gaussian, 1.1},
            {"Gaussian 5×5, RGBA", named("gaussian", 5, 1.1), 4, false, Gaussian, 1.1},
            {"Gaussian 15×15, grey", named("gaussian", 15, 2.6), 1, false, Gaussian, 2.6},
            {"Gaussian 15×15, RGB", named("gaussian", 15, 2.6), 3, false, Gaussian, 2.6},
            {"edge magnitude, grey", named("sobel"), 1, false, Magnitude},
            {"dense 15×15, grey", dense(15)},
            {"dense 31×31, grey", dense(31)},
            {"Sobel x, float", named("sobel-x"), 1, true, Sobel},
            {"dense 3×3, float", dense(3), 1, true},
            {"dense 5×5, float", dense(5), 1, true},
            {"dense 7×7, float", dense(7), 1, true},
            {"Gaussian 5×5, float", named("gaussian", 5, 1.1), 1, true, Gaussian, 1.1},
            {"Gaussian 15×15, float", named("gaussian", 15, 2.6), 1, true, Gaussian, 2.6},
            {"edge magnitude, float", named("sobel"), 1, true, Magnitude}};
}

void table(int threads, int rounds, const std::string &only)
{
    std::printf("\n%d thread%s\n%-26s %9s %9s %7s %7s %7s\n", threads, threads == 1 ? "" : "s",
                "12 megapixels", "OpenCV ms", "ours ms", "ratio", "spread", "GB/s");
    for (const Work &work : works()) {
        if (std::string(work.name).find(only) != std::string::npos)
            run(work, threads, rounds);
    }
}

} // namespace

/// bench_filters [ROUNDS [PART OF A NAME [THREADS]]]
int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 11;
    const std::string only = argc > 2 ? argv[2] : "";
    std::printf("Instruction set: %s\n", instructionSets().front().name.data());
    if (argc > 3) {
        table(std::atoi(argv[3]), rounds, only);
        return 0;
    }
    table(1, rounds, only);
    if (std::thread::hardware_concurrency() > 1)
        table(2, rounds, only);
    return 0;
}
