#include "app/webp_writer.h"

#include "app/save_file.h"

#include <QCoreApplication>
#include <webp/encode.h>
#include <webp/mux.h>

namespace convoscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WebpWriter)
};

/// A picture in the encoder's memory.
class Picture {
public:
    explicit Picture(const QImage &image)
        : m_valid(WebPPictureInit(&m_picture) != 0)
    {
        m_picture.use_argb = 1;
        m_picture.width = image.width();
        m_picture.height = image.height();
        const QImage bytes = image.convertToFormat(QImage::Format_RGBX8888); // the same on every machine
        m_valid = m_valid && !bytes.isNull()
            && WebPPictureImportRGBX(&m_picture, bytes.constBits(), static_cast<int>(bytes.bytesPerLine()))
                != 0;
    }
    Picture(const Picture &) = delete;
    Picture &operator=(const Picture &) = delete;
    ~Picture() { WebPPictureFree(&m_picture); }

    WebPPicture *get() { return m_valid ? &m_picture : nullptr; }

private:
    WebPPicture m_picture{};
    bool m_valid = false;
};

WebPConfig lossless()
{
    constexpr int fast = 1; // drawings compress well at any level; the slow ones take ten times as long
    WebPConfig config{};
    WebPConfigInit(&config);
    WebPConfigLosslessPreset(&config, fast);
    return config;
}

} // namespace

void WebpWriter::Close::operator()(WebPAnimEncoder *encoder) const
{
    WebPAnimEncoderDelete(encoder);
}

WebpWriter::WebpWriter(const QString &path, QSize size)
    : AnimationWriter(path, size)
{
}

QString WebpWriter::failure() const
{
    const char *const reason = m_encoder ? WebPAnimEncoderGetError(m_encoder.get()) : "";
    return cannotEncode(Words::tr("the encoder failed (%1)").arg(QString::fromLatin1(reason)));
}

std::optional<QString> WebpWriter::encode(const QImage &image, int milliseconds)
{
    if (!m_encoder) {
        WebPAnimEncoderOptions options{}; // the default repeats for ever
        WebPAnimEncoderOptionsInit(&options);
        m_encoder.reset(WebPAnimEncoderNew(size().width(), size().height(), &options));
    }
    const WebPConfig config = lossless();
    Picture picture(image);
    if (!m_encoder || picture.get() == nullptr
        || WebPAnimEncoderAdd(m_encoder.get(), picture.get(), m_milliseconds, &config) == 0)
        return failure();
    m_milliseconds += milliseconds;
    return std::nullopt;
}

std::optional<QString> WebpWriter::finish()
{
    if (frames() == 0)
        return cannotEncode(Words::tr("it has no pictures"));
    WebPData data{};
    if (WebPAnimEncoderAdd(m_encoder.get(), nullptr, m_milliseconds, nullptr) == 0
        || WebPAnimEncoderAssemble(m_encoder.get(), &data) == 0)
        return failure();
    const QByteArray bytes(reinterpret_cast<const char *>(data.bytes), static_cast<qsizetype>(data.size));
    WebPDataClear(&data);
    return saveFile(path(), bytes);
}

} // namespace convoscope
