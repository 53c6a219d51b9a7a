#pragma once

#include <QHash>
#include <QRgb>
#include <span>
#include <vector>

namespace convoscope {

/// Few colours that stand for all those of a picture.
struct Palette {
    std::vector<QRgb> colours;
    QHash<QRgb, int> indexOf; ///< for every colour of the picture
};

/// At most `most` colours. Exact where the picture has no more than that; else by repeated halving of the
/// group of colours with the largest squared error (after Wan, Wong and Prusinkiewicz, "An algorithm for
/// multidimensional data clustering", ACM TOMS 14, 1988), where a colour that fills most of its group stays
/// as it is.
[[nodiscard]] Palette paletteOf(std::span<const QRgb> pixels, int most);

} // namespace convoscope
