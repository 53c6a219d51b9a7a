#include "core/bottleneck.h"

#include <algorithm>

namespace convoscope {

namespace {

Refusal inside(const char *block, Refusal refusal)
{
    refusal.field = std::string(block) + '.' + refusal.field;
    return refusal;
}

Result<Tensor> shortcutOf(const Bottleneck &bottleneck, const Tensor &x)
{
    if (!bottleneck.shortcut)
        return x;
    const auto made = run(*bottleneck.shortcut, x);
    if (!made)
        return inside("shortcut", made.refusal());
    return made->y;
}

} // namespace

Result<Tensor> added(const Tensor &a, const Tensor &b, const char *field)
{
    const Shape &s = a.shape();
    const Shape &t = b.shape();
    const auto refusal = [field](Reason reason, char axis, int got, int limit) {
        return Refusal{
            .reason = reason, .field = field, .axis = axis, .got = got, .limit = limit, .works = limit};
    };
    if (t.c != s.c)
        return refusal(Reason::ChannelsDontMatch, 0, t.c, s.c);
    if (t.h != s.h)
        return refusal(Reason::ShapesDontMatch, 'y', t.h, s.h);
    if (t.w != s.w)
        return refusal(Reason::ShapesDontMatch, 'x', t.w, s.w);
    if (t.n != s.n)
        return refusal(Reason::ShapesDontMatch, 0, t.n, s.n);
    Tensor result = a;
    std::ranges::transform(a.values(), b.values(), result.values().begin(), std::plus<>());
    return result;
}

Result<BottleneckRun> run(const Bottleneck &bottleneck, const Tensor &x)
{
    auto reduce = run(bottleneck.reduce, x);
    if (!reduce)
        return inside("reduce", reduce.refusal());
    auto spatial = run(bottleneck.spatial, reduce->y);
    if (!spatial)
        return inside("spatial", spatial.refusal());
    auto expand = run(bottleneck.expand, spatial->y);
    if (!expand)
        return inside("expand", expand.refusal());
    auto shortcut = shortcutOf(bottleneck, x);
    if (!shortcut)
        return shortcut.refusal();
    auto total = added(expand->y, *shortcut, "shortcut");
    if (!total)
        return total.refusal();
    Tensor y = activated(*total, {.kind = ActivationKind::Relu});
    return BottleneckRun{*std::move(reduce),   *std::move(spatial), *std::move(expand),
                         *std::move(shortcut), *std::move(total),   std::move(y)};
}

} // namespace convoscope
