#pragma once

#include "core/digit_preparation.h"
#include "core/photo_digit.h"
#include "core/trace.h"

#include <array>
#include <optional>

namespace convoscope {

/// Lays the preparation of a digit out in time.
class PreparationModel final : public Trace::Model {
public:
    /// `found` is what was found in a photo, whose ink was prepared.
    PreparationModel(const Tensor &ink, PreparedDigit made, const std::optional<FoundDigit> &found);

    [[nodiscard]] int beats() const override { return m_placing + 1; }
    [[nodiscard]] int taps(int beat) const override;
    [[nodiscard]] Step at(Position position) const override;
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    [[nodiscard]] int shownAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override;

private:
    /// A plane and the beat from which all of it is there.
    int add(Plane plane, int beat);
    void addFound(const FoundDigit &found);
    void addCentre(size_t axis);
    void arrange();

    [[nodiscard]] Cell scaledAt(int beat) const;
    /// Of the cropped ink: what a pixel of the scaled digit covers.
    [[nodiscard]] Rect coveredBy(Cell scaled) const;
    /// The pixels of the scaled digit that cover a cropped one, in part or whole.
    [[nodiscard]] Rect scaledOver(Cell cropped) const;
    [[nodiscard]] Rect placed() const;
    [[nodiscard]] const Plane &plane(int i) const { return planes[static_cast<size_t>(i)]; }

    [[nodiscard]] Step bare(int plane, Cell cell) const;
    [[nodiscard]] Step contrasting() const;
    [[nodiscard]] Step cropping() const;
    [[nodiscard]] Step scaling(int beat) const;
    [[nodiscard]] Step centring(size_t axis) const;
    [[nodiscard]] Step shifting(size_t axis) const;
    [[nodiscard]] Step placing() const;
    [[nodiscard]] Step whole(int beat) const;
    void addReach(std::vector<Mark> &marks, const Rect &scaled) const;
    void addReachOfCentre(std::vector<Mark> &marks, int plane, Cell cell, size_t axis) const;
    static Mark windowOn(int plane, const Rect &cells)
    {
        return {.plane = plane, .role = MarkRole::Window, .cells = cells};
    }
    static Rect moved(const Rect &rect, Cell by)
    {
        return {rect.top + by.row, rect.left + by.column, rect.height, rect.width};
    }
    void addSources(std::vector<Mark> &marks, Cell scaled) const;

    PreparedDigit m_made;
    std::vector<AreaCover> m_rows;
    std::vector<AreaCover> m_columns;
    std::vector<int> m_since; ///< of each plane
    bool m_darkInk = true;
    Rect m_bounds{}; ///< of the digit in the photo
    // Planes; those of a photo are -1 without one.
    int m_grey = -1;
    int m_level = -1;
    int m_contrast = -1;
    int m_ink = -1;
    int m_cropped = -1;
    int m_scaled = -1;
    std::array<int, 2> m_sums{-1, -1}; ///< of the rows, of the columns
    std::array<int, 2> m_centre{-1, -1}; ///< from the top, from the left
    std::array<int, 2> m_offset{-1, -1};
    int m_digit = -1;
    // First beats.
    int m_cropping = 0;
    int m_scaling = 0;
    int m_centring = 0;
    int m_placing = 0;
};

} // namespace convoscope
