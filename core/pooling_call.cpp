#include "core/pooling_call.h"

#include "core/pool_walk.h"
#include "core/shifting.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr int mostLiteralSide = 64;

} // namespace

bool PoolingCall::hangs() const
{
    return overhangOf(windows, input, params->sides()) != Sides{};
}

Pair PoolingCall::extent() const
{
    return {pool.dilation.y * (pool.kernel.y - 1) + 1, pool.dilation.x * (pool.kernel.x - 1) + 1};
}

bool PoolingCall::fromFile() const
{
    return std::max(input.y, input.x) > mostLiteralSide;
}

std::optional<PoolingCall> poolingCall(const PoolingParams &params)
{
    if (!params.input.values || params.input.tensor().empty())
        return std::nullopt;
    const Tensor &x = params.input.tensor();
    const Pair input{x.height(), x.width()};
    auto windows = poolWindows(input, params.pool());
    if (!windows || (params.view == PoolingView::Shift && refusedShift(params.shift, input)))
        return std::nullopt;
    PoolingCall call{.params = &params, .x = &x, .pool = params.pool(), .input = input};
    call.output = windows->outputs();
    call.windows = *std::move(windows);
    if (params.view == PoolingView::Strided) {
        const auto mean = meanKernel(params);
        if (!mean)
            return std::nullopt;
        call.mean = *mean;
    }
    return call;
}

} // namespace convoscope
