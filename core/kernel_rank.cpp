#include "core/kernel_rank.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

std::vector<double> scaled(const Eigen::VectorXd &vector, double factor)
{
    std::vector<double> values(static_cast<size_t>(vector.size()));
    for (Eigen::Index i = 0; i < vector.size(); ++i)
        values[static_cast<size_t>(i)] = vector[i] * factor;
    return values;
}

bool isWhole(double value)
{
    return value == std::nearbyint(value) && std::abs(value) <= 32767.0;
}

int rowDivisor(const SettledKernel &kernel, int y)
{
    int divisor = 0;
    for (int x = 0; x < kernel.size.x; ++x)
        divisor = std::gcd(divisor, static_cast<int>(kernel.at(y, x)));
    return divisor;
}

/// How many times `row` each row of the kernel is; nothing where one is no multiple of it.
std::optional<std::vector<int>> multiplesOf(const std::vector<int> &row, const SettledKernel &kernel)
{
    const auto pivot = std::ranges::find_if(row, [](int weight) { return weight != 0; }) - row.begin();
    std::vector<int> column;
    for (int y = 0; y < kernel.size.y; ++y) {
        const int factor =
            static_cast<int>(kernel.at(y, static_cast<int>(pivot))) / row[static_cast<size_t>(pivot)];
        for (int x = 0; x < kernel.size.x; ++x) {
            if (kernel.at(y, x) != static_cast<double>(factor) * row[static_cast<size_t>(x)])
                return std::nullopt;
        }
        column.push_back(factor);
    }
    return column;
}

} // namespace

std::vector<SeparableTerm> separated(const SettledKernel &kernel, double tolerance)
{
    Eigen::MatrixXd matrix(kernel.size.y, kernel.size.x);
    for (int y = 0; y < kernel.size.y; ++y) {
        for (int x = 0; x < kernel.size.x; ++x)
            matrix(y, x) = kernel.at(y, x);
    }
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const Eigen::VectorXd &strengths = svd.singularValues();
    std::vector<SeparableTerm> terms;
    for (Eigen::Index i = 0; i < strengths.size() && strengths[i] > tolerance * strengths[0]; ++i) {
        // The signs are a matter of taste: the column's sum is not to be negative.
        const double sign = svd.matrixU().col(i).sum() < 0.0 ? -1.0 : 1.0;
        const double root = sign * std::sqrt(strengths[i]);
        terms.push_back(
            {scaled(svd.matrixU().col(i), root), scaled(svd.matrixV().col(i), root), strengths[i]});
    }
    return terms;
}

std::optional<IntegerFactors> integerFactors(const SettledKernel &kernel)
{
    if (!std::ranges::all_of(kernel.weights, isWhole))
        return std::nullopt;
    for (int y = 0; y < kernel.size.y; ++y) {
        const int divisor = rowDivisor(kernel, y);
        if (divisor == 0)
            continue;
        std::vector<int> row;
        row.reserve(static_cast<size_t>(kernel.size.x));
        for (int x = 0; x < kernel.size.x; ++x)
            row.push_back(static_cast<int>(kernel.at(y, x)) / divisor);
        auto column = multiplesOf(row, kernel);
        return column ? std::optional(IntegerFactors{*std::move(column), std::move(row)}) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<SeparableTerm> exactlySeparated(const SettledKernel &kernel)
{
    for (const double unit : {1.0, 1.0 / 16, 1.0 / 256, 1.0 / 4096}) {
        SettledKernel whole = kernel;
        for (double &weight : whole.weights)
            weight /= unit;
        if (const auto factors = integerFactors(whole)) {
            SeparableTerm term{.row = {factors->row.begin(), factors->row.end()}};
            for (const int weight : factors->column)
                term.column.push_back(weight * unit);
            return {term};
        }
    }
    return separated(kernel);
}

} // namespace convoscope
