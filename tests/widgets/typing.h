#pragma once

#include <QTest>

namespace convoscope {

/// Types a text of any characters, as QTest::keyClicks does for ASCII.
inline void typeText(QWidget &widget, const QString &text)
{
    for (const QChar character : text)
        QTest::sendKeyEvent(QTest::Click, &widget, Qt::Key_unknown, QString(character), Qt::NoModifier);
}

} // namespace convoscope
