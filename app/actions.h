#pragma once

#include "widgets/theme.h"

#include <QAction>
#include <map>
#include <vector>

class QMainWindow;
class QMenu;

namespace convoscope {

/// Everything that can be asked of the window. Menus, buttons, keys and the help page are made from one
/// table.
enum class Command {
    OpenImage,
    OpenScene,
    SaveScene,
    SaveResult,
    PasteInput,
    ExportPicture,
    ExportAnimation,
    CopyPicture,
    CopyOutputTsv,
    CopyOutputNumPy,
    CopyResult,
    Quit,
    Undo,
    Redo,
    First,
    Previous,
    Play,
    Next,
    Last,
    Faster,
    Slower,
    ByTaps,
    PredictFirst,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    CancelWork,
    Lecture,
    FullScreen,
    Black,
    Panel,
    SchemeSystem,
    SchemeLight,
    SchemeDark,
    SchemeHighContrast,
    Motion,
    Keys,
    About
};

/// One row of the table of actions.
struct ActionRow {
    Command command;
    const char *menu; ///< title of the menu, untranslated
    const char *text; ///< untranslated, with mnemonic
    const char *icon; ///< name of a bundled icon or empty
    std::vector<const char *> keys; ///< portable key sequences; the first is shown
    bool checkable = false;
    bool separated = false; ///< a line above it in the menu
};

std::vector<ActionRow> actionRows();

/// The actions of a window, with its menu bar.
class Actions {
public:
    explicit Actions(QMainWindow &window);

    [[nodiscard]] QAction *operator[](Command command) const { return m_actions.at(command); }
    [[nodiscard]] QMenu *menu(const QString &title) const { return m_menus.at(title); }
    void setTheme(const Theme &theme);

private:
    std::map<Command, QAction *> m_actions;
    std::map<QString, QMenu *> m_menus;
    std::vector<ActionRow> m_rows;
};

} // namespace convoscope
