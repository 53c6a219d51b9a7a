#include "core/conv_transpose.h"
#include "core/sliding_model.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr long long mostOutputs = 1LL << 16;

/// Geometry of one axis: stamp `k` of input cell `i` lands on output cell i·s + k·d − p.
struct StampAxis {
    int input;
    int kernel;
    int stride;
    int dilation;
    int padding;
    int output;

    [[nodiscard]] int lands(int i, int k) const { return i * stride + k * dilation - padding; }
    [[nodiscard]] bool inside(int o) const { return o >= 0 && o < output; }
    /// Spread-input coordinate that tap `k` of output `o` reads in the direct reading (its kernel is
    /// flipped).
    [[nodiscard]] int reads(int o, int k) const
    {
        return o + k * dilation - (dilation * (kernel - 1) - padding);
    }
};

/// Every stamp that lands on an output cell: the input cell and the weight's cell.
struct Stamp {
    Cell from;
    Cell by;
};

/// Transposed convolution in both readings. Stamping: one beat per input cell, one tap per weight, and the
/// output's values grow. Direct: one beat per output cell, the flipped kernel slides over the spread input.
class TransposedModel final : public Trace::Model {
public:
    TransposedModel(const ConvolutionParams &params, const ConvTranspose2d &conv, Tensor output)
        : m_direct(params.reading == TransposedReading::Direct)
        , m_divisor(params.effectiveDivisor())
    {
        const Tensor &x = params.input.tensor();
        m_y = {x.height(),      params.kernel.height(), conv.stride.y,
               conv.dilation.y, conv.padding.y,         output.height()};
        m_x = {x.width(),       params.kernel.width(), conv.stride.x,
               conv.dilation.x, conv.padding.x,        output.width()};
        planes = {planeOf("input", PlaneRole::Input, x),
                  planeOf("kernel", PlaneRole::Kernel, params.kernel),
                  builtUpPlane("output", PlaneRole::Output, output),
                  planeOf("spread-input", PlaneRole::Input, spread(x, conv.stride)),
                  planeOf("flipped-kernel", PlaneRole::Kernel, flipped(params.kernel)),
                  builtUpPlane("direct-output", PlaneRole::Output, std::move(output))};
        planes[spreadInput].pitch = conv.stride;
        const Sides sides = directReading({m_y.kernel, m_x.kernel}, conv).border.sides;
        planes[spreadInput].border.sides = {.left = std::max(0, sides.left),
                                            .right = std::max(0, sides.right),
                                            .top = std::max(0, sides.top),
                                            .bottom = std::max(0, sides.bottom)};
        arrangement = {{{.plane = input},
                        {.sign = Operator::Transpose},
                        {.plane = kernel},
                        {.sign = Operator::Equals},
                        {.plane = stamped}},
                       {{.plane = spreadInput},
                        {.sign = Operator::Convolve},
                        {.plane = flippedKernel},
                        {.sign = Operator::Equals},
                        {.plane = direct}}};
    }

    [[nodiscard]] int beats() const override
    {
        return m_direct ? m_y.output * m_x.output : m_y.input * m_x.input;
    }
    [[nodiscard]] int taps(int /*beat*/) const override { return m_y.kernel * m_x.kernel; }
    [[nodiscard]] Step at(Position position) const override
    {
        return m_direct ? gather(position) : scatter(position);
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        switch (plane) {
        case input: return reachOfInput(cell);
        case spreadInput:
            if (planes[spreadInput].body().contains(cell) && !planes[spreadInput].inserted(cell))
                return reachOfInput({cell.row / m_y.stride, cell.column / m_x.stride});
            return {{.plane = spreadInput, .role = MarkRole::Read, .cells = Rect::of(cell)}};
        case kernel: return reachOfWeight(cell);
        case flippedKernel: return reachOfWeight({m_y.kernel - 1 - cell.row, m_x.kernel - 1 - cell.column});
        default: return reachOfOutput(cell);
        }
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        if (m_direct && (plane == stamped || plane == direct))
            return cell.row * m_x.output + cell.column;
        if (!m_direct && plane == input)
            return cell.row * m_x.input + cell.column;
        if (plane == spreadInput)
            return m_direct ? nearestOutput(cell) : nearestInput(cell);
        if (plane == input) // the direct reading: the output that the middle of its stamp makes
            return nearestOutput({cell.row * m_y.stride, cell.column * m_x.stride});
        if (!m_direct && (plane == stamped || plane == direct)) {
            const auto stamps = stampsOn(cell);
            return stamps.empty() ? std::nullopt : std::optional(beatOf(stamps.back().from));
        }
        return std::nullopt;
    }

    /// Stamping: a cell of the stamped output shows from its first stamp, one of the direct output when
    /// complete.
    [[nodiscard]] int shownAt(int plane, Cell cell) const override
    {
        if (m_direct || (plane != stamped && plane != direct))
            return Trace::Model::shownAt(plane, cell);
        const auto stamps = stampsOn(cell);
        if (stamps.empty())
            return 0;
        return beatOf(plane == stamped ? stamps.front().from : stamps.back().from);
    }

    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override
    {
        if (m_direct || (plane != stamped && plane != direct))
            return Trace::Model::shown(plane, beat);
        std::vector<Rect> rects;
        for (int row = 0; row < m_y.output; ++row) {
            for (int column = 0; column < m_x.output; ++column) {
                if (shownAt(plane, {row, column}) > beat)
                    continue;
                if (!rects.empty() && rects.back().top == row
                    && rects.back().left + rects.back().width == column)
                    ++rects.back().width;
                else
                    rects.push_back({row, column, 1, 1});
            }
        }
        return rects;
    }

    [[nodiscard]] float value(int plane, Cell cell, int beat) const override
    {
        if (m_direct || plane != stamped)
            return Trace::Model::value(plane, cell, beat);
        const auto stamps = stampsOn(cell);
        if (stamps.empty() || beatOf(stamps.back().from) <= beat)
            return planes[stamped].at(cell);
        double sum = 0.0;
        for (const Stamp &stamp : stamps) {
            if (beatOf(stamp.from) <= beat)
                sum += static_cast<double>(planes[input].at(stamp.from)) * planes[kernel].at(stamp.by);
        }
        return static_cast<float>(sum / m_divisor);
    }

private:
    enum Index { input, kernel, stamped, spreadInput, flippedKernel, direct };

    [[nodiscard]] int beatOf(Cell in) const { return in.row * m_x.input + in.column; }

    [[nodiscard]] std::optional<int> nearestOutput(Cell spreadCell) const
    {
        const auto middle = [](const StampAxis &axis, int c) {
            return std::clamp(c + axis.dilation * (axis.kernel - 1) / 2 - axis.padding, 0, axis.output - 1);
        };
        return middle(m_y, spreadCell.row) * m_x.output + middle(m_x, spreadCell.column);
    }

    [[nodiscard]] std::optional<int> nearestInput(Cell spreadCell) const
    {
        const auto nearest = [](const StampAxis &axis, int c) {
            return std::clamp((c + axis.stride / 2) / axis.stride, 0, axis.input - 1);
        };
        return beatOf({nearest(m_y, spreadCell.row), nearest(m_x, spreadCell.column)});
    }

    /// In the order of the input cells.
    [[nodiscard]] std::vector<Stamp> stampsOn(Cell out) const
    {
        std::vector<Stamp> stamps;
        for (int ky = m_y.kernel - 1; ky >= 0; --ky) {
            const int y = out.row + m_y.padding - ky * m_y.dilation;
            if (y < 0 || y % m_y.stride != 0 || y / m_y.stride >= m_y.input)
                continue;
            for (int kx = m_x.kernel - 1; kx >= 0; --kx) {
                const int x = out.column + m_x.padding - kx * m_x.dilation;
                if (x >= 0 && x % m_x.stride == 0 && x / m_x.stride < m_x.input)
                    stamps.push_back({{y / m_y.stride, x / m_x.stride}, {ky, kx}});
            }
        }
        return stamps;
    }

    [[nodiscard]] Cell tapOf(int tap) const { return {tap / m_x.kernel, tap % m_x.kernel}; }
    [[nodiscard]] Cell spreadOf(Cell in) const { return {in.row * m_y.stride, in.column * m_x.stride}; }
    [[nodiscard]] Rect stampRect(Cell in) const
    {
        return {m_y.lands(in.row, 0), m_x.lands(in.column, 0), m_y.dilation * (m_y.kernel - 1) + 1,
                m_x.dilation * (m_x.kernel - 1) + 1};
    }

    [[nodiscard]] Step scatter(Position position) const
    {
        const Cell in{position.beat / m_x.input, position.beat % m_x.input};
        Step step{.combine = Combine::Scatter, .divisor = m_divisor, .plane = stamped, .cell = in};
        const float value = planes[input].at(in);
        for (int t = 0; t < taps(position.beat); ++t) {
            const Cell by = tapOf(t);
            step.terms.push_back({.value = value,
                                  .weight = planes[kernel].at(by),
                                  .plane = input,
                                  .from = in,
                                  .by = by,
                                  .to = {m_y.lands(in.row, by.row), m_x.lands(in.column, by.column)}});
        }
        const int all = static_cast<int>(step.terms.size());
        step.done = position.tap < 0 ? all : std::min(position.tap + 1, all);
        step.result = value;
        step.marks = {{.plane = input, .role = MarkRole::Window, .cells = Rect::of(in)},
                      {.plane = spreadInput, .role = MarkRole::Window, .cells = Rect::of(spreadOf(in))},
                      {.plane = kernel, .role = MarkRole::Window, .cells = planes[kernel].body()},
                      {.plane = stamped,
                       .role = MarkRole::Window,
                       .cells = stampRect(in),
                       .pitch = {m_y.dilation, m_x.dilation}}};
        if (position.tap >= 0) {
            const Term &term = step.terms[static_cast<size_t>(step.done - 1)];
            step.marks.push_back({.plane = kernel, .role = MarkRole::Weight, .cells = Rect::of(term.by)});
            if (planes[stamped].body().contains(term.to))
                step.marks.push_back({.plane = stamped, .role = MarkRole::Write, .cells = Rect::of(term.to)});
        }
        return step;
    }

    [[nodiscard]] Step gather(Position position) const
    {
        const Cell out{position.beat / m_x.output, position.beat % m_x.output};
        const Plane &in = planes[spreadInput];
        const Plane &weights = planes[flippedKernel];
        Step step{.divisor = m_divisor, .plane = direct, .cell = out};
        for (int t = 0; t < taps(position.beat); ++t) {
            const Cell by = tapOf(t);
            const Cell from{m_y.reads(out.row, by.row), m_x.reads(out.column, by.column)};
            const float value = in.body().contains(from) ? in.at(from) : 0.0F;
            step.terms.push_back(
                {.value = value, .weight = weights.at(by), .plane = spreadInput, .from = from, .by = by});
        }
        const int all = static_cast<int>(step.terms.size());
        const bool whole = position.tap < 0 || position.tap + 1 >= all;
        step.done = whole ? all : position.tap + 1;
        step.result = whole ? planes[direct].at(out)
                            : sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
        const Cell first = step.terms.front().from;
        step.marks = {
            {.plane = spreadInput,
             .role = MarkRole::Window,
             .cells = {first.row, first.column, stampRect({}).height, stampRect({}).width},
             .pitch = {m_y.dilation, m_x.dilation}},
            {.plane = flippedKernel, .role = MarkRole::Window, .cells = weights.body()},
            {.plane = direct, .role = MarkRole::Write, .cells = Rect::of(out), .label = step.result},
            {.plane = stamped, .role = MarkRole::Write, .cells = Rect::of(out)}};
        for (const Stamp &stamp : stampsOn(out))
            step.marks.push_back({.plane = input,
                                  .role = MarkRole::Reach,
                                  .cells = Rect::of(stamp.from),
                                  .label = planes[kernel].at(stamp.by)});
        if (position.tap >= 0) {
            const Term &term = step.terms[static_cast<size_t>(step.done - 1)];
            step.marks.push_back(
                {.plane = spreadInput, .role = MarkRole::Read, .cells = Rect::of(term.from)});
            step.marks.push_back(
                {.plane = flippedKernel, .role = MarkRole::Weight, .cells = Rect::of(term.by)});
        }
        return step;
    }

    [[nodiscard]] std::vector<Mark> reachOfInput(Cell in) const
    {
        std::vector<Mark> marks{
            {.plane = input, .role = MarkRole::Read, .cells = Rect::of(in)},
            {.plane = spreadInput, .role = MarkRole::Read, .cells = Rect::of(spreadOf(in))}};
        for (int t = 0; t < taps(0); ++t) {
            const Cell by = tapOf(t);
            const Cell out{m_y.lands(in.row, by.row), m_x.lands(in.column, by.column)};
            if (!m_y.inside(out.row) || !m_x.inside(out.column))
                continue;
            for (const int plane : {stamped, direct})
                marks.push_back({.plane = plane,
                                 .role = MarkRole::Reach,
                                 .cells = Rect::of(out),
                                 .label = planes[kernel].at(by)});
        }
        return marks;
    }

    [[nodiscard]] std::vector<Mark> reachOfWeight(Cell by) const
    {
        const Cell turned{m_y.kernel - 1 - by.row, m_x.kernel - 1 - by.column};
        std::vector<Mark> marks{{.plane = kernel, .role = MarkRole::Weight, .cells = Rect::of(by)},
                                {.plane = flippedKernel, .role = MarkRole::Weight, .cells = Rect::of(turned)},
                                {.plane = input, .role = MarkRole::Reach, .cells = planes[input].body()}};
        const Rect landed{m_y.lands(0, by.row), m_x.lands(0, by.column), (m_y.input - 1) * m_y.stride + 1,
                          (m_x.input - 1) * m_x.stride + 1};
        for (const int plane : {stamped, direct})
            marks.push_back({.plane = plane,
                             .role = MarkRole::Reach,
                             .cells = landed,
                             .pitch = {m_y.stride, m_x.stride}});
        return marks;
    }

    [[nodiscard]] std::vector<Mark> reachOfOutput(Cell out) const
    {
        if (m_direct)
            return gather({out.row * m_x.output + out.column, -1}).marks;
        std::vector<Mark> marks;
        for (const int plane : {stamped, direct})
            marks.push_back({.plane = plane, .role = MarkRole::Write, .cells = Rect::of(out)});
        for (const Stamp &stamp : stampsOn(out)) {
            const float weight = planes[kernel].at(stamp.by);
            marks.push_back(
                {.plane = input, .role = MarkRole::Reach, .cells = Rect::of(stamp.from), .label = weight});
            marks.push_back({.plane = spreadInput,
                             .role = MarkRole::Reach,
                             .cells = Rect::of(spreadOf(stamp.from)),
                             .label = weight});
        }
        return marks;
    }

    bool m_direct;
    float m_divisor;
    StampAxis m_y{};
    StampAxis m_x{};
};

} // namespace

Result<Trace> transposedTrace(const ConvolutionParams &params)
{
    const ConvTranspose2d conv{.stride = params.stride,
                               .padding = params.transposedPadding,
                               .outputPadding = params.outputPadding,
                               .dilation = params.dilation};
    const Tensor &x = params.input.tensor();
    const auto size = convTranspose2dSize(x.shape(), params.kernel.shape(), conv);
    if (!size)
        return size.refusal();
    if (const long long cells = static_cast<long long>(size->y) * size->x; cells > mostOutputs)
        return Refusal{.reason = Reason::TooLarge, .field = "view", .got = cells, .limit = mostOutputs};
    auto output = convTranspose2d(x, params.kernel, {}, conv);
    if (!output)
        return output.refusal();
    Tensor out = *std::move(output);
    for (float &v : out.values())
        v /= params.effectiveDivisor();
    return Trace(std::make_shared<const TransposedModel>(params, conv, std::move(out)));
}

} // namespace convoscope
