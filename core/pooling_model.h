#pragma once

#include "core/pool_walk.h"
#include "core/pooling_traces.h"

namespace convoscope {

/// What every view computes first.
struct PooledInput {
    PoolWindows windows;
    Pooled pooled;
};

/// Refused where a window has more than 2^16 cells.
Result<PooledInput> pooledInput(const PoolingParams &params);

/// input → output; what every view begins with.
class PoolingModel : public Trace::Model {
public:
    PoolingModel(const PoolingParams &params, PooledInput played);

    [[nodiscard]] int beats() const override { return walk.beats(); }
    [[nodiscard]] int taps(int beat) const override;
    [[nodiscard]] Step at(Position position) const override { return walk.at(planes, position); }
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        return walk.reach(planes, plane, cell);
    }
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        return walk.beatAt(plane, cell);
    }

protected:
    int add(Plane plane); ///< its index
    /// Another output, coloured like the first: equal values in equal colours.
    int addOutput(std::string_view name, Tensor values);

    PoolWalk walk;
};

} // namespace convoscope
