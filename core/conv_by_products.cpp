#include "core/conv_plan.h"
#include "core/layer_kernels.h"

namespace convoscope {

namespace {

/// Where the values of a window lie, from its first pixel on.
struct Runs {
    std::vector<int> starts;
    int length = 0;
};

/// Rows of a window are one run each where its pixels are neighbours and all channels are read.
Runs runsOf(const ConvPlan &plan, int pixelsInARow)
{
    const int channels = plan.input.c;
    const Pair dilation = plan.conv.dilation;
    const bool wholeRows = plan.conv.groups == 1 && (dilation.x == 1 || plan.w.w == 1);
    Runs runs{.starts = {}, .length = wholeRows ? plan.w.w * channels : plan.w.c};
    for (int ky = 0; ky < plan.w.h; ++ky) {
        for (int kx = 0; kx < (wholeRows ? 1 : plan.w.w); ++kx)
            runs.starts.push_back((ky * dilation.y * pixelsInARow + kx * dilation.x) * channels);
    }
    return runs;
}

/// The input rows that some output rows read, with the border beside them where there is one.
struct Source {
    AlignedFloats copy{};
    const float *values = nullptr;
    int pixelsInARow = 0;
};

Source sourceOf(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows)
{
    const AxisWindow &y = plan.window.y;
    const int top = y.start(rows.first);
    if (plan.conv.border.sides == Sides{})
        return {.values = x.pixel(rows.n, {top, 0}), .pixelsInARow = plan.input.w};
    const Sides sides = plan.conv.border.sides;
    const Rect cells{top, -sides.left, y.start(rows.last - 1) + y.extent() - top,
                     plan.input.w + sides.left + sides.right};
    Source source{.pixelsInARow = cells.width};
    source.copy.resize(static_cast<size_t>(cells.height) * cells.width * plan.input.c);
    copyPatch(x, plan.conv.border, {rows.n, cells, plan.input.c}, source.copy.data());
    source.values = source.copy.data();
    return source;
}

/// Where the window of each output begins.
std::vector<const float *> pixelsOf(const ConvPlan &plan, const Source &source, const OutputRows &rows)
{
    const AxisWindow &y = plan.window.y;
    const int width = plan.window.x.outputs();
    const std::ptrdiff_t step = std::ptrdiff_t{plan.conv.stride.x} * plan.input.c;
    std::vector<const float *> pixels(static_cast<size_t>(rows.last - rows.first) * width);
    auto pixel = pixels.begin();
    for (int i = rows.first; i < rows.last; ++i) {
        const auto row = static_cast<std::ptrdiff_t>(y.start(i) - y.start(rows.first));
        const float *from = source.values + row * source.pixelsInARow * plan.input.c;
        for (int j = 0; j < width; ++j)
            *pixel++ = from + j * step;
    }
    return pixels;
}

} // namespace

AlignedFloats productWeights(const Tensor &w, int groups)
{
    const Shape shape = w.shape();
    const int outputs = shape.n / groups;
    const int blocks = wholeBlocks(outputs) / channelBlock;
    const int taps = shape.c * shape.h * shape.w;
    AlignedFloats packed(static_cast<size_t>(groups) * blocks * channelBlock * taps, 0.0F);
    for (int o = 0; o < shape.n; ++o) {
        const int within = o % outputs;
        const auto block = static_cast<size_t>(o / outputs) * blocks + within / channelBlock;
        float *to = packed.data() + block * taps * channelBlock + within % channelBlock;
        for (int ky = 0; ky < shape.h; ++ky) {
            for (int kx = 0; kx < shape.w; ++kx) {
                for (int c = 0; c < shape.c; ++c, to += channelBlock)
                    *to = w.at(o, c, ky, kx);
            }
        }
    }
    return packed;
}

void convolveByProducts(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows,
                        ChannelsLast &out)
{
    const Source source = sourceOf(plan, x, rows);
    const Runs runs = runsOf(plan, source.pixelsInARow);
    const std::vector<const float *> pixels = pixelsOf(plan, source, rows);
    const int outputs = plan.groupOutputs();
    const size_t taps = static_cast<size_t>(plan.w.c) * plan.w.h * plan.w.w;
    for (int group = 0; group < plan.conv.groups; ++group) {
        const size_t block = static_cast<size_t>(group) * wholeBlocks(outputs);
        addProducts({.pixels = pixels.data(),
                     .pixelCount = static_cast<int>(pixels.size()),
                     .from = std::ptrdiff_t{group} * plan.w.c,
                     .runs = runs.starts,
                     .runLength = runs.length,
                     .weights = plan.weights.data() + block * taps,
                     .bias = plan.bias.data() + block,
                     .channels = outputs,
                     .out = out.pixel(rows.n, {rows.first, 0}) + std::ptrdiff_t{group} * outputs,
                     .outStep = plan.w.n});
    }
}

} // namespace convoscope
