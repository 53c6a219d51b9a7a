#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>
#include <memory>
#include <optional>
#include <variant>

namespace convoscope {

/// One picture of an animation and how long it stays.
struct Frame {
    QImage image{};
    int milliseconds = 100;
};

/// Takes an animation frame by frame, so that only its encoded bytes are kept in memory. Between two frames
/// the caller shows progress and may stop by letting the writer go; then no animation is written.
class AnimationWriter {
public:
    AnimationWriter(const AnimationWriter &) = delete;
    AnimationWriter &operator=(const AnimationWriter &) = delete;
    virtual ~AnimationWriter() = default;

    /// Returns the sentence for the user when the frame could not be added. Transparent parts become white.
    [[nodiscard]] std::optional<QString> add(const Frame &frame);
    /// Writes the file; to be called once, behind the last frame.
    [[nodiscard]] virtual std::optional<QString> finish() = 0;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] int frames() const { return m_frames; } ///< added so far

protected:
    AnimationWriter(QString path, QSize size);
    /// `image` is opaque, RGB32 and of size().
    virtual std::optional<QString> encode(const QImage &image, int milliseconds) = 0;
    [[nodiscard]] QString cannotEncode(const QString &reason) const;

private:
    QString m_path;
    QSize m_size;
    int m_frames = 0;
};

using AnimationResult = std::variant<std::unique_ptr<AnimationWriter>, QString>;

/// A writer by the suffix of `path`: .gif (at most 256 colours a frame), .webp (lossless; equal neighbours
/// become one longer frame), or .png for numbered files. Both animations repeat for ever. Else the sentence
/// why not.
[[nodiscard]] AnimationResult makeAnimationWriter(const QString &path, QSize size);

/// The name of a numbered frame, from 1: "run.png" gives "run-0001.png".
[[nodiscard]] QString numberedName(const QString &path, int number);

} // namespace convoscope
