#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace convoscope {

/// Why a computation was refused. The sentence for the user is made above core from the numbers of the
/// Refusal.
enum class Reason {
    NotPositive, ///< `got` must be at least 1
    Negative, ///< `got` must not be negative
    OutOfRange, ///< `got` lies outside what the field allows; `limit` is the nearest bound
    KernelExceedsInput, ///< effective kernel `got` is larger than the padded input `limit`
    EmptyOutput, ///< the output would have size `got` < 1
    ReflectTooFar, ///< reflect padding `got` must be smaller than the input, `limit`
    CircularTooFar, ///< circular padding `got` must not exceed the input, `limit`
    OutputPaddingTooLarge, ///< output_padding `got` must be smaller than stride or dilation, `limit`
    GroupsDontDivide, ///< `got` groups don't divide `limit` channels
    ChannelsDontMatch, ///< `got` channels where `limit` are needed
    PaddingOverHalfKernel, ///< pool padding `got` exceeds half the kernel, `limit`
    ShapesDontMatch, ///< `got` values where `limit` are needed
    TooLarge, ///< `got` cells exceed what this view shows, `limit`
    EmptyInput, ///< the input has no cells
    NotTrained, ///< there are no trained weights for this stack of layers
    Truncated, ///< of a file: `got` bytes where `limit` are needed
    Malformed, ///< of a file: not what its format asks for; noticed at byte `got`, if not 0
    Duplicate, ///< of a file: the name stands for two things
    Missing, ///< of a file: it isn't there
    UnknownType, ///< of a file: numbers of a kind that can't be read
    Overlap, ///< of a file: begins at byte `got`, inside of what ends at `limit`
    Gap, ///< of a file: the bytes from `limit` to `got` belong to nothing
    ByteCount, ///< of a file: takes `got` bytes where its shape needs `limit`
    NotFinite ///< a value is NaN or infinite
};

/// A typed "no" with the numbers needed to say what is wrong and what would work.
struct Refusal {
    Reason reason{};
    std::string field; ///< key of the parameter at fault, e.g. "padding"
    char axis = 0; ///< 'y' (height), 'x' (width), or 0 when both or neither
    long long got = 0;
    long long limit = 0;
    std::optional<long long> works{}; ///< nearest value of the field that would be accepted
    bool operator==(const Refusal &) const = default;
};

/// The bounds of a whole number, both allowed.
struct Bounds {
    long long low = 0;
    long long high = 0;
};

/// OutOfRange in the field unless `got` lies within the bounds; the nearest of them works.
std::optional<Refusal> refusedOutside(std::string_view field, long long got, Bounds bounds, char axis = 0);
/// The same for a real number. Those told are whole and don't hide the fault: the value is rounded away from
/// the range, its bound into it.
std::optional<Refusal> refusedOutside(std::string_view field, double got, double low, double high);

/// A value, or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_content(std::move(value))
    {
    } // NOLINT(google-explicit-constructor)
    Result(Refusal refusal)
        : m_content(std::move(refusal))
    {
    } // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return m_content.index() == 0; }
    const T &operator*() const &
    {
        assert(*this);
        return std::get<0>(m_content);
    }
    T &&operator*() &&
    {
        assert(*this);
        return std::get<0>(std::move(m_content));
    }
    const T *operator->() const
    {
        assert(*this);
        return &std::get<0>(m_content);
    }
    const Refusal &refusal() const
    {
        assert(!*this);
        return std::get<1>(m_content);
    }

private:
    std::variant<T, Refusal> m_content;
};

} // namespace convoscope
