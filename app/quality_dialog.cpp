#include "app/quality_dialog.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QInputDialog>

namespace convoscope {

std::optional<int> askQuality(QWidget &parent, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const bool lossy =
        suffix == QLatin1String("jpg") || suffix == QLatin1String("jpeg") || suffix == QLatin1String("webp");
    if (!lossy)
        return -1;
    constexpr int usual = 92;
    bool accepted = false;
    const int quality =
        QInputDialog::getInt(&parent, QCoreApplication::translate("QualityDialog", "Quality"),
                             QCoreApplication::translate(
                                 "QualityDialog", "Quality of %1, from 1 (small) to 100 (like the original):")
                                 .arg(suffix.toUpper()),
                             usual, 1, 100, 1, &accepted);
    return accepted ? std::optional(quality) : std::nullopt;
}

} // namespace convoscope
