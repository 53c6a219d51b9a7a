#include "core/stack_run.h"

#include "core/bottleneck.h"
#include "core/gradients.h"

namespace convoscope {

namespace {

Conv2d convOf(const LayerSpec &layer)
{
    return {.stride = layer.stride,
            .dilation = layer.dilation,
            .border = {.sides = {.left = layer.padding.x,
                                 .right = layer.padding.x,
                                 .top = layer.padding.y,
                                 .bottom = layer.padding.y}}};
}

ConvTranspose2d transposeOf(const LayerSpec &layer)
{
    return {.stride = layer.stride,
            .padding = layer.padding,
            .outputPadding = layer.outputPadding,
            .dilation = layer.dilation};
}

Pool2d poolOf(const LayerSpec &layer)
{
    return {.kind = layer.kind == LayerKind::MaxPool ? PoolKind::Max : PoolKind::Average,
            .kernel = layer.kernel,
            .stride = layer.stride,
            .padding = layer.padding,
            .dilation = layer.dilation,
            .ceilMode = layer.ceilMode};
}

Refusal inLayer(int row, Refusal refusal)
{
    refusal.field = "layers[" + std::to_string(row - 1) + "]." + refusal.field;
    return refusal;
}

std::optional<Refusal> refusedSize(const char *field, char axis, long long got, long long needed)
{
    if (got == needed)
        return std::nullopt;
    return Refusal{.reason = Reason::ShapesDontMatch,
                   .field = field,
                   .axis = axis,
                   .got = got,
                   .limit = needed,
                   .works = needed};
}

std::optional<Refusal> refusedSize(const char *field, Pair got, Pair needed)
{
    if (auto refusal = refusedSize(field, 'y', got.y, needed.y))
        return refusal;
    return refusedSize(field, 'x', got.x, needed.x);
}

} // namespace

StackRun::StackRun(LayerStack stack, std::vector<LayerValues> values)
    : m_stack(std::move(stack))
    , m_values(std::move(values))
{
    for (size_t i = 0; i < m_values.size(); ++i) {
        const Pair kernel = m_stack.layers()[i].kernel;
        if (m_values[i].weight.empty())
            m_values[i].weight = Tensor({.h = kernel.y, .w = kernel.x}, 1.0F);
    }
}

Result<StackRun> StackRun::make(LayerStack stack, std::vector<LayerValues> values, const Tensor &x)
{
    if (auto refusal = refusedSize("input", {x.height(), x.width()}, stack.input()))
        return *refusal;
    if (auto refusal = refusedSize("values", 0, static_cast<long long>(values.size()),
                                   static_cast<long long>(stack.layers().size())))
        return *refusal;
    StackRun run(std::move(stack), std::move(values));
    run.m_rows.push_back({.y = x});
    for (int row = 1; row < run.m_stack.rows(); ++row) {
        if (auto refusal = run.refusedWeight(row))
            return inLayer(row, *refusal);
        auto made = run.forward(row);
        if (!made)
            return inLayer(row, made.refusal());
        run.m_rows.push_back(*std::move(made));
    }
    return run;
}

std::optional<Refusal> StackRun::refusedWeight(int row) const
{
    const Tensor &w = m_values[static_cast<size_t>(row) - 1].weight;
    return refusedSize("weight", {w.height(), w.width()},
                       m_stack.layers()[static_cast<size_t>(row) - 1].kernel);
}

/// A row before its activation.
Result<StackRun::Row> StackRun::computed(int row) const
{
    const LayerSpec &layer = m_stack.layers()[static_cast<size_t>(row) - 1];
    const Tensor &w = m_values[static_cast<size_t>(row) - 1].weight;
    const std::vector<float> &bias = m_values[static_cast<size_t>(row) - 1].bias;
    const Tensor &x = output(m_stack.parents(row).front());
    const auto asRow = [](Result<Tensor> made) -> Result<Row> {
        if (!made)
            return made.refusal();
        return Row{.y = *std::move(made)};
    };
    switch (layer.kind) {
    case LayerKind::Join: return asRow(added(x, output(m_stack.parents(row).back()), "with"));
    case LayerKind::Conv: return asRow(conv2d(x, w, bias, convOf(layer)));
    case LayerKind::Transposed: return asRow(convTranspose2d(x, w, bias, transposeOf(layer)));
    case LayerKind::MaxPool:
    case LayerKind::AveragePool: break;
    }
    auto result = pool2d(x, poolOf(layer));
    if (!result)
        return result.refusal();
    Pooled pooled = *std::move(result);
    return Row{.y = std::move(pooled.y), .winners = std::move(pooled.indices)};
}

Result<StackRun::Row> StackRun::forward(int row) const
{
    auto made = computed(row);
    const auto &activation = m_values[static_cast<size_t>(row) - 1].activation;
    if (!made || !activation)
        return made;
    Row result = *std::move(made);
    result.before = result.y;
    result.y = activated(std::move(result.y), *activation);
    return result;
}

Result<Tensor> StackRun::backThrough(int row, int parent, const Tensor &gradient) const
{
    const LayerSpec &layer = m_stack.layers()[static_cast<size_t>(row) - 1];
    const Tensor &w = m_values[static_cast<size_t>(row) - 1].weight;
    const Shape &x = output(parent).shape();
    switch (layer.kind) {
    case LayerKind::Conv: return conv2dBackwardInput(x, w, convOf(layer), gradient);
    case LayerKind::Transposed: return convTranspose2dBackward(x, w, transposeOf(layer), gradient);
    case LayerKind::MaxPool:
    case LayerKind::AveragePool:
        return pool2dBackward(x, poolOf(layer), m_rows[static_cast<size_t>(row)].winners, gradient);
    case LayerKind::Join: return gradient;
    }
    return gradient;
}

Result<std::vector<Tensor>> StackRun::gradients(int row, const Tensor &gradient) const
{
    if (auto refusal = refusedGradient(gradient.shape(), output(row).shape()))
        return *refusal;
    std::vector<Tensor> gradients(static_cast<size_t>(row) + 1);
    gradients.back() = gradient;
    for (int r = row; r > 0; --r) {
        Tensor given = gradients[static_cast<size_t>(r)];
        if (given.empty())
            continue; // no way from here to the row asked about
        if (const auto &activation = m_values[static_cast<size_t>(r) - 1].activation)
            given = *activationBackward(m_rows[static_cast<size_t>(r)].before, *activation, given);
        for (const int parent : m_stack.parents(r)) {
            auto share = backThrough(r, parent, given);
            if (!share)
                return share.refusal();
            Tensor &total = gradients[static_cast<size_t>(parent)];
            total = total.empty() ? *std::move(share) : *added(total, *share, "with");
        }
    }
    return gradients;
}

Result<Tensor> StackRun::backward(int row, const Tensor &gradient) const
{
    auto all = gradients(row, gradient);
    if (!all)
        return all.refusal();
    Tensor first = std::move((*std::move(all)).front());
    return first.empty() ? Tensor(output(0).shape()) : std::move(first);
}

} // namespace convoscope
