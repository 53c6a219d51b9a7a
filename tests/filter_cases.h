#pragma once

#include "core/filter.h"
#include "core/raster.h"
#include "tests/golden.h"

#include <QString>

namespace convoscope {

/// One case of tests/golden/filters: a small picture, a filter, and what OpenCV made of them.
struct FilterCase {
    QString name;
    ByteRaster input{};
    Filter filter{};
    QString type{}; ///< of the result: "uint8", "int16", "float32"
    double inputScale = 1.0; ///< what the bytes are multiplied by
    std::vector<double> want{};
    Tolerance tolerance{};
};

/// One of the whole pictures there.
struct PictureCase {
    QString input;
    QString output;
    Filter filter{};
    double tolerance = 0.0;
};

QList<FilterCase> filterCases();
QList<PictureCase> pictureCases();
/// A grey or RGB picture of that folder.
ByteRaster goldenPicture(const QString &path);
/// A photo-like picture with noise.
ByteRaster samplePicture(Pair size, int channels, unsigned seed = 1);

/// The first value that is further from `want` than it may be; empty when none is.
QString difference(const std::vector<double> &got, const std::vector<double> &want,
                   const Tolerance &tolerance);

} // namespace convoscope

Q_DECLARE_METATYPE(convoscope::FilterCase)
Q_DECLARE_METATYPE(convoscope::PictureCase)
