#include "tests/network_files.h"

#include <QFile>

namespace convoscope {

namespace {

std::optional<std::vector<std::uint8_t>> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = file.readAll();
    return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
}

} // namespace

std::vector<std::uint8_t> resourceBytes(const QString &path)
{
    const auto bytes = bytesOf(QStringLiteral(CONVOSCOPE_RESOURCES "/") + path);
    if (!bytes)
        qFatal("%s can't be read", qPrintable(path));
    return *bytes;
}

std::shared_ptr<const Network> bundledNetwork(const QString &name)
{
    return bundledNetwork(name == "lenet5" ? BundledNetwork::Lenet5 : BundledNetwork::LenetStyle);
}

std::optional<DigitSet> digitsIn(const QString &pictures, const QString &labels)
{
    auto first = bytesOf(pictures);
    auto second = bytesOf(labels);
    if (!first || !second)
        return std::nullopt;
    auto digits = DigitSet::read(*std::move(first), *std::move(second));
    return digits ? std::optional(*std::move(digits)) : std::nullopt;
}

NetworkRun runOn(const std::shared_ptr<const Network> &network, const Tensor &digit)
{
    return *NetworkRun::make(network, *framed(digit, *network));
}

} // namespace convoscope
