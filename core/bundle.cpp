#include "core/bundle.h"

#include "core/bundle_data.h"
#include "core/lenet.h"

namespace convoscope {

namespace {

std::vector<std::uint8_t> bytesOf(std::string_view text)
{
    return {text.begin(), text.end()};
}

/// The files are part of the program: that they are whole is tested, not met with at run time.
std::shared_ptr<const Network> loaded(std::string_view bytes, Result<Network> (*make)(const WeightFile &))
{
    const auto file = WeightFile::read(bytesOf(bytes));
    auto network = make(*file);
    return std::make_shared<const Network>(*std::move(network));
}

} // namespace

const std::shared_ptr<const Network> &bundledNetwork(BundledNetwork which)
{
    static const auto style = loaded(lenetStyleBytes(), lenetStyle);
    static const auto classical = loaded(lenet5Bytes(), lenet5);
    return which == BundledNetwork::Lenet5 ? classical : style;
}

const DigitSet &bundledDigits()
{
    static const auto digits = DigitSet::read(bytesOf(digitPictureBytes()), bytesOf(digitLabelBytes()));
    return *digits;
}

} // namespace convoscope
