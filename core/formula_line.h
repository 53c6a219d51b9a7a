#pragma once

#include "core/formula.h"

#include <string>
#include <string_view>

namespace convoscope {

/// Digits with a true minus sign.
std::string formulaNumber(long long value);
/// To three significant digits, or as an integer from 100 on.
std::string formulaNumber(double value);

/// Puts a line of a formula together, colour by colour.
class LineWriter {
public:
    /// Uncoloured text.
    LineWriter &operator()(std::string_view text);
    LineWriter &add(std::string_view text, PlaneRole role);
    LineWriter &input(std::string_view text) { return add(text, PlaneRole::Input); }
    LineWriter &kernel(std::string_view text) { return add(text, PlaneRole::Kernel); }
    LineWriter &output(std::string_view text) { return add(text, PlaneRole::Output); }

    [[nodiscard]] const FormulaLine &tokens() const { return m_tokens; }

private:
    FormulaLine m_tokens;
};

} // namespace convoscope
