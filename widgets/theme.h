#pragma once

#include "core/plane.h"
#include "widgets/colour_space.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

namespace convoscope {

enum class Scheme { Light, Dark, HighContrast };

/// Everything about looks, one plain value: colours by what they are for, type, and the scale of lecture
/// mode. Every text colour has a contrast of 4.5:1 or more on the surfaces it is meant for, 7:1 in high
/// contrast.
struct Theme {
    Scheme scheme = Scheme::Light;
    double scale = 1.0; ///< of type, cells and controls; 1.6 in lecture mode

    // Surfaces, from back to front.
    QColor window; ///< the stage, and boxes sunk into a panel
    QColor surface; ///< panels, bars, buttons, fields
    QColor raised; ///< menus, tool tips, a control under the pointer
    QColor cell; ///< a cell without a value; where the ramps of the roles begin
    QColor padding; ///< padding cells, drawn dashed
    QColor highlight; ///< behind the running line of code
    QColor selection; ///< behind the chosen item of a list or menu, and selected text

    QColor line; ///< hairlines between areas and cells
    QColor outline; ///< edges of buttons, fields and boxes
    QColor focus; ///< the ring around what has the keyboard

    QColor text;
    QColor muted; ///< second-rank text: captions, values of padding cells
    QColor disabled; ///< text of what can't be used now
    QColor accent; ///< the filled button, the chosen item, the played part of a slider
    QColor accentText; ///< on accent
    QColor warning; ///< text
    QColor error; ///< text, and the frame of a field with a wrong value

    // Roles, everywhere the same: frames, titles, formula, arithmetic, code. As text: roleText().
    QColor input;
    QColor kernel;
    QColor output;
    QColor intermediate;
    QColor difference;

    bool operator==(const Theme &) const = default;

    static Theme light();
    static Theme dark();
    static Theme highContrast();
    static Theme of(Scheme scheme);

    /// The colour of a role's frames, curves and fills.
    [[nodiscard]] QColor role(PlaneRole role) const;
    /// The same as text: a shade stronger where it needs to be, readable on every surface and on `highlight`.
    [[nodiscard]] QColor roleText(PlaneRole role) const;
    [[nodiscard]] bool isDark() const { return scheme != Scheme::Light; }
    /// Smallest contrast that text must have: 4.5, or 7 in high contrast.
    [[nodiscard]] double leastContrast() const { return scheme == Scheme::HighContrast ? 7.0 : 4.5; }

    // Type. Sizes are logical pixels before `scale`, so that a picture has the same layout on every device.
    [[nodiscard]] QFont body(double pixels = 14) const;
    /// Numbers and code: all digits, and the minus sign, equally wide.
    [[nodiscard]] QFont mono(double pixels = 14) const;
    /// Titles of planes and areas.
    [[nodiscard]] QFont title(double pixels = 16) const;
    /// Small spaced capitals over a group of controls.
    [[nodiscard]] QFont heading(double pixels = 12) const;
    /// A length in logical pixels at this scale, rounded: `theme.px(8)`.
    [[nodiscard]] int px(double pixels) const { return qRound(pixels * scale); }

    /// All groups and roles, for QApplication::setPalette.
    [[nodiscard]] QPalette palette() const;
};

/// Registers the bundled fonts found in `folder`; the system's fonts stand in for those that are missing.
void loadFonts(const QString &folder = QStringLiteral(":/fonts"));

/// Dark when the palette's text is lighter than its background.
Scheme schemeOf(const QPalette &palette);
/// What the desktop uses. To be asked before a palette of our own is set.
Scheme systemScheme();

} // namespace convoscope
