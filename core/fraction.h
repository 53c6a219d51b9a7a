#pragma once

#include <algorithm>
#include <cassert>
#include <numeric>

namespace convoscope {

/// An exact ratio in lowest terms, `under` positive: jumps and centres where transposed convolutions halve
/// them.
struct Fraction {
    long long over = 0;
    long long under = 1;
    bool operator==(const Fraction &) const = default;

    static Fraction of(long long over, long long under = 1) ///< under must not be 0
    {
        assert(under != 0);
        const long long divisor = std::max(std::gcd(over, under), 1LL) * (under < 0 ? -1 : 1);
        return {over / divisor, under / divisor};
    }
    [[nodiscard]] double value() const { return static_cast<double>(over) / static_cast<double>(under); }
    [[nodiscard]] bool whole() const { return under == 1; }

    friend Fraction operator+(Fraction a, Fraction b)
    {
        return of(a.over * b.under + b.over * a.under, a.under * b.under);
    }
    friend Fraction operator-(Fraction a, Fraction b) { return a + Fraction{-b.over, b.under}; }
    friend Fraction operator*(Fraction a, Fraction b) { return of(a.over * b.over, a.under * b.under); }
};

} // namespace convoscope
