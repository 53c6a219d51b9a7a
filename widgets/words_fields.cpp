#include "widgets/word_table.h"

#include <QCoreApplication>

#include <array>

namespace convoscope {

std::span<const Word> fieldTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"view", QT_TRANSLATE_NOOP("Words", "View")},
        {"reading", QT_TRANSLATE_NOOP("Words", "Step through")},
        {"explained_mode", QT_TRANSLATE_NOOP("Words", "Written out")},
        {"shift", QT_TRANSLATE_NOOP("Words", "Shift")},
        {"input", QT_TRANSLATE_NOOP("Words", "Input")},
        {"kernel_preset", QT_TRANSLATE_NOOP("Words", "Kernel")},
        {"kernel_size", QT_TRANSLATE_NOOP("Words", "Kernel size")},
        {"sigma", QT_TRANSLATE_NOOP("Words", "Sigma σ")},
        {"angle", QT_TRANSLATE_NOOP("Words", "Angle")},
        {"wavelength", QT_TRANSLATE_NOOP("Words", "Wavelength")},
        {"kernel", QT_TRANSLATE_NOOP("Words", "Weights")},
        {"flip", QT_TRANSLATE_NOOP("Words", "Flip the kernel")},
        {"normalise", QT_TRANSLATE_NOOP("Words", "Normalise")},
        {"divisor", QT_TRANSLATE_NOOP("Words", "Divisor")},
        {"stride", QT_TRANSLATE_NOOP("Words", "Stride")},
        {"padding", QT_TRANSLATE_NOOP("Words", "Padding")},
        {"pad", QT_TRANSLATE_NOOP("Words", "Cells on each side")},
        {"padding_mode", QT_TRANSLATE_NOOP("Words", "Padding mode")},
        {"padding_value", QT_TRANSLATE_NOOP("Words", "Padding value")},
        {"transposed_padding", QT_TRANSLATE_NOOP("Words", "Padding (cut off)")},
        {"output_padding", QT_TRANSLATE_NOOP("Words", "Output padding")},
        {"dilation", QT_TRANSLATE_NOOP("Words", "Dilation")},
        {"operation", QT_TRANSLATE_NOOP("Words", "Pooling")},
        {"window", QT_TRANSLATE_NOOP("Words", "Window")},
        {"pool_padding", QT_TRANSLATE_NOOP("Words", "Padding")},
        {"ceil_mode", QT_TRANSLATE_NOOP("Words", "Round the size up")},
        {"count_include_pad", QT_TRANSLATE_NOOP("Words", "Count the padding")},
        {"output_size", QT_TRANSLATE_NOOP("Words", "Output size")},
    });
    return table;
}

std::span<const Word> fieldHelps()
{
    static constexpr auto table = std::to_array<Word>({
        {"view", QT_TRANSLATE_NOOP("Words", "Which side of the same computation the stage shows.")},
        {"reading",
         QT_TRANSLATE_NOOP(
             "Words",
             "Which of the two readings of a transposed convolution the steps follow: each input "
             "cell stamps the kernel, or the flipped kernel slides over the input spread with "
             "zeros. PyTorch: conv_transpose2d.")},
        {"explained_mode",
         QT_TRANSLATE_NOOP(
             "Words", "The mode whose products the arithmetic and the code show; all four are computed.")},
        {"shift",
         QT_TRANSLATE_NOOP(
             "Words", "How far the input is moved, down and right, before the same is computed once more.")},
        {"input", QT_TRANSLATE_NOOP("Words", "The numbers that the window reads. PyTorch: input.")},
        {"kernel_preset",
         QT_TRANSLATE_NOOP("Words", "A kernel with a name. Editing a weight makes it your own.")},
        {"kernel_size", QT_TRANSLATE_NOOP("Words", "Rows and columns of the kernel. PyTorch: kernel_size.")},
        {"sigma",
         QT_TRANSLATE_NOOP("Words", "How wide the bell of the kernel is: its standard deviation, in cells.")},
        {"angle", QT_TRANSLATE_NOOP("Words", "Direction of the kernel in degrees, clockwise.")},
        {"wavelength", QT_TRANSLATE_NOOP("Words", "Length of one wave of the Gabor kernel, in cells.")},
        {"kernel",
         QT_TRANSLATE_NOOP("Words", "The weights that every window is multiplied with. PyTorch: weight.")},
        {"flip",
         QT_TRANSLATE_NOOP(
             "Words",
             "Turns the kernel by 180° before it slides: convolution as mathematics defines it. "
             "Without it the lesson computes cross-correlation, as PyTorch's conv2d does.")},
        {"normalise",
         QT_TRANSLATE_NOOP(
             "Words",
             "Divides by the sum of the weights, so that flat areas keep their brightness. Does "
             "nothing where the sum is 0.")},
        {"divisor", QT_TRANSLATE_NOOP("Words", "Every sum of products is divided by this number. Not 0.")},
        {"stride",
         QT_TRANSLATE_NOOP("Words",
                           "How many cells the window moves from one output to the next. PyTorch: stride.")},
        {"padding",
         QT_TRANSLATE_NOOP("Words",
                           "How much is put around the input: nothing, enough to keep the size at stride 1, "
                           "everything that the kernel can touch, or your own number of cells. "
                           "PyTorch: padding.")},
        {"pad",
         QT_TRANSLATE_NOOP(
             "Words",
             "Rows and columns added on each side. PyTorch: the list given to F.pad, or padding "
             "where opposite sides are equal.")},
        {"padding_mode",
         QT_TRANSLATE_NOOP("Words",
                           "What the added cells hold: a constant, the input mirrored, its edge repeated, or "
                           "its opposite side. PyTorch: padding_mode.")},
        {"padding_value",
         QT_TRANSLATE_NOOP("Words", "The constant in the added cells. PyTorch: value of F.pad.")},
        {"transposed_padding",
         QT_TRANSLATE_NOOP("Words",
                           "Rows and columns cut off each side of the result. PyTorch: padding of "
                           "conv_transpose2d.")},
        {"output_padding",
         QT_TRANSLATE_NOOP("Words",
                           "Rows added at the bottom and columns added at the right of the result, to choose "
                           "among the sizes that lead to the same input. PyTorch: output_padding.")},
        {"dilation",
         QT_TRANSLATE_NOOP("Words",
                           "Distance between neighbouring cells that the window reads; 1 leaves no gaps. "
                           "PyTorch: dilation.")},
        {"operation",
         QT_TRANSLATE_NOOP(
             "Words",
             "What a window makes of its cells, and how the windows lie: moved by the stride, one "
             "over everything (global), or spread to give the output size (adaptive).")},
        {"window", QT_TRANSLATE_NOOP("Words", "Rows and columns of the window. PyTorch: kernel_size.")},
        {"pool_padding",
         QT_TRANSLATE_NOOP("Words",
                           "Rows and columns added on both sides, at most half the window. They never win a "
                           "maximum, and are zeros to an average. PyTorch: padding.")},
        {"ceil_mode",
         QT_TRANSLATE_NOOP(
             "Words",
             "Lets a last window hang over the edge, if it begins before the padding at the end. "
             "PyTorch: ceil_mode.")},
        {"count_include_pad",
         QT_TRANSLATE_NOOP("Words",
                           "Whether an average counts padding cells among those that it divides by. PyTorch: "
                           "count_include_pad.")},
        {"output_size",
         QT_TRANSLATE_NOOP(
             "Words",
             "Rows and columns of the output; the windows are spread over the input to give them. "
             "PyTorch: output_size.")},
    });
    return table;
}

std::span<const Word> choiceTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"view/sliding", QT_TRANSLATE_NOOP("Words", "Sliding kernel")},
        {"view/transposed", QT_TRANSLATE_NOOP("Words", "Transposed")},
        {"view/im2col", QT_TRANSLATE_NOOP("Words", "im2col")},
        {"view/shift", QT_TRANSLATE_NOOP("Words", "Shift")},
        {"view/sharing", QT_TRANSLATE_NOOP("Words", "Weight sharing")},
        {"view/pool", QT_TRANSLATE_NOOP("Words", "Pooling")},
        {"view/strided", QT_TRANSLATE_NOOP("Words", "Versus convolution")},
        {"reading/stamp", QT_TRANSLATE_NOOP("Words", "Stamping")},
        {"reading/direct", QT_TRANSLATE_NOOP("Words", "Direct convolution")},
        {"view/modes", QT_TRANSLATE_NOOP("Words", "Four modes")},
        {"view/edges", QT_TRANSLATE_NOOP("Words", "Kernel at the edge")},
        {"explained_mode/zeros", QT_TRANSLATE_NOOP("Words", "Constant")},
        {"explained_mode/reflect", QT_TRANSLATE_NOOP("Words", "Reflect")},
        {"explained_mode/replicate", QT_TRANSLATE_NOOP("Words", "Replicate")},
        {"explained_mode/circular", QT_TRANSLATE_NOOP("Words", "Circular")},
        {"padding/valid", QT_TRANSLATE_NOOP("Words", "Valid (none)")},
        {"padding/same", QT_TRANSLATE_NOOP("Words", "Same size")},
        {"padding/full", QT_TRANSLATE_NOOP("Words", "Full")},
        {"padding/explicit", QT_TRANSLATE_NOOP("Words", "Per side")},
        {"padding_mode/zeros", QT_TRANSLATE_NOOP("Words", "Zeros or a constant")},
        {"padding_mode/reflect", QT_TRANSLATE_NOOP("Words", "Reflect")},
        {"padding_mode/replicate", QT_TRANSLATE_NOOP("Words", "Replicate")},
        {"padding_mode/circular", QT_TRANSLATE_NOOP("Words", "Circular")},
        {"operation/max", QT_TRANSLATE_NOOP("Words", "Max")},
        {"operation/average", QT_TRANSLATE_NOOP("Words", "Average")},
        {"operation/global-max", QT_TRANSLATE_NOOP("Words", "Global max")},
        {"operation/global-average", QT_TRANSLATE_NOOP("Words", "Global average")},
        {"operation/adaptive-max", QT_TRANSLATE_NOOP("Words", "Adaptive max")},
        {"operation/adaptive-average", QT_TRANSLATE_NOOP("Words", "Adaptive average")},
    });
    return table;
}

std::span<const Word> sectionTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"view", QT_TRANSLATE_NOOP("Words", "View")},
        {"input", QT_TRANSLATE_NOOP("Words", "Input")},
        {"kernel", QT_TRANSLATE_NOOP("Words", "Kernel")},
        {"padding", QT_TRANSLATE_NOOP("Words", "Padding")},
        {"window", QT_TRANSLATE_NOOP("Words", "Window")},
    });
    return table;
}

std::span<const Word> lessonTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"convolution", QT_TRANSLATE_NOOP("Words", "Convolution")},
        {"padding", QT_TRANSLATE_NOOP("Words", "Padding")},
        {"pooling", QT_TRANSLATE_NOOP("Words", "Pooling")},
    });
    return table;
}

} // namespace convoscope
