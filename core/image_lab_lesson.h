#pragma once

#include "core/chain_step.h"
#include "core/filter.h"
#include "core/photo_work.h"

#include <optional>
#include <span>
#include <vector>

namespace convoscope {

/// What is done to the photo in the image lab.
enum class ImageLabView {
    Filter, ///< a chain of filters
    Versus ///< two chains, beside each other on the same photo
};

enum class LabNoise { None, Gaussian, SaltAndPepper };

/// Everything a learner can set in the image lab.
struct ImageLabParams {
    ImageLabView view = ImageLabView::Filter;
    Picture photo; ///< its raster
    LabNoise noise = LabNoise::None; ///< added before anything else
    double noiseStrength = 20.0; ///< standard deviation in grey levels, or share of the cells in per cent
    int noiseSeed = 1;
    std::vector<ChainStep> chain{};
    std::vector<ChainStep> rival{}; ///< of the Versus view
    FilterBorder border = FilterBorder::Reflect;
    double constant = 0.0; ///< grey level beyond the edges, for FilterBorder::Constant
    ColourMode colour = ColourMode::KeepAlpha;
    ResultMapping mapping = ResultMapping::Clamp;
    int stride = 1; ///< only every stride-th row and column of the result is kept
    // The loupe: the part of the photo whose results are stepped through number by number.
    Pair focus{0, 0}; ///< the cell in its middle; moved into the photo where it lies outside
    Pair region{9, 9}; ///< cells of the result; odd or even
    int channel = 0; ///< red, green, blue or opacity, or the only one
    int explained = 0; ///< the step of the chain that is explained, from 1; 0: the last one
    bool explainsRival = false; ///< of the Versus view: the rival's steps instead
    bool operator==(const ImageLabParams &) const = default;

    [[nodiscard]] ByteView in() const { return photo.raster->view(); }
    [[nodiscard]] std::optional<Noise> addedNoise() const;
    /// Whether the rival's steps are those that are explained, and the field of the chain that is.
    [[nodiscard]] bool isRivalExplained() const { return view == ImageLabView::Versus && explainsRival; }
    [[nodiscard]] std::string_view explainedField() const { return isRivalExplained() ? "rival" : "chain"; }
};

/// What a chain does to the photo: `field` is "chain" or "rival". Directions are those of the luma. Refusals
/// name the step's field.
Result<Filter> labFilter(const ImageLabParams &params, std::string_view field);

struct Field;
class Trace;

std::span<const Field> imageLabFields();
/// The test chart under a Gaussian and Sobel's edge magnitude.
ImageLabParams imageLabStart();
/// The steps that make the region around the focus. Refusals name the field at fault.
Result<Trace> playImageLab(const ImageLabParams &params);
/// What is done to the whole photo; none where a chain is refused.
std::optional<PhotoWork> imageLabPhoto(const ImageLabParams &params);
/// Roughly, in multiply-adds.
double imageLabWork(const ImageLabParams &params);

} // namespace convoscope
