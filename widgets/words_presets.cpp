#include "widgets/word_table.h"

#include <QCoreApplication>

#include <array>

namespace convoscope {

std::span<const Word> stackTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"custom", QT_TRANSLATE_NOOP("Words", "Your own")},
        {"one-3x3", QT_TRANSLATE_NOOP("Words", "One 3 × 3")},
        {"two-3x3", QT_TRANSLATE_NOOP("Words", "Two 3 × 3")},
        {"three-3x3", QT_TRANSLATE_NOOP("Words", "Three 3 × 3")},
        {"five-3x3", QT_TRANSLATE_NOOP("Words", "Five 3 × 3")},
        {"padded-3x3", QT_TRANSLATE_NOOP("Words", "Three 3 × 3, padded")},
        {"one-5x5", QT_TRANSLATE_NOOP("Words", "One 5 × 5")},
        {"one-7x7", QT_TRANSLATE_NOOP("Words", "One 7 × 7")},
        {"dilation-2", QT_TRANSLATE_NOOP("Words", "Dilation 2")},
        {"dilated-1-2-4", QT_TRANSLATE_NOOP("Words", "Dilation 1, 2, 4")},
        {"dilated-2-2-2", QT_TRANSLATE_NOOP("Words", "Dilation 2, 2, 2")},
        {"strided", QT_TRANSLATE_NOOP("Words", "Stride 2, three times")},
        {"pooled", QT_TRANSLATE_NOOP("Words", "Conv and pool, twice")},
        {"transposed", QT_TRANSLATE_NOOP("Words", "Down and up again")},
        {"branches", QT_TRANSLATE_NOOP("Words", "Branches that join")},
        {"lenet-style", QT_TRANSLATE_NOOP("Words", "LeNet-style")},
        {"lenet-5", QT_TRANSLATE_NOOP("Words", "LeNet-5")},
        {"alexnet", QT_TRANSLATE_NOOP("Words", "AlexNet")},
        {"vgg-16", QT_TRANSLATE_NOOP("Words", "VGG-16")},
        {"resnet-18-first", QT_TRANSLATE_NOOP("Words", "ResNet-18, first layers")},
        {"resnet-18", QT_TRANSLATE_NOOP("Words", "ResNet-18")},
        {"resnet-50", QT_TRANSLATE_NOOP("Words", "ResNet-50")},
        {"resnet-50-b", QT_TRANSLATE_NOOP("Words", "ResNet-50, stride in 3 × 3")},
    });
    return table;
}

std::span<const Word> kernelTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"identity", QT_TRANSLATE_NOOP("Words", "Identity")},
        {"box", QT_TRANSLATE_NOOP("Words", "Box blur")},
        {"gaussian", QT_TRANSLATE_NOOP("Words", "Gaussian")},
        {"sobel-x", QT_TRANSLATE_NOOP("Words", "Sobel X")},
        {"sobel-y", QT_TRANSLATE_NOOP("Words", "Sobel Y")},
        {"prewitt-x", QT_TRANSLATE_NOOP("Words", "Prewitt X")},
        {"prewitt-y", QT_TRANSLATE_NOOP("Words", "Prewitt Y")},
        {"scharr-x", QT_TRANSLATE_NOOP("Words", "Scharr X")},
        {"scharr-y", QT_TRANSLATE_NOOP("Words", "Scharr Y")},
        {"roberts-x", QT_TRANSLATE_NOOP("Words", "Roberts, falling")},
        {"roberts-y", QT_TRANSLATE_NOOP("Words", "Roberts, rising")},
        {"laplacian", QT_TRANSLATE_NOOP("Words", "Laplacian")},
        {"laplacian-diagonal", QT_TRANSLATE_NOOP("Words", "Laplacian with diagonals")},
        {"log", QT_TRANSLATE_NOOP("Words", "Laplacian of Gaussian")},
        {"sharpen", QT_TRANSLATE_NOOP("Words", "Sharpen")},
        {"emboss", QT_TRANSLATE_NOOP("Words", "Emboss")},
        {"outline", QT_TRANSLATE_NOOP("Words", "Outline")},
        {"gabor", QT_TRANSLATE_NOOP("Words", "Gabor")},
        {"motion-blur", QT_TRANSLATE_NOOP("Words", "Motion blur")},
        {"arithmetic", QT_TRANSLATE_NOOP("Words", "Tutorial filter")},
        {"custom", QT_TRANSLATE_NOOP("Words", "Own weights")},
    });
    return table;
}

std::span<const Word> inputTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"gradient-5x5", QT_TRANSLATE_NOOP("Words", "Gradient 5 × 5")},
        {"patch-7x7", QT_TRANSLATE_NOOP("Words", "Small numbers 7 × 7")},
        {"patch-5x5", QT_TRANSLATE_NOOP("Words", "Small numbers 5 × 5")},
        {"counting-3x3", QT_TRANSLATE_NOOP("Words", "1 to 9")},
        {"counting-4x4", QT_TRANSLATE_NOOP("Words", "1 to 16")},
        {"map-4x4", QT_TRANSLATE_NOOP("Words", "Feature map 4 × 4")},
        {"map-5x5", QT_TRANSLATE_NOOP("Words", "Feature map 5 × 5")},
        {"map-6x6", QT_TRANSLATE_NOOP("Words", "Feature map 6 × 6")},
        {"vertical-edge", QT_TRANSLATE_NOOP("Words", "Vertical edge")},
        {"horizontal-edge", QT_TRANSLATE_NOOP("Words", "Horizontal edge")},
        {"diagonal-edge", QT_TRANSLATE_NOOP("Words", "Diagonal edge")},
        {"corner", QT_TRANSLATE_NOOP("Words", "Corner")},
        {"stripes", QT_TRANSLATE_NOOP("Words", "Stripes")},
        {"checker", QT_TRANSLATE_NOOP("Words", "Chequerboard")},
        {"impulse", QT_TRANSLATE_NOOP("Words", "A single one")},
        {"ramp", QT_TRANSLATE_NOOP("Words", "Ramp 1 to 64")},
        {"random", QT_TRANSLATE_NOOP("Words", "Random digits")},
        {"rings-28x28", QT_TRANSLATE_NOOP("Words", "Rings 28 × 28")},
        {"rings-32x32", QT_TRANSLATE_NOOP("Words", "Rings 32 × 32")},
        {"rings-33x33", QT_TRANSLATE_NOOP("Words", "Rings 33 × 33")},
        {"rings-64x64", QT_TRANSLATE_NOOP("Words", "Rings 64 × 64")},
        {"rings-224x224", QT_TRANSLATE_NOOP("Words", "Rings 224 × 224")},
        {"digit-3", QT_TRANSLATE_NOOP("Words", "Handwritten 0")},
        {"digit-2", QT_TRANSLATE_NOOP("Words", "Handwritten 1")},
        {"digit-1", QT_TRANSLATE_NOOP("Words", "Handwritten 2")},
        {"digit-18", QT_TRANSLATE_NOOP("Words", "Handwritten 3")},
        {"digit-4", QT_TRANSLATE_NOOP("Words", "Handwritten 4")},
        {"digit-8", QT_TRANSLATE_NOOP("Words", "Handwritten 5")},
        {"digit-11", QT_TRANSLATE_NOOP("Words", "Handwritten 6")},
        {"digit-0", QT_TRANSLATE_NOOP("Words", "Handwritten 7")},
        {"digit-61", QT_TRANSLATE_NOOP("Words", "Handwritten 8")},
        {"digit-7", QT_TRANSLATE_NOOP("Words", "Handwritten 9")},
        {"rgb-5x5", QT_TRANSLATE_NOOP("Words", "Red cross on blue, RGB 5 × 5")},
        {"rgb-8x8", QT_TRANSLATE_NOOP("Words", "Four colours, RGB 8 × 8")},
        {"digits-2x5x5", QT_TRANSLATE_NOOP("Words", "Digits, 2 channels 5 × 5")},
        {"digits-4x5x5", QT_TRANSLATE_NOOP("Words", "Digits, 4 channels 5 × 5")},
        {"digits-6x5x5", QT_TRANSLATE_NOOP("Words", "Digits, 6 channels 5 × 5")},
        {"digits-8x4x4", QT_TRANSLATE_NOOP("Words", "Digits, 8 channels 4 × 4")},
        {"rings-3x32x32", QT_TRANSLATE_NOOP("Words", "Rings, 3 channels 32 × 32")},
        {"chart", QT_TRANSLATE_NOOP("Words", "Test chart")},
        {"zone-plate", QT_TRANSLATE_NOOP("Words", "Zone plate: all frequencies")},
    });
    return table;
}

std::span<const Word> channelTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"luma", QT_TRANSLATE_NOOP("Words", "Brightness")},
        {"red", QT_TRANSLATE_NOOP("Words", "Red")},
        {"green", QT_TRANSLATE_NOOP("Words", "Green")},
        {"blue", QT_TRANSLATE_NOOP("Words", "Blue")},
        {"rgb", QT_TRANSLATE_NOOP("Words", "Red, green and blue")},
        {"digit", QT_TRANSLATE_NOOP("Words", "Digit")},
        {"colour", QT_TRANSLATE_NOOP("Words", "As it is")},
    });
    return table;
}

} // namespace convoscope
