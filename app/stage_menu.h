#pragma once

#include "core/lesson.h"

#include <QMenu>

namespace convoscope {

class Actions;
class Document;
class Playhead;

/// What can be done with a cell of the stage and with the plane it is on.
class StageMenu : public QMenu {
    Q_OBJECT

public:
    StageMenu(Document &document, Actions &actions, int plane, Cell cell, QWidget *parent = nullptr);

signals:
    /// The plane, or the part of it around the cell, is to be another lesson's input.
    void openInWanted(const convoscope::Lesson &lesson, int plane, convoscope::Cell cell);
    /// The work of the cell is to be stepped through in another lesson.
    void openingWanted(const convoscope::Opening &opening);

private:
    void addStep(int plane, Cell cell);
    void addOpenings(int plane, Cell cell);
    void addLessons(int plane, Cell cell);
    void addCopies(const Plane &plane);

    Document &m_document;
    Playhead &m_playhead;
};

} // namespace convoscope
