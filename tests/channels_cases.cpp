#include "channels_cases.h"

#include "core/channels_call.h"
#include "core/stack_presets.h"
#include "golden.h"

namespace convoscope {

namespace {

std::string named(const char *what, int number)
{
    return std::string(what) + " " + std::to_string(number);
}

void add(std::vector<ChannelsCase> &cases, const std::string &name, const ChannelsParams &params)
{
    if (channelFlow(params))
        cases.push_back({name, params});
}

void addLayers(std::vector<ChannelsCase> &cases, ChannelsParams p)
{
    for (const Wiring wiring : {Wiring::Standard, Wiring::Grouped, Wiring::Depthwise, Wiring::Separable}) {
        for (const ChannelPadding padding :
             {ChannelPadding::Valid, ChannelPadding::Same, ChannelPadding::Auto, ChannelPadding::Explicit}) {
            for (const bool second : {false, true}) {
                p.wiring = wiring;
                p.padding = padding;
                p.kernelSize = second ? Pair{2, 3} : Pair{3, 3};
                p.stride = second ? Pair{2, 1} : Pair{};
                p.dilation = second ? Pair{1, 2} : Pair{};
                p.multiplier = second ? 2 : 1;
                p.bias = !second;
                add(cases,
                    named("view", static_cast<int>(p.view)) + named(" wiring", static_cast<int>(wiring))
                        + named(" padding", static_cast<int>(padding)) + (second ? " second" : ""),
                    p);
            }
        }
    }
}

} // namespace

std::vector<ChannelsCase> channelsCases()
{
    std::vector<ChannelsCase> cases;
    ChannelsParams p = channelsStart();
    p.input = makePicture(*stackPreset("digits-4x5x5"));
    p.outChannels = 6;
    p.sides = {.left = 1, .right = 2, .top = 0, .bottom = 1};
    addLayers(cases, p);
    p.view = ChannelsView::Block;
    p.gamma = 2.0F;
    p.beta = 0.5F;
    addLayers(cases, p);
    p = channelsStart();
    p.input = makePicture(*stackPreset("digits-4x5x5"));
    p.view = ChannelsView::Bottleneck;
    for (const Pair stride : {Pair{}, Pair{2, 2}}) {
        for (int opened = 0; opened < static_cast<int>(bottleneckTensors().size()); ++opened) {
            p.stride = stride;
            p.outChannels = stride == Pair{} ? 4 : 6;
            p.opened = static_cast<BottleneckTensor>(opened);
            add(cases, named("bottleneck", opened) + named(" stride", stride.y), p);
        }
    }
    return cases;
}

std::vector<Tensor> expectedMaps(const ChannelsParams &params)
{
    std::vector<Tensor> maps;
    const auto flow = channelFlow(params);
    if (!flow)
        return maps;
    for (const int stage : shownStages(params, *flow)) {
        const Tensor &made = flow->tensor(stage + 1);
        for (int c = 0; c < made.shape().c; ++c) {
            const auto map = made.plane(0, c);
            maps.emplace_back(Shape{.h = made.height(), .w = made.width()},
                              std::vector<float>(map.begin(), map.end()));
        }
    }
    return maps;
}

QString wrongMaps(const std::vector<Tensor> &printed, const ChannelsParams &params)
{
    const auto want = expectedMaps(params);
    if (printed.size() != want.size())
        return QStringLiteral("%1 maps instead of %2").arg(printed.size()).arg(want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        // Batch norm divides by a root of what was rounded: a last digit of ours or of theirs.
        const QString off =
            difference(printed[i], want[i], {.exact = false, .absolute = 2e-4, .relative = 2e-5});
        if (!off.isEmpty())
            return QStringLiteral("map %1: %2").arg(i).arg(off);
    }
    return {};
}

ChannelsParams largeChannels()
{
    ChannelsParams params = channelsStart();
    Tensor x({.c = 2, .h = 70, .w = 66});
    for (size_t i = 0; i < x.values().size(); ++i)
        x.values()[i] = static_cast<float>((i * 37) % 101);
    params.input = makePicture(std::move(x));
    params.stride = {9, 9};
    return params;
}

} // namespace convoscope
