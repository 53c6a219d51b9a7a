#include "app/animation.h"

#include "app/gif_writer.h"
#include "app/numbered_writer.h"
#include "app/shown_name.h"
#include "app/webp_writer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <new>
#include <utility>

namespace convoscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Animation)
};

QImage opaque(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return image.convertToFormat(QImage::Format_RGB32);
    QImage onWhite(image.size(), QImage::Format_RGB32);
    onWhite.fill(0xffffffffU);
    QPainter(&onWhite).drawImage(QRect({}, onWhite.size()), image);
    return onWhite;
}

template <typename Writer>
AnimationResult made(const QString &path, QSize size)
{
    if (qMax(size.width(), size.height()) > Writer::maxSide)
        return Words::tr(
                   "%1 can't hold pictures of %2 × %3 pixels; %4 a side is the most. Choose a smaller size.")
            .arg(shownName(path), QString::number(size.width()), QString::number(size.height()),
                 QString::number(Writer::maxSide));
    return std::make_unique<Writer>(path, size);
}

} // namespace

AnimationWriter::AnimationWriter(QString path, QSize size)
    : m_path(std::move(path))
    , m_size(size)
{
}

QString AnimationWriter::cannotEncode(const QString &reason) const
{
    return Words::tr("%1 was not made: %2. Choose a smaller size or fewer frames.")
        .arg(shownName(m_path), reason);
}

std::optional<QString> AnimationWriter::add(const Frame &frame)
{
    if (frame.image.size() != m_size)
        return cannotEncode(Words::tr("its pictures differ in size"));
    try {
        const QImage image = opaque(frame.image);
        if (image.isNull())
            return cannotEncode(Words::tr("there is not enough memory"));
        ++m_frames;
        return encode(image, qMax(1, frame.milliseconds));
    } catch (const std::bad_alloc &) {
        return cannotEncode(Words::tr("there is not enough memory"));
    }
}

AnimationResult makeAnimationWriter(const QString &path, QSize size)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("gif"))
        return made<GifWriter>(path, size);
    if (suffix == QStringLiteral("webp"))
        return made<WebpWriter>(path, size);
    if (suffix == QStringLiteral("png"))
        return made<NumberedWriter>(path, size);
    return Words::tr(
               "%1 has no ending that tells the kind of animation. Use .gif, .webp, or .png for numbered "
               "pictures.")
        .arg(shownName(path));
}

QString numberedName(const QString &path, int number)
{
    const qsizetype dot = path.lastIndexOf(QChar('.'));
    return path.left(dot) + QStringLiteral("-%1").arg(number, 4, 10, QChar('0')) + path.mid(dot);
}

} // namespace convoscope
