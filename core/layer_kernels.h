#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace convoscope {

// Arithmetic of network layers on maps with the channels of a pixel side by side, vectorised for every
// instruction set of the processor at hand (Highway chooses when the program runs).

/// Weights lie in blocks of so many output channels, the last filled up with zeros.
inline constexpr int channelBlock = 16;

/// A count rounded up to whole blocks.
constexpr int wholeBlocks(int channels)
{
    return (channels + channelBlock - 1) / channelBlock * channelBlock;
}

/// Sums of products for some pixels: out[p·outStep + o] = bias[o] + Σ pixels[p][from + runs[r] + k]
/// · weights[o / 16][r][k][o % 16]. A tile of 6 pixels × some vectors of output channels stays in registers
/// while all products are added, so each value that is loaded serves several.
struct ProductTask {
    const float *const *pixels = nullptr;
    int pixelCount = 0;
    std::ptrdiff_t from = 0; ///< behind every pixel, where its values begin
    std::span<const int> runs; ///< where stretches of neighbouring values begin, from the pixel on
    int runLength = 0;
    const float *weights = nullptr;
    const float *bias = nullptr; ///< whole blocks
    int channels = 0; ///< outputs
    float *out = nullptr;
    std::ptrdiff_t outStep = 0;
};
void addProducts(const ProductTask &task);

/// A pool behind products: out[p·outStep + o] = the largest of `least` and the sums, as above, of the four
/// pixels in[p·pixelStep + corners[...]]. `channels` in whole blocks.
struct PooledTask {
    const float *in = nullptr;
    std::ptrdiff_t pixelStep = 0;
    std::array<std::ptrdiff_t, 4> corners{};
    int pixelCount = 0;
    std::span<const int> runs;
    int runLength = 0;
    const float *weights = nullptr;
    const float *bias = nullptr;
    float least = 0.0F;
    int channels = 0;
    float *out = nullptr;
};
void addPooledProducts(const PooledTask &task);

/// Rows of a matrix times a vector: out[r] = bias[r] + Σ rows[r·count + i] · in[i].
struct DotTask {
    const float *in = nullptr;
    int count = 0;
    const float *rows = nullptr;
    int rowCount = 0;
    const float *bias = nullptr;
    float *out = nullptr;
};
void addDots(const DotTask &task);

/// Two output rows of a 3×3 depthwise convolution with stride 1, or one of any: out[y][x·channels + c] =
/// bias[c] + Σ weights[tap][c] · rows[y + ky][x·pixelStep + kx·tapStep + c].
struct DepthwiseTask {
    std::span<const float *const> rows; ///< as many as the kernel is high, or one more for two outputs
    int kernelWidth = 0;
    std::ptrdiff_t tapStep = 0;
    std::ptrdiff_t pixelStep = 0;
    const float *weights = nullptr; ///< [tap][channels]
    const float *bias = nullptr;
    int channels = 0;
    int pixelCount = 0;
    std::array<float *, 2> out{}; ///< the second null for one row
};
void addDepthwise(const DepthwiseTask &task);

/// out[c] = the largest of cells[...][c]; a NaN is larger than any number.
void takeLargest(std::span<const float *const> cells, int channels, float *out);
/// The same for 2×2 cells of two rows and `pixelCount` neighbouring outputs.
struct PoolRows {
    std::array<const float *, 2> rows{};
    int channels = 0;
    int pixelCount = 0;
    float *out = nullptr;
};
void takeLargestOfFour(const PoolRows &task);

// Winograd's minimal filtering, as A. Lavin & S. Gray, Fast Algorithms for Convolutional Neural Networks
// (2015), have it: 3×3 windows of a square tile are computed in a transformed space, where each takes one
// product for every cell of the tile.

/// Sides of the tiles that are read for outputs of 4×4, F(4×4, 3×3), and of 2×2.
inline constexpr int winogradTile = 6;
inline constexpr int smallWinogradTile = 4;

/// Bᵀ d B of one tile for all its channels, a number that is a multiple of 16.
struct TileToSpace {
    const float *in = nullptr; ///< its first pixel
    std::ptrdiff_t rowPitch = 0; ///< values from row to row,
    std::ptrdiff_t pixelPitch = 0; ///< from pixel to pixel
    int channels = 0;
    float *out = nullptr;
    std::ptrdiff_t plane = 0; ///< values from one cell of the transformed tile to the next, row by row
};
void toWinograd(const TileToSpace &task);
void toSmallWinograd(const TileToSpace &task);

/// bias + Aᵀ m A of one transformed tile: 4×4 pixels of some channels, a multiple of 16.
struct TileFromSpace {
    const float *in = nullptr;
    std::ptrdiff_t plane = 0;
    const float *bias = nullptr;
    int channels = 0;
    float *out = nullptr;
    std::ptrdiff_t rowPitch = 0;
    std::ptrdiff_t pixelPitch = 0;
    float least = 0.0F; ///< for the next
};
void fromWinograd(const TileFromSpace &task);
/// One pixel: the largest of the 2×2 pixels and `least`.
void poolFromSmallWinograd(const TileFromSpace &task);

} // namespace convoscope
