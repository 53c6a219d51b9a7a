#pragma once

#include "core/refusal.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

namespace convoscope {

/// N samples × C channels × H rows × W columns, as PyTorch lays them out (row-major, W fastest).
struct Shape {
    int n = 1;
    int c = 1;
    int h = 0;
    int w = 0;
    bool operator==(const Shape &) const = default;
    [[nodiscard]] long long size() const { return static_cast<long long>(n) * c * h * w; }
};

/// Most cells that an operation's result may have: 2 GiB of float32.
inline constexpr long long mostTensorCells = 1LL << 29;

/// A shape without samples, channels or cells (EmptyInput), or of more than mostTensorCells (TooLarge), in
/// the named field.
std::optional<Refusal> refusedShape(const Shape &shape, const char *field);

/// Dense float32 array of four dimensions. A matrix is a tensor with n = c = 1.
class Tensor {
public:
    Tensor() = default;
    explicit Tensor(Shape shape, float fill = 0.0F);
    Tensor(Shape shape, std::vector<float> values); ///< values.size() must equal shape.size()
    /// A 1×1×H×W tensor from rows of equal length.
    static Tensor matrix(std::initializer_list<std::initializer_list<float>> rows);

    [[nodiscard]] const Shape &shape() const { return m_shape; }
    [[nodiscard]] int height() const { return m_shape.h; }
    [[nodiscard]] int width() const { return m_shape.w; }
    [[nodiscard]] bool empty() const { return m_values.empty(); }

    [[nodiscard]] std::span<const float> values() const { return m_values; }
    [[nodiscard]] std::span<float> values() { return m_values; }
    [[nodiscard]] std::span<const float> plane(int n, int c) const;
    [[nodiscard]] std::span<float> plane(int n, int c);
    [[nodiscard]] std::span<const float> row(int n, int c, int y) const;
    [[nodiscard]] std::span<float> row(int n, int c, int y);

    [[nodiscard]] float at(int n, int c, int y, int x) const { return m_values[index(n, c, y, x)]; }
    float &at(int n, int c, int y, int x) { return m_values[index(n, c, y, x)]; }
    [[nodiscard]] float at(int y, int x) const { return at(0, 0, y, x); }
    float &at(int y, int x) { return at(0, 0, y, x); }

    bool operator==(const Tensor &) const = default;

private:
    [[nodiscard]] size_t index(int n, int c, int y, int x) const
    {
        return ((static_cast<size_t>(n) * m_shape.c + c) * m_shape.h + y) * m_shape.w + x;
    }

    Shape m_shape;
    std::vector<float> m_values;
};

} // namespace convoscope
