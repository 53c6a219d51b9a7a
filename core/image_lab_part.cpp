#include "core/image_lab_part.h"

#include "core/filter_opacity.h"
#include "core/filter_run.h"

#include <algorithm>
#include <memory>
#include <mutex>

namespace convoscope {

namespace {

/// One axis of the loupe.
struct LoupeAxis {
    int focus = 0;
    int count = 1;
    int stride = 1;
    int picture = 1;
};

/// Coordinates whose results are kept, around the focus, all inside of the picture.
std::vector<int> around(const LoupeAxis &axis)
{
    const int kept = (axis.picture - 1) / axis.stride + 1;
    const int count = std::min(axis.count, kept);
    const int middle = std::clamp(axis.focus, 0, axis.picture - 1) / axis.stride;
    const int first = std::clamp(middle - axis.count / 2, 0, kept - count);
    std::vector<int> coordinates;
    coordinates.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i)
        coordinates.push_back((first + i) * axis.stride);
    return coordinates;
}

/// One cell with noise and luma, as the filter's run sees it.
double sourceValue(const ImageLabParams &params, const Filter &filter, Cell cell, int channel)
{
    const ByteView in = params.in();
    std::array<std::uint8_t, 4> values{};
    std::copy_n(&in.at(cell, 0), in.channels, values.begin());
    if (const auto noise = params.addedNoise())
        addNoise(values.data(), in.channels, *noise, placeOf(cell, in.size));
    if (filter.colour == ColourMode::Luma)
        return lumaOf(ByteView{values.data(), {1, 1}, in.channels, in.channels}).values.front();
    const double value = values[static_cast<size_t>(channel)];
    const int alpha = in.channels - 1;
    const bool weighed = opacityFor(filter, in.channels).premultiplied && channel < alpha;
    return weighed ? value * values[static_cast<size_t>(alpha)] / 255.0 : value;
}

/// Of the whole result, which has to be computed for it.
ResultRange computedRange(const ImageLabParams &params, const Filter &filter)
{
    const auto noise = params.addedNoise();
    const ByteRaster noisy = noise ? withNoise(params.in(), *noise) : ByteRaster();
    return resultRange(noise ? noisy.view() : params.in(), filter);
}

/// The last range that was asked for: a loupe that moves asks for the same one over and over, and it takes a
/// pass over the whole photo. Only speed depends on it.
class RangeMemo {
public:
    static RangeMemo &last()
    {
        static RangeMemo memo;
        return memo;
    }

    std::optional<ResultRange> find(const ImageLabParams &params, const Filter &filter)
    {
        const std::scoped_lock lock(m_mutex);
        const bool known =
            m_filter == filter && m_noise == params.addedNoise() && m_photo.lock() == params.photo.raster;
        return known ? std::optional(m_range) : std::nullopt;
    }
    void keep(const ImageLabParams &params, const Filter &filter, const ResultRange &range)
    {
        const std::scoped_lock lock(m_mutex);
        m_photo = params.photo.raster;
        m_noise = params.addedNoise();
        m_filter = filter;
        m_range = range;
    }

private:
    std::mutex m_mutex;
    std::weak_ptr<const ByteRaster> m_photo;
    std::optional<Noise> m_noise;
    Filter m_filter;
    ResultRange m_range;
};

ResultRange wholeRange(const ImageLabParams &params, const Filter &filter)
{
    if (const auto known = RangeMemo::last().find(params, filter))
        return *known;
    const ResultRange range = computedRange(params, filter);
    RangeMemo::last().keep(params, filter, range);
    return range;
}

} // namespace

double LabPart::factor(Cell cell) const
{
    const double filtered = opacity ? opacity->at(cell) : 255.0;
    return filtered > 0.0 ? 255.0 / filtered : 0.0;
}

std::uint8_t LabPart::byte(Cell cell) const
{
    return roundedByte(scale.value_or(ResultScale())(after.at(cell) * factor(cell)));
}

bool isRangeKnown(const ImageLabParams &params, const Filter &filter)
{
    return RangeMemo::last().find(params, filter).has_value();
}

std::function<double(Cell)> labSource(const ImageLabParams &params, const Filter &filter, int channel)
{
    return [&params, &filter, channel](Cell cell) { return sourceValue(params, filter, cell, channel); };
}

int explainedStep(const ImageLabParams &params, int steps)
{
    return params.explained < 1 ? steps - 1 : std::min(params.explained, steps) - 1;
}

int explainedChannel(const ImageLabParams &params, const Filter &filter)
{
    const int channels = params.in().channels;
    const int opacity = opacityFor(filter, channels).kept ? 1 : 0;
    return std::clamp(params.channel, 0, resultChannels(filter, channels) - 1 - opacity);
}

namespace {

/// A frame, and the filter that its values are made with.
struct Framed {
    LabPart part;
    Filter filter;
    int explained = 0;
    int channel = 0;
};

Result<Framed> framed(const ImageLabParams &params)
{
    auto whole = labFilter(params, params.explainedField());
    if (!whole)
        return whole.refusal();
    const Filter &filter = *whole;
    const int channels = params.in().channels;
    const auto steps = static_cast<int>(filter.steps.size());
    const int explained = explainedStep(params, steps);
    const bool isLast = explained + 1 == steps;
    const int channel = explainedChannel(params, filter);
    const int stride = isLast ? params.stride : 1;
    LabPart part{.step = filter.steps[static_cast<size_t>(explained)],
                 .picture = params.in().size,
                 .border = filter.border,
                 .constant = filter.constant,
                 .isFirst = explained == 0};
    part.cells = {around({params.focus.y, params.region.y, stride, part.picture.y}),
                  around({params.focus.x, params.region.x, stride, part.picture.x})};
    if (isLast) {
        const bool mapped = channel < mappedChannels(filter, resultChannels(filter, channels));
        part.scale = mapped ? resultScale(filter.mapping) : ResultScale();
        if (opacityFor(filter, channels).divided && channel + 1 < channels)
            part.opacity = PartValues();
    }
    return Framed{std::move(part), filter, explained, channel};
}

} // namespace

Result<LabPart> labFrame(const ImageLabParams &params)
{
    auto frame = framed(params);
    if (!frame)
        return frame.refusal();
    return (*std::move(frame)).part;
}

Result<LabPart> labPart(const ImageLabParams &params)
{
    auto frame = framed(params);
    if (!frame)
        return frame.refusal();
    auto [part, filter, explained, channel] = *std::move(frame);
    const int channels = params.in().channels;
    const bool mapped = channel < mappedChannels(filter, resultChannels(filter, channels));
    if (part.scale && mapped && filter.mapping == ResultMapping::AutoScaled)
        part.scale = resultScale(filter.mapping, wholeRange(params, filter));
    if (part.opacity)
        part.opacity =
            chainValues({part.picture, labSource(params, filter, channels - 1)}, filter, part.cells).back();
    filter.steps.resize(static_cast<size_t>(explained) + 1);
    auto values = chainValues({part.picture, labSource(params, filter, channel)}, filter, part.cells);
    part.before = std::move(values[static_cast<size_t>(explained)]);
    part.after = std::move(values.back());
    return std::move(part);
}

} // namespace convoscope
