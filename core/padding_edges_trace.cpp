#include "core/convolution.h"
#include "core/padding_traces.h"
#include "core/sliding.h"

#include <algorithm>

namespace convoscope {

namespace {

std::string_view outputName(PaddingMode mode)
{
    switch (mode) {
    case PaddingMode::Zeros: return "output-constant";
    case PaddingMode::Reflect: return "output-reflect";
    case PaddingMode::Replicate: return "output-replicate";
    case PaddingMode::Circular: return "output-circular";
    }
    return "output-constant";
}

std::string_view differenceName(PaddingMode mode)
{
    switch (mode) {
    case PaddingMode::Zeros: break; // what the others are compared with
    case PaddingMode::Reflect: return "reflect-minus-constant";
    case PaddingMode::Replicate: return "replicate-minus-constant";
    case PaddingMode::Circular: return "circular-minus-constant";
    }
    return "difference";
}

Tensor difference(const Tensor &a, const Tensor &b)
{
    Tensor out(a.shape());
    std::ranges::transform(a.values(), b.values(), out.values().begin(), std::minus<>());
    return out;
}

constexpr int borderSeenTo = 640; // cells a side; in a larger picture seen as a whole the border is too thin

/// One mode and what it makes of the input.
struct Padded {
    PaddingMode mode;
    Window window;
    Tensor output;
};

class EdgesModel final : public Trace::Model {
public:
    EdgesModel(const PaddingParams &params, std::vector<Padded> modes, std::vector<Omission> left)
    {
        omitted = std::move(left);
        const int count = static_cast<int>(modes.size());
        for (const Padded &p : modes)
            planes.push_back(paddedPlane(params, p.mode));
        planes.push_back(planeOf("kernel", PlaneRole::Kernel, params.kernel));
        for (int m = 0; m < count; ++m) {
            Padded &p = modes[static_cast<size_t>(m)];
            m_slides.push_back({.input = m, .kernel = count, .output = count + 1 + m, .window = p.window});
            planes.push_back(builtUpPlane(outputName(p.mode), PlaneRole::Output, std::move(p.output)));
            if (p.mode == explainedMode(params))
                m_explained = static_cast<size_t>(m);
        }
        shareRange(params.input.isPhoto());
        for (size_t m = 1; m < modes.size(); ++m)
            addDifference(m, modes[m].mode);
        arrange(std::max(params.inputSize().y, params.inputSize().x));
    }

    [[nodiscard]] int beats() const override { return explained().beats(); }
    [[nodiscard]] int taps(int /*beat*/) const override { return explained().taps(); }

    [[nodiscard]] Step at(Position position) const override
    {
        Step step = explained().at(planes, position);
        for (const Sliding &slide : m_slides) {
            if (slide.output == step.plane)
                continue;
            step.marks.push_back(
                {.plane = slide.input, .role = MarkRole::Window, .cells = slide.window.span(step.cell)});
            step.marks.push_back(
                {.plane = slide.output, .role = MarkRole::Write, .cells = Rect::of(step.cell)});
        }
        for (int plane = firstDifference(); plane < static_cast<int>(planes.size()); ++plane)
            step.marks.push_back({.plane = plane, .role = MarkRole::Write, .cells = Rect::of(step.cell)});
        return step;
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        const int kernel = explained().kernel;
        if (plane > kernel)
            return at({explained().beatOf(cell), -1}).marks;
        std::vector<Mark> marks;
        for (const Sliding &slide : m_slides) {
            const auto more = slide.reach(planes, plane == kernel ? kernel : slide.input, cell);
            marks.insert(marks.end(), more.begin(), more.end());
        }
        return marks;
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        if (plane > explained().kernel)
            return explained().beatOf(cell);
        return plane < explained().kernel ? explained().beatAt(explained().input, cell) : std::nullopt;
    }

private:
    [[nodiscard]] const Sliding &explained() const { return m_slides[m_explained]; }
    [[nodiscard]] int firstDifference() const { return m_slides.back().output + 1; }
    Plane &outputOf(size_t mode) { return planes[static_cast<size_t>(m_slides[mode].output)]; }

    /// Equal values get equal colours in all outputs.
    void shareRange(bool photo)
    {
        Range common = outputOf(0).range;
        for (size_t m = 1; m < m_slides.size(); ++m) {
            common.low = std::min(common.low, outputOf(m).range.low);
            common.high = std::max(common.high, outputOf(m).range.high);
        }
        for (size_t m = 0; m < m_slides.size(); ++m) {
            outputOf(m).range = common;
            outputOf(m).picture = photo && !common.isSigned();
        }
    }

    void addDifference(size_t m, PaddingMode mode)
    {
        planes.push_back(differencePlane(difference(*outputOf(m).values, *outputOf(0).values)));
        planes.back().name = differenceName(mode);
        const Range range = rangeOf(planes.back().values->values()); // few cells differ, and they matter
        Range &common = planes[static_cast<size_t>(firstDifference())].range;
        common = m == 1 ? range : Range{std::min(common.low, range.low), std::max(common.high, range.high)};
        for (auto p = static_cast<size_t>(firstDifference()); p < planes.size(); ++p)
            planes[p].range = common;
    }

    /// A column a mode: padded input, output, difference; the kernel under the constant, which has no
    /// difference.
    void arrange(int side)
    {
        const bool magnified = side >= magnifiedFrom;
        const int outputs = explained().kernel + 1;
        arrangement.resize(3);
        for (const Slot &slot : slotsOfModes(*this)) {
            if (slot.plane < 0) {
                arrangement[0].push_back(slot);
                arrangement[1].emplace_back();
                arrangement[2].emplace_back();
                continue;
            }
            const Slot input{.plane = slot.plane, .loupe = magnified};
            const Slot output{.plane = outputs + slot.plane};
            arrangement[0].push_back(magnified ? output : input);
            arrangement[1].push_back(magnified ? input : output);
            if (slot.plane == 0)
                arrangement[2].push_back({.plane = explained().kernel});
            else
                arrangement[2].push_back(
                    {.plane = firstDifference() + slot.plane - 1, .loupe = side > borderSeenTo});
        }
    }

    std::vector<Sliding> m_slides; ///< of each mode
    size_t m_explained = 0;
};

} // namespace

Result<Trace> paddingEdgesTrace(const PaddingParams &params, std::vector<Omission> omitted)
{
    const Tensor &x = params.input.tensor();
    std::vector<Padded> modes;
    for (const PaddingMode mode : paddingModes) {
        if (mode != PaddingMode::Zeros && refusedBorder(params.border(mode), params.inputSize()))
            continue;
        const Conv2d conv{.border = params.border(mode)};
        const auto window = conv2dWindow(x.shape(), params.kernel.shape(), conv);
        if (!window)
            return window.refusal();
        auto output = conv2d(x, params.kernel, {}, conv);
        if (!output)
            return output.refusal();
        modes.push_back({mode, *window, *std::move(output)});
    }
    return Trace(std::make_shared<const EdgesModel>(params, std::move(modes), std::move(omitted)));
}

} // namespace convoscope
