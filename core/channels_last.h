#pragma once

#include "core/geometry.h"
#include "core/padding.h"
#include "core/tensor.h"

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace convoscope {

/// Begins arrays at a cache line, so that no vector of the fast kernels lies across two, and leaves values
/// that nobody gave unset.
template <typename T>
struct CacheLineAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};

    CacheLineAllocator() = default;
    template <typename U>
    CacheLineAllocator(const CacheLineAllocator<U> & /*other*/)
    {
    } // NOLINT(google-explicit-constructor): as allocators must

    [[nodiscard]] T *allocate(std::size_t count)
    {
        return static_cast<T *>(::operator new(count * sizeof(T), alignment));
    }
    template <typename U>
    void construct(U *value)
    {
        ::new (static_cast<void *>(value)) U;
    }
    template <typename U, typename... Given>
    void construct(U *value, Given &&...given)
    {
        ::new (static_cast<void *>(value)) U(std::forward<Given>(given)...);
    }
    void deallocate(T *values, std::size_t /*count*/) { ::operator delete(values, alignment); }
    bool operator==(const CacheLineAllocator &) const { return true; }
};

using AlignedFloats = std::vector<float, CacheLineAllocator<float>>;

/// Maps with the channels of a pixel side by side, N×H×W×C: the order in which the fast kernels of the
/// layers read and write.
class ChannelsLast {
public:
    ChannelsLast() = default;
    explicit ChannelsLast(const Shape &shape) { resize(shape); }

    [[nodiscard]] const Shape &shape() const { return m_shape; }
    [[nodiscard]] const AlignedFloats &values() const { return m_values; }
    [[nodiscard]] AlignedFloats &values() { return m_values; }
    /// Keeps what memory it has; the values are then anything.
    void resize(const Shape &shape)
    {
        m_shape = shape;
        m_values.resize(static_cast<size_t>(shape.size()));
    }

    /// The shape.c channels of a pixel, behind which those of the next one lie.
    [[nodiscard]] const float *pixel(int n, Cell cell) const { return m_values.data() + index(n, cell); }
    [[nodiscard]] float *pixel(int n, Cell cell) { return m_values.data() + index(n, cell); }

private:
    [[nodiscard]] size_t index(int n, Cell cell) const
    {
        return ((static_cast<size_t>(n) * m_shape.h + cell.row) * m_shape.w + cell.column) * m_shape.c;
    }

    Shape m_shape;
    AlignedFloats m_values;
};

ChannelsLast channelsLast(const Tensor &x);
Tensor channelsFirst(const ChannelsLast &x);

/// Copies the pixels of `cells`, which may lie in the border around sample n, to `out` row by row, `pitch`
/// values (at least the channels) from pixel to pixel; what lies between is left alone.
struct PatchPlace {
    int n = 0;
    Rect cells{};
    int pitch = 0;
};
void copyPatch(const ChannelsLast &x, const Border &border, const PatchPlace &place, float *out);

} // namespace convoscope
