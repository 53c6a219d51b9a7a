#pragma once

#include "widgets/theme.h"

#include <QProxyStyle>

class QAbstractButton;
class QApplication;

namespace convoscope {

/// The program's widgets as the theme wants them: rounded, calm, with a visible focus ring.
class AppStyle : public QProxyStyle {
    Q_OBJECT

public:
    explicit AppStyle(const Theme &theme);

    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    Theme m_theme;
};

/// Gives the whole program this look: style, palette and font.
void applyTheme(QApplication &application, const Theme &theme);

/// Fills a button with the accent colour: the one main action of an area.
void setAccented(QAbstractButton &button, bool accented = true);

} // namespace convoscope
