#include "app/numbered_writer.h"

#include "app/save_file.h"

#include <QBuffer>

namespace convoscope {

std::optional<QString> NumberedWriter::encode(const QImage &image, int /*milliseconds*/)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return cannotEncode(QStringLiteral("PNG"));
    return saveFile(numberedName(path(), frames()), bytes);
}

} // namespace convoscope
