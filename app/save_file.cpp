#include "app/save_file.h"

#include "app/shown_name.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace convoscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SaveFile)
};

/// What to do about it, where Qt tells what happened.
QString advice(const QSaveFile &file)
{
    switch (file.error()) {
    case QFileDevice::OpenError:
    case QFileDevice::PermissionsError:
    case QFileDevice::RenameError: return Words::tr("Choose another folder or name.");
    default: return Words::tr("Free some space or choose another place.");
    }
}

QString failure(const QString &path, const QSaveFile &file)
{
    const bool known = file.error() != QFileDevice::NoError; // a short write leaves no error
    const QString reason = known ? file.errorString() : Words::tr("the disk may be full");
    QStringList sentences{Words::tr("%1 was not saved: %2.").arg(shownName(path), reason)};
    if (QFileInfo::exists(path))
        sentences += Words::tr("The earlier file is unchanged.");
    return (sentences << advice(file)).join(QChar(' '));
}

} // namespace

std::optional<QString> saveFile(const QString &path, const QByteArray &bytes)
{
    return saveFileBy(path, [&bytes](QIODevice &file) { return file.write(bytes) == bytes.size(); });
}

std::optional<QString> saveFileBy(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    const QFileInfo target(path);
    if (target.exists() && !target.isFile()) // a device must not be replaced by a file
        return Words::tr("%1 was not saved: it is a folder or a device. Choose another name.")
            .arg(shownName(path));
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    const bool written = file.open(QIODevice::WriteOnly) && write(file) && file.flush();
    if (written && file.commit())
        return std::nullopt;
    QString sentence = failure(path, file);
    file.cancelWriting();
    return sentence;
}

} // namespace convoscope
