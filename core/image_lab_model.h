#pragma once

#include "core/image_lab_part.h"
#include "core/trace.h"

namespace convoscope {

/// What one step of a chain does to a part of a photo, cell by cell: the weighted sums (or what else it
/// makes), and after the last step the byte.
class ImageLabModel : public Trace::Model {
public:
    ImageLabModel(const ImageLabParams &params, LabPart part);

    [[nodiscard]] int beats() const override { return cells() * perCell(); }
    [[nodiscard]] int taps(int beat) const override;
    [[nodiscard]] Step at(Position position) const override;
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    [[nodiscard]] int shownAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override;

private:
    /// How the cells of a plane are made, one after the other at each cell of the result.
    enum class Making { Sum, Middle, Length, Direction, Byte };
    struct Maker {
        Making making = Making::Sum;
        int plane = 0;
        int kernel = -1; ///< plane of a Sum's weights
        float divisor = 1.0F;
        float bias = 0.0F; ///< added before the division
    };

    int add(Plane plane);
    void addBefore(const ImageLabParams &params);
    void addSum(const char *kernelName, const char *name, const Tensor &kernel, const SettledKernel &settled);
    void addMade(Making making, Plane plane);
    void addByte();
    void place(Plane &plane) const;
    void arrange();
    [[nodiscard]] Tensor tensorOf(const std::function<double(Cell)> &value) const;

    [[nodiscard]] int cells() const { return m_size.y * m_size.x; }
    [[nodiscard]] int perCell() const { return static_cast<int>(m_makers.size()); }
    [[nodiscard]] Cell cellOf(int beat) const;
    [[nodiscard]] int makerOf(int plane) const; ///< -1 for planes that aren't made
    [[nodiscard]] Cell inPhoto(Cell cell) const;
    [[nodiscard]] Rect windowAt(Cell cell) const; ///< of the plane before
    [[nodiscard]] Step whole(int beat) const;
    void addWindowTerms(Step &step, const Maker &maker) const;
    void addMadeTerms(Step &step, const Maker &maker) const;
    void addTapMarks(Step &step, const Maker &maker) const;
    [[nodiscard]] std::vector<Mark> reachOfBefore(Cell cell) const;
    [[nodiscard]] std::vector<Mark> reachOfWeight(int plane, Cell cell) const;

    LabPart m_part;
    Pair m_size{0, 0}; ///< cells of the result
    Pair m_window{1, 1};
    Pair m_stride{1, 1};
    std::vector<Maker> m_makers;
};

} // namespace convoscope
