#include "widgets/ink_image.h"

namespace convoscope {

QImage inkImage(const Tensor &ink, const Theme &theme)
{
    QImage image(ink.width(), ink.height(), QImage::Format_RGB32);
    const QColor &paper = theme.surface;
    const QColor &pen = theme.text;
    const auto mixed = [](int from, int to, float share) {
        return from + qRound(static_cast<float>(to - from) * share);
    };
    for (int y = 0; y < ink.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (const float share : ink.row(0, 0, y))
            *line++ = qRgb(mixed(paper.red(), pen.red(), share), mixed(paper.green(), pen.green(), share),
                           mixed(paper.blue(), pen.blue(), share));
    }
    return image;
}

} // namespace convoscope
