#include "core/counts.h"

#include "core/convolution.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace convoscope {

namespace {

struct Named {
    const char *field = "";
    int value = 0;
    char axis = 0;
};

std::optional<Refusal> refusedSizes(std::initializer_list<Named> sizes)
{
    for (const Named &size : sizes) {
        if (size.value < 1) {
            return Refusal{.reason = Reason::NotPositive,
                           .field = size.field,
                           .axis = size.axis,
                           .got = size.value,
                           .works = 1};
        }
    }
    return std::nullopt;
}

std::optional<Refusal> refused(const ConvSize &conv, Pair output)
{
    if (auto refusal = refusedSizes({{"in_channels", conv.in},
                                     {"out_channels", conv.out},
                                     {"kernel", conv.kernel.y, 'y'},
                                     {"kernel", conv.kernel.x, 'x'},
                                     {"groups", conv.groups},
                                     {"output", output.y, 'y'},
                                     {"output", output.x, 'x'}}))
        return refusal;
    return refusedGroups(conv.groups, conv.in, conv.out);
}

long long cells(Pair size)
{
    return static_cast<long long>(size.y) * size.x;
}

} // namespace

Result<Cost> convCost(const ConvSize &conv, Pair output)
{
    if (auto refusal = refused(conv, output))
        return *refusal;
    const long long weights = cells(conv.kernel) * (conv.in / conv.groups) * conv.out;
    return Cost{weights + (conv.bias ? conv.out : 0), weights * cells(output)};
}

Result<Cost> separableCost(const ConvSize &conv, Pair output)
{
    ConvSize depthwise = conv;
    depthwise.out = conv.in;
    depthwise.groups = conv.in;
    const auto perChannel = convCost(depthwise, output);
    if (!perChannel)
        return perChannel.refusal();
    const auto mixing =
        convCost({.in = conv.in, .out = conv.out, .kernel = {1, 1}, .bias = conv.bias}, output);
    if (!mixing)
        return mixing.refusal();
    return *perChannel + *mixing;
}

Cost linearCost(long long in, long long out, bool bias)
{
    return {in * out + (bias ? out : 0), in * out};
}

Cost affineCost(int channels)
{
    return {2LL * channels, 0};
}

Cost tabledConvCost(std::span<const int> inputs, Pair kernel, Pair output)
{
    Cost cost;
    for (const int read : inputs) {
        const long long weights = cells(kernel) * read;
        cost = cost + Cost{weights + 1, weights * cells(output)};
    }
    return cost;
}

Result<Cost> bottleneckCost(const BottleneckSize &size, Pair input)
{
    if (auto refusal = refusedSizes({{"stride", size.stride}}))
        return *refusal;
    const Pair output{(input.y - 1) / size.stride + 1, (input.x - 1) / size.stride + 1};
    std::vector<std::pair<ConvSize, Pair>> convs{
        {{.in = size.in, .out = size.middle, .kernel = {1, 1}, .bias = false}, input},
        {{.in = size.middle, .out = size.middle, .kernel = {3, 3}, .bias = false}, output},
        {{.in = size.middle, .out = size.out, .kernel = {1, 1}, .bias = false}, output}};
    if (size.projects())
        convs.push_back({{.in = size.in, .out = size.out, .kernel = {1, 1}, .bias = false}, output});
    Cost total;
    for (const auto &[conv, cellsMade] : convs) {
        const auto cost = convCost(conv, cellsMade);
        if (!cost)
            return cost.refusal();
        total = total + *cost + (size.norms ? affineCost(conv.out) : Cost{});
    }
    return total;
}

} // namespace convoscope
