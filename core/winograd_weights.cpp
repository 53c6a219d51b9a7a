#include "core/winograd_weights.h"

#include "core/layer_kernels.h"

#include <array>
#include <span>

namespace convoscope {

namespace {

using Row = std::array<double, 3>;

constexpr std::array<Row, winogradTile> large{{{1.0 / 4, 0, 0},
                                               {-1.0 / 6, -1.0 / 6, -1.0 / 6},
                                               {-1.0 / 6, 1.0 / 6, -1.0 / 6},
                                               {1.0 / 24, 1.0 / 12, 1.0 / 6},
                                               {1.0 / 24, -1.0 / 12, 1.0 / 6},
                                               {0, 0, 1}}};
constexpr std::array<Row, smallWinogradTile> small{{{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}}};

std::span<const Row> rowsOf(WinogradForm form)
{
    if (form == WinogradForm::Large)
        return large;
    return small;
}

} // namespace

AlignedFloats winogradWeights(const Tensor &w, WinogradForm form)
{
    const auto rows = rowsOf(form);
    const Shape shape = w.shape();
    const size_t plane = static_cast<size_t>(wholeBlocks(shape.n)) * shape.c;
    AlignedFloats packed(rows.size() * rows.size() * plane, 0.0F);
    for (int o = 0; o < shape.n; ++o) {
        for (int c = 0; c < shape.c; ++c) {
            const auto kernel = w.plane(o, c);
            float *to = packed.data() + (static_cast<size_t>(o / channelBlock) * shape.c + c) * channelBlock
                + o % channelBlock;
            for (size_t cell = 0; cell < rows.size() * rows.size(); ++cell) {
                const Row &vertical = rows[cell / rows.size()];
                const Row &horizontal = rows[cell % rows.size()];
                double sum = 0.0;
                for (size_t k = 0; k < kernel.size(); ++k)
                    sum += vertical[k / 3] * horizontal[k % 3] * kernel[k];
                to[cell * plane] = static_cast<float>(sum);
            }
        }
    }
    return packed;
}

} // namespace convoscope
