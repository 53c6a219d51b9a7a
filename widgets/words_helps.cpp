#include "widgets/word_table.h"

#include <QCoreApplication>

#include <array>

namespace convoscope {

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
        {"counted_batch",
         QT_TRANSLATE_NOOP("Words",
                           "How many pictures go through at once: the first extent of the output, and no "
                           "extent of the weights.")},
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
                           "What the kernels hold: the same everywhere, so that each takes the mean, "
                           "numbers drawn at random, or what a network learnt from 60,000 digits.")},
        {"unit_channel",
         QT_TRANSLATE_NOOP("Words",
                           "The channel of the unit whose gradient is taken, counted from 1; 0 adds up all "
                           "of them. Of the scores of a digit network, 1 belongs to the digit 0.")},
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
        {"network",
         QT_TRANSLATE_NOOP("Words",
                           "A network with trained weights: the small one of the picture, or LeNet-5 of 1998 "
                           "with its tanh and its averages.")},
        {"map_scale",
         QT_TRANSLATE_NOOP("Words",
                           "Whether the maps of a layer share one scale of colours, so that they compare, or "
                           "each has its own, so that faint ones show what they hold.")},
        {"shown_filter",
         QT_TRANSLATE_NOOP(
             "Words",
             "The filter of the first layer whose favourite digits are shown, counted from 0. A "
             "click on a kernel chooses it.")},
        {"network_row",
         QT_TRANSLATE_NOOP(
             "Words",
             "The layer whose cell is explained, counted from the input, which is 0; activations "
             "count, too. A click on the stage chooses it.")},
        {"map",
         QT_TRANSLATE_NOOP("Words",
                           "The map, or the value in a line of values, that is explained, counted from 0. A "
                           "click on the stage chooses it.")},
        {"cell", QT_TRANSLATE_NOOP("Words", "Row and column in that map. A click on the stage chooses it.")},
        {"turn",
         QT_TRANSLATE_NOOP(
             "Words", "Turns the digit by so many degrees, counter-clockwise, before the network sees it.")},
        {"noise",
         QT_TRANSLATE_NOOP(
             "Words", "Standard deviation of the noise that is added to the digit; ink is 1 and paper 0.")},
        {"activations",
         QT_TRANSLATE_NOOP("Words",
                           "Whether what the convolutions make goes through their activation. Without it "
                           "they are one linear step.")},
        {"pools",
         QT_TRANSLATE_NOOP(
             "Words", "What the pools make of a window: as in training, the largest value, or the mean.")},
        {"silenced",
         QT_TRANSLATE_NOOP("Words",
                           "A filter of the first layer whose weights and bias are set to 0, counted from 0; "
                           "−1 switches none off.")},
        {"swapped",
         QT_TRANSLATE_NOOP("Words",
                           "Two filters of the first layer that change places, counted from 0, while the "
                           "next layer stays as it was. Equal numbers change nothing.")},
        {"photo",
         QT_TRANSLATE_NOOP(
             "Words",
             "The picture that is filtered, at full size. Open one, drop it on the window, or paste it.")},
        {"noise/noise",
         QT_TRANSLATE_NOOP("Words",
                           "What is added to the photo before anything else, as by a poor camera: a little "
                           "to every pixel, or black and white pixels here and there.")},
        {"noise_strength",
         QT_TRANSLATE_NOOP("Words",
                           "Of Gaussian noise the standard deviation in grey levels; of salt and pepper the "
                           "share of the pixels in per cent.")},
        {"noise_seed",
         QT_TRANSLATE_NOOP("Words",
                           "Another number gives other noise of the same kind; the same number the same on "
                           "every computer.")},
        {"chain",
         QT_TRANSLATE_NOOP("Words",
                           "Filters that are applied one after the other, each to what the one above it "
                           "made. Nothing is rounded between them.")},
        {"rival",
         QT_TRANSLATE_NOOP("Words",
                           "The chain that the first one is compared with, on the same noisy photo.")},
        {"border",
         QT_TRANSLATE_NOOP("Words",
                           "What a filter reads where its kernel reaches beyond the edge of the photo.")},
        {"border_constant",
         QT_TRANSLATE_NOOP("Words", "The grey level of all pixels beyond the edge of the photo.")},
        {"colour",
         QT_TRANSLATE_NOOP("Words",
                           "Whether each channel is filtered alone, with or without the opacity, or "
                           "brightness only, 0.299 R + 0.587 G + 0.114 B.")},
        {"result",
         QT_TRANSLATE_NOOP("Words",
                           "How the results become grey levels from 0 to 255: cut off at both ends, without "
                           "their sign, moved up by 128, or stretched from the smallest to the largest.")},
        {"lab_stride",
         QT_TRANSLATE_NOOP("Words",
                           "Only every so many rows and columns of the result are kept. PyTorch: stride.")},
        {"focus",
         QT_TRANSLATE_NOOP("Words",
                           "Row and column of the pixel whose surroundings are explained number by number. A "
                           "click on the photo chooses it.")},
        {"region",
         QT_TRANSLATE_NOOP("Words",
                           "Rows and columns of results around that pixel that are stepped through.")},
        {"channel_shown",
         QT_TRANSLATE_NOOP("Words",
                           "The channel whose numbers are explained, counted from 0: red, green, blue and "
                           "opacity, or grey alone.")},
        {"explained_step",
         QT_TRANSLATE_NOOP("Words",
                           "The filter of the chain that is explained, counted from 1; 0 is the last.")},
        {"explains_rival",
         QT_TRANSLATE_NOOP(
             "Words", "Whether the steps of the second chain are explained instead of those of the first.")},
        {"filter",
         QT_TRANSLATE_NOOP(
             "Words", "A filter with a name, or a kernel of your own. Editing a weight makes it your own.")},
        {"side",
         QT_TRANSLATE_NOOP(
             "Words",
             "Rows and columns of the kernel, an odd number of pixels. “auto” takes what suits sigma.")},
        {"amount",
         QT_TRANSLATE_NOOP(
             "Words", "How much of the difference from the blurred picture is added: 0 changes nothing.")},
        {"strength_percent",
         QT_TRANSLATE_NOOP(
             "Words",
             "0 % leaves the picture as it is, 100 % is the whole filter, and more goes beyond it.")},
        {"filter_normalise",
         QT_TRANSLATE_NOOP(
             "Words", "Divides by the sum of the weights. Where that is 0, adds 128 instead, as in GIMP.")},
        {"offset", QT_TRANSLATE_NOOP("Words", "Is added to every sum after it was divided, in grey levels.")},
    });
    return table;
}

} // namespace convoscope
