#include "core/image_lab_lesson.h"

#include "core/field_of.h"
#include "core/image_lab_model.h"
#include "core/test_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope {

namespace {

using Key = std::string_view;
using P = ImageLabParams;

constexpr int mostPhotoSide = 32768;
constexpr int mostRegion = 32;
constexpr std::array<Key, 2> views{"filter", "versus"};
constexpr std::array<Key, 3> noises{"none", "gaussian", "salt-and-pepper"};
constexpr std::array<Key, 5> borders{"constant", "replicate", "reflect", "symmetric", "wrap"};
constexpr std::array<Key, 4> colours{"every-channel", "keep-alpha", "alpha-aware", "luma"};
constexpr std::array<Key, 4> mappings{"clamp", "absolute", "offset", "auto"};
constexpr std::array<Key, 4> channels{"red", "green", "blue", "opacity"};

bool isVersus(const P &p)
{
    return p.view == ImageLabView::Versus;
}
bool isNoisy(const P &p)
{
    return p.noise != LabNoise::None;
}
bool hasConstant(const P &p)
{
    return p.border == FilterBorder::Constant;
}
bool isColour(const P &p)
{
    return p.photo.raster && p.photo.raster->channels > 1;
}
bool hasChannels(const P &p)
{
    return isColour(p) && p.colour != ColourMode::Luma;
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

void addPhoto(std::vector<Field> &fields)
{
    fields.push_back(memberField<&P::photo>({.key = "photo",
                                             .kind = FieldKind::Picture,
                                             .low = 1,
                                             .high = mostPhotoSide,
                                             .section = "photo",
                                             .channels = 4,
                                             .raster = true}));
}

void addFilter(std::vector<Field> &fields)
{
    const Key result = "result";
    fields.push_back(memberField<&P::chain>(
        {.key = "chain", .kind = FieldKind::Chain, .low = 0, .high = mostFilterSteps, .section = "chain"}));
    fields.push_back(memberField<&P::rival>({.key = "rival",
                                             .kind = FieldKind::Chain,
                                             .low = 0,
                                             .high = mostFilterSteps,
                                             .section = "rival",
                                             .applies = when<isVersus>}));
    fields.push_back(memberField<&P::border>(
        {.key = "border", .kind = FieldKind::Choice, .choices = borders, .section = result}));
    fields.push_back(memberField<&P::constant>({.key = "border_constant",
                                                .kind = FieldKind::Real,
                                                .low = 0,
                                                .high = 255,
                                                .section = result,
                                                .applies = when<hasConstant>}));
    fields.push_back(memberField<&P::colour>({.key = "colour",
                                              .kind = FieldKind::Choice,
                                              .choices = colours,
                                              .section = result,
                                              .applies = when<isColour>}));
    fields.push_back(memberField<&P::mapping>(
        {.key = "result", .kind = FieldKind::Choice, .choices = mappings, .section = result}));
    fields.push_back(memberField<&P::stride>(
        {.key = "lab_stride", .kind = FieldKind::Integer, .low = 1, .high = 16, .section = result}));
}

void addNoise(std::vector<Field> &fields)
{
    const Key noise = "noise";
    fields.push_back(memberField<&P::noise>(
        {.key = noise, .kind = FieldKind::Choice, .choices = noises, .section = noise}));
    fields.push_back(memberField<&P::noiseStrength>({.key = "noise_strength",
                                                     .kind = FieldKind::Real,
                                                     .low = 0,
                                                     .high = 100,
                                                     .section = noise,
                                                     .applies = when<isNoisy>}));
    fields.push_back(memberField<&P::noiseSeed>({.key = "noise_seed",
                                                 .kind = FieldKind::Integer,
                                                 .low = 1,
                                                 .high = 999999,
                                                 .section = noise,
                                                 .applies = when<isNoisy>}));
}

void addLoupe(std::vector<Field> &fields)
{
    const Key loupe = "loupe";
    fields.push_back(memberField<&P::focus>({.key = "focus",
                                             .kind = FieldKind::Pair,
                                             .low = 0,
                                             .high = mostPhotoSide,
                                             .section = loupe,
                                             .place = true}));
    fields.push_back(memberField<&P::region>(
        {.key = "region", .kind = FieldKind::Pair, .low = 1, .high = mostRegion, .section = loupe}));
    fields.push_back(memberField<&P::channel>({.key = "channel_shown",
                                               .kind = FieldKind::Choice,
                                               .choices = channels,
                                               .section = loupe,
                                               .applies = when<hasChannels>}));
    fields.push_back(memberField<&P::explained>({.key = "explained_step",
                                                 .kind = FieldKind::Integer,
                                                 .low = 0,
                                                 .high = mostFilterSteps,
                                                 .section = loupe}));
    fields.push_back(memberField<&P::explainsRival>(
        {.key = "explains_rival", .kind = FieldKind::Flag, .section = loupe, .applies = when<isVersus>}));
}

std::vector<Field> makeFields()
{
    std::vector<Field> fields{memberField<&P::view>(
        {.key = "view", .kind = FieldKind::Choice, .choices = views, .section = "view"})};
    addPhoto(fields);
    addFilter(fields);
    addNoise(fields);
    addLoupe(fields);
    return fields;
}

} // namespace

std::optional<Noise> P::addedNoise() const
{
    if (noise == LabNoise::None || noiseStrength == 0.0)
        return std::nullopt;
    return Noise{.kind = noise == LabNoise::Gaussian ? NoiseKind::Gaussian : NoiseKind::SaltAndPepper,
                 .strength = noiseStrength,
                 .seed = static_cast<std::uint64_t>(noiseSeed)};
}

Result<Filter> labFilter(const P &params, std::string_view field)
{
    const bool rival = field == "rival";
    auto steps = filterStepsOf(rival ? params.rival : params.chain, field);
    if (!steps)
        return steps.refusal();
    Filter filter{.steps = *std::move(steps),
                  .border = params.border,
                  .constant = params.constant,
                  .colour = params.colour,
                  .mapping = params.mapping};
    const auto points = [](const FilterStep &step) { return step.kind == FilterKind::Direction; };
    if (std::ranges::any_of(filter.steps, points))
        filter.colour = ColourMode::Luma;
    if (auto refusal = refused(filter)) {
        refusal->field = field;
        return *refusal;
    }
    return filter;
}

std::span<const Field> imageLabFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

P imageLabStart()
{
    return {.photo = rasterPreset("chart").value_or(Picture()),
            .chain = {{.spec = {.name = "gaussian", .sigma = 1.0}}, {.spec = {.name = "sobel"}}},
            .focus = {64, 64}};
}

double imageLabWork(const P &params)
{
    if (!params.photo.raster)
        return 0.0;
    const Pair size = params.in().size;
    const double part = static_cast<double>(params.region.y) * params.region.x;
    double taps = 0.0;
    double reach = 0.0;
    const auto filter = labFilter(params, params.explainedField());
    for (const FilterStep &step : filter ? filter->steps : std::vector<FilterStep>()) {
        const Pair window = windowOf(step);
        taps += static_cast<double>(window.y) * window.x * (step.kind == FilterKind::Median ? 4.0 : 1.0);
        reach += std::max(window.y, window.x);
    }
    const double side = std::sqrt(part) + reach;
    const bool pass = filter && params.mapping == ResultMapping::AutoScaled && !isRangeKnown(params, *filter);
    const double whole = pass ? 2.0 * size.y * size.x * params.in().channels * std::min(taps, 30.0) : 0.0;
    return whole + side * side * taps;
}

std::optional<PhotoWork> imageLabPhoto(const P &params)
{
    auto filter = labFilter(params, "chain");
    auto rival = labFilter(params, "rival");
    if (!params.photo.raster || !filter || !rival)
        return std::nullopt;
    PhotoWork work{.photo = params.photo,
                   .noise = params.addedNoise(),
                   .filter = *std::move(filter),
                   .stride = params.stride};
    if (isVersus(params))
        work.rival = *std::move(rival);
    return work;
}

Result<Trace> playImageLab(const P &params)
{
    if (!params.photo.raster || params.in().size.y < 1 || params.in().size.x < 1)
        return Refusal{.reason = Reason::EmptyInput, .field = "photo", .works = 1};
    if (params.view == ImageLabView::Versus) { // the one that isn't explained is shown all the same
        if (const auto other = labFilter(params, params.isRivalExplained() ? "chain" : "rival"); !other)
            return other.refusal();
    }
    auto part = labPart(params);
    if (!part)
        return part.refusal();
    return Trace(std::make_shared<const ImageLabModel>(params, *std::move(part)));
}

} // namespace convoscope
