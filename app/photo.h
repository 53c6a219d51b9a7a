#pragma once

#include "app/image_file.h"
#include "core/picture.h"

#include <QObject>

class QMimeData;

namespace convoscope {

struct Field;
struct Scene;

/// The user's own image at full size, from which planes and crops are taken.
struct Photo {
    QImage image{};
    QString path{}; ///< or a name such as "pasted image"
    [[nodiscard]] bool isNull() const { return image.isNull(); }
};

/// Key of Picture::channel for red, green and blue together.
inline constexpr QLatin1String allChannels("rgb");
/// And for a photo at full size, with the channels that it has.
inline constexpr QLatin1String asItIs("colour");
/// The keys of Picture::channel in the order in which they are offered for an input; the first is the usual
/// one.
QStringList channelKeys(const Field &input);

/// One channel of a photo, or all, or the digit that is in it, or of a part of it, as a lesson's input.
/// Without cells where the part lies outside of the photo or no digit is found.
Picture pictureOf(const Photo &photo, const QString &channel, std::optional<Rect> crop = std::nullopt);
/// A part of a picture, remembering where it was cut out.
Picture cropped(const Picture &picture, const Rect &cells);

/// Loads the photos that a scene names, which takes a while, and sets them; the sentence if one can't be.
std::optional<QString> loadPhotos(Scene &scene);

/// Opens images off the GUI thread, one at a time; a newer request replaces an older one.
class PhotoOpener : public QObject {
    Q_OBJECT

public:
    explicit PhotoOpener(QObject *parent = nullptr);
    ~PhotoOpener() override;

    void open(const QString &path, const QString &channel = QStringLiteral("luma"),
              std::optional<Rect> crop = std::nullopt);
    /// Opens what was dropped or pasted; says so when it is nothing that can be opened.
    void open(const QMimeData &data, const QString &channel);
    /// Whether dropping or pasting this makes sense.
    static bool accepts(const QMimeData &data);
    void cancel();
    [[nodiscard]] bool busy() const { return m_busy; }

signals:
    void opened(convoscope::Photo photo, convoscope::Picture picture, QStringList notes);
    void failed(QString sentence);
    void busyChanged(bool busy);

private:
    void start(std::function<ImageResult()> load, const QString &name, const QString &channel,
               std::optional<Rect> crop);
    void setBusy(bool busy);

    int m_generation = 0;
    bool m_busy = false;
};

} // namespace convoscope
