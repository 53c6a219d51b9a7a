#pragma once

#include "core/trace.h"

#include <vector>

namespace convoscope {

/// An arrangement that is made column by column.
class ColumnTable {
public:
    /// Begins the next column.
    void begin() { ++m_column; }
    /// Begins the first column again, below all rows so far.
    void beginBelow()
    {
        m_top = static_cast<int>(m_rows.size());
        m_column = -1;
    }
    void put(int row, Slot slot)
    {
        row += m_top;
        if (m_rows.size() <= static_cast<size_t>(row))
            m_rows.resize(static_cast<size_t>(row) + 1);
        auto &slots = m_rows[static_cast<size_t>(row)];
        if (slots.size() <= static_cast<size_t>(m_column))
            slots.resize(static_cast<size_t>(m_column) + 1);
        slots[static_cast<size_t>(m_column)] = slot;
    }
    /// A column of planes, `first` on top.
    void planes(int first, int count)
    {
        begin();
        for (int i = 0; i < count; ++i)
            put(i, {.plane = first + i});
    }
    /// A column of the same sign.
    void signs(Operator sign, int count)
    {
        begin();
        for (int i = 0; i < count; ++i)
            put(i, {.sign = sign});
    }
    [[nodiscard]] const Arrangement &rows() const { return m_rows; }

private:
    Arrangement m_rows;
    int m_top = 0;
    int m_column = -1;
};

} // namespace convoscope
