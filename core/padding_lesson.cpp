#include "core/padding_lesson.h"

#include "core/field_of.h"
#include "core/input_presets.h"
#include "core/kernel_fields.h"
#include "core/padding_traces.h"

#include <algorithm>

namespace convoscope {

namespace {

using Key = std::string_view;
using P = PaddingParams;

constexpr std::array<Key, 2> views{"modes", "edges"};
constexpr std::array<Key, 4> kinds{"valid", "same", "full", "explicit"};
constexpr std::array<Key, 4> modeKeys{"zeros", "reflect", "replicate", "circular"};

bool isEdges(const P &p)
{
    return p.view == PaddingView::Edges;
}
bool isExplicit(const P &p)
{
    return p.padding == PaddingKind::Explicit;
}
bool isPadded(const P &p)
{
    return p.padding != PaddingKind::Valid;
}
bool asksForSize(const P &p)
{
    return isEdges(p) || !isExplicit(p);
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

std::vector<Field> makeFields()
{
    const Key border = "padding";
    std::vector<Field> fields{
        memberField<&P::view>(
            {.key = "view", .kind = FieldKind::Choice, .choices = views, .section = "view"}),
        memberField<&P::explained>({.key = "explained_mode",
                                    .kind = FieldKind::Choice,
                                    .choices = modeKeys,
                                    .section = "view",
                                    .applies = when<isEdges>}),
        memberField<&P::input>(
            {.key = "input", .kind = FieldKind::Picture, .low = 1, .high = 64, .section = "input"}),
        memberField<&P::padding>(
            {.key = "padding", .kind = FieldKind::Choice, .choices = kinds, .section = border}),
        memberField<&P::sides>({.key = "pad",
                                .kind = FieldKind::Sides,
                                .low = 0,
                                .high = 64,
                                .section = border,
                                .applies = when<isExplicit>}),
        memberField<&P::paddingValue>({.key = "padding_value",
                                       .kind = FieldKind::Real,
                                       .low = -1e6,
                                       .high = 1e6,
                                       .section = border,
                                       .applies = when<isPadded>}),
    };
    const auto ofKernel = KernelFields<&P::kernelSpec, &P::kernel>::make<isEdges, asksForSize>("kernel");
    fields.insert(fields.end(), ofKernel.begin(), ofKernel.end());
    return fields;
}

/// pad, conv2d and makeKernel speak of their own parameters; the learner knows the fields of the panel.
Refusal inTermsOfFields(Refusal refusal, const P &params)
{
    if (refusal.field == "kernel")
        refusal.field = "kernel_size";
    if (refusal.field == "padding" && isExplicit(params))
        refusal.field = "pad";
    return refusal;
}

/// What keeps a mode from padding so far.
std::vector<Omission> omissions(const P &params)
{
    std::vector<Omission> omitted;
    for (const PaddingMode mode : paddingModes) {
        if (auto refusal = refusedBorder(params.border(mode), params.inputSize()))
            omitted.push_back({paddedName(mode), inTermsOfFields(*std::move(refusal), params)});
    }
    return omitted;
}

} // namespace

Border PaddingParams::border(PaddingMode mode) const
{
    return {.sides = paddingSides(padding, kernelSize(), {}, sides),
            .mode = mode,
            .constant = mode == PaddingMode::Zeros ? paddingValue : 0.0F};
}

std::vector<PaddingMode> possibleModes(const PaddingParams &params)
{
    std::vector<PaddingMode> modes;
    std::ranges::copy_if(paddingModes, std::back_inserter(modes), [&](PaddingMode mode) {
        return !refusedBorder(params.border(mode), params.inputSize());
    });
    return modes;
}

PaddingMode explainedMode(const PaddingParams &params)
{
    const bool possible = !refusedBorder(params.border(params.explained), params.inputSize());
    return possible ? params.explained : PaddingMode::Zeros;
}

std::span<const Field> paddingFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

PaddingParams paddingStart()
{
    P p;
    p.input = makePicture(inputPreset("counting-3x3").value_or(Tensor()), "counting-3x3");
    p.kernelSpec = {.preset = KernelPreset::SobelX};
    KernelInUse{p.kernelSpec, p.kernel}.remake();
    return p;
}

Result<Trace> playPadding(const PaddingParams &params)
{
    if (!params.input.values || params.input.tensor().empty())
        return Refusal{.reason = Reason::EmptyInput, .field = "input", .works = 1};
    if (const auto kernel = makeKernel(params.kernelSpec); !kernel && asksForSize(params))
        return inTermsOfFields(kernel.refusal(), params);
    auto trace = isEdges(params) ? paddingEdgesTrace(params, omissions(params))
                                 : paddingModesTrace(params, omissions(params));
    return trace ? std::move(trace) : inTermsOfFields(trace.refusal(), params);
}

} // namespace convoscope
