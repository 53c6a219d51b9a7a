#include "core/padding_call.h"

#include "core/code_writer.h"

#include <algorithm>

namespace convoscope {

Pair PaddingCall::padded() const
{
    return {input.y + sides.top + sides.bottom, input.x + sides.left + sides.right};
}

bool PaddingCall::shows(PaddingMode mode) const
{
    return std::ranges::find(modes, mode) != modes.end();
}

bool PaddingCall::centred() const
{
    return kernel.y % 2 == 1 && kernel.x % 2 == 1 && sides == paddingSides(PaddingKind::Same, kernel, {}, {});
}

bool PaddingCall::fromFile() const
{
    return std::max(input.y, input.x) > mostLiteralSide;
}

bool PaddingCall::whole() const
{
    return !fromFile() && isWhole(constant()) && std::ranges::all_of(x().plane(0, 0), isWhole)
        && (!edges() || std::ranges::all_of(params->kernel.values(), isWhole));
}

std::optional<PaddingCall> paddingCall(const PaddingParams &p)
{
    if (!p.input.values || p.kernel.empty() || refusedBorder(p.border(PaddingMode::Zeros), p.inputSize()))
        return std::nullopt;
    PaddingCall call{.params = &p,
                     .modes = possibleModes(p),
                     .input = p.inputSize(),
                     .kernel = p.kernelSize(),
                     .output = {},
                     .sides = p.border(PaddingMode::Zeros).sides};
    const Pair padded = call.padded();
    call.output = {padded.y - call.kernel.y + 1, padded.x - call.kernel.x + 1};
    if (call.edges() && (call.output.y < 1 || call.output.x < 1))
        return std::nullopt;
    return call;
}

} // namespace convoscope
