#pragma once

#include "app/animation.h"

struct WebPAnimEncoder;

namespace convoscope {

/// Encodes a lossless animated WebP.
class WebpWriter : public AnimationWriter {
public:
    static constexpr int maxSide = 16383;

    WebpWriter(const QString &path, QSize size);

    [[nodiscard]] std::optional<QString> finish() override;

protected:
    std::optional<QString> encode(const QImage &image, int milliseconds) override;

private:
    struct Close {
        void operator()(WebPAnimEncoder *encoder) const;
    };

    [[nodiscard]] QString failure() const;

    std::unique_ptr<WebPAnimEncoder, Close> m_encoder;
    int m_milliseconds = 0; ///< when the next frame begins
};

} // namespace convoscope
