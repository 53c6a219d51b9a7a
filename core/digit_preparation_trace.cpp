#include "core/digit_preparation_trace.h"

#include "core/preparation_model.h"

namespace convoscope {

Result<Trace> preparationTrace(const Picture &picture)
{
    const Refusal nothing{.reason = Reason::EmptyInput, .field = "input[drawing]"};
    std::optional<FoundDigit> found;
    if (picture.photo) {
        auto digit = findDigit(*picture.photo);
        if (!digit)
            return nothing;
        found = *std::move(digit);
    } else if (!picture.drawing) {
        return nothing;
    }
    const Tensor ink = found ? found->ink : inkOf(*picture.drawing);
    auto made = prepareDigit(ink);
    if (!made)
        return nothing;
    return Trace(std::make_shared<const PreparationModel>(ink, *std::move(made), found));
}

} // namespace convoscope
