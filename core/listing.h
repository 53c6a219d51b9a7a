#pragma once

#include "core/plane.h"

#include <optional>
#include <string>
#include <vector>

namespace convoscope {

/// Languages and libraries in which a lesson can spell itself.
enum class Dialect { NumPy, Cpp, PyTorch, SciPy, OpenCv, Keras, Onnx };

/// Where a dialect differs from what the lesson shows, or can't express it. The sentence is made above core.
enum class Caveat {
    FlipsKernel, ///< it computes true convolution (or correlation) of itself, so the kernel is flipped first
    SameIsAsymmetric, ///< its "same" puts the odd row/column elsewhere, so padding is written out
    SameNeedsStrideOne, ///< its "same" refuses strides, so padding is written out
    ReflectHasOtherName, ///< what PyTorch calls reflect is called mirror or REFLECT_101 there
    SymmetricIsNotReflect, ///< its "symmetric"/"reflect" repeats the edge
    NoStride, ///< no stride: every stride-th value is taken afterwards
    NoDilation, ///< no dilation: the kernel is spread with zeros first
    NoPaddingMode, ///< only zero padding: the border is written out first
    NoSides, ///< padding can't be set per side: the border is written out first
    EvenAnchor, ///< the middle of an even kernel is the later cell there, so the anchor is named
    NoTransposed, ///< no transposed convolution: the input is spread with zeros and convolved
    CropsAfterwards, ///< its transposed convolution leaves the border on, so it is cut off afterwards
    StrideExcludesDilation, ///< not both a stride and dilation: the kernel is spread with zeros first
    NoPoolPadding, ///< its pools pad by a rule of their own: the border is written out first
    NoCopyingModes, ///< of the modes that copy it only has reflect everywhere: the others are taken by index
    ChannelsLast, ///< channels are its last axis, so input and weights are turned first
    EpsilonDiffers, ///< its batch norm adds another small number to the variance unless told
    NotAPlainStack, ///< layers that join, spread or round up, which the text's recursion doesn't know
    FirstNetworkOnly, ///< the text computes the first of the networks that the picture averages
    WeightsFromFile, ///< trained weights are read from a file that the text names
    LeavesOpacityOut, ///< colours are not weighed with their opacity there
    LeavesNoiseOut, ///< the noise is not part of the text
    NotForPhotos, ///< a library for layers of networks, not for pictures in bytes
    CannotExpress ///< the operation does not exist there
};

/// A program text and what to mind about it.
struct Listing {
    std::vector<std::string> lines;
    std::vector<Caveat> caveats;
    bool operator==(const Listing &) const = default;
};

/// A live variable beside the code.
struct Variable {
    std::string name;
    std::string value; ///< may hold line breaks, as a matrix does
    std::optional<PlaneRole> role{};
    bool operator==(const Variable &) const = default;
};

/// What the code is doing at a position of the playhead.
struct CodeState {
    int line = -1; ///< index of the running line, or -1 where the dialect has no loop
    std::vector<Variable> variables;
    bool operator==(const CodeState &) const = default;
};

} // namespace convoscope
