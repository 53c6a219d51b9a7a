#pragma once

#include "core/raster.h"

#include <memory>
#include <vector>

namespace convoscope {

/// A picture at full size, half of it, a quarter, ... down to one cell: any view of it is made from the level
/// that is just finer. Each cell is the mean of 2×2 of the level before, of fewer at an odd edge; colours
/// count as much as they are opaque. Costs a third of the picture more, of a huge picture a twelfth: there is
/// no half of it. A copy shares everything.
class Mipmap {
public:
    static constexpr std::size_t hugeFrom = std::size_t{128} << 20U; ///< bytes

    Mipmap() = default;
    /// Made on up to `threads` threads, 0: as many as there are processors.
    explicit Mipmap(std::shared_ptr<const ByteRaster> picture, int threads = 0);

    [[nodiscard]] bool empty() const { return levels() == 0; }
    [[nodiscard]] Pair size() const { return empty() ? Pair{0, 0} : level(0).size; }
    [[nodiscard]] int channels() const { return empty() ? 0 : level(0).channels; }
    [[nodiscard]] int levels() const { return m_levels ? static_cast<int>(m_levels->size()) : 0; }
    [[nodiscard]] bool has(int i) const { return (*m_levels)[static_cast<std::size_t>(i)] != nullptr; }
    /// Level i has the size of the picture divided by 2^i, rounded up; 0 is the picture itself, and 1 isn't
    /// there of huge ones.
    [[nodiscard]] const ByteRaster &level(int i) const { return *(*m_levels)[static_cast<std::size_t>(i)]; }
    /// The coarsest level that still has a cell or more for each of `scale` pixels a cell of the picture.
    [[nodiscard]] int levelFor(double scale) const;
    [[nodiscard]] std::shared_ptr<const ByteRaster> picture() const;

    /// Whether both share one pyramid.
    bool operator==(const Mipmap &) const = default;

private:
    using Levels = std::vector<std::shared_ptr<const ByteRaster>>;
    std::shared_ptr<const Levels> m_levels;
};

/// The next level of a pyramid.
ByteRaster halved(const ByteRaster &from, int threads = 0);

} // namespace convoscope
