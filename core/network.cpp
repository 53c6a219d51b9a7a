#include "core/network.h"

#include "core/convolution.h"
#include "core/linear.h"
#include "core/network_geometry.h"

#include <algorithm>

namespace convoscope {

namespace {

/// The shape that an operation makes of a shape, computing nothing.
struct ShapeAfter {
    Shape in;

    Result<Shape> operator()(const ConvLayer &layer) const
    {
        const auto window = conv2dWindow(in, layer.weight.shape(), convOf(layer));
        if (!window)
            return window.refusal();
        if (auto refusal = refusedBias(layer.bias, layer.weight.shape().n))
            return *refusal;
        return Shape{in.n, layer.weight.shape().n, window->y.outputs(), window->x.outputs()};
    }
    Result<Shape> operator()(const Pool2d &pool) const
    {
        const auto windows = poolWindows({in.h, in.w}, pool);
        if (!windows)
            return windows.refusal();
        return Shape{in.n, in.c, windows->outputs().y, windows->outputs().x};
    }
    Result<Shape> operator()(const LinearLayer &layer) const
    {
        if (auto refusal = refusedFeatures(in, layer.weight.shape()))
            return *refusal;
        if (auto refusal = refusedBias(layer.bias, layer.weight.shape().n))
            return *refusal;
        return Shape{in.n, layer.weight.shape().n, 1, 1};
    }
    Result<Shape> operator()(const FlattenLayer &) const { return Shape{in.n, in.c * in.h * in.w, 1, 1}; }
    Result<Shape> operator()(const Activation &) const { return in; }
    Result<Shape> operator()(const SoftmaxLayer &) const { return in; }
};

/// Zeros on each side that make `inner` as large as `outer`; none where they can't be equal.
std::optional<int> frameWidth(int inner, int outer)
{
    const int spare = outer - inner;
    return spare < 0 || spare % 2 != 0 ? std::nullopt : std::optional(spare / 2);
}

} // namespace

std::string_view Network::rowName(int row) const
{
    return row == 0 ? std::string_view("input") : std::string_view(maker(row).name);
}

std::optional<int> Network::findRow(std::string_view rowName) const
{
    if (rowName == "input")
        return 0;
    const auto found = std::ranges::find(layers, rowName, &NetworkLayer::name);
    if (found == layers.end())
        return std::nullopt;
    return static_cast<int>(found - layers.begin()) + 1;
}

Result<std::vector<Shape>> shapesOf(const Network &network)
{
    if (auto refusal = refusedShape(network.input, "input"))
        return *refusal;
    std::vector<Shape> shapes{network.input};
    for (const NetworkLayer &layer : network.layers) {
        const auto shape = std::visit(ShapeAfter{shapes.back()}, layer.operation);
        if (!shape)
            return inLayer(layer, shape.refusal());
        shapes.push_back(*shape);
    }
    return shapes;
}

Cost costOf(const Network &network, int row, const std::vector<Shape> &shapes)
{
    if (row == 0)
        return {};
    const Shape &out = shapes[static_cast<size_t>(row)];
    const LayerOperation &operation = network.maker(row).operation;
    if (const auto *conv = std::get_if<ConvLayer>(&operation)) {
        const Shape &w = conv->weight.shape();
        const auto cost = convCost({.in = w.c, .out = w.n, .kernel = {w.h, w.w}, .bias = !conv->bias.empty()},
                                   {out.h, out.w});
        return cost ? *cost : Cost{};
    }
    if (const auto *linear = std::get_if<LinearLayer>(&operation)) {
        const Shape &w = linear->weight.shape();
        return linearCost(static_cast<long long>(w.c) * w.h * w.w, w.n, !linear->bias.empty());
    }
    return {};
}

Result<Tensor> framed(const Tensor &digit, const Network &network)
{
    const auto rows = frameWidth(digit.height(), network.input.h);
    const auto columns = frameWidth(digit.width(), network.input.w);
    if (!rows || !columns)
        return Refusal{.reason = Reason::ShapesDontMatch,
                       .field = "input",
                       .axis = rows ? 'x' : 'y',
                       .got = rows ? digit.width() : digit.height(),
                       .limit = rows ? network.input.w : network.input.h};
    return pad(digit, {.sides = {.left = *columns, .right = *columns, .top = *rows, .bottom = *rows}});
}

Tensor unframed(const Tensor &x, Pair size)
{
    Tensor middle({x.shape().n, x.shape().c, size.y, size.x});
    const int top = (x.height() - size.y) / 2;
    const int left = (x.width() - size.x) / 2;
    for (int n = 0; n < x.shape().n; ++n) {
        for (int c = 0; c < x.shape().c; ++c) {
            for (int y = 0; y < size.y; ++y) {
                const auto row = x.row(n, c, top + y).subspan(static_cast<size_t>(left));
                std::ranges::copy(row.first(static_cast<size_t>(size.x)), middle.row(n, c, y).begin());
            }
        }
    }
    return middle;
}

} // namespace convoscope
