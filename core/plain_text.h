#pragma once

#include <string>
#include <string_view>

namespace convoscope {

/// `bytes` as UTF-8 without a byte order mark. UTF-16 is recognised by its byte order mark; lone surrogates
/// become the replacement character. Bytes without a mark pass unchanged.
[[nodiscard]] std::string utf8Of(std::string_view bytes);

/// The text with line feeds only, ASCII minus signs and plain blanks, so that numbers can be picked from it.
[[nodiscard]] std::string unifiedText(std::string_view utf8);

/// The first 40 bytes of a text, cut between characters, for use in a message.
[[nodiscard]] std::string clipped(std::string_view utf8);

/// Without the blanks, tabs and line feeds at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace convoscope
