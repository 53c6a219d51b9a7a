#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QCoreApplication>

#include <array>

namespace convoscope {

std::span<const Word> filterTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"gaussian", QT_TRANSLATE_NOOP("Words", "Gaussian blur")},
        {"median", QT_TRANSLATE_NOOP("Words", "Median")},
        {"unsharp", QT_TRANSLATE_NOOP("Words", "Unsharp mask")},
        {"sobel", QT_TRANSLATE_NOOP("Words", "Sobel edges")},
        {"prewitt", QT_TRANSLATE_NOOP("Words", "Prewitt edges")},
        {"scharr", QT_TRANSLATE_NOOP("Words", "Scharr edges")},
        {"roberts", QT_TRANSLATE_NOOP("Words", "Roberts edges")},
        {"sobel-direction", QT_TRANSLATE_NOOP("Words", "Edge direction")},
        {"dog", QT_TRANSLATE_NOOP("Words", "Difference of Gaussians")},
        {"own", QT_TRANSLATE_NOOP("Words", "Own kernel")},
    });
    return table;
}

std::span<const Word> filterHelps()
{
    static constexpr auto table = std::to_array<Word>({
        {"identity", QT_TRANSLATE_NOOP("Words", "Leaves every pixel as it is.")},
        {"box",
         QT_TRANSLATE_NOOP(
             "Words", "The plain mean of a square: blurs, and leaves bands where there were fine stripes.")},
        {"gaussian",
         QT_TRANSLATE_NOOP("Words",
                           "A mean that counts near pixels more: the smoothest of the blurs. Sigma is its "
                           "width in pixels.")},
        {"motion-blur",
         QT_TRANSLATE_NOOP(
             "Words", "The mean along a line, as if the camera had moved in the direction of the angle.")},
        {"median",
         QT_TRANSLATE_NOOP("Words",
                           "The middle value of a square: takes out single wrong pixels and keeps edges. It "
                           "has no kernel.")},
        {"sharpen",
         QT_TRANSLATE_NOOP("Words",
                           "Raises each pixel above its four neighbours, so that edges become crisper.")},
        {"unsharp",
         QT_TRANSLATE_NOOP("Words", "Adds what a Gaussian blur takes away. Amount says how much of it.")},
        {"sobel",
         QT_TRANSLATE_NOOP("Words",
                           "How steep the picture is at each pixel, √(Gx² + Gy²) of both Sobel kernels.")},
        {"prewitt",
         QT_TRANSLATE_NOOP(
             "Words",
             "How steep the picture is, √(Gx² + Gy²), with plain means instead of Sobel’s weights.")},
        {"scharr",
         QT_TRANSLATE_NOOP(
             "Words",
             "How steep the picture is, √(Gx² + Gy²), with the weights that depend least on the direction.")},
        {"roberts",
         QT_TRANSLATE_NOOP(
             "Words", "How steep the picture is, √(Gx² + Gy²), from the two diagonals of 2 × 2 pixels.")},
        {"sobel-direction",
         QT_TRANSLATE_NOOP("Words",
                           "Which way the brightness rises by Sobel’s kernels: a whole turn is 256 levels.")},
        {"sobel-x", QT_TRANSLATE_NOOP("Words", "The change from left to right: vertical edges.")},
        {"sobel-y", QT_TRANSLATE_NOOP("Words", "The change from top to bottom: horizontal edges.")},
        {"prewitt-x",
         QT_TRANSLATE_NOOP("Words", "The change from left to right, with plain means: vertical edges.")},
        {"prewitt-y",
         QT_TRANSLATE_NOOP("Words", "The change from top to bottom, with plain means: horizontal edges.")},
        {"scharr-x",
         QT_TRANSLATE_NOOP("Words", "The change from left to right, nearly the same for all slants.")},
        {"scharr-y",
         QT_TRANSLATE_NOOP("Words", "The change from top to bottom, nearly the same for all slants.")},
        {"roberts-x",
         QT_TRANSLATE_NOOP("Words", "The difference along the falling diagonal of 2 × 2 pixels.")},
        {"roberts-y",
         QT_TRANSLATE_NOOP("Words", "The difference along the rising diagonal of 2 × 2 pixels.")},
        {"laplacian",
         QT_TRANSLATE_NOOP("Words",
                           "The four neighbours minus the pixel: edges on both sides, flat areas 0.")},
        {"laplacian-diagonal",
         QT_TRANSLATE_NOOP("Words",
                           "All eight neighbours minus the pixel: edges on both sides, flat areas 0.")},
        {"log",
         QT_TRANSLATE_NOOP(
             "Words", "The Laplacian of a blurred picture: edges without the noise. Sigma is the blur.")},
        {"dog",
         QT_TRANSLATE_NOOP("Words",
                           "A narrow blur minus one 1.6 times as wide: details of about that size.")},
        {"outline",
         QT_TRANSLATE_NOOP("Words", "Eight times the pixel minus its neighbours: thin bright outlines.")},
        {"emboss",
         QT_TRANSLATE_NOOP("Words", "Light from one corner, as if the picture were stamped into metal.")},
        {"gabor",
         QT_TRANSLATE_NOOP("Words",
                           "Stripes of one direction and wavelength under a bell: answers to texture.")},
        {"own", QT_TRANSLATE_NOOP("Words", "Weights of your own: typed here, or opened from a file.")},
    });
    return table;
}

std::span<const Word> filterGroupTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"blur", QT_TRANSLATE_NOOP("Words", "Blur")},
        {"sharpen", QT_TRANSLATE_NOOP("Words", "Sharpen")},
        {"edges", QT_TRANSLATE_NOOP("Words", "Edges")},
        {"other", QT_TRANSLATE_NOOP("Words", "Other")},
        {"own", QT_TRANSLATE_NOOP("Words", "Your own")},
    });
    return table;
}

std::span<const FilterGroup> filterGroups()
{
    static constexpr std::array<std::string_view, 4> blur{"gaussian", "box", "motion-blur", "median"};
    static constexpr std::array<std::string_view, 2> sharpen{"sharpen", "unsharp"};
    static constexpr std::array<std::string_view, 17> edges{
        "sobel",    "prewitt",   "scharr",    "roberts",   "sobel-direction",
        "sobel-x",  "sobel-y",   "prewitt-x", "prewitt-y", "scharr-x",
        "scharr-y", "roberts-x", "roberts-y", "laplacian", "laplacian-diagonal",
        "log",      "dog"};
    static constexpr std::array<std::string_view, 4> other{"outline", "emboss", "gabor", "identity"};
    static constexpr std::array<std::string_view, 1> own{"own"};
    static constexpr std::array<FilterGroup, 5> groups{
        {{"blur", blur}, {"sharpen", sharpen}, {"edges", edges}, {"other", other}, {"own", own}}};
    return groups;
}

} // namespace convoscope
