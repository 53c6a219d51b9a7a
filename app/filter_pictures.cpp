#include "app/filter_pictures.h"

#include "app/image_file.h"
#include "app/picture_saver.h"
#include "app/raster_image.h"
#include "core/filter_run.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <memory>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("FilterPictures", text);
}

QString outputFor(const FilterJob &job, const QString &input)
{
    const QFileInfo output(job.output);
    return output.isDir() ? QDir(job.output).filePath(QFileInfo(input).fileName()) : job.output;
}

std::optional<QString> filterPicture(const FilterJob &job, const QString &input, const TellProgress &tell)
{
    const QString output = outputFor(job, input);
    if (isSameFile(input, output))
        return words("“%1” would be written over its own source; choose another name.").arg(input);
    auto loaded = loadImage(input, PixelLimit(maxImagePixels));
    if (const auto *sentence = std::get_if<QString>(&loaded))
        return *sentence;
    ByteRaster picture = rasterOf(std::get<LoadedImage>(loaded).image);
    loaded = QString(); // a large photo is not held twice
    auto result = filtered(picture.view(), job.filter, {.progress = [&](double done) {
                               tell(input, done);
                               return true;
                           }});
    picture = {};
    if (!result)
        return std::nullopt;
    const QImage image = imageOn(std::make_shared<const ByteRaster>(*std::move(result)));
    return savePicture(image, output, job.quality);
}

} // namespace

QStringList filterPictures(const FilterJob &job, const TellProgress &tell)
{
    QStringList failures;
    for (const QString &input : job.inputs) {
        if (const auto failure = filterPicture(job, input, tell))
            failures.append(*failure);
    }
    return failures;
}

} // namespace convoscope
