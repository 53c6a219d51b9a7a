#include "app/inspector.h"

#include "app/speed_panel.h"
#include "widgets/code_view.h"
#include "widgets/control_panel.h"
#include "widgets/facts_panel.h"
#include "widgets/formula_view.h"
#include "widgets/notes_view.h"
#include "widgets/playhead.h"
#include "widgets/plots_panel.h"
#include "widgets/section.h"
#include "widgets/words.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

namespace convoscope {

namespace {

constexpr std::array dialects{Dialect::NumPy,  Dialect::Cpp,   Dialect::PyTorch, Dialect::SciPy,
                              Dialect::OpenCv, Dialect::Keras, Dialect::Onnx};

QScrollArea *scrollArea()
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

QString notesText(std::string_view lesson)
{
    const auto id = QString::fromUtf8(lesson.data(), static_cast<qsizetype>(lesson.size()));
    QFile file(QStringLiteral(":/lessons/%1/notes.md").arg(id));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

Inspector::Inspector(const Playhead &playhead, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_playhead(playhead)
    , m_above(scrollArea())
    , m_below(scrollArea())
    , m_column(new QVBoxLayout)
    , m_formula(new FormulaView)
    , m_code(new CodeView)
    , m_facts(new FactsPanel)
    , m_plots(new PlotsPanel)
    , m_notes(new NotesView)
    , m_speed(new SpeedPanel)
{
    auto *page = new QWidget;
    page->setLayout(m_column);
    m_column->setContentsMargins(20, 14, 20, 20);
    m_column->setSpacing(16);
    m_below->setWidget(page);
    addWidget(m_above);
    addWidget(m_below);
    setChildrenCollapsible(false);
    setHandleWidth(5);
    setSizes({440, 560});
    addSection({}, m_formula);
    addSection(tr("Measured here"), m_speed);
    m_column->addWidget(m_facts);
    m_column->addWidget(m_plots);
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_code->chooser());
    row->addWidget(m_code->copier());
    addSection(tr("Code"), m_code)->setCorner(tools);
    addSection(tr("Notes"), m_notes);
    m_column->addStretch(1);
    m_code->setDialects(dialects);
    connect(m_code, &CodeView::dialectChosen, this, [this](Dialect dialect) {
        setDialect(dialect);
        emit dialectChanged(dialect);
    });
    connect(m_facts, &FactsPanel::beatAsked, this, &Inspector::beatAsked);
    m_later.setSingleShot(true);
    m_later.setInterval(40); // a few frames
    connect(&m_later, &QTimer::timeout, this, &Inspector::showBelow);
    connect(m_notes, &NotesView::linkActivated, this,
            [](const QUrl &url) { QDesktopServices::openUrl(url); });
}

QSize Inspector::sizeHint() const
{
    return {m_theme.px(350), m_theme.px(700)};
}

Section *Inspector::addSection(const QString &title, QWidget *content)
{
    auto *section = new Section(title);
    section->setContent(content);
    m_column->addWidget(section);
    m_sections.push_back(section);
    return section;
}

void Inspector::setLesson(const Lesson &lesson)
{
    m_lesson = &lesson;
    m_later.stop();
    m_changing = false;
    m_controls = new ControlPanel(lesson.fields);
    m_controls->setContentsMargins(20, 14, 20, 20);
    m_controls->setTheme(m_theme);
    m_above->setWidget(m_controls); // and deletes the one before
    connect(m_controls, &ControlPanel::edited, this,
            [this](const Field &field, const FieldValue &value, bool finished) {
                m_changing = !finished;
                emit edited(field, value, finished);
            });
    connect(m_controls, &ControlPanel::fileWanted, this, &Inspector::fileWanted);
    m_notes->setNotes(notesText(lesson.id));
}

void Inspector::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (m_controls)
        m_controls->setTheme(theme);
    m_formula->setTheme(theme);
    m_code->setTheme(theme);
    m_facts->setTheme(theme);
    m_plots->setTheme(theme);
    m_notes->setTheme(theme);
    m_speed->setTheme(theme);
    for (Section *section : m_sections)
        section->setTheme(theme);
}

QString Inspector::viewKey() const
{
    const Field *view = findField(m_lesson->fields, "view");
    if (!view)
        return QStringLiteral("overview");
    const auto key = view->choices[static_cast<size_t>(std::get<int>(view->get(m_played)))];
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

void Inspector::setParams(const Params &params, const Params &played, const std::optional<Refusal> &refusal)
{
    m_controls->setParams(params);
    m_controls->setRefusal(refusal);
    m_played = played;
    if (!m_changing)
        showBelow();
    else if (!m_later.isActive())
        m_later.start();
}

void Inspector::setPlots(const Plots &plots)
{
    m_plots->setPlots(plots);
}

void Inspector::showBelow()
{
    m_later.stop();
    m_formula->setFormula(m_lesson->formula(m_played));
    m_facts->setTables(m_lesson->facts ? m_lesson->facts(m_played) : std::vector<FactsTable>());
    m_sections[0]->setTitle(formulaTitle(m_lesson->id, viewKey().toStdString()));
    m_notes->setView(viewKey());
    m_sections[1]->setVisible(viewKey() == QLatin1String("im2col"));
    showListing();
}

void Inspector::setDialect(Dialect dialect)
{
    m_dialect = dialect;
    if (m_lesson)
        showListing();
}

void Inspector::showListing()
{
    m_code->setListing(m_lesson->listing(m_played, m_dialect), m_dialect);
    showPosition();
}

void Inspector::showPosition()
{
    if (!m_lesson || m_playhead.trace().empty() || m_later.isActive())
        return;
    m_facts->setBeat(m_playhead.position().beat);
    CodeState state = m_lesson->codeState(m_played, m_dialect, m_playhead.trace(), m_playhead.position());
    if (m_hide)
        std::erase_if(state.variables, [](const Variable &v) { return v.role == PlaneRole::Output; });
    m_code->setState(state);
}

void Inspector::setHideResult(bool hide)
{
    if (std::exchange(m_hide, hide) != hide)
        showPosition();
}

} // namespace convoscope
