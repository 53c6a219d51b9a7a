#pragma once

#include "core/lesson.h"
#include "widgets/plane_painter.h"
#include "widgets/playhead.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <map>

namespace convoscope {

/// A new value of a field.
struct FieldChange {
    const Field *field = nullptr;
    FieldValue value;
};

/// What the learner works on: one lesson's parameters, with undo, and the trace they give. Heavy traces are
/// made off the GUI thread; until a new one is there the last one stays.
class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    [[nodiscard]] const Lesson &lesson() const { return *m_lesson; }
    [[nodiscard]] const Params &params() const { return m_params; }
    [[nodiscard]] Playhead &playhead() { return m_playhead; }
    [[nodiscard]] const Playhead &playhead() const { return m_playhead; }
    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }
    /// Why the parameters can't be played, or why a part of the picture is missing.
    [[nodiscard]] const std::optional<Refusal> &refusal() const { return m_refusal; }
    [[nodiscard]] bool busy() const { return m_busy; }
    /// The parameters of the trace on the stage: the last ones that worked.
    [[nodiscard]] const Params &playedParams() const { return m_played.params; }
    /// Where the learner left a lesson.
    struct Left {
        Params params;
        Position position{};
    };
    /// What was shown last of a lesson, and where; its start if nothing was.
    [[nodiscard]] Left left(const Lesson &lesson) const;
    /// Waits for a running computation; for exports and tests.
    void wait() const;

    /// Changes one field, undoably. While `finished` is false, changes of one field merge into one step.
    void edit(const Field &field, const FieldValue &value, bool finished, const QString &text);
    /// The same with several fields at once, named after the first of them; the position is sought when the
    /// trace is there.
    void edit(const std::vector<FieldChange> &changes, Position position, bool finished, const QString &text);
    /// Changes one field without a step to undo: what is only looked at.
    void adjust(const Field &field, const FieldValue &value);
    /// The position to go to as soon as the next trace is there.
    void seekWhenPlayed(Position position) { m_seek = position; }

    /// Changes everything at once, undoably, e.g. to a scene. The position is sought when the trace is there.
    void replace(const Lesson &lesson, const Params &params, Position position, const QString &text);
    /// Starts over with these, without undo.
    void reset(const Lesson &lesson, const Params &params, Position position);
    /// Gives up a running computation and goes back to the parameters on the stage.
    void cancel();

signals:
    void lessonChanged();
    void paramsChanged();
    /// A trace is on the playhead; `cache` holds the pyramids of its large planes.
    void played(std::shared_ptr<convoscope::PaintCache> cache);
    void refusalChanged();
    void busyChanged(bool busy);

private:
    friend class EditCommand;
    struct State {
        const Lesson *lesson = nullptr;
        Params params;
    };
    struct Outcome;

    void push(const State &after, std::string_view field, bool finished, const QString &text);
    void apply(const State &state);
    void play();
    [[nodiscard]] std::optional<Params> insteadOfNothing() const;
    void keep();
    void finish(const Outcome &outcome);
    void setBusy(bool busy);

    const Lesson *m_lesson;
    Params m_params;
    State m_played;
    std::map<const Lesson *, Left> m_left;
    std::optional<Refusal> m_refusal;
    Playhead m_playhead;
    QUndoStack m_undo;
    std::optional<Position> m_seek;
    int m_generation = 0; ///< of the parameters; an outcome of an older one is dropped
    bool m_busy = false;
};

/// Multiply-adds from which a trace is made off the GUI thread.
inline constexpr double heavyFrom = 2e6;

} // namespace convoscope
