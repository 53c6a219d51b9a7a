#include "app/photo.h"

#include "app/picture_plane.h"
#include "app/raster_image.h"
#include "app/scene_file.h"
#include "core/digit_picture.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <QtConcurrent>
#include <algorithm>
#include <array>
#include <functional>

namespace convoscope {

namespace {

struct Opened {
    Photo photo;
    Picture picture;
    QStringList notes;
    QString failure;
};

constexpr QLatin1String digitKey(digitChannel.data(), static_cast<int>(digitChannel.size()));

/// Those that are one number per pixel.
constexpr std::array<std::pair<QLatin1String, Channel>, 4> singles{{{QLatin1String("luma"), Channel::Luma},
                                                                    {QLatin1String("red"), Channel::Red},
                                                                    {QLatin1String("green"), Channel::Green},
                                                                    {QLatin1String("blue"), Channel::Blue}}};

Channel channelOf(const QString &key)
{
    const auto *const found = std::ranges::find(singles, key, &decltype(singles)::value_type::first);
    return found == singles.end() ? Channel::Luma : found->second;
}

/// Bytes need less memory than the floats of the other lessons.
PixelLimit limitFor(const QString &channel)
{
    return PixelLimit(channel == asItIs ? maxImagePixels : maxWorkingPixels);
}

Picture valuesOf(const QImage &image, const QString &channel, QRect part)
{
    if (channel == asItIs)
        return rasterPicture(rasterOf(image, part));
    if (channel == allChannels)
        return makePicture(rgbPlanes(image, part));
    if (channel != digitKey)
        return makePicture(planeOf(image, channelOf(channel), part));
    const auto digit = photographedDigit(planeOf(image, Channel::Luma, part));
    return digit ? *digit : makePicture(Tensor());
}

QString nothingFound(const QString &path)
{
    return PhotoOpener::tr(
               "No digit was found in “%1”. One digit, written with a broad pen on plain paper and "
               "well lit, would be found.")
        .arg(QFileInfo(path).fileName());
}

Opened openedFrom(const ImageResult &result, const QString &name, const QString &channel,
                  std::optional<Rect> crop)
{
    if (const auto *failure = std::get_if<QString>(&result))
        return {.photo = {}, .picture = {}, .notes = {}, .failure = *failure};
    const auto &loaded = std::get<LoadedImage>(result);
    Opened opened{.photo = {loaded.image, loaded.path.isEmpty() ? name : loaded.path},
                  .picture = {},
                  .notes = loaded.notes,
                  .failure = {}};
    opened.picture = pictureOf(opened.photo, channel, crop);
    if (opened.picture.empty() && crop) {
        opened.picture = pictureOf(opened.photo, channel);
        opened.notes.append(PhotoOpener::tr("The crop lies outside the image, so all of it is shown."));
    }
    if (opened.picture.empty())
        opened.failure = nothingFound(opened.photo.path);
    return opened;
}

} // namespace

QStringList channelKeys(const Field &input)
{
    if (input.drawn)
        return {digitKey};
    if (input.raster)
        return {asItIs};
    QStringList keys;
    for (const auto &[key, channel] : singles)
        keys.append(key);
    if (input.channels >= 3)
        keys.prepend(allChannels);
    return keys;
}

Picture pictureOf(const Photo &photo, const QString &channel, std::optional<Rect> crop)
{
    const QRect part = crop ? QRect(crop->left, crop->top, crop->width, crop->height) : QRect();
    Picture picture = valuesOf(photo.image, channel, part);
    picture.path = photo.path.toStdString();
    picture.channel = channel.toStdString();
    picture.crop = crop;
    return picture;
}

Picture cropped(const Picture &picture, const Rect &cells)
{
    const Tensor &from = picture.tensor();
    Tensor part({.c = from.shape().c, .h = cells.height, .w = cells.width});
    for (int c = 0; c < part.shape().c; ++c) {
        for (int y = 0; y < cells.height; ++y) {
            const auto row = from.row(0, c, cells.top + y).subspan(static_cast<size_t>(cells.left));
            std::ranges::copy(row.first(static_cast<size_t>(cells.width)), part.row(0, c, y).begin());
        }
    }
    Picture result = makePicture(std::move(part));
    result.path = picture.path;
    result.channel = picture.channel;
    const Rect before = picture.crop.value_or(Rect{0, 0, from.height(), from.width()});
    if (picture.isPhoto())
        result.crop = Rect{before.top + cells.top, before.left + cells.left, cells.height, cells.width};
    return result;
}

std::optional<QString> loadPhotos(Scene &scene)
{
    for (const PhotoRequest &request : scene.photos) {
        const ImageResult image = loadImage(request.path, limitFor(request.channel));
        if (const auto *failure = std::get_if<QString>(&image))
            return *failure;
        const auto &loaded = std::get<LoadedImage>(image);
        const Field *field = findField(scene.lesson->fields, request.field);
        const Picture picture = pictureOf({loaded.image, loaded.path}, request.channel, request.crop);
        if (picture.empty() && request.channel == digitKey)
            return nothingFound(loaded.path);
        field->set(scene.params, picture);
    }
    return std::nullopt;
}

PhotoOpener::PhotoOpener(QObject *parent)
    : QObject(parent)
{
}

PhotoOpener::~PhotoOpener()
{
    ++m_generation;
    QThreadPool::globalInstance()->waitForDone();
}

void PhotoOpener::open(const QString &path, const QString &channel, std::optional<Rect> crop)
{
    start([path, limit = limitFor(channel)] { return loadImage(path, limit); }, path, channel, crop);
}

bool PhotoOpener::accepts(const QMimeData &data)
{
    return data.hasUrls() || data.hasImage();
}

void PhotoOpener::open(const QMimeData &data, const QString &channel)
{
    if (data.hasUrls()) {
        const QUrl url = data.urls().value(0);
        if (!url.isLocalFile()) {
            emit failed(tr("“%1” is not a file on this computer. Save the image first, then open it.")
                            .arg(url.toDisplayString()));
            return;
        }
        open(url.toLocalFile(), channel);
        return;
    }
    if (!data.hasImage()) {
        emit failed(tr("There is no image to paste. Copy an image, or a file of one, and paste again."));
        return;
    }
    const auto image = data.imageData().value<QImage>();
    start([image, limit = limitFor(channel)] { return adoptImage(image, limit); }, tr("pasted image"),
          channel, std::nullopt);
}

void PhotoOpener::start(std::function<ImageResult()> load, const QString &name, const QString &channel,
                        std::optional<Rect> crop)
{
    const int generation = ++m_generation;
    setBusy(true);
    QtConcurrent::run(
        [load = std::move(load), name, channel, crop] { return openedFrom(load(), name, channel, crop); })
        .then(this,
              [this, generation](const Opened &opened) {
                  if (generation != m_generation)
                      return;
                  setBusy(false);
                  if (opened.failure.isEmpty())
                      emit this->opened(opened.photo, opened.picture, opened.notes);
                  else
                      emit failed(opened.failure);
              })
        .onFailed(this, [this, name] {
            setBusy(false);
            emit failed(
                tr("There is not enough memory to open “%1”. A smaller copy of it would work.").arg(name));
        });
}

void PhotoOpener::cancel()
{
    ++m_generation;
    setBusy(false);
}

void PhotoOpener::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    emit busyChanged(busy);
}

} // namespace convoscope
