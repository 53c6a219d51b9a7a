#pragma once

#include "app/command_line.h"

namespace convoscope {

/// Paints what the command line asks for into its file, without a window. Returns the sentence when it
/// failed.
[[nodiscard]] std::optional<QString> render(const CommandLine &line);

} // namespace convoscope
