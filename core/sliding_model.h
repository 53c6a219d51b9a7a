#pragma once

#include "core/convolution.h"
#include "core/convolution_traces.h"
#include "core/sliding.h"

namespace convoscope {

/// input, kernel in use, output; what every view but the transposed one begins with.
class SlidingModel : public Trace::Model {
public:
    SlidingModel(const ConvolutionParams &params, const Window &window, Tensor output);

    [[nodiscard]] int beats() const override { return sliding.beats(); }
    [[nodiscard]] int taps(int /*beat*/) const override { return sliding.taps(); }
    [[nodiscard]] Step at(Position position) const override;
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;

protected:
    int add(Plane plane); ///< its index

    Sliding sliding;
};

/// What every view computes first.
struct Played {
    Window window;
    Tensor output;
};

/// Window and output, refused where the view would need more than 2^18 cells.
Result<Played> played(const ConvolutionParams &params, long long cellsPerOutput);

template <typename Model, typename... More>
Trace traceOf(const ConvolutionParams &params, Played played, More &&...more)
{
    return Trace(std::make_shared<const Model>(params, played.window, std::move(played.output),
                                               std::forward<More>(more)...));
}

} // namespace convoscope
