#pragma once

#include "core/correlator.h"

namespace convoscope {

/// A picture as rows of floats.
struct FloatSource {
    Pair size{0, 0};
    int channels = 1;
    FloatRing::Fetch fetch; ///< may be called from several threads
};

/// The steps of a filter made ready to be run in floats over any band of rows: the general way, for every
/// filter.
class FilterChain {
public:
    explicit FilterChain(const Filter &filter);

    /// Rows [first, last) of the last step's results. What the steps before need of their rows is computed
    /// too and held in memory, so bands should be high against the filter's reach, and no higher than memory
    /// allows.
    void run(const FloatSource &source, int first, int last, const TakePiece &take) const;
    /// Multiply-adds a value, about.
    [[nodiscard]] double cost() const;
    [[nodiscard]] int steps() const { return static_cast<int>(m_steps.size()); }

private:
    struct Step {
        FilterKind kind;
        Pair size;
        std::vector<Correlator> correlators{}; ///< one, or along and across
    };
    struct Band; // rows that one step is to compute

    void runStep(const FloatSource &source, const Band &band, const TakePiece &take) const;
    void runGradient(const FloatSource &source, const Band &band, const TakePiece &take) const;
    [[nodiscard]] FloatRing ringFor(const FloatSource &source, const Step &step) const;
    [[nodiscard]] FloatSource rowsBefore(const FloatSource &source, const Band &band) const;

    std::vector<Step> m_steps;
    FilterBorder m_border;
    double m_constant;
};

} // namespace convoscope
