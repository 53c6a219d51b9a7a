#include "tests/filter_cases.h"

#include "core/kernel_formulas.h"
#include "core/kernels.h"

#include <QImage>
#include <cmath>
#include <random>

namespace convoscope {

namespace {

std::vector<double> numbers(const QJsonArray &array)
{
    std::vector<double> values;
    for (const auto &value : array)
        values.push_back(value.toDouble());
    return values;
}

FilterBorder borderOf(const QString &name)
{
    if (name == "reflect_edge_repeated")
        return FilterBorder::Symmetric;
    if (name == "circular")
        return FilterBorder::Wrap;
    const auto border = filterBorder(name.toStdString());
    if (!border)
        qFatal("unknown border %s", qPrintable(name));
    return *border;
}

/// The product of a column and a row.
Tensor outer(const std::vector<double> &column, const std::vector<double> &row)
{
    Tensor kernel({.h = static_cast<int>(column.size()), .w = static_cast<int>(row.size())});
    for (size_t y = 0; y < column.size(); ++y) {
        for (size_t x = 0; x < row.size(); ++x)
            kernel.at(static_cast<int>(y), static_cast<int>(x)) = static_cast<float>(column[y] * row[x]);
    }
    return kernel;
}

Tensor preset(KernelPreset preset)
{
    const auto kernel = makeKernel({.preset = preset});
    return kernel ? *kernel : Tensor();
}

FilterStep stepOf(const QJsonObject &object)
{
    const QString op = object["op"].toString();
    if (op == "median")
        return {.kind = FilterKind::Median, .side = object["ksize"].toInt()};
    if (op.startsWith("sobel_magnitude"))
        return {.kind = FilterKind::Magnitude,
                .kernel = preset(KernelPreset::SobelX),
                .across = preset(KernelPreset::SobelY)};
    if (object.contains("kernel"))
        return {.kernel = goldenTensor(object["kernel"])};
    if (object.contains("kernel_x"))
        return {.kernel =
                    outer(numbers(object["kernel_y"].toArray()), numbers(object["kernel_x"].toArray()))};
    const QJsonArray size = object["ksize_w_h"].toArray();
    return {.kernel = gaussianKernel({size[1].toInt(), size[0].toInt()}, object["sigma"].toDouble())};
}

Filter filterOf(const QJsonObject &object)
{
    return {.steps = {stepOf(object)},
            .border = borderOf(object["border"].toString()),
            .colour = object["gray"].toBool() ? ColourMode::Luma : ColourMode::KeepAlpha};
}

ByteRaster inputOf(const QJsonValue &array)
{
    const QJsonArray shape = array["shape"].toArray();
    ByteRaster raster({shape[0].toInt(), shape[1].toInt()}, shape.size() > 2 ? shape[2].toInt() : 1);
    const std::vector<double> values = numbers(array["data"].toArray());
    std::ranges::transform(values, raster.values.begin(),
                           [](double v) { return static_cast<std::uint8_t>(v); });
    return raster;
}

} // namespace

QList<FilterCase> filterCases()
{
    const QJsonObject document = goldenDocument(QStringLiteral("filters/filters"));
    QList<FilterCase> cases;
    for (const auto &value : document["cases"].toArray()) {
        const QJsonObject object = value.toObject();
        cases.append({.name = object["name"].toString(),
                      .input = inputOf(document["inputs"][object["input"].toString()]),
                      .filter = filterOf(object),
                      .type = object["dtype"].toString(),
                      .inputScale = object["input_scale"] == "byte / 256" ? 1.0 / 256 : 1.0,
                      .want = numbers(object["y"]["data"].toArray()),
                      .tolerance = goldenTolerance(object["compare"])});
    }
    return cases;
}

QList<PictureCase> pictureCases()
{
    QList<PictureCase> cases;
    for (const auto &value : goldenDocument(QStringLiteral("filters/filters"))["full_size"].toArray()) {
        const QJsonObject object = value.toObject();
        cases.append({.input = object["input"].toString(),
                      .output = object["output"].toString(),
                      .filter = filterOf(object),
                      .tolerance = object["tolerance"].toDouble()});
    }
    return cases;
}

ByteRaster goldenPicture(const QString &path)
{
    QImage image(QStringLiteral(CONVOSCOPE_GOLDEN "/filters/") + path);
    if (image.isNull())
        qFatal("%s can't be read", qPrintable(path));
    const bool grey = image.isGrayscale();
    image.convertTo(grey ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    ByteRaster raster({image.height(), image.width()}, grey ? 1 : 3);
    for (int y = 0; y < image.height(); ++y)
        std::copy_n(image.constScanLine(y), raster.view().rowValues(), raster.edit().row(y));
    return raster;
}

ByteRaster samplePicture(Pair size, int channels, unsigned seed)
{
    ByteRaster raster(size, channels);
    std::minstd_rand grain(seed);
    for (int row = 0; row < size.y; ++row) {
        for (int column = 0; column < size.x; ++column) {
            for (int c = 0; c < channels; ++c) {
                const int edge = ((row / 7) + (column / 5) + c) % 2 == 0 ? 120 : 0;
                raster.edit().at({row, column}, c) = static_cast<std::uint8_t>(
                    (row * 3 + column * 2 + edge + static_cast<int>(grain() % 60)) % 256);
            }
        }
    }
    return raster;
}

QString difference(const std::vector<double> &got, const std::vector<double> &want,
                   const Tolerance &tolerance)
{
    if (got.size() != want.size())
        return QStringLiteral("%1 values instead of %2").arg(got.size()).arg(want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        const double allowed =
            tolerance.exact ? 0.0 : tolerance.absolute + tolerance.relative * std::abs(want[i]);
        if (!(std::abs(got[i] - want[i]) <= allowed))
            return QStringLiteral("value %1: %2 instead of %3").arg(i).arg(got[i]).arg(want[i]);
    }
    return {};
}

} // namespace convoscope
