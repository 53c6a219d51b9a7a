#pragma once

#include "core/filter.h"
#include "core/image_measures.h"

#include <QString>

#include <optional>
#include <vector>

namespace convoscope {

// What the plots beside a picture show, as plain values.

/// How often each level occurs in a picture, channel by channel, before and after something was done to it.
struct HistogramPair {
    std::vector<Histogram> before{}; ///< grey; grey, opacity; red, green, blue; or red, green, blue, opacity
    std::vector<Histogram> after{};
    bool operator==(const HistogramPair &) const = default;
};

/// A kernel whose response to waves is shown, and what it is called.
struct NamedResponse {
    QString name;
    SettledKernel kernel{};
};

struct Plots {
    std::vector<NamedResponse> combined{}; ///< kernels that do what several steps do
    std::optional<HistogramPair> histograms{};
    std::vector<NamedResponse> responses{}; ///< one, or two to compare
};

} // namespace convoscope
