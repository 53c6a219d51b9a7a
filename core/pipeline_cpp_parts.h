#pragma once

#include <string_view>

namespace convoscope {

// The parts of the C++ program of the pipeline lesson that are the same for every network, as templates for
// CodeWriter.

inline constexpr std::string_view cppPipelineHead = R"(#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

using Values = std::vector<float>;

struct Maps {
    int C, H, W;
    Values values = Values(C * H * W);

    float &operator()(int c, int h, int w) { return values[(c * H + h) * W + w]; }
    float operator()(int c, int h, int w) const { return values[(c * H + h) * W + w]; }
};
)";

inline constexpr std::string_view cppPipelineReading =
    R"(// The values of a tensor: the length of a header in 8 bytes, the header, which says where they lie, and the values.
Values load(const std::string &name)
{
    // $where
    std::ifstream in("$file", std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(in), {}};
    std::uint64_t length = 0;
    size_t begin = 0, end = 0;
    if (file.size() < 8)
        std::exit(1);
    std::memcpy(&length, file.data(), 8);
    const std::string header = file.substr(8, length);
    const size_t entry = header.find('"' + name + '"');
    const size_t range = header.find('[', header.find("data_offsets", entry));
    if (range == std::string::npos || std::sscanf(&header[range], "[%zu,%zu]", &begin, &end) != 2)
        std::exit(1);
    Values values((end - begin) / 4);
    std::memcpy(values.data(), file.data() + 8 + length + begin, end - begin);
    return values;
}
)";

inline constexpr std::string_view cppPipelineLayers =
    R"(Maps conv(const Maps &x, const Values &K, const Values &b, int k)
{
    Maps out{static_cast<int>(b.size()), x.H - k + 1, x.W - k + 1};
    for (int f = 0; f < out.C; ++f) {
        for (int i = 0; i < out.H; ++i) {
            for (int j = 0; j < out.W; ++j) {
                float acc = b[f];
                for (int c = 0; c < x.C; ++c)
                    for (int ki = 0; ki < k; ++ki)
                        for (int kj = 0; kj < k; ++kj)
                            acc += x(c, i + ki, j + kj) * K[((f * x.C + c) * k + ki) * k + kj];$tap
                out(f, i, j) = acc;
            }
        }
    }
    return out;
}

Maps pool(const Maps &x, int k)
{
    Maps out{x.C, x.H / k, x.W / k};
    for (int c = 0; c < out.C; ++c) {
        for (int i = 0; i < out.H; ++i) {
            for (int j = 0; j < out.W; ++j) {
                float acc = $start;
                for (int ki = 0; ki < k; ++ki)
                    for (int kj = 0; kj < k; ++kj)
                        acc $take;
                out(c, i, j) = acc$divided;
            }
        }
    }
    return out;
}

Values linear(const Values &x, const Values &W, const Values &b)
{
    Values out = b;
    for (size_t o = 0; o < out.size(); ++o)
        for (size_t n = 0; n < x.size(); ++n)
            out[o] += x[n] * W[o * x.size() + n];$othertap
    return out;
}

Values softmax(Values z)
{
    const float largest = *std::max_element(z.begin(), z.end());
    float sum = 0;
    for (float &value : z)
        sum += value = std::exp(value - largest); // nothing overflows: the largest is e^0 = 1
    for (float &value : z)
        value /= sum;
    return z;
}

void print(const Values &values)
{
    for (float value : values)
        std::cout << value << ' ';
    std::cout << '\n';
})";

inline constexpr std::string_view cppPipelineRelu = R"(
Values relu(Values x)
{
    for (float &value : x)
        value = std::max(value, 0.0f);
    return x;
})";

inline constexpr std::string_view cppPipelineTanh = R"(
Values tangent(Values x)
{
    for (float &value : x)
        value = std::tanh(value);
    return x;
})";

} // namespace convoscope
