#include "core/facts.h"

namespace convoscope {

std::optional<int> rowAt(const FactsTable &table, int beat)
{
    std::optional<int> best;
    int begin = -1;
    for (size_t i = 0; i < table.rows.size(); ++i) {
        const int first = table.rows[i].beat.value_or(-1);
        if (first < 0 || first > beat || first <= begin)
            continue;
        begin = first;
        best = static_cast<int>(i);
    }
    return best;
}

} // namespace convoscope
