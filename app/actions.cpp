#include "app/actions.h"

#include "widgets/icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace convoscope {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Actions", text);
}

} // namespace

std::vector<ActionRow> actionRows()
{
    using enum Command;
#define MENU(text) QT_TRANSLATE_NOOP("Actions", text)
    const char *file = MENU("&File");
    const char *edit = MENU("&Edit");
    const char *steps = MENU("&Steps");
    const char *view = MENU("&View");
    const char *help = MENU("&Help");
    return {
        {OpenImage, file, MENU("Open &image…"), "image", {"Ctrl+O"}},
        {OpenScene, file, MENU("Open &scene…"), "folder-open", {"Ctrl+Shift+O"}},
        {SaveScene, file, MENU("S&ave scene as…"), "save", {"Ctrl+S"}},
        {SaveResult, file, MENU("Save the resul&t…"), "", {"Ctrl+Alt+S"}},
        {ExportPicture, file, MENU("Export &picture…"), "download", {"Ctrl+E"}, false, true},
        {ExportAnimation, file, MENU("Export &run…"), "layers", {"Ctrl+Shift+E"}},
        {Quit, file, MENU("&Quit"), "", {"Ctrl+Q"}, false, true},
        {Undo, edit, MENU("&Undo"), "undo-2", {"Ctrl+Z"}},
        {Redo, edit, MENU("&Redo"), "redo-2", {"Ctrl+Shift+Z", "Ctrl+Y"}},
        {PasteInput, edit, MENU("&Paste as input"), "clipboard-paste", {"Ctrl+V"}, false, true},
        {CopyPicture, edit, MENU("&Copy picture"), "copy", {"Ctrl+Shift+C"}},
        {CopyOutputTsv, edit, MENU("Copy output for a &spreadsheet"), "", {"Ctrl+Alt+C"}},
        {CopyOutputNumPy, edit, MENU("Copy output as &NumPy text"), "", {}},
        {CopyResult, edit, MENU("Copy t&he result"), "", {"Ctrl+Alt+R"}},
        {Play, steps, MENU("&Play or pause"), "play", {"Space"}},
        {Next, steps, MENU("&Next step"), "chevron-right", {"Right", "PgDown"}},
        {Previous, steps, MENU("P&revious step"), "chevron-left", {"Left", "PgUp"}},
        {First, steps, MENU("&First step"), "chevrons-left", {"Home"}},
        {Last, steps, MENU("&Last step"), "chevrons-right", {"End"}},
        {Faster, steps, MENU("F&aster"), "plus", {"+", "="}, false, true},
        {Slower, steps, MENU("&Slower"), "minus", {"-"}},
        {ByTaps, steps, MENU("Step by single &multiply-adds"), "", {"M"}, true, true},
        {PredictFirst, steps, MENU("Predict each &value first"), "", {"Ctrl+P"}, true},
        {ZoomIn, view, MENU("Zoom &in"), "zoom-in", {"Ctrl++", "Ctrl+="}},
        {ZoomOut, view, MENU("Zoom &out"), "zoom-out", {"Ctrl+-"}},
        {ZoomReset, view, MENU("&Fit"), "scan", {"Ctrl+0"}},
        {CancelWork, view, MENU("S&top filtering"), "", {"Ctrl+."}, false, true},
        {Panel, view, MENU("&Parameters, code and notes"), "", {"F9"}, true, true},
        {FullScreen, view, MENU("F&ull screen"), "maximize", {"F11"}, true},
        {Lecture, view, MENU("&Lecture"), "presentation", {"F5"}, true},
        {Black, view, MENU("&Black screen"), "", {"B", "."}, true},
        {SchemeSystem, view, MENU("Colours of the &system"), "monitor", {}, true, true},
        {SchemeLight, view, MENU("Li&ght"), "sun", {}, true},
        {SchemeDark, view, MENU("&Dark"), "moon", {}, true},
        {SchemeHighContrast, view, MENU("&High contrast"), "", {}, true},
        {Motion, view, MENU("The &window glides"), "", {}, true, true},
        {Keys, help, MENU("&Keys and gestures"), "help-circle", {"F1"}},
        {About, help, MENU("&About Convoscope"), "info", {}},
    };
#undef MENU
}

Actions::Actions(QMainWindow &window)
    : m_rows(actionRows())
{
    auto *schemes = new QActionGroup(&window);
    for (const ActionRow &row : m_rows) {
        const QString menuTitle = translated(row.menu);
        if (!m_menus.contains(QString::fromUtf8(row.menu)))
            m_menus[QString::fromUtf8(row.menu)] = window.menuBar()->addMenu(menuTitle);
        QMenu *menu = m_menus[QString::fromUtf8(row.menu)];
        if (row.separated)
            menu->addSeparator();
        QAction *action = menu->addAction(translated(row.text));
        action->setCheckable(row.checkable);
        QList<QKeySequence> keys;
        for (const char *key : row.keys)
            keys.append(QKeySequence(QString::fromUtf8(key), QKeySequence::PortableText));
        action->setShortcuts(keys);
        action->setIconVisibleInMenu(false);
        window.addAction(action); // keys go on working where the menu bar is hidden
        if (row.command >= Command::SchemeSystem && row.command <= Command::SchemeHighContrast)
            schemes->addAction(action);
        m_actions[row.command] = action;
    }
}

void Actions::setTheme(const Theme &theme)
{
    for (const ActionRow &row : m_rows) {
        if (*row.icon != '\0')
            m_actions[row.command]->setIcon(icon(QString::fromUtf8(row.icon), theme));
    }
}

} // namespace convoscope
