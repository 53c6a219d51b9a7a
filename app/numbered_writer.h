#pragma once

#include "app/animation.h"

namespace convoscope {

/// Writes every frame as a PNG of its own, at once.
class NumberedWriter : public AnimationWriter {
public:
    static constexpr int maxSide = 32768;

    NumberedWriter(const QString &path, QSize size)
        : AnimationWriter(path, size)
    {
    }

    [[nodiscard]] std::optional<QString> finish() override { return std::nullopt; }

protected:
    std::optional<QString> encode(const QImage &image, int milliseconds) override;
};

} // namespace convoscope
