#pragma once

#include "core/matrix_text.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace convoscope {

/// Collects the cells of a text row by row; keeps the first thing that is wrong and ignores what comes after.
class CellCollector {
public:
    explicit CellCollector(bool decimalComma)
        : m_decimalComma(decimalComma)
    {
    }

    [[nodiscard]] bool failed() const { return m_refusal.has_value(); }
    void refuse(TextFault fault, std::string_view got = {});
    void add(std::string_view field); ///< without blanks around it; empty for a missing value
    void endRow();
    [[nodiscard]] MatrixText take() &&;

private:
    void refuseAt(TextRefusal refusal);

    bool m_decimalComma;
    int m_rows = 0;
    int m_columns = 0;
    int m_inRow = 0;
    std::vector<float> m_values;
    std::optional<TextRefusal> m_refusal;
};

} // namespace convoscope
