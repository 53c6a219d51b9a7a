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
        {"stack", QT_TRANSLATE_NOOP("Words", "Stack")},
        {"layers", QT_TRANSLATE_NOOP("Words", "Layers")},
        {"layer", QT_TRANSLATE_NOOP("Words", "Layer")},
        {"unit", QT_TRANSLATE_NOOP("Words", "Unit")},
        {"input_size", QT_TRANSLATE_NOOP("Words", "Input size")},
        {"stack_weights", QT_TRANSLATE_NOOP("Words", "Weights")},
        {"network_seed", QT_TRANSLATE_NOOP("Words", "Seed")},
        {"networks", QT_TRANSLATE_NOOP("Words", "Networks")},
        {"activation", QT_TRANSLATE_NOOP("Words", "Activation")},
        {"layer_kind", QT_TRANSLATE_NOOP("Words", "Layer")},
        {"layer_kernel", QT_TRANSLATE_NOOP("Words", "Kernel (K)")},
        {"layer_stride", QT_TRANSLATE_NOOP("Words", "Stride (S)")},
        {"layer_padding", QT_TRANSLATE_NOOP("Words", "Padding (P)")},
        {"layer_dilation", QT_TRANSLATE_NOOP("Words", "Dilation (d)")},
        {"layer_output_padding", QT_TRANSLATE_NOOP("Words", "Output padding")},
        {"layer_ceil_mode", QT_TRANSLATE_NOOP("Words", "Rounding up or down")},
        {"layer_from", QT_TRANSLATE_NOOP("Words", "Reads this row instead of the one above")},
        {"layer_with", QT_TRANSLATE_NOOP("Words", "Row that is added")},
        {"wiring", QT_TRANSLATE_NOOP("Words", "Structure")},
        {"opened", QT_TRANSLATE_NOOP("Words", "Opened tensor")},
        {"in_channels", QT_TRANSLATE_NOOP("Words", "Channels in")},
        {"out_channels", QT_TRANSLATE_NOOP("Words", "Channels out")},
        {"middle_channels", QT_TRANSLATE_NOOP("Words", "Channels in the middle")},
        {"groups", QT_TRANSLATE_NOOP("Words", "Groups")},
        {"depth_multiplier", QT_TRANSLATE_NOOP("Words", "Filters per channel")},
        {"filters", QT_TRANSLATE_NOOP("Words", "Weights")},
        {"seed", QT_TRANSLATE_NOOP("Words", "Seed")},
        {"weight", QT_TRANSLATE_NOOP("Words", "All weights")},
        {"edited_filter", QT_TRANSLATE_NOOP("Words", "Filter shown here")},
        {"edited_channel", QT_TRANSLATE_NOOP("Words", "Channel shown here")},
        {"slice", QT_TRANSLATE_NOOP("Words", "Its weights")},
        {"pointwise", QT_TRANSLATE_NOOP("Words", "1 × 1 weights")},
        {"bias", QT_TRANSLATE_NOOP("Words", "Bias")},
        {"biases", QT_TRANSLATE_NOOP("Words", "Biases")},
        {"batch_norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"gamma", QT_TRANSLATE_NOOP("Words", "Gamma γ")},
        {"beta", QT_TRANSLATE_NOOP("Words", "Beta β")},
        {"relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"counted_channels", QT_TRANSLATE_NOOP("Words", "Channels, in and out")},
        {"counted_map", QT_TRANSLATE_NOOP("Words", "Output map")},
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
        {"wiring",
         QT_TRANSLATE_NOOP("Words",
                           "Which filters read which channels: all of them, those of a group, one each, or "
                           "one each with a 1 × 1 convolution behind. PyTorch: groups.")},
        {"opened",
         QT_TRANSLATE_NOOP("Words",
                           "The tensor of the block whose numbers the steps make. A click on its picture in "
                           "the diagram opens it, too.")},
        {"in_channels",
         QT_TRANSLATE_NOOP(
             "Words",
             "Channels of the input: cut off at the end, or added with other digits. PyTorch: in_channels.")},
        {"out_channels",
         QT_TRANSLATE_NOOP("Words",
                           "How many filters there are; each makes one map. PyTorch: out_channels.")},
        {"middle_channels",
         QT_TRANSLATE_NOOP("Words", "Channels between the two 1 × 1 convolutions of the block.")},
        {"groups",
         QT_TRANSLATE_NOOP("Words",
                           "Channels and filters are parted into so many groups that know nothing of each "
                           "other. PyTorch: groups.")},
        {"depth_multiplier",
         QT_TRANSLATE_NOOP("Words",
                           "How many filters read each channel when every filter reads one. PyTorch: "
                           "out_channels / in_channels.")},
        {"filters",
         QT_TRANSLATE_NOOP("Words", "Where the weights come from. Editing one makes them all your own.")},
        {"seed",
         QT_TRANSLATE_NOOP(
             "Words",
             "Another number gives other random weights; the same number the same ones on every computer.")},
        {"weight",
         QT_TRANSLATE_NOOP(
             "Words",
             "All weights as a matrix of kernels: a row of kernels for each filter. PyTorch: weight.")},
        {"edited_filter",
         QT_TRANSLATE_NOOP("Words", "The filter whose weights can be edited below, counted from 0.")},
        {"edited_channel",
         QT_TRANSLATE_NOOP("Words",
                           "The channel, of those that the filter reads, whose weights can be edited below, "
                           "counted from 0.")},
        {"slice",
         QT_TRANSLATE_NOOP("Words",
                           "The weights of this filter for this channel. PyTorch: weight[filter, channel].")},
        {"pointwise",
         QT_TRANSLATE_NOOP(
             "Words",
             "The weights of the 1 × 1 convolution: a row for each filter, a column for each channel.")},
        {"bias",
         QT_TRANSLATE_NOOP("Words", "Whether a number is added to every sum of a filter. PyTorch: bias.")},
        {"biases", QT_TRANSLATE_NOOP("Words", "One number for each filter. PyTorch: bias.")},
        {"batch_norm",
         QT_TRANSLATE_NOOP("Words",
                           "Whether each map is shifted and scaled to mean β and standard deviation γ, by "
                           "its own statistics as in training. PyTorch: BatchNorm2d.")},
        {"gamma",
         QT_TRANSLATE_NOOP("Words", "What batch norm scales every map to. PyTorch: weight of BatchNorm2d.")},
        {"beta",
         QT_TRANSLATE_NOOP("Words",
                           "What batch norm shifts every map to; it decides how much ReLU lets through. "
                           "PyTorch: bias of BatchNorm2d.")},
        {"relu", QT_TRANSLATE_NOOP("Words", "Whether negative values become 0. PyTorch: relu.")},
        {"counted_channels",
         QT_TRANSLATE_NOOP("Words",
                           "Channels in and out of the layers whose costs the second table compares.")},
        {"counted_map", QT_TRANSLATE_NOOP("Words", "Height and width of their output.")},
        {"stack",
         QT_TRANSLATE_NOOP("Words", "Stacks of layers with a name. Changing a layer makes it your own.")},
        {"layers",
         QT_TRANSLATE_NOOP("Words",
                           "What each layer does to the map above it: kernel, stride, padding and "
                           "dilation, as 3 or 3×5. PyTorch: nn.Conv2d, nn.MaxPool2d, nn.AvgPool2d, "
                           "nn.ConvTranspose2d.")},
        {"layer",
         QT_TRANSLATE_NOOP("Words",
                           "The layer whose unit is looked at; 0 is the last. A click on a map of the "
                           "stage chooses it.")},
        {"unit",
         QT_TRANSLATE_NOOP("Words",
                           "Row and column of the unit in the map of its layer; −1 is the middle. A click "
                           "on a map of the stage chooses it.")},
        {"input_size",
         QT_TRANSLATE_NOOP("Words",
                           "Rows and columns that the first layer sees; the picture is cut to these "
                           "proportions and resized.")},
        {"stack_weights",
         QT_TRANSLATE_NOOP("Words",
                           "What the kernels hold: the same everywhere, so that each takes the mean, or "
                           "numbers drawn at random.")},
        {"network_seed",
         QT_TRANSLATE_NOOP("Words", "Another number draws other weights; the same number always the same.")},
        {"networks",
         QT_TRANSLATE_NOOP("Words",
                           "The magnitude of the gradient is averaged over so many networks with random "
                           "weights.")},
        {"activation",
         QT_TRANSLATE_NOOP("Words",
                           "Applied to what every convolution makes. Where its slope is 0 no gradient "
                           "passes.")},
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
        {"view/growth", QT_TRANSLATE_NOOP("Words", "Growth")},
        {"view/effective", QT_TRANSLATE_NOOP("Words", "Effective field")},
        {"view/paths", QT_TRANSLATE_NOOP("Words", "Number of paths")},
        {"stack_weights/equal", QT_TRANSLATE_NOOP("Words", "All the same")},
        {"stack_weights/random", QT_TRANSLATE_NOOP("Words", "Random")},
        {"activation/none", QT_TRANSLATE_NOOP("Words", "None")},
        {"activation/relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"activation/sigmoid", QT_TRANSLATE_NOOP("Words", "Sigmoid")},
        {"activation/tanh", QT_TRANSLATE_NOOP("Words", "Tanh")},
        {"layer_kind/conv", QT_TRANSLATE_NOOP("Words", "Conv")},
        {"layer_kind/max_pool", QT_TRANSLATE_NOOP("Words", "Max pool")},
        {"layer_kind/average_pool", QT_TRANSLATE_NOOP("Words", "Avg. pool")},
        {"layer_kind/transposed", QT_TRANSLATE_NOOP("Words", "Transposed")},
        {"layer_kind/join", QT_TRANSLATE_NOOP("Words", "Join")},
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
        {"view/layer", QT_TRANSLATE_NOOP("Words", "One layer")},
        {"view/block", QT_TRANSLATE_NOOP("Words", "Conv, norm, ReLU")},
        {"view/bottleneck", QT_TRANSLATE_NOOP("Words", "Bottleneck block")},
        {"wiring/standard", QT_TRANSLATE_NOOP("Words", "Standard")},
        {"wiring/grouped", QT_TRANSLATE_NOOP("Words", "Grouped")},
        {"wiring/depthwise", QT_TRANSLATE_NOOP("Words", "Depthwise")},
        {"wiring/separable", QT_TRANSLATE_NOOP("Words", "Separable")},
        {"filters/random", QT_TRANSLATE_NOOP("Words", "Random")},
        {"filters/edges", QT_TRANSLATE_NOOP("Words", "Edges")},
        {"filters/colours", QT_TRANSLATE_NOOP("Words", "Mixed channels")},
        {"filters/mean", QT_TRANSLATE_NOOP("Words", "All alike")},
        {"filters/own", QT_TRANSLATE_NOOP("Words", "Own weights")},
        {"padding/auto", QT_TRANSLATE_NOOP("Words", "⌊d(K − 1) / 2⌋ each side")},
        {"opened/reduced", QT_TRANSLATE_NOOP("Words", "1 × 1, fewer channels")},
        {"opened/reduced-norm", QT_TRANSLATE_NOOP("Words", "Its batch norm")},
        {"opened/reduced-relu", QT_TRANSLATE_NOOP("Words", "Its ReLU")},
        {"opened/spatial", QT_TRANSLATE_NOOP("Words", "3 × 3")},
        {"opened/spatial-norm", QT_TRANSLATE_NOOP("Words", "Batch norm of the 3 × 3")},
        {"opened/spatial-relu", QT_TRANSLATE_NOOP("Words", "ReLU of the 3 × 3")},
        {"opened/expanded", QT_TRANSLATE_NOOP("Words", "1 × 1, more channels")},
        {"opened/expanded-norm", QT_TRANSLATE_NOOP("Words", "Batch norm before the sum")},
        {"opened/shortcut", QT_TRANSLATE_NOOP("Words", "Shortcut, 1 × 1")},
        {"opened/shortcut-norm", QT_TRANSLATE_NOOP("Words", "Batch norm of the shortcut")},
        {"opened/sum", QT_TRANSLATE_NOOP("Words", "Sum with the shortcut")},
        {"opened/output", QT_TRANSLATE_NOOP("Words", "Output, after ReLU")},
    });
    return table;
}

std::span<const Word> sectionTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"view", QT_TRANSLATE_NOOP("Words", "View")},
        {"layers", QT_TRANSLATE_NOOP("Words", "Layers")},
        {"unit", QT_TRANSLATE_NOOP("Words", "Unit")},
        {"layer_values", QT_TRANSLATE_NOOP("Words", "Weights and activation")},
        {"input", QT_TRANSLATE_NOOP("Words", "Input")},
        {"kernel", QT_TRANSLATE_NOOP("Words", "Kernel")},
        {"padding", QT_TRANSLATE_NOOP("Words", "Padding")},
        {"window", QT_TRANSLATE_NOOP("Words", "Window")},
        {"channels", QT_TRANSLATE_NOOP("Words", "Channels")},
        {"weights", QT_TRANSLATE_NOOP("Words", "Weights")},
        {"block", QT_TRANSLATE_NOOP("Words", "Norm and activation")},
        {"counts", QT_TRANSLATE_NOOP("Words", "Counts at full size")},
    });
    return table;
}

std::span<const Word> lessonTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"convolution", QT_TRANSLATE_NOOP("Words", "Convolution")},
        {"padding", QT_TRANSLATE_NOOP("Words", "Padding")},
        {"pooling", QT_TRANSLATE_NOOP("Words", "Pooling")},
        {"receptive_field", QT_TRANSLATE_NOOP("Words", "Receptive field")},
        {"channels", QT_TRANSLATE_NOOP("Words", "Channels")},
    });
    return table;
}

} // namespace convoscope
