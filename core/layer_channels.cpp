#include "core/highway_targets.h"

#include "core/layer_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layer_channels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Single = hn::CappedTag<float, 1>;

/// Calls work(tag, c) for whole vectors of channels, then for the channels that are left, one at a time.
template <typename Work>
HWY_INLINE void EachVector(int channels, const Work &work)
{
    const int lanes = static_cast<int>(hn::Lanes(Floats()));
    int c = 0;
    for (; c + lanes <= channels; c += lanes)
        work(Floats(), c);
    for (; c < channels; ++c)
        work(Single(), c);
}

template <typename Tag>
HWY_INLINE void DepthwiseRow(Tag tag, const DepthwiseTask &task, int c)
{
    for (int p = 0; p < task.pixelCount; ++p) {
        auto sum = hn::LoadU(tag, task.bias + c);
        const float *weight = task.weights + c;
        for (const float *row : task.rows) {
            const float *in = row + p * task.pixelStep + c;
            for (int k = 0; k < task.kernelWidth; ++k, in += task.tapStep, weight += task.channels)
                sum = hn::MulAdd(hn::LoadU(tag, in), hn::LoadU(tag, weight), sum);
        }
        hn::StoreU(sum, tag, task.out[0] + static_cast<std::ptrdiff_t>(p) * task.channels + c);
    }
}

/// Two rows of a 3×3 kernel with stride 1, whose nine weights stay in registers.
template <typename Tag>
HWY_INLINE void DepthwisePair(Tag tag, const DepthwiseTask &task, int c)
{
    const std::ptrdiff_t step = task.channels;
    const auto bias = hn::LoadU(tag, task.bias + c);
    const auto weight = [&](int tap) HWY_ATTR { return hn::LoadU(tag, task.weights + tap * step + c); };
    const auto w00 = weight(0);
    const auto w01 = weight(1);
    const auto w02 = weight(2);
    const auto w10 = weight(3);
    const auto w11 = weight(4);
    const auto w12 = weight(5);
    const auto w20 = weight(6);
    const auto w21 = weight(7);
    const auto w22 = weight(8);
    const float *HWY_RESTRICT in0 = task.rows[0] + c;
    const float *HWY_RESTRICT in1 = task.rows[1] + c;
    const float *HWY_RESTRICT in2 = task.rows[2] + c;
    const float *HWY_RESTRICT in3 = task.rows[3] + c;
    float *HWY_RESTRICT upper = task.out[0] + c;
    float *HWY_RESTRICT lower = task.out[1] + c;
    for (int p = 0; p < task.pixelCount; ++p) {
        const std::ptrdiff_t at = p * step;
        auto first = bias;
        auto second = bias;
        const auto add = [&](std::ptrdiff_t x, const auto &top, const auto &middle, const auto &bottom)
                             HWY_ATTR {
                                 const auto one = hn::LoadU(tag, in1 + x);
                                 const auto two = hn::LoadU(tag, in2 + x);
                                 first = hn::MulAdd(hn::LoadU(tag, in0 + x), top, first);
                                 second = hn::MulAdd(one, top, second);
                                 first = hn::MulAdd(one, middle, first);
                                 second = hn::MulAdd(two, middle, second);
                                 first = hn::MulAdd(two, bottom, first);
                                 second = hn::MulAdd(hn::LoadU(tag, in3 + x), bottom, second);
                             };
        add(at, w00, w10, w20);
        add(at + step, w01, w11, w21);
        add(at + 2 * step, w02, w12, w22);
        hn::StoreU(first, tag, upper + at);
        hn::StoreU(second, tag, lower + at);
    }
}

void AddDepthwise(const DepthwiseTask &task)
{
    if (task.out[1] != nullptr)
        EachVector(task.channels, [&](auto tag, int c) HWY_ATTR { DepthwisePair(tag, task, c); });
    else
        EachVector(task.channels, [&](auto tag, int c) HWY_ATTR { DepthwiseRow(tag, task, c); });
}

template <typename Vector>
HWY_INLINE Vector Larger(Vector a, Vector b)
{
    return hn::IfThenElse(hn::Or(hn::Gt(b, a), hn::IsNaN(b)), b, a);
}

void TakeLargest(std::span<const float *const> cells, int channels, float *out)
{
    EachVector(channels, [&](auto tag, int c) HWY_ATTR {
        auto largest = hn::LoadU(tag, cells[0] + c);
        for (const float *cell : cells.subspan(1))
            largest = Larger(largest, hn::LoadU(tag, cell + c));
        hn::StoreU(largest, tag, out + c);
    });
}

/// Larger() of four, where sums tell at once that there is no NaN, which is nearly always.
template <typename Vector>
HWY_INLINE Vector LargestOfFour(Vector a, Vector b, Vector c, Vector d)
{
    const hn::DFromV<Vector> tag;
    if (hn::AllFalse(tag, hn::IsNaN(hn::Add(hn::Add(a, b), hn::Add(c, d)))))
        return hn::Max(hn::Max(a, b), hn::Max(c, d));
    return Larger(Larger(a, b), Larger(c, d));
}

void TakeLargestOfFour(const PoolRows &task)
{
    const std::ptrdiff_t step = task.channels;
    for (int p = 0; p < task.pixelCount; ++p) {
        const float *HWY_RESTRICT upper = task.rows[0] + 2 * (p * step);
        const float *HWY_RESTRICT lower = task.rows[1] + 2 * (p * step);
        float *HWY_RESTRICT out = task.out + p * step;
        EachVector(task.channels, [&](auto tag, int c) HWY_ATTR {
            const auto largest = LargestOfFour(hn::LoadU(tag, upper + c), hn::LoadU(tag, upper + c + step),
                                               hn::LoadU(tag, lower + c), hn::LoadU(tag, lower + c + step));
            hn::StoreU(largest, tag, out + c);
        });
    }
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(AddDepthwise);
HWY_EXPORT(TakeLargest);
HWY_EXPORT(TakeLargestOfFour);
} // namespace

void addDepthwise(const DepthwiseTask &task)
{
    HWY_DYNAMIC_DISPATCH(AddDepthwise)(task);
}

void takeLargest(std::span<const float *const> cells, int channels, float *out)
{
    HWY_DYNAMIC_DISPATCH(TakeLargest)(cells, channels, out);
}

void takeLargestOfFour(const PoolRows &task)
{
    HWY_DYNAMIC_DISPATCH(TakeLargestOfFour)(task);
}

} // namespace convoscope
#endif
