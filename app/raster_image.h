#pragma once

#include "core/raster.h"

#include <QImage>

#include <memory>

namespace convoscope {

/// The cells of an image: one channel where it is grey, RGB, or RGBA where it has opacity; of `part` where it
/// isn't null.
ByteRaster rasterOf(const QImage &image, QRect part = {});
/// One, three or four channels, as Grayscale8, RGB888 or RGBA8888; two (grey and opacity) become RGBA8888.
QImage imageOf(const ByteRaster &raster);
/// The same on the raster's own memory, which it keeps.
QImage imageOn(const std::shared_ptr<const ByteRaster> &raster);

} // namespace convoscope
