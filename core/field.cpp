#include "core/field.h"

#include <algorithm>

namespace convoscope {

const Field *findField(std::span<const Field> fields, std::string_view key)
{
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? nullptr : &*found;
}

} // namespace convoscope
