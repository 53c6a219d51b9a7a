#include "core/filter_run.h"

#include "core/byte_filter.h"
#include "core/direct_filter.h"
#include "core/filter_bander.h"
#include "core/filter_chain.h"
#include "core/filter_opacity.h"
#include "core/filter_result.h"

#include <limits>
#include <mutex>

namespace convoscope {

namespace {

/// High enough that what is read above and below a band doesn't count, low enough for memory and for a
/// cancel.
int bandRows(Pair size, int channels, const Filter &filter)
{
    constexpr int most = 128;
    const bool chain = filter.steps.size() > 1 || filter.steps.front().kind != FilterKind::Kernel;
    if (!chain)
        return most;
    const auto slow = [](const FilterStep &step) { return step.kind == FilterKind::Median && step.side > 5; };
    if (std::ranges::any_of(filter.steps, slow))
        return filter.steps.size() > 1 ? 32 : 4;
    const long long rowBytes = 4LL * size.x * channels;
    return static_cast<int>(std::clamp((1LL << 23) / rowBytes, 32LL, static_cast<long long>(most)));
}

/// Asks for a piece of a row ahead of its use: while some rows are computed the next ones come.
template <typename T>
void prefetch(const RasterView<T> &picture, const Piece &piece)
{
    if (piece.y >= picture.size.y)
        return;
    const T *const row = picture.row(piece.y) + piece.first;
    for (int at = 0; at < piece.count; at += static_cast<int>(64 / sizeof(T)))
        __builtin_prefetch(row + at, std::is_const_v<T> ? 0 : 1);
}

template <typename T>
void loadFloats(const RasterView<const T> &in, int y, float *out)
{
    prefetch(in, {y + 4, 0, in.rowValues()});
    if constexpr (std::is_same_v<T, float>)
        std::copy_n(in.row(y), in.rowValues(), out);
    else
        bytesToFloats(in.row(y), in.rowValues(), out);
}

AlphaValues alphaOf(int channels, const RowPiece &piece)
{
    return {channels, piece.first, piece.first + piece.count};
}

template <typename T>
FloatSource sourceOf(const RasterView<const T> &in, const Opacity &opacity)
{
    return {in.size, in.channels, [in, premultiplied = opacity.premultiplied](int y, float *out) {
                loadFloats(in, y, out);
                if (premultiplied)
                    premultiply(out, in.rowValues(), in.channels);
            }};
}

/// A filter that goes through floats, run over one picture. Pieces of rows hold whole cells wherever there is
/// opacity.
template <typename T>
class FloatRun {
public:
    FloatRun(const RasterView<const T> &in, const Filter &filter)
        : m_in(in)
        , m_filter(filter)
        , m_opacity(opacityFor(filter, in.channels))
        , m_chain(filter)
        , m_source(sourceOf(in, m_opacity))
    {
    }

    /// Calls take(piece) for all rows; the values already have the colours that are shown.
    bool pass(Bander &bander, const std::function<void(const RowPiece &)> &take) const
    {
        const double cost = m_chain.cost() * m_in.size.y * m_in.rowValues();
        return bander.pass(m_in.size.y, bandRows(m_in.size, m_in.channels, m_filter), cost,
                           [&](int first, int last) {
                               std::vector<float> colours;
                               m_chain.run(m_source, first, last, [&](const RowPiece &piece) {
                                   if (!m_opacity.divided) {
                                       take(piece);
                                       return;
                                   }
                                   colours.assign(piece.values, piece.values + piece.count + rowSlack);
                                   unpremultiply(colours.data(), piece.count, m_in.channels);
                                   take({piece.y, piece.first, piece.count, colours.data()});
                               });
                           });
    }

    [[nodiscard]] const Opacity &opacity() const { return m_opacity; }

private:
    RasterView<const T> m_in;
    const Filter &m_filter;
    Opacity m_opacity;
    FilterChain m_chain;
    FloatSource m_source;
};

/// The smallest and largest value of all pieces.
class RangeFinder {
public:
    RangeFinder(int channels, int mapped)
        : m_channels(channels)
        , m_mapped(mapped)
    {
    }

    void take(const RowPiece &piece)
    {
        float low = std::numeric_limits<float>::infinity();
        float high = -low;
        for (int i = 0; i < piece.count; ++i) {
            if (m_mapped == m_channels || (piece.first + i) % m_channels < m_mapped) {
                low = std::min(low, piece.values[i]);
                high = std::max(high, piece.values[i]);
            }
        }
        const std::scoped_lock lock(m_mutex);
        m_range = {std::min<double>(m_range.low, low), std::max<double>(m_range.high, high)};
    }
    [[nodiscard]] const ResultRange &range() const { return m_range; }

private:
    int m_channels;
    int m_mapped;
    std::mutex m_mutex;
    ResultRange m_range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

bool runFloats(const ByteView &in, const Filter &filter, const RasterView<std::uint8_t> &out,
               const FilterRun &run)
{
    const FloatRun floats(in, filter);
    const bool scaled = filter.mapping == ResultMapping::AutoScaled;
    Bander bander(run, scaled ? 2 : 1);
    const int mapped = mappedChannels(filter, in.channels);
    RangeFinder finder(in.channels, mapped);
    if (scaled && !floats.pass(bander, [&](const RowPiece &piece) { finder.take(piece); }))
        return false;
    const ResultScale scale = resultScale(filter.mapping, finder.range());
    const ByteScale bytes{scale.absolute, static_cast<float>(scale.factor), static_cast<float>(scale.shift)};
    return floats.pass(bander, [&](const RowPiece &piece) {
        std::uint8_t *const row = out.row(piece.y);
        prefetch(out, {piece.y + 4, piece.first, piece.count});
        floatsToBytes(piece.values, piece.count, bytes, row + piece.first);
        if (floats.opacity().kept)
            keepAlpha(in.row(piece.y), out.row(piece.y), alphaOf(in.channels, piece));
        if (floats.opacity().divided)
            roundAlpha(piece.values, row + piece.first, alphaOf(in.channels, piece));
    });
}

template <typename In, typename Out>
bool runDirectly(const RasterView<const In> &in, const Filter &filter, const RasterView<Out> &out,
                 const FilterRun &run, const DirectFilter &direct)
{
    constexpr int rows = 64;
    const DirectPass<In, Out> pass{.in = in,
                                   .out = out,
                                   .kernel = direct.kernelSize(),
                                   .border = filter.border,
                                   .constant = filter.constant,
                                   .compute = direct.compute<In, Out>(in.channels)};
    const bool kept = opacityFor(filter, in.channels).kept;
    Bander bander(run, 1);
    return bander.pass(in.size.y, rows, direct.cost() * in.size.y * in.rowValues(), [&](int first, int last) {
        DirectWalk<In, Out>(pass).run(first, last);
        for (int y = first; kept && y < last; ++y)
            keepAlpha(in.row(y), out.row(y), {in.channels, 0, in.rowValues()});
    });
}

bool runBytes(const ByteView &in, const Filter &filter, const RasterView<std::uint8_t> &out,
              const FilterRun &run, const ByteFilter &prototype)
{
    const RingShape shape{.size = in.size,
                          .channels = in.channels,
                          .kernel = prototype.kernelSize(),
                          .rows = prototype.kernelSize().y,
                          .border = filter.border,
                          .constant = std::clamp(filter.constant, 0.0, 255.0)};
    const bool kept = opacityFor(filter, in.channels).kept;
    Bander bander(run, 1);
    const double cost = (prototype.cost() + 4.0) / 2.0 * in.size.y * in.rowValues();
    return bander.pass(in.size.y, bandRows(in.size, in.channels, filter), cost, [&](int first, int last) {
        ByteFilter bytes = prototype;
        ByteRing ring(shape, [&](int y, std::uint8_t *row) {
            prefetch(in, {y + 2, 0, in.rowValues()});
            std::copy_n(in.row(y), in.rowValues(), row);
        });
        for (int y = first; y < last; ++y) {
            prefetch(out, {y + 1, 0, in.rowValues()});
            bytes.run(ring, y, out.row(y));
            if (kept)
                keepAlpha(in.row(y), out.row(y), {in.channels, 0, in.rowValues()});
        }
    });
}

Filter withoutColour(Filter filter)
{
    filter.colour = ColourMode::EveryChannel;
    return filter;
}

/// Whether the filter reads the picture's own values: opacity that colours are weighed with makes others of
/// them, and a constant border need not be a byte.
template <typename T>
bool readsThePicture(const Filter &filter, int channels)
{
    const bool weighed = filter.colour == ColourMode::AlphaAware && hasAlpha(channels);
    const bool heldConstant = std::is_same_v<T, float> || filter.border != FilterBorder::Constant
        || filter.constant == static_cast<double>(roundedByte(filter.constant));
    return !weighed && heldConstant;
}

template <typename T>
bool valuesInto(const RasterView<const T> &in, const Filter &filter, const RasterView<float> &out,
                const FilterRun &run)
{
    if (filter.colour == ColourMode::Luma) {
        const Raster<T> luma = lumaOf(in);
        return valuesInto(luma.view(), withoutColour(filter), out, run);
    }
    if (readsThePicture<T>(filter, in.channels)) {
        if (const auto direct = DirectFilter::make(filter))
            return runDirectly(in, filter, out, run, *direct);
    }
    const FloatRun<T> floats(in, filter);
    Bander bander(run, 1);
    return floats.pass(bander, [&](const RowPiece &piece) {
        prefetch(out, {piece.y + 4, piece.first, piece.count});
        std::copy_n(piece.values, piece.count, out.row(piece.y) + piece.first);
        if (floats.opacity().kept)
            keepAlpha(in.row(piece.y), out.row(piece.y), alphaOf(in.channels, piece));
    });
}

template <typename T>
std::optional<FloatRaster> valuesOf(const RasterView<const T> &in, const Filter &filter, const FilterRun &run)
{
    FloatRaster out(in.size, resultChannels(filter, in.channels));
    return valuesInto(in, filter, out.edit(), run) ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace

bool filterInto(const ByteView &in, const Filter &filter, const RasterView<std::uint8_t> &out,
                const FilterRun &run)
{
    if (filter.colour == ColourMode::Luma) {
        const ByteRaster luma = lumaOf(in);
        return filterInto(luma.view(), withoutColour(filter), out, run);
    }
    if (readsThePicture<std::uint8_t>(filter, in.channels) && filter.mapping != ResultMapping::AutoScaled) {
        const auto direct = DirectFilter::make(filter);
        if (direct && direct->isSmall())
            return runDirectly(in, filter, out, run, *direct);
        if (const auto bytes = ByteFilter::make(filter))
            return runBytes(in, filter, out, run, *bytes);
        if (direct)
            return runDirectly(in, filter, out, run, *direct);
    }
    return runFloats(in, filter, out, run);
}

std::optional<ByteRaster> filtered(const ByteView &in, const Filter &filter, const FilterRun &run)
{
    ByteRaster out(in.size, resultChannels(filter, in.channels));
    return filterInto(in, filter, out.edit(), run) ? std::optional(std::move(out)) : std::nullopt;
}

ResultRange resultRange(const ByteView &in, const Filter &filter)
{
    if (filter.colour == ColourMode::Luma) {
        const ByteRaster luma = lumaOf(in);
        return resultRange(luma.view(), withoutColour(filter));
    }
    const FloatRun floats(in, filter);
    const FilterRun run;
    Bander bander(run, 1);
    RangeFinder finder(in.channels, mappedChannels(filter, in.channels));
    floats.pass(bander, [&](const RowPiece &piece) { finder.take(piece); });
    return finder.range();
}

bool filterInto(const FloatView &in, const Filter &filter, const RasterView<float> &out, const FilterRun &run)
{
    return valuesInto(in, filter, out, run);
}

std::optional<FloatRaster> filterValues(const ByteView &in, const Filter &filter, const FilterRun &run)
{
    return valuesOf(in, filter, run);
}

std::optional<FloatRaster> filterValues(const FloatView &in, const Filter &filter, const FilterRun &run)
{
    return valuesOf(in, filter, run);
}

} // namespace convoscope
