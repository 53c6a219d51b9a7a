#include "core/tensor.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace convoscope {

std::optional<Refusal> refusedShape(const Shape &shape, const char *field)
{
    if (std::min({shape.n, shape.c, shape.h, shape.w}) < 1)
        return Refusal{.reason = Reason::EmptyInput, .field = field, .got = 0, .works = 1};
    constexpr long long countless = std::numeric_limits<long long>::max();
    const long long planes = static_cast<long long>(shape.n) * shape.c;
    const long long cells = static_cast<long long>(shape.h) * shape.w;
    const long long all = planes <= countless / cells ? planes * cells : countless;
    if (all <= mostTensorCells)
        return std::nullopt;
    return Refusal{.reason = Reason::TooLarge, .field = field, .got = all, .limit = mostTensorCells};
}

Tensor::Tensor(Shape shape, float fill)
    : m_shape(shape)
    , m_values(static_cast<size_t>(shape.size()), fill)
{
}

Tensor::Tensor(Shape shape, std::vector<float> values)
    : m_shape(shape)
    , m_values(std::move(values))
{
    assert(static_cast<long long>(m_values.size()) == shape.size());
}

Tensor Tensor::matrix(std::initializer_list<std::initializer_list<float>> rows)
{
    Tensor m({.h = static_cast<int>(rows.size()), .w = static_cast<int>(rows.begin()->size())});
    auto out = m.m_values.begin();
    for (const auto &row : rows) {
        assert(row.size() == static_cast<size_t>(m.width()));
        out = std::ranges::copy(row, out).out;
    }
    return m;
}

std::span<const float> Tensor::plane(int n, int c) const
{
    return std::span(m_values).subspan(index(n, c, 0, 0), static_cast<size_t>(m_shape.h) * m_shape.w);
}

std::span<float> Tensor::plane(int n, int c)
{
    return std::span(m_values).subspan(index(n, c, 0, 0), static_cast<size_t>(m_shape.h) * m_shape.w);
}

std::span<const float> Tensor::row(int n, int c, int y) const
{
    return std::span(m_values).subspan(index(n, c, y, 0), static_cast<size_t>(m_shape.w));
}

std::span<float> Tensor::row(int n, int c, int y)
{
    return std::span(m_values).subspan(index(n, c, y, 0), static_cast<size_t>(m_shape.w));
}

} // namespace convoscope
