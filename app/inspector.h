#pragma once

#include "core/lesson.h"
#include "widgets/field_editor.h"
#include "widgets/theme.h"

#include <QSplitter>
#include <QTimer>

class QScrollArea;
class QVBoxLayout;

namespace convoscope {

class CodeView;
class ControlPanel;
class FactsPanel;
class FormulaView;
class NotesView;
class PlotsPanel;
struct Plots;
class Playhead;
class Section;
class SpeedPanel;

/// The right side of the window: above the lesson's parameters, below its formula, its code and its notes, so
/// that the code stays in sight while parameters change.
class Inspector : public QSplitter {
    Q_OBJECT

public:
    explicit Inspector(const Playhead &playhead, QWidget *parent = nullptr);

    void setLesson(const Lesson &lesson);
    void setTheme(const Theme &theme);
    /// What the learner set; `played` are the parameters of the trace on the stage.
    void setParams(const Params &params, const Params &played, const std::optional<Refusal> &refusal);
    /// Beside the facts; empty for lessons without pictures.
    void setPlots(const Plots &plots);
    /// Many changes follow each other: what stands below follows them a little later.
    void expectChanges() { m_changing = true; }
    /// A trace of these parameters has come to the playhead: from now on positions are positions in it.
    void setPlayed(const Params &played) { m_played = played; }
    /// The variables of the code at the playhead's position.
    void showPosition();
    /// Predict first: the variables that give the answer away are left out.
    void setHideResult(bool hide);
    void setDialect(Dialect dialect);
    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    [[nodiscard]] ControlPanel *controls() const { return m_controls; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void edited(const convoscope::Field &field, const convoscope::FieldValue &value, bool finished);
    void fileWanted(const convoscope::Field &field, convoscope::FileWish wish);
    void dialectChanged(convoscope::Dialect dialect);
    /// The beat of a row of a table was asked for.
    void beatAsked(int beat);

private:
    Section *addSection(const QString &title, QWidget *content);
    void showBelow();
    void showListing();
    [[nodiscard]] QString viewKey() const;

    const Playhead &m_playhead;
    const Lesson *m_lesson = nullptr;
    Params m_played;
    Dialect m_dialect = Dialect::NumPy;
    bool m_hide = false;
    Theme m_theme = Theme::light();
    QScrollArea *m_above;
    QScrollArea *m_below;
    QVBoxLayout *m_column;
    ControlPanel *m_controls = nullptr;
    FormulaView *m_formula;
    CodeView *m_code;
    FactsPanel *m_facts;
    PlotsPanel *m_plots;
    NotesView *m_notes;
    SpeedPanel *m_speed;
    std::vector<Section *> m_sections;
    QTimer m_later; ///< while a value is still changing, what stands below follows a little later
    bool m_changing = false;
};

} // namespace convoscope
