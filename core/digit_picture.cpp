#include "core/digit_picture.h"

#include "core/bundle.h"
#include "core/digit_preparation.h"
#include "core/photo_digit.h"

#include <charconv>

namespace convoscope {

namespace {

constexpr std::string_view presetStem = "digit-";

} // namespace

Picture drawnDigit(Drawing drawing, const Tensor &ink)
{
    auto prepared = prepareDigit(ink);
    Picture picture = makePicture(prepared ? (*std::move(prepared)).digit
                                           : Tensor({.h = PreparedDigit::side, .w = PreparedDigit::side}));
    picture.drawing = std::make_shared<const Drawing>(std::move(drawing));
    return picture;
}

Picture drawnDigit(Drawing drawing)
{
    const Tensor ink = inkOf(drawing);
    return drawnDigit(std::move(drawing), ink);
}

Result<Picture> photographedDigit(const Tensor &photo)
{
    auto found = findDigit(photo);
    if (!found)
        return found.refusal();
    auto prepared = prepareDigit(found->ink);
    if (!prepared)
        return prepared.refusal();
    Picture picture = makePicture((*std::move(prepared)).digit);
    picture.channel = digitChannel;
    picture.photo = std::make_shared<const Tensor>((*std::move(found)).grey);
    return picture;
}

Picture bundledDigit(int index)
{
    return makePicture(bundledDigits().picture(index), std::string(presetStem) + std::to_string(index));
}

std::optional<int> bundledDigitOf(std::string_view preset)
{
    if (!preset.starts_with(presetStem))
        return std::nullopt;
    const std::string_view number = preset.substr(presetStem.size());
    int index = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
    const bool whole = error == std::errc() && end == number.data() + number.size();
    const bool plain = std::to_string(index) == number; // "digit-07" and "digit--0" are other names
    if (!whole || !plain || index < 0 || index >= bundledDigits().count())
        return std::nullopt;
    return index;
}

} // namespace convoscope
