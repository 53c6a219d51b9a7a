#pragma once

#include "widgets/theme.h"

#include <QByteArray>
#include <QIcon>

namespace convoscope {

/// The bundled icon `:/icons/NAME.svg` in the theme's text colour, in its accent where a checkable button is
/// on, and pale where disabled; drawn anew, and so crisp, at every size and scale. Null where there is no
/// such icon.
QIcon icon(const QString &name, const Theme &theme);
/// The same in a colour of its own, e.g. theme.accentText on a filled button.
QIcon icon(const QString &name, const Theme &theme, const QColor &colour);

} // namespace convoscope
