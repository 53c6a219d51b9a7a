#include "app/stage_menu.h"

#include "app/actions.h"
#include "app/document.h"
#include "core/hand_over.h"
#include "core/matrix_text.h"
#include "widgets/playhead.h"
#include "widgets/words.h"

#include <QClipboard>
#include <QGuiApplication>

namespace convoscope {

StageMenu::StageMenu(Document &document, Actions &actions, int plane, Cell cell, QWidget *parent)
    : QMenu(parent)
    , m_document(document)
    , m_playhead(document.playhead())
{
    addStep(plane, cell);
    addOpenings(plane, cell);
    addLessons(plane, cell);
    addSeparator();
    addCopies(m_playhead.trace().plane(plane));
    addAction(actions[Command::CopyPicture]);
    addSeparator();
    addAction(actions[Command::ExportPicture]);
    addAction(actions[Command::ExportAnimation]);
}

void StageMenu::addStep(int plane, Cell cell)
{
    const auto beat = m_playhead.trace().beatAt(plane, cell);
    if (!beat)
        return;
    addAction(tr("Go to the step of (%1, %2)").arg(cell.row).arg(cell.column),
              [this, beat = *beat] { m_playhead.seekBeat(beat); });
    addSeparator();
}

void StageMenu::addOpenings(int plane, Cell cell)
{
    const Lesson &lesson = m_document.lesson();
    if (!lesson.openings)
        return;
    const auto openings = lesson.openings(m_document.playedParams(), plane, cell);
    for (const Opening &opening : openings)
        addAction(tr("Step through this in %1").arg(lessonTitle(opening.lesson)),
                  [this, opening] { emit openingWanted(opening); });
    if (!openings.empty())
        addSeparator();
}

void StageMenu::addLessons(int plane, Cell cell)
{
    const Plane &shown = m_playhead.trace().plane(plane);
    const Rect part = handedOverCells(shown, cell);
    const bool whole = part == shown.body();
    QMenu *menu = addMenu(whole ? tr("&Open %1 in").arg(planeTitle(shown))
                                : tr("&Open %1 × %2 cells of %3 around here in")
                                      .arg(part.height)
                                      .arg(part.width)
                                      .arg(planeTitle(shown)));
    for (const Lesson &lesson : lessons()) {
        if (inputFieldOf(lesson))
            menu->addAction(lessonTitle(lesson.id),
                            [this, &lesson, plane, cell] { emit openInWanted(lesson, plane, cell); });
    }
}

void StageMenu::addCopies(const Plane &plane)
{
    const auto copy = [](const std::string &text) {
        QGuiApplication::clipboard()->setText(QString::fromStdString(text));
    };
    addAction(tr("Copy %1 for a spreadsheet").arg(planeTitle(plane)),
              [copy, plane] { copy(toTsv(*plane.values, 0, plane.channel)); });
    addAction(tr("Copy %1 as NumPy text").arg(planeTitle(plane)),
              [copy, plane] { copy(toNumPy(*plane.values)); });
}

} // namespace convoscope
