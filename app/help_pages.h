#pragma once

#include <QString>

class QWidget;

namespace convoscope {

/// Keys and gestures, from the table of actions.
void showKeys(QWidget &parent);
/// Version, licence, and what the program is built from.
void showAbout(QWidget &parent);
/// A text to read in full and to copy.
void showText(QWidget &parent, const QString &title, const QString &text);

} // namespace convoscope
