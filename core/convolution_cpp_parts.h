#pragma once

#include <string_view>

/// Templates of the parts that the lesson's C++ program is put together from; see CodeWriter for the $names.
namespace convoscope::cpp_parts {

/// Reads a matrix with a constant around it.
inline constexpr std::string_view zeros = R"(
float at(const Matrix &x, int h, int w$default)
{
    const int H = x.size(), W = x[0].size();
    return h < 0 || h >= H || w < 0 || w >= W ? $outside : x[h][w];
})";

/// Reads a matrix whose padding is copied from it.
inline constexpr std::string_view copies = R"(
int inside(int i, int size)
{
    return $inside;
}

float at(const Matrix &x, int h, int w)
{
    return x[inside(h, x.size())][inside(w, x[0].size())];
})";

/// Reads the spread input of the direct reading of a transposed convolution.
inline constexpr std::string_view spread = R"(
// The input with zeros between its cells and around them
float at(const Matrix &x, int h, int w)
{
    const int H = x.size(), W = x[0].size();
    if (h < 0 || h % $spreadH != 0 || h / $spreadH >= H)
        return 0;
    if (w < 0 || w % $spreadW != 0 || w / $spreadW >= W)
        return 0;
    return x[h / $spreadH][w / $spreadW];
})";

/// Reads a matrix from a file.
inline constexpr std::string_view read = R"(
Matrix read(const char *name)
{
    std::ifstream file(name);
    Matrix x;
    for (std::string line; std::getline(file, line);) {
        std::istringstream in(line);
        std::vector<float> row{std::istream_iterator<float>(in), std::istream_iterator<float>()};
        if (!row.empty())
            x.push_back(row);
    }
    return x;
})";

/// Prints one; seven digits are what a float is sure of.
inline constexpr std::string_view print = R"(
void print(const Matrix &m)
{
    std::cout.precision(7);
    for (const auto &row : m) {
        for (float value : row)
            std::cout << value << ' ';
        std::cout << '\n';
    }
})";

/// Moves one.
inline constexpr std::string_view shifted = R"(
Matrix shifted(const Matrix &m, int down, int right$param)
{
    Matrix out = m;
    for (int i = 0; i < int(m.size()); ++i)
        for (int j = 0; j < int(m[0].size()); ++j)
            out[i][j] = at(m, i - down, j - right$argument);
    return out;
})";

/// The shift view: conv(shift(x)) and how far it is from shift(conv(x)).
inline constexpr std::string_view compare =
    R"(const Matrix out = convolve(shifted(x, $down, $right$constantArgument), K);
Matrix difference = shifted(convolve(x, K), $outDown, $outRight$zeroArgument);
for (int i = 0; i < int(out.size()); ++i)
    for (int j = 0; j < int(out[0].size()); ++j)
        difference[i][j] = out[i][j] - difference[i][j];
print(out);
std::cout << '\n';
print(difference);)";

/// Turns the kernel by 180 degrees.
inline constexpr std::string_view rotate = R"(for (auto &row : K)
    std::reverse(row.begin(), row.end());
std::reverse(K.begin(), K.end());)";

inline constexpr std::string_view divideAll = R"(for (auto &row : out)
    for (float &value : row)
        value /= divisor;)";

/// The size of the output
inline constexpr std::string_view sizes =
    R"(const int H = x.size(), W = x[0].size(), kH = K.size(), kW = K[0].size();
const int outH = ($inH$padH - $extentH) / $sH + 1;
const int outW = ($inW$padW - $extentW) / $sW + 1;
)";

/// and the loop nest;
inline constexpr std::string_view sums = R"(Matrix out(outH, std::vector<float>(outW));
for (int i = 0; i < outH; ++i) {
    for (int j = 0; j < outW; ++j) {
        const int h0 = i * $sH$top, w0 = j * $sW$left;
        float acc = 0;
        for (int ki = 0; ki < kH; ++ki)
            for (int kj = 0; kj < kW; ++kj)
                acc += $value * K[ki][kj];$tap
        out[i][j] = acc$divide;$beat
    }
})";

/// the same as im2col;
inline constexpr std::string_view columns = R"(Matrix columns(kH * kW, std::vector<float>(outH * outW));
for (int i = 0; i < outH; ++i) {
    for (int j = 0; j < outW; ++j) {
        const int h0 = i * $sH$top, w0 = j * $sW$left;
        for (int ki = 0; ki < kH; ++ki)
            for (int kj = 0; kj < kW; ++kj)
                columns[ki * kW + kj][i * outW + j] = $value;$beat
    }
}

Matrix out(outH, std::vector<float>(outW));
for (int n = 0; n < outH * outW; ++n) {
    float acc = 0;
    for (int k = 0; k < kH * kW; ++k)
        acc += K[k / kW][k % kW] * columns[k][n];$tap
    out[n / outW][n % outW] = acc$divide;
})";

/// as transposed convolution.
inline constexpr std::string_view stamps =
    R"(const int H = x.size(), W = x[0].size(), kH = K.size(), kW = K[0].size();
const int outH = (H - 1) * $sH - 2 * $pH + $timesH(kH - 1) + $opH + 1;
const int outW = (W - 1) * $sW - 2 * $pW + $timesW(kW - 1) + $opW + 1;

Matrix out(outH, std::vector<float>(outW));
for (int i = 0; i < H; ++i) {
    for (int j = 0; j < W; ++j) {
        const int h0 = i * $sH - $pH, w0 = j * $sW - $pW;
        for (int ki = 0; ki < kH; ++ki) {
            for (int kj = 0; kj < kW; ++kj) {
                const int h = h0 + ki$dH, w = w0 + kj$dW;
                if (h >= 0 && h < outH && w >= 0 && w < outW)
                    out[h][w] += x[i][j] * K[ki][kj];$beat$tap
            }
        }
    }
})";

} // namespace convoscope::cpp_parts
