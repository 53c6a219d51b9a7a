#include "tests/bench/filter_works.h"

#include "core/filter_presets.h"

#include <algorithm>
#include <random>

namespace convoscope::bench {

FilterStep namedStep(std::string_view preset, int side, double sigma)
{
    const auto step = makeFilterStep({.name = std::string(preset), .size = {side, side}, .sigma = sigma});
    return step ? *step : FilterStep();
}

FilterStep denseStep(int side)
{
    Tensor kernel({1, 1, side, side});
    std::minstd_rand random(static_cast<unsigned>(side));
    for (float &weight : kernel.values())
        weight = (static_cast<float>(random() % 1000) - 400.0F) / 100.0F / static_cast<float>(side * side);
    return {.kernel = kernel};
}

namespace {

FilterStep small()
{
    return {.kernel = Tensor::matrix({{1, -2, 3}, {-1, 2, 1}, {2, -3, -2}})};
}

FilterWork gaussian(std::string_view name, int side, int channels, bool floats = false)
{
    const double sigma = side == 5 ? 1.1 : 2.6;
    return {name, namedStep("gaussian", side, sigma), channels, floats, FilterWork::Peer::Gaussian, sigma};
}

double present(const Tensor &kernel)
{
    return static_cast<double>(
        std::ranges::count_if(kernel.values(), [](float weight) { return weight != 0.0F; }));
}

} // namespace

std::vector<FilterWork> filterWorks()
{
    using enum FilterWork::Peer;
    return {{"Sobel x, grey", namedStep("sobel-x"), 1, false, Sobel},
            {"Sobel x, RGB", namedStep("sobel-x"), 3, false, Sobel},
            {"integers 3×3, grey", small()},
            {"dense 3×3, grey", denseStep(3)},
            {"dense 3×3, RGB", denseStep(3), 3},
            {"dense 3×3, RGBA", denseStep(3), 4},
            {"dense 5×5, grey", denseStep(5)},
            {"dense 5×5, RGB", denseStep(5), 3},
            {"dense 5×5, RGBA", denseStep(5), 4},
            {"dense 7×7, grey", denseStep(7)},
            {"dense 7×7, RGB", denseStep(7), 3},
            {"dense 7×7, RGBA", denseStep(7), 4},
            gaussian("Gaussian 5×5, grey", 5, 1),
            gaussian("Gaussian 5×5, RGB", 5, 3),
            gaussian("Gaussian 5×5, RGBA", 5, 4),
            gaussian("Gaussian 15×15, grey", 15, 1),
            gaussian("Gaussian 15×15, RGB", 15, 3),
            {"edge magnitude, grey", namedStep("sobel"), 1, false, Magnitude},
            {"dense 15×15, grey", denseStep(15)},
            {"dense 31×31, grey", denseStep(31)},
            {"Sobel x, float", namedStep("sobel-x"), 1, true, Sobel},
            {"dense 3×3, float", denseStep(3), 1, true},
            {"dense 5×5, float", denseStep(5), 1, true},
            {"dense 7×7, float", denseStep(7), 1, true},
            gaussian("Gaussian 5×5, float", 5, 1, true),
            gaussian("Gaussian 15×15, float", 15, 1, true),
            {"edge magnitude, float", namedStep("sobel"), 1, true, Magnitude}};
}

double productsPerValue(const FilterWork &work)
{
    const Tensor &kernel = work.step.kernel;
    if (work.peer == FilterWork::Peer::Gaussian)
        return kernel.height() + kernel.width();
    const double root = work.peer == FilterWork::Peer::Magnitude ? 2.0 + present(work.step.across) : 0.0;
    return present(kernel) + root;
}

} // namespace convoscope::bench
