#pragma once

#include "core/filter.h"
#include "core/filter_rows.h"
#include "core/raster.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace convoscope {

/// Four rows of a filter's results: `count` values each, leastDirect or more, from rows at the first value
/// that is read.
template <typename In, typename Out>
struct FourRows {
    const In *const *rows = nullptr;
    int count = 0;
    Out *const *out = nullptr;
    RowsAhead ahead{};
};
template <typename In, typename Out>
using ComputeRows = std::function<void(const FourRows<In, Out> &task)>;

/// What a direct pass goes over and how.
template <typename In, typename Out>
struct DirectPass {
    RasterView<const In> in;
    RasterView<Out> out;
    Pair kernel{1, 1}; ///< its anchor is the cell (height/2, width/2)
    FilterBorder border = FilterBorder::Reflect;
    double constant = 0.0;
    ComputeRows<In, Out> compute{};
};

/// Runs a filter straight over the rows of a picture. Only what it reads for the columns at the left and
/// right edge is put together in short rows, which then go the same way; of narrow pictures that is all there
/// is.
template <typename In, typename Out>
class DirectWalk {
public:
    explicit DirectWalk(const DirectPass<In, Out> &pass)
        : m_pass(pass)
        , m_channels(pass.in.channels)
        , m_left(pass.kernel.x / 2)
        , m_inside((pass.in.size.x - pass.kernel.x + 1) * m_channels)
        , m_rows(static_cast<size_t>(pass.kernel.y) + 3)
        , m_edgeRows(m_rows.size())
        , m_surplus(static_cast<size_t>(pass.in.rowValues()))
    {
        if (m_inside < leastDirect) {
            m_inside = 0;
            addEdge(0, pass.in.size.x);
        } else {
            addEdge(0, m_left);
            addEdge(m_left + m_inside / m_channels, pass.in.size.x);
        }
        allocate();
    }

    /// Rows [first, last) of the result.
    void run(int first, int last)
    {
        for (int y = first; y < last; y += 4) {
            gather(y);
            std::array<Out *, 4> out{};
            for (int r = 0; r < 4; ++r)
                out[static_cast<size_t>(r)] = y + r < last ? m_pass.out.row(y + r) : m_surplus.data();
            runInside(y, out);
            runEdges(out); // whose lines are in the cache now
        }
    }

private:
    /// Columns [first, last) of the result, and where they lie in the short rows.
    struct Edge {
        int first;
        int last;
        int at; ///< value
    };

    void addEdge(int first, int last)
    {
        m_edges.push_back({first * m_channels, last * m_channels, static_cast<int>(m_sources.size())});
        for (int x = first - m_left; x < last - m_left + m_pass.kernel.x - 1; ++x) {
            const auto source = borderSource(x, m_pass.in.size.x, m_pass.border);
            for (int c = 0; c < m_channels; ++c)
                m_sources.push_back(source ? *source * m_channels + c : -1);
        }
    }

    void allocate()
    {
        const int apron = (m_pass.kernel.x - 1) * m_channels;
        m_edgeCount = std::max(static_cast<int>(m_sources.size()) - apron, leastDirect);
        m_edgeValues.resize(m_rows.size() * static_cast<size_t>(m_edgeCount + apron));
        for (size_t i = 0; i < m_rows.size(); ++i)
            m_edgeRows[i] = m_edgeValues.data() + i * static_cast<size_t>(m_edgeCount + apron);
        m_edgeResults.resize(4 * static_cast<size_t>(m_edgeCount));
        if (m_pass.border == FilterBorder::Constant)
            m_constantRow.assign(m_surplus.size(), static_cast<In>(m_pass.constant));
    }

    /// The rows that are read for rows y to y + 3.
    void gather(int y)
    {
        for (size_t i = 0; i < m_rows.size(); ++i) {
            const int row = y - m_pass.kernel.y / 2 + static_cast<int>(i);
            const auto source = borderSource(row, m_pass.in.size.y, m_pass.border);
            m_rows[i] = source ? m_pass.in.row(*source) : m_constantRow.data();
        }
    }

    void runInside(int y, const std::array<Out *, 4> &out) const
    {
        if (m_inside == 0)
            return;
        std::array<Out *, 4> inside = out;
        for (Out *&row : inside)
            row += m_left * m_channels;
        const bool goesOn = y + 8 + m_pass.kernel.y <= m_pass.in.size.y;
        const RowsAhead ahead{4 * m_pass.in.pitch, 4 * m_pass.out.pitch};
        m_pass.compute({m_rows.data(), m_inside, inside.data(), goesOn ? ahead : RowsAhead()});
    }

    void runEdges(const std::array<Out *, 4> &out)
    {
        for (size_t i = 0; i < m_rows.size(); ++i) {
            In *const edge = m_edgeValues.data() + (m_edgeRows[i] - m_edgeRows[0]);
            for (size_t at = 0; at < m_sources.size(); ++at)
                edge[at] = m_sources[at] < 0 ? static_cast<In>(m_pass.constant) : m_rows[i][m_sources[at]];
        }
        std::array<Out *, 4> results{};
        for (size_t r = 0; r < results.size(); ++r)
            results[r] = m_edgeResults.data() + r * static_cast<size_t>(m_edgeCount);
        m_pass.compute({m_edgeRows.data(), m_edgeCount, results.data()});
        for (size_t r = 0; r < results.size(); ++r) {
            for (const Edge &edge : m_edges)
                std::copy_n(results[r] + edge.at, edge.last - edge.first, out[r] + edge.first);
        }
    }

    DirectPass<In, Out> m_pass;
    int m_channels;
    int m_left; ///< columns
    int m_inside; ///< values of a row that read nothing beyond the edges
    std::vector<const In *> m_rows;
    std::vector<Edge> m_edges{};
    std::vector<int> m_sources{}; ///< of the short rows' values within a row of the picture; -1: the constant
    int m_edgeCount = 0;
    std::vector<In> m_edgeValues{};
    std::vector<const In *> m_edgeRows;
    std::vector<Out> m_edgeResults{};
    std::vector<In> m_constantRow{};
    std::vector<Out> m_surplus; ///< for results of rows that nobody asked for
};

} // namespace convoscope
