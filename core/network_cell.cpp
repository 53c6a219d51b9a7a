#include "core/network_cell.h"

#include "core/network_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

std::optional<Refusal> refusedIndex(const char *field, int got, int count)
{
    return refusedOutside(field, got, {0, count - 1});
}

std::optional<Refusal> refusedCell(const NetworkRun &run, const CellRef &ref)
{
    if (auto refusal = refusedIndex("row", ref.row, run.rows()))
        return refusal;
    const Shape &shape = run.output(ref.row).shape();
    if (auto refusal = refusedIndex("channel", ref.channel, shape.c))
        return refusal;
    if (auto refusal = refusedIndex("cell", ref.cell.row, shape.h))
        return refusal;
    return refusedIndex("cell", ref.cell.column, shape.w);
}

/// Tells how the layers make a cell.
class Teller {
public:
    Teller(const NetworkRun &run, const CellRef &ref)
        : m_x(run.output(ref.row - 1))
        , m_before(ref.row - 1)
        , m_story{.cell = ref, .terms = {}, .channels = {}}
    {
    }

    CellStory operator()(const ConvLayer &layer)
    {
        m_story.rule = CellRule::Sum;
        m_story.bias = biasOf(layer.bias);
        const auto window = conv2dWindow(m_x.shape(), layer.weight.shape(), convOf(layer));
        for (int c = 0; window && c < m_x.shape().c; ++c) {
            beginChannel(c);
            for (int y = 0; y < layer.weight.height(); ++y) {
                for (int x = 0; x < layer.weight.width(); ++x)
                    add({m_before, c, window->tap(m_story.cell.cell, {y, x})},
                        layer.weight.at(m_story.cell.channel, c, y, x));
            }
            endChannel();
        }
        return m_story;
    }

    CellStory operator()(const LinearLayer &layer)
    {
        m_story.rule = CellRule::Sum;
        m_story.bias = biasOf(layer.bias);
        const auto inputs = m_x.values().size();
        const auto weights =
            layer.weight.values().subspan(static_cast<size_t>(m_story.cell.channel) * inputs, inputs);
        size_t i = 0;
        for (int c = 0; c < m_x.shape().c; ++c) {
            beginChannel(c);
            for (int y = 0; y < m_x.height(); ++y) {
                for (int x = 0; x < m_x.width(); ++x)
                    add({m_before, c, {y, x}}, weights[i++]);
            }
            endChannel();
        }
        return m_story;
    }

    CellStory operator()(const Pool2d &pool)
    {
        m_story.rule = pool.kind == PoolKind::Max ? CellRule::Max : CellRule::Mean;
        const auto windows = poolWindows({m_x.height(), m_x.width()}, pool);
        if (!windows)
            return m_story;
        const float weight = pool.kind == PoolKind::Max
            ? 1.0F
            : 1.0F / static_cast<float>(windows->divisor(m_story.cell.cell));
        for (const Cell cell : windows->cells(m_story.cell.cell))
            add({m_before, m_story.cell.channel, cell}, weight);
        const auto largest = std::ranges::max_element(m_story.terms, {}, &CellTerm::value);
        if (pool.kind == PoolKind::Max)
            m_story.winner = static_cast<int>(largest - m_story.terms.begin());
        return m_story;
    }

    CellStory operator()(const Activation &)
    {
        m_story.rule = CellRule::Function;
        add({m_before, m_story.cell.channel, m_story.cell.cell}, 1.0F);
        return m_story;
    }

    CellStory operator()(const FlattenLayer &)
    {
        m_story.rule = CellRule::Copy;
        const int place = m_story.cell.channel;
        const int area = m_x.height() * m_x.width();
        add({m_before, place / area, {place / m_x.width() % m_x.height(), place % m_x.width()}}, 1.0F);
        return m_story;
    }

    CellStory operator()(const SoftmaxLayer &)
    {
        m_story.rule = CellRule::Softmax;
        m_story.terms.reserve(m_x.values().size());
        for (int c = 0; c < m_x.shape().c; ++c)
            add({m_before, c, {}}, 1.0F);
        return m_story;
    }

private:
    /// A term of a cell that is in the map; what lies in the padding is 0 and brings nothing.
    void add(const CellRef &from, float weight)
    {
        if (Rect{0, 0, m_x.height(), m_x.width()}.contains(from.cell))
            m_story.terms.push_back({from, m_x.at(0, from.channel, from.cell.row, from.cell.column), weight});
    }

    void beginChannel(int channel)
    {
        m_story.channels.push_back({.channel = channel, .first = static_cast<int>(m_story.terms.size())});
    }

    void endChannel()
    {
        ChannelShare &share = m_story.channels.back();
        share.count = static_cast<int>(m_story.terms.size()) - share.first;
        for (auto term = m_story.terms.begin() + share.first; term != m_story.terms.end(); ++term)
            share.sum += static_cast<double>(term->value) * term->weight;
    }

    [[nodiscard]] float biasOf(const std::vector<float> &bias) const
    {
        return bias.empty() ? 0.0F : bias[static_cast<size_t>(m_story.cell.channel)];
    }

    const Tensor &m_x;
    int m_before;
    CellStory m_story;
};

} // namespace

double CellStory::made() const
{
    if (rule == CellRule::Max)
        return terms[static_cast<size_t>(winner)].value;
    if (rule == CellRule::Softmax) {
        std::vector<float> logits(terms.size());
        std::ranges::transform(terms, logits.begin(), &CellTerm::value);
        return softmaxStory(logits).shares[static_cast<size_t>(cell.channel)];
    }
    if (rule == CellRule::Given || rule == CellRule::Function)
        return result;
    double sum = bias;
    for (const CellTerm &term : terms)
        sum += static_cast<double>(term.value) * term.weight;
    return sum;
}

Result<CellStory> cellStory(const NetworkRun &run, const CellRef &ref)
{
    if (auto refusal = refusedCell(run, ref))
        return *refusal;
    CellStory story{.cell = ref, .terms = {}, .channels = {}};
    if (ref.row > 0)
        story = std::visit(Teller(run, ref), run.network().maker(ref.row).operation);
    story.result = run.output(ref.row).at(0, ref.channel, ref.cell.row, ref.cell.column);
    return story;
}

SoftmaxStory softmaxStory(std::span<const float> logits)
{
    SoftmaxStory story{
        .largest = *std::ranges::max_element(logits), .shifted = {}, .powers = {}, .shares = {}};
    for (const float logit : logits) {
        story.shifted.push_back(static_cast<double>(logit) - story.largest);
        story.powers.push_back(std::exp(story.shifted.back()));
    }
    story.sum = std::accumulate(story.powers.begin(), story.powers.end(), 0.0);
    for (const double power : story.powers)
        story.shares.push_back(power / story.sum);
    return story;
}

} // namespace convoscope
