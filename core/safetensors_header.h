#pragma once

#include "core/safetensors.h"

namespace convoscope {

/// What the JSON header of a weight file holds.
struct WeightHeader {
    std::vector<StoredTensor> tensors;
    std::vector<std::pair<std::string, std::string>> metadata;
};

/// Refuses text that isn't JSON (Malformed in "header", `got` being the byte), that isn't the format's
/// (Malformed in the name of the tensor, or in "header"), names given twice (Duplicate) and types that the
/// format doesn't know (UnknownType).
Result<WeightHeader> parseWeightHeader(std::string_view text);

} // namespace convoscope
