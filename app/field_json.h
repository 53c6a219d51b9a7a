#pragma once

#include "core/field.h"

#include <QJsonValue>
#include <QString>

#include <optional>
#include <variant>

namespace convoscope {

/// A photo that a file names as an input. Whoever reads the file loads it and sets the field.
struct PhotoRequest {
    std::string_view field; ///< key of the Picture field that waits for it
    QString path; ///< as written in the file
    QString channel; ///< a key of Picture::channel
    std::optional<Rect>
        crop{}; ///< the part of it that is meant, when not all; inside it only if the photo is
    bool operator==(const PhotoRequest &) const = default;
};

/// A value of the field's kind within its limits, a photo to load, or a sentence on what is wrong with the
/// JSON.
using FieldReading = std::variant<FieldValue, PhotoRequest, QString>;

// JSON forms, made from the description of the field alone:
//   Flag    true | false              Integer, Real  number          Choice  its key
//   Pair    [height, width]           Sides   {"left": l, "right": r, "top": t, "bottom": b}
//   Matrix  [[1, 2], [3, 4]]          Picture "preset-key" | [[...]] | [[[...]], ...] (channels)
//                                             | {"photo": path, "channel": key, "crop": [top, left, height,
//                                             width]}
//                                             | {"strokes": [...]} (app/drawing_json.h), of a drawn one
//   Layers  [{"kind": "conv", ...}, ...] (app/layers_json.h)
//   Chain   [{"filter": "gaussian", ...}, ...] (app/chain_json.h)
// A single number is read for a Pair or Sides whose numbers are all equal.

/// Largest side of a matrix that a file may hold as a Picture, and the most channels.
inline constexpr int mostInlineSide = 256;
inline constexpr int mostInlineChannels = 32;

/// Floats are written with the fewest digits that read back as the same float.
QJsonValue jsonOf(const Field &field, const FieldValue &value);
/// Never allocates more than the limits of the field allow.
FieldReading readField(const Field &field, const QJsonValue &json);

} // namespace convoscope
