#include "padding_cases.h"

#include "convolution_cases.h"
#include "golden.h"

#include "core/convolution.h"
#include "core/trace.h"

namespace convoscope {

namespace {

PaddingParams start(PaddingView view, PaddingKind kind, Pair kernel)
{
    PaddingParams p;
    p.view = view;
    p.input = makePicture(unevenMatrix(4, 5));
    p.padding = kind;
    p.kernelSpec = {.preset = KernelPreset::Custom, .size = kernel};
    p.kernel = unevenMatrix(kernel.y, kernel.x, 5);
    return p;
}

void add(std::vector<PaddingCase> &cases, const std::string &name, const PaddingParams &params)
{
    if (playPadding(params))
        cases.push_back({(params.view == PaddingView::Edges ? "edges: " : "modes: ") + name, params});
}

void addSides(std::vector<PaddingCase> &cases, PaddingView view)
{
    PaddingParams p = start(view, PaddingKind::Explicit, {3, 3});
    add(cases, "two all around", p);
    p.sides = {.left = 3, .right = 0, .top = 1, .bottom = 2};
    add(cases, "every side differs", p);
    p.paddingValue = 7.0F;
    add(cases, "constant 7", p);
    p.paddingValue = -0.5F;
    add(cases, "a fraction as constant", p);
    p.sides = {4, 4, 4, 4};
    add(cases, "too far for reflect", p);
    p.sides = {0, 0, 0, 5};
    add(cases, "too far for reflect and circular", p);
    p.input = makePicture(Tensor::matrix({{1, 2, 3}}));
    p.kernel = Tensor::matrix({{1, -1}});
    p.sides = {1, 2, 0, 0};
    add(cases, "a row", p);
    p.input = makePicture(Tensor::matrix({{0.25F, 0.1F}, {3, 1e4F}}));
    p.sides = {1, 1, 1, 1};
    add(cases, "fractions", p);
}

} // namespace

std::vector<PaddingCase> paddingCases()
{
    std::vector<PaddingCase> cases;
    for (const PaddingView view : {PaddingView::Modes, PaddingView::Edges}) {
        addSides(cases, view);
        for (const Pair kernel : {Pair{3, 3}, Pair{2, 4}, Pair{1, 1}}) {
            const std::string size = std::to_string(kernel.y) + " x " + std::to_string(kernel.x);
            add(cases, "valid " + size, start(view, PaddingKind::Valid, kernel));
            add(cases, "same " + size, start(view, PaddingKind::Same, kernel));
            add(cases, "full " + size, start(view, PaddingKind::Full, kernel));
        }
    }
    return cases;
}

Tensor paddedInput(const PaddingParams &params, PaddingMode mode)
{
    return *pad(params.input.tensor(), params.border(mode));
}

std::vector<Tensor> expectedMatrices(const PaddingParams &params)
{
    std::vector<Tensor> matrices;
    for (const PaddingMode mode : possibleModes(params)) {
        const Tensor padded = paddedInput(params, mode);
        if (params.view == PaddingView::Modes) {
            matrices.push_back(padded);
            continue;
        }
        Tensor output = *conv2d(padded, params.kernel, {}, {});
        matrices.push_back(output);
        if (matrices.size() == 1)
            continue;
        for (size_t i = 0; i < output.values().size(); ++i)
            output.values()[i] -= matrices.front().values()[i];
        matrices.push_back(output);
    }
    return matrices;
}

QString wrongMatrices(const std::vector<Tensor> &printed, const PaddingParams &params)
{
    const auto want = expectedMatrices(params);
    if (printed.size() != want.size())
        return QStringLiteral("%1 matrices instead of %2").arg(printed.size()).arg(want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        const Tolerance near{.exact = false, .absolute = 1e-5, .relative = 1e-6};
        if (const QString wrong = difference(printed[i], want[i], near); !wrong.isEmpty())
            return QStringLiteral("matrix %1: %2").arg(i).arg(wrong);
    }
    return {};
}

PaddingParams largePadding()
{
    PaddingParams p = start(PaddingView::Edges, PaddingKind::Same, {3, 3});
    p.input = makePicture(unevenMatrix(70, 12));
    return p;
}

} // namespace convoscope
