#include "app/shown_name.h"

#include <QFileInfo>

namespace convoscope {

QString shownName(const QString &path)
{
    constexpr int longest = 60;
    const QString fileName = QFileInfo(path).fileName();
    QString name = fileName.isEmpty() ? path : fileName;
    for (QChar &c : name) {
        const bool invisible = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        c = invisible ? QChar(QChar::ReplacementCharacter) : c;
    }
    if (name.size() > longest) // the end holds the suffix
        name = name.left(longest / 2) + QChar(0x2026) + name.right(longest / 2 - 1);
    return QChar(0x201C) + name + QChar(0x201D);
}

} // namespace convoscope
