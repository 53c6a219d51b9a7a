#include "core/channel_scene.h"

#include "core/channel_columns.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr int mostInTable = 8; // channels, with numbers in their cells
constexpr long long mostProducts = 1LL << 18; // cells of the maps that single slices make

std::string_view inputName(const Picture &input, int channel)
{
    constexpr std::string_view colours[] = {"red", "green", "blue"};
    const bool rgb = input.channel == "rgb" || input.preset.starts_with("rgb");
    return rgb && channel < 3 ? colours[channel] : "input";
}

Tensor matrixOf(std::span<const float> values, const Shape &shape)
{
    return Tensor({.h = shape.h, .w = shape.w}, {values.begin(), values.end()});
}

/// What every slice makes by itself, [1, filters·slices, h, w]; nothing where that is too much to keep.
Tensor productsOf(const FlowStage &stage, const Tensor &x, const Shape &made)
{
    const Shape &w = stage.weight.shape();
    const Shape all{.c = w.n * w.c, .h = made.h, .w = made.w};
    if (w.c == 1 || all.size() > mostProducts)
        return {};
    Tensor products(all);
    Conv2d alone = stage.conv;
    alone.groups = 1;
    for (int f = 0; f < w.n; ++f) {
        for (int k = 0; k < w.c; ++k) {
            const int channel = f / (w.n / stage.conv.groups) * w.c + k;
            const auto product = conv2d(matrixOf(x.plane(0, channel), x.shape()),
                                        matrixOf(stage.weight.plane(f, k), w), {}, alone);
            if (product)
                std::ranges::copy(product->values(), products.plane(0, f * w.c + k).begin());
        }
    }
    return products;
}

/// The channels of a tensor one below the other.
Tensor strip(const Tensor &tensor)
{
    const Shape &s = tensor.shape();
    return Tensor({.h = s.c * s.h, .w = s.w}, {tensor.values().begin(), tensor.values().end()});
}

/// The planes of a table column by column, without its signs; several in one column are small.
Arrangement columnsOf(const Arrangement &rows)
{
    Arrangement columns;
    for (const auto &row : rows) {
        for (size_t c = 0; c < row.size(); ++c) {
            columns.resize(std::max(columns.size(), c + 1));
            if (row[c].plane >= 0)
                columns[c].push_back(row[c]);
        }
    }
    std::erase_if(columns, [](const auto &column) { return column.empty(); });
    for (auto &column : columns) {
        for (Slot &slot : column)
            slot.fit = column.size() > 1 ? Fit::Thumbnail : Fit::Own;
    }
    return columns;
}

/// Makes the planes stage by stage.
class SceneMaker {
public:
    SceneMaker(const ChannelsParams &params, Flow flow)
        : m_params(params)
        , m_scene{.flow = std::make_shared<const Flow>(std::move(flow))}
        , m_tensors(m_scene.flow->tensors.size())
    {
    }

    void add(int index);
    /// The whole flow, small, above the rest.
    void addDiagram();
    [[nodiscard]] ChannelScene take() &&
    {
        const auto &rows = m_table.rows();
        const auto most = std::ranges::max(m_tensors, {}, &ChannelPlanes::count).count;
        if (most > mostInTable && m_scene.arrangement.empty()) {
            m_scene.upright = true;
            m_scene.arrangement = columnsOf(rows);
            return std::move(m_scene);
        }
        m_scene.columnsFrom = static_cast<int>(m_scene.arrangement.size());
        m_scene.arrangement.insert(m_scene.arrangement.end(), rows.begin(), rows.end());
        return std::move(m_scene);
    }

private:
    int push(Plane plane);
    ChannelPlanes begin(int count) const { return {static_cast<int>(m_scene.planes.size()), count}; }
    ChannelPlanes read(int tensor, const Border &border);
    ChannelPlanes make(int tensor, bool output);
    void addWeights(ChannelStage &stage, int tensor);
    void addNorm(ChannelStage &stage);
    void arrange(const ChannelStage &stage);
    void wire(const ChannelStage &stage);

    const ChannelsParams &m_params;
    ChannelScene m_scene;
    std::vector<ChannelPlanes> m_tensors; ///< the planes of each tensor; none until it is on the stage
    ColumnTable m_table;
};

int SceneMaker::push(Plane plane)
{
    m_scene.planes.push_back(std::move(plane));
    return static_cast<int>(m_scene.planes.size()) - 1;
}

/// The planes of a tensor that a stage reads with this border; new ones unless a stage has made them.
ChannelPlanes SceneMaker::read(int tensor, const Border &border)
{
    auto &known = m_tensors[static_cast<size_t>(tensor)];
    if (known.count == 0)
        known = make(tensor, false);
    for (int c = 0; c < known.count; ++c)
        m_scene.planes[static_cast<size_t>(known.of(c))].border = border;
    return known;
}

ChannelPlanes SceneMaker::make(int tensor, bool output)
{
    const auto &values = m_scene.flow->tensors[static_cast<size_t>(tensor)];
    const bool input = tensor == 0;
    const Range range = shownRange(values->values());
    const ChannelPlanes made = begin(values->shape().c);
    for (int c = 0; c < made.count; ++c) {
        const auto name =
            input ? inputName(m_params.input, c) : m_scene.flow->stages[static_cast<size_t>(tensor) - 1].name;
        push({.name = name,
              .label = input && name != "input" ? std::string() : std::to_string(c),
              .role = output ? PlaneRole::Output : PlaneRole::Input,
              .values = values,
              .channel = c,
              .range = range,
              .picture = input && m_params.input.isPhoto(),
              .builtUp = output});
    }
    return made;
}

void SceneMaker::addWeights(ChannelStage &stage, int tensor)
{
    const FlowStage &s = *stage.stage;
    const Shape &w = s.weight.shape();
    stage.weights = begin(w.n * w.c);
    for (int f = 0; f < w.n; ++f) {
        for (int k = 0; k < w.c; ++k) {
            Plane plane = planeOf("filter", PlaneRole::Kernel, matrixOf(s.weight.plane(f, k), w));
            plane.label = std::to_string(f) + ", " + std::to_string(stage.firstChannel(f) + k);
            plane.range = rangeOf(s.weight.values());
            push(std::move(plane));
        }
    }
    const auto products = std::make_shared<const Tensor>(
        productsOf(s, m_scene.flow->tensor(s.from), m_scene.flow->tensor(tensor).shape()));
    if (!products->empty()) {
        stage.products = begin(w.c);
        for (int k = 0; k < w.c; ++k)
            push({.name = "products",
                  .label = std::to_string(k),
                  .role = PlaneRole::Intermediate,
                  .values = products,
                  .channel = k,
                  .range = shownRange(products->values())});
    }
    if (s.bias.empty())
        return;
    stage.biases = begin(w.n);
    for (int f = 0; f < w.n; ++f) {
        Plane plane =
            planeOf("bias", PlaneRole::Kernel, Tensor({.h = 1, .w = 1}, s.bias[static_cast<size_t>(f)]));
        plane.label = std::to_string(f);
        plane.range = rangeOf(s.bias);
        push(std::move(plane));
    }
}

/// Scale and shift of each channel: what the four numbers of a batch norm come to.
void SceneMaker::addNorm(ChannelStage &stage)
{
    const auto &norm = stage.stage->norm;
    if (!norm)
        return;
    stage.weights = begin(norm->channels());
    for (int c = 0; c < norm->channels(); ++c) {
        const auto i = static_cast<size_t>(c);
        const float scale = norm->scale(c);
        Plane plane = planeOf("norm-scale", PlaneRole::Kernel,
                              Tensor::matrix({{scale, norm->beta[i] - norm->mean[i] * scale}}));
        plane.label = std::to_string(c);
        push(std::move(plane));
    }
}

void SceneMaker::addDiagram()
{
    const Flow &flow = *m_scene.flow;
    m_scene.diagram = begin(static_cast<int>(flow.tensors.size()));
    std::vector<Slot> row;
    for (int i = 0; i < m_scene.diagram.count; ++i) {
        const auto name = i == 0 ? "input" : flow.stages[static_cast<size_t>(i) - 1].name;
        const auto role = i == 0 ? PlaneRole::Input : PlaneRole::Output;
        row.push_back({.plane = push(planeOf(name, role, strip(flow.tensor(i))))});
    }
    m_scene.arrangement.push_back(row);
    for (int i = 1; i < m_scene.diagram.count; ++i) {
        const FlowStage &stage = flow.stages[static_cast<size_t>(i) - 1];
        const bool opened = stage.name == key(m_params.opened);
        const auto tie = [&](int from) {
            m_scene.wires.push_back({.from = m_scene.diagram.of(from),
                                     .to = m_scene.diagram.of(i),
                                     .role = opened ? PlaneRole::Output : PlaneRole::Input,
                                     .strong = opened,
                                     .around = from + 1 < i});
        };
        tie(stage.from);
        if (stage.kind == FlowKind::Add)
            tie(stage.with);
    }
}

void SceneMaker::add(int index)
{
    const FlowStage &stage = m_scene.flow->stages[static_cast<size_t>(index)];
    const Tensor &made = m_scene.flow->tensor(index + 1);
    const Tensor &x = m_scene.flow->tensor(stage.from);
    ChannelStage shown{.stage = &stage, .size = {made.height(), made.width()}};
    const bool first = m_tensors[static_cast<size_t>(stage.from)].count == 0;
    shown.from = read(stage.from, stage.conv.border);
    if (stage.kind == FlowKind::Convolve) {
        if (const auto window = conv2dWindow(x.shape(), stage.weight.shape(), stage.conv))
            shown.window = std::make_shared<const Window>(*window);
    }
    shown.made.count = made.shape().c;
    if (stage.kind == FlowKind::Convolve)
        addWeights(shown, index + 1);
    else if (stage.kind == FlowKind::Normalise)
        addNorm(shown);
    else if (stage.kind == FlowKind::Add)
        shown.with = read(stage.with, {});
    shown.made = make(index + 1, true);
    m_tensors[static_cast<size_t>(index) + 1] = shown.made;
    if (!m_scene.stages.empty())
        shown.firstBeat = m_scene.stages.back().firstBeat + m_scene.stages.back().beats();
    // Two convolutions with all that follows them are too wide for one line.
    const bool below = stage.kind == FlowKind::Convolve && !first && m_params.view == ChannelsView::Block;
    if (below)
        m_table.beginBelow();
    if (first || below)
        m_table.planes(shown.from.first, shown.from.count);
    arrange(shown);
    wire(shown);
    m_scene.stages.push_back(std::move(shown));
}

void SceneMaker::arrange(const ChannelStage &s)
{
    const int made = s.made.count;
    switch (s.stage->kind) {
    case FlowKind::Convolve:
        m_table.signs(Operator::Convolve, s.from.count);
        for (int f = 0; f < made; ++f) {
            m_table.begin();
            for (int k = 0; k < s.slices(); ++k)
                m_table.put(s.firstChannel(f) + k, {.plane = s.weightPlane(f, k)});
        }
        if (s.products.count > 0) {
            m_table.signs(Operator::Equals, s.products.count);
            m_table.planes(s.products.first, s.products.count);
            m_table.signs(Operator::Sum, made);
        }
        if (s.biases.count > 0) {
            m_table.signs(Operator::Plus, made);
            m_table.planes(s.biases.first, made);
        }
        break;
    case FlowKind::Normalise:
        m_table.signs(Operator::Times, made);
        m_table.planes(s.weights.first, made);
        break;
    case FlowKind::Add:
        m_table.signs(Operator::Plus, made);
        m_table.planes(s.with.first, made);
        break;
    case FlowKind::Activate: m_table.signs(Operator::Becomes, made); break;
    }
    if (s.stage->kind != FlowKind::Activate)
        m_table.signs(Operator::Equals, made);
    m_table.planes(s.made.first, made);
}

/// A line from every channel to every filter that reads it.
void SceneMaker::wire(const ChannelStage &s)
{
    if (!s.convolves())
        return;
    for (int c = 0; c < s.from.count; ++c) {
        const ChannelPlanes filters = s.filtersOf(c);
        for (int f = filters.first; f < filters.first + filters.count; ++f)
            m_scene.wires.push_back({.from = s.from.of(c), .to = s.made.of(f), .role = PlaneRole::Input});
    }
}

} // namespace

ChannelScene channelScene(const ChannelsParams &params, Flow flow, const std::vector<int> &shown)
{
    SceneMaker maker(params, std::move(flow));
    if (params.view == ChannelsView::Bottleneck)
        maker.addDiagram();
    for (const int stage : shown)
        maker.add(stage);
    return std::move(maker).take();
}

} // namespace convoscope
