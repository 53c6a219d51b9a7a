#include "app/document.h"

#include <QEventLoop>
#include <QThreadPool>
#include <QUndoCommand>
#include <QtConcurrent>

namespace convoscope {

/// One change of the parameters; neighbours that change the same field merge.
class EditCommand : public QUndoCommand {
public:
    EditCommand(Document &document, Document::State before, Document::State after, std::string_view field,
                bool open)
        : m_document(document)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_field(field)
        , m_open(open)
    {
    }

    void undo() override
    {
        m_document.m_seek.reset(); // it was meant for what is undone
        m_document.apply(m_before);
    }
    void redo() override { m_document.apply(m_after); }
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *command) override
    {
        const auto *next = static_cast<const EditCommand *>(command);
        if (!m_open || m_field.empty() || next->m_field != m_field)
            return false;
        m_after = next->m_after;
        m_open = next->m_open;
        setObsolete(m_after.lesson == m_before.lesson && m_after.params == m_before.params);
        return true;
    }

private:
    Document &m_document;
    Document::State m_before;
    Document::State m_after;
    std::string_view m_field;
    bool m_open;
};

struct Document::Outcome {
    int generation;
    State state; ///< of the trace
    Result<Trace> trace; ///< what there is to show
    std::shared_ptr<PaintCache> cache;
    std::optional<Refusal> refusal; ///< why the trace is not the one that was asked for
};

namespace {

/// Why something is missing from the stage although there is a trace, if so.
std::optional<Refusal> omission(const Trace &trace)
{
    return trace.omitted().empty() ? std::nullopt : std::optional(trace.omitted().front().why);
}

/// A rough count of the work, enough to decide where it is done.
double costOf(const Lesson &lesson, const Params &params)
{
    if (lesson.work)
        return lesson.work(params);
    double cells = 0;
    double weights = 1;
    for (const Field &field : lesson.fields) {
        if (field.kind == FieldKind::Picture)
            cells += static_cast<double>(std::get<Picture>(field.get(params)).tensor().shape().size());
        if (field.kind == FieldKind::Matrix)
            weights = static_cast<double>(std::get<Tensor>(field.get(params)).shape().size());
    }
    return cells * weights;
}

} // namespace

Document::Document(QObject *parent)
    : QObject(parent)
    , m_lesson(&lessons().front())
    , m_params(m_lesson->start())
    , m_played{m_lesson, m_params}
{
    m_undo.setUndoLimit(500);
}

Document::~Document()
{
    ++m_generation;
    QThreadPool::globalInstance()->waitForDone();
}

Document::Left Document::left(const Lesson &lesson) const
{
    if (&lesson == m_played.lesson && !m_playhead.trace().empty())
        return {m_played.params, m_playhead.position()};
    const auto found = m_left.find(&lesson);
    return found == m_left.end() ? Left{lesson.start()} : found->second;
}

void Document::wait() const
{
    while (m_busy) {
        QEventLoop loop;
        connect(this, &Document::busyChanged, &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
}

void Document::edit(const Field &field, const FieldValue &value, bool finished, const QString &text)
{
    State after{m_lesson, m_params};
    field.set(after.params, value);
    push(after, field.key, finished, text);
}

void Document::edit(const std::vector<FieldChange> &changes, Position position, bool finished,
                    const QString &text)
{
    State after{m_lesson, m_params};
    for (const FieldChange &change : changes)
        change.field->set(after.params, change.value);
    if (after.params != m_params)
        m_seek = position;
    else if (!m_busy)
        m_playhead.seek(position);
    if (!changes.empty())
        push(after, changes.front().field->key, finished, text);
}

void Document::adjust(const Field &field, const FieldValue &value)
{
    State after{m_lesson, m_params};
    field.set(after.params, value);
    if (after.params != m_params)
        apply(after);
}

void Document::push(const State &after, std::string_view field, bool finished, const QString &text)
{
    if (after.params == m_params && !finished)
        return;
    auto *command = new EditCommand(*this, {m_lesson, m_params}, after, field, !finished);
    command->setText(text);
    command->setObsolete(after.params == m_params); // it only ends a run of changes that merge
    m_undo.push(command);
}

void Document::replace(const Lesson &lesson, const Params &params, Position position, const QString &text)
{
    m_seek = position;
    auto *command = new EditCommand(*this, {m_lesson, m_params}, {&lesson, params}, {}, false);
    command->setText(text);
    m_undo.push(command);
}

void Document::reset(const Lesson &lesson, const Params &params, Position position)
{
    m_seek = position;
    apply({&lesson, params});
    m_undo.clear();
}

void Document::cancel()
{
    if (!m_busy)
        return;
    ++m_generation;
    m_seek.reset();
    setBusy(false);
    if (m_undo.canUndo())
        m_undo.undo();
    else
        apply(m_played);
}

void Document::apply(const State &state)
{
    const bool otherLesson = state.lesson != m_lesson;
    m_lesson = state.lesson;
    m_params = state.params;
    if (otherLesson && !m_playhead.trace().empty())
        m_left.insert_or_assign(m_played.lesson, Left{m_played.params, m_playhead.position()});
    if (otherLesson) { // what another lesson left on the stage says nothing to this one
        m_played = {state.lesson, left(*state.lesson).params}; // which could be played
        m_playhead.setTrace({});
        emit lessonChanged();
    }
    emit paramsChanged();
    play();
}

void Document::play()
{
    const int generation = ++m_generation;
    const Lesson *lesson = m_lesson;
    if (lesson == m_played.lesson && m_params == m_played.params && !m_playhead.trace().empty())
        return keep();
    const auto run = [generation, lesson, params = m_params, instead = insteadOfNothing()] {
        Outcome outcome{
            generation, {lesson, params}, lesson->play(params), std::make_shared<PaintCache>(), {}};
        if (!outcome.trace && instead) {
            outcome.refusal = outcome.trace.refusal();
            outcome.state.params = *instead;
            outcome.trace = lesson->play(*instead);
        }
        if (outcome.trace)
            outcome.cache->prepare(*outcome.trace, Theme::light());
        return outcome;
    };
    if (costOf(*lesson, m_params) < heavyFrom) {
        finish(run());
        return;
    }
    setBusy(true);
    QtConcurrent::run(run)
        .then(this, [this](const Outcome &outcome) { finish(outcome); })
        .onFailed(this, [this] {
            m_refusal = Refusal{.reason = Reason::TooLarge, .field = "input"};
            setBusy(false);
            emit refusalChanged();
        });
}

/// What to show of a lesson whose parameters are refused while the stage is bare: what it showed last.
std::optional<Params> Document::insteadOfNothing() const
{
    if (!m_playhead.trace().empty())
        return std::nullopt;
    return left(*m_lesson).params;
}

/// What is on the stage is what was asked for.
void Document::keep()
{
    m_refusal = omission(m_playhead.trace());
    if (const auto position = std::exchange(m_seek, std::nullopt))
        m_playhead.seek(*position);
    emit refusalChanged();
    setBusy(false);
}

void Document::finish(const Outcome &outcome)
{
    if (outcome.generation != m_generation)
        return;
    if (outcome.trace) {
        m_refusal = outcome.refusal ? outcome.refusal : omission(*outcome.trace);
        m_played = outcome.state;
        m_left.insert_or_assign(m_played.lesson, Left{m_played.params});
        m_playhead.setTrace(*outcome.trace);
        if (const auto position = std::exchange(m_seek, std::nullopt))
            m_playhead.seek(*position);
        emit played(outcome.cache);
    } else {
        m_refusal = outcome.trace.refusal();
    }
    emit refusalChanged();
    setBusy(false);
}

void Document::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    emit busyChanged(busy);
}

} // namespace convoscope
