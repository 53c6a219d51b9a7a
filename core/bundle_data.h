#pragma once

#include <string_view>

namespace convoscope {

// The files in resources/weights and resources/digits, generated at build time (cmake/embed_bytes.cmake).

std::string_view lenetStyleBytes();
std::string_view lenet5Bytes();
std::string_view digitPictureBytes();
std::string_view digitLabelBytes();

} // namespace convoscope
