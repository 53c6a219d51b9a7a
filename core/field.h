#pragma once

#include "core/chain_step.h"
#include "core/layer_link.h"
#include "core/picture.h"

#include <functional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace convoscope {

struct Params;

/// What kind of value a field holds, and so which editor and JSON form it gets.
enum class FieldKind {
    Flag, ///< bool
    Integer, ///< int in [low, high]
    Real, ///< double in [low, high]
    Pair, ///< Pair, both in [low, high]
    Sides, ///< Sides, all in [low, high]
    Choice, ///< int, index into `choices`
    Matrix, ///< Tensor 1×1×H×W, H and W in [low, high]
    Picture, ///< the lesson's input
    Layers, ///< std::vector<LayerSpec>, `low` to `high` of them
    Chain ///< std::vector<ChainStep>, at most `high` of them
};

using FieldValue = std::variant<bool, int, double, Pair, Sides, Tensor, Picture, std::vector<LayerSpec>,
                                std::vector<ChainStep>>;

/// What a lesson takes digits for that are not its input, as it is set now.
struct DigitJudge {
    Params (*asked)(const Params &) = nullptr; ///< what the answers depend on: equal ones answer equally
    /// Made ready for these: takes one digit after the other, and answers with its class; -1 where refused.
    std::function<int(const Tensor &digit)> (*answering)(const Params &) = nullptr;
};

/// One thing that a learner can set, described once: the control panel, the scene file, undo, validation
/// messages and the command line are all made from this description.
struct Field {
    std::string_view key; ///< name in scene files and on the command line; PyTorch's where there is one
    FieldKind kind = FieldKind::Integer;
    double low = 0.0;
    double high = 0.0;
    std::span<const std::string_view> choices{}; ///< keys of the choices of a Choice
    std::string_view section{}; ///< key of the panel's section
    bool place = false; ///< of a Pair: where something is, so that its numbers aren't kept the same
    int channels = 1; ///< most channels that a Picture may have
    bool raster = false; ///< of a Picture: a photo at full size, as Picture::raster
    bool drawn = false; ///< of a Picture: a digit that is drawn, photographed or one of the test set
    const DigitJudge *judge = nullptr; ///< of such a digit; null where nothing is answered
    FieldValue (*get)(const Params &) = nullptr;
    void (*set)(Params &,
                const FieldValue &) = nullptr; ///< value of the right kind; also mends what depends on it
    bool (*applies)(const Params &) = nullptr; ///< whether it has an effect now; null = always

    [[nodiscard]] bool active(const Params &params) const { return !applies || applies(params); }
};

/// The field of that key, or null.
const Field *findField(std::span<const Field> fields, std::string_view key);

} // namespace convoscope
