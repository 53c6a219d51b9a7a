#pragma once

#include "core/cell_collector.h"

#include <array>
#include <string_view>

namespace convoscope {

/// Reads nested brackets. Every innermost bracket is a row; Matlab's semicolon ends one as well.
class BracketReader {
public:
    MatrixText read(std::string_view text);

private:
    enum class Content { Nothing, Numbers, Groups };
    static constexpr int deepest = 8;

    void take(std::string_view token);
    void open();
    void close();
    void comma();
    void endRow();
    void value(std::string_view word);

    /// Rows in two different outer brackets are two matrices.
    [[nodiscard]] bool oneMatrix() const { return m_rowDepth < 2 || m_opened[m_rowDepth - 1] == 1; }

    CellCollector m_matrix{false};
    int m_depth = 0;
    int m_rowDepth = 0; ///< depth of the brackets that hold numbers; 0 before the first
    bool m_afterValue = false;
    std::array<Content, deepest> m_content{};
    std::array<int, deepest> m_opened{};
};

} // namespace convoscope
