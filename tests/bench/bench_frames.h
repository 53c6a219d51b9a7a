#pragma once

#include <QString>
#include <QStringList>

namespace convoscope::bench {

/// Median and 95th percentile of one kind of frame, in milliseconds.
struct FrameTimes {
    QString name;
    double median = 0.0;
    double late = 0.0;
    int frames = 0;
};

/// Repaints of the stage after a step, a jump of the slider, a move of the pointer: 5×5, 64×64 with numbers,
/// 12-megapixel photo.
QList<FrameTimes> frameTimes();

/// The same of the scene of each lesson whose frames take longest.
QList<FrameTimes> sceneTimes();

/// What a photo of 12 megapixels costs: taking its luma, convolving it, making its trace, its pyramids.
QList<FrameTimes> photoTimes();

/// From a move of the pen over the drawing pad to the whole window repainted: in the lesson on a network that
/// reads digits, in both of its views.
QList<FrameTimes> drawingTimes();

/// The image lab with a photo of 12 megapixels: from a file to the screen, from a slider to the screen, a
/// step.
QList<FrameTimes> labTimes();

/// The most memory that the program has held, in megabytes: with a photo of 100 megapixels opened, and after
/// a slider was moved.
struct LabMemory {
    double opened = 0.0;
    double filtered = 0.0;
};
LabMemory labMemory();

/// From the start of `program` to its first frame, the median of several starts.
FrameTimes startTime(const QString &program);

} // namespace convoscope::bench
