#pragma once

#include "app/animation.h"

#include <QByteArray>
#include <QImage>
#include <QRect>

struct GifFileType;

namespace convoscope {

/// Encodes a GIF with a palette for every frame. Of each frame only what changed is stored; the colours are
/// exact when no more than 255 changed at once.
class GifWriter : public AnimationWriter {
public:
    static constexpr int maxSide = 65535;

    GifWriter(const QString &path, QSize size);

    [[nodiscard]] std::optional<QString> finish() override;

protected:
    std::optional<QString> encode(const QImage &image, int milliseconds) override;

private:
    struct Close {
        void operator()(GifFileType *gif) const;
    };

    bool begin();
    bool writeFrame(const QImage &image, QRect area, int centiseconds);

    QByteArray m_bytes; ///< outlives m_gif, which writes to it
    std::unique_ptr<GifFileType, Close> m_gif;
    QImage m_previous;
    qint64 m_milliseconds = 0; ///< of all frames so far, and how much of it was told
    qint64 m_centiseconds = 0;
};

} // namespace convoscope
