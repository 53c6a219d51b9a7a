#include "app/picture_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace convoscope {

namespace {

constexpr int screenDpi = 96; // the stage counts in CSS pixels

QByteArray pngBytes(const Stage &stage, double scale)
{
    PaintCache cache;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    pictureImage(stage, cache, scale).save(&buffer, "PNG");
    return bytes;
}

QByteArray svgBytes(const Stage &stage)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(screenDpi);
    svg.setSize(stage.scene.size.toSize());
    svg.setViewBox(QRectF(QPointF(0, 0), stage.scene.size));
    svg.setTitle(QStringLiteral("Convoscope"));
    PaintCache cache;
    QPainter painter(&svg);
    paintStage(painter, stage, cache);
    painter.end();
    return bytes;
}

QByteArray pdfBytes(const Stage &stage)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setCreator(QStringLiteral("Convoscope"));
    pdf.setResolution(screenDpi);
    pdf.setPageSize(QPageSize(stage.scene.size * 72.0 / screenDpi, QPageSize::Point));
    pdf.setPageMargins({});
    PaintCache cache;
    QPainter painter(&pdf);
    paintStage(painter, stage, cache);
    painter.end();
    return bytes;
}

} // namespace

QStringList pictureSuffixes()
{
    return {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")};
}

QImage pictureImage(const Stage &stage, PaintCache &cache, double scale)
{
    const QSize size = (stage.scene.size * scale).toSize();
    if (scale < 1.0) // a painter doesn't shrink what it paints to less than one device pixel a unit
        return pictureImage(stage, cache, 1.0).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage image(size, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paintStage(painter, stage, cache);
    return image;
}

std::variant<QByteArray, QString> pictureBytes(const Stage &stage, const QString &suffix, double scale)
{
    const QString kind = suffix.toLower();
    if (kind == QLatin1String("png"))
        return pngBytes(stage, scale);
    if (kind == QLatin1String("svg"))
        return svgBytes(stage);
    if (kind == QLatin1String("pdf"))
        return pdfBytes(stage);
    return QCoreApplication::translate(
               "Export", "Convoscope can't write pictures as “%1”. It can write PNG, SVG and PDF.")
        .arg(suffix);
}

} // namespace convoscope
