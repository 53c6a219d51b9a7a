#include "app/main_window.h"

#include "app/header_bar.h"
#include "app/inspector.h"
#include "app/photo_stage.h"
#include "app/run_export.h"
#include "app/scene_index.h"
#include "widgets/app_style.h"
#include "widgets/control_panel.h"
#include "widgets/message_bar.h"
#include "widgets/predict_bar.h"
#include "widgets/side_list.h"
#include "widgets/stage_widget.h"
#include "widgets/transport_bar.h"
#include "widgets/words.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

namespace convoscope {

namespace {

constexpr int autosaveMilliseconds = 2000;
/// What was chosen on the stage, in terms of the lesson's fields.
std::vector<FieldChange> changesOf(const std::vector<Pick> &picks, const Lesson &lesson)
{
    std::vector<FieldChange> changes;
    for (const Pick &pick : picks) {
        if (const Field *field = findField(lesson.fields, pick.field))
            changes.push_back({field, std::visit([](auto value) { return FieldValue(value); }, pick.value)});
    }
    return changes;
}

constexpr int iconsOnlyBelow = 1180; // window width at which the list of lessons shrinks to icons

} // namespace

MainWindow::MainWindow(Settings &settings)
    : m_settings(settings)
    , m_actions(*this)
    , m_side(new QWidget)
    , m_brand(new QLabel(QStringLiteral("Convoscope")))
    , m_lessons(new SideList)
    , m_header(new HeaderBar)
    , m_messages(new MessageBar)
    , m_photoBar(new PhotoBar)
    , m_photoStage(new PhotoStage)
    , m_stage(new StageWidget(m_document.playhead()))
    , m_stages(new QSplitter(Qt::Vertical))
    , m_predict(new PredictBar)
    , m_transport(new TransportBar(m_document.playhead()))
    , m_inspector(new Inspector(m_document.playhead()))
    , m_centre(new QWidget)
    , m_black(new QWidget(this))
    , m_recent(new QMenu(tr("Open re&cent"), this))
    , m_run(new RunExport(this))
{
    setAcceptDrops(true);
    setMinimumSize(800, 520);
    layOut();
    connectDocument();
    connectActions();
    connectMenus();
    connectPhotos();
    connectPhotoStage();
    connectZoom();
    applyScheme();
    QList<QRect> screens;
    for (const QScreen *screen : QGuiApplication::screens())
        screens.append(screen->availableGeometry());
    setGeometry(settings.windowGeometry(screens, minimumSize()));
    if (settings.windowMaximised())
        setWindowState(Qt::WindowMaximized);
    m_transport->setPredictsFirst(settings.predictFirst());
    if (const int dialect = settings.dialect().toInt(); dialect >= 0 && dialect <= int(Dialect::Onnx))
        m_inspector->setDialect(Dialect(dialect));
    m_document.reset(lessons().front(), lessons().front().start(), {});
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    auto *column = new QVBoxLayout(m_centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_header, m_messages, m_photoBar})
        column->addWidget(widget);
    m_stages->addWidget(m_photoStage);
    m_stages->addWidget(m_stage);
    m_stages->setSizes({560, 440});
    m_stages->setChildrenCollapsible(false);
    m_photoStage->hide();
    column->addWidget(m_stages, 1);
    column->addWidget(m_predict);
    column->addWidget(m_transport);
    auto *rows = new QVBoxLayout(m_side);
    rows->setContentsMargins(8, 14, 8, 8);
    rows->setSpacing(14);
    rows->addWidget(m_brand);
    rows->addWidget(m_lessons, 1);
    m_side->setAutoFillBackground(true);
    auto *middle = new QWidget;
    auto *columns = new QHBoxLayout(middle);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_side);
    columns->addWidget(m_centre, 1);
    columns->addWidget(m_inspector);
    setCentralWidget(middle);
    m_predict->hide();
    m_photoBar->hide();
    m_black->setAutoFillBackground(true);
    m_black->setAccessibleName(tr("Black screen"));
    m_lessons->setAccessibleName(tr("Lessons"));
    m_black->hide();
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosaveMilliseconds);
}

void MainWindow::connectDocument()
{
    connect(&m_document, &Document::lessonChanged, this, [this] {
        const Lesson &lesson = m_document.lesson();
        m_inspector->setLesson(lesson);
        m_header->setLesson(lessonTitle(lesson.id), bundledScenes(lesson.id));
        m_lessons->setChosen(static_cast<int>(&lesson - lessons().data()));
        m_photoBar->setChannels(channels());
        showPhotoWork();
    });
    emit m_document.lessonChanged();
    connect(&m_document, &Document::paramsChanged, this, &MainWindow::showParams);
    connect(&m_document, &Document::refusalChanged, this, &MainWindow::showParams);
    connect(&m_document, &Document::played, this, [this](const std::shared_ptr<PaintCache> &cache) {
        m_stage->adopt(*cache);
        m_asked = false;
        ask();
    });
    connect(&m_document, &Document::busyChanged, this,
            [this](bool busy) { busy ? m_messages->showWork(tr("Computing …")) : m_messages->endWork(); });
    connect(m_messages, &MessageBar::cancelled, this, [this] {
        m_waiting.reset();
        m_opener.cancel();
        m_document.cancel();
    });
    connect(m_inspector, &Inspector::edited, this,
            [this](const Field &field, const FieldValue &value, bool finished) {
                m_document.edit(field, value, finished, tr("Change %1").arg(fieldTitle(field.key)));
            });
    connect(m_stage, &StageWidget::picked, this,
            [this](const std::vector<Pick> &picks, int beat, bool finished) {
                const auto changes = changesOf(picks, m_document.lesson());
                if (!changes.empty())
                    m_document.edit(changes, {beat, -1}, finished,
                                    tr("Choose %1").arg(fieldTitle(changes.front().field->key)));
            });
    connect(&m_document.playhead(), &Playhead::traceChanged, this, [this] {
        m_asked = false;
        if (!m_document.playhead().trace().empty())
            m_inspector->setPlayed(m_document.playedParams());
    });
    connect(&m_document.playhead(), &Playhead::positionChanged, this, [this] {
        m_inspector->showPosition();
        m_autosave.start();
        ask();
    });
    connect(m_lessons, &SideList::chosen, this, [this](int row) {
        const Lesson &lesson = lessons()[static_cast<size_t>(row)];
        if (&lesson != &m_document.lesson())
            enterLesson(lesson);
    });
    connect(m_header, &HeaderBar::sceneChosen, this, &MainWindow::openScenePath);
    connect(&m_autosave, &QTimer::timeout, this, &MainWindow::saveSession);
}

void MainWindow::showParams()
{
    m_inspector->setParams(m_document.params(), m_document.playedParams(), m_document.refusal());
    m_photoBar->setPicture(input());
    showPhotoWork();
    showSceneTitle();
    m_autosave.start();
}

void MainWindow::ask()
{
    const bool on = m_transport->predictsFirst();
    m_predict->setVisible(on);
    if (!on || m_document.playhead().trace().empty()) {
        hideResult(false);
        return;
    }
    Playhead &playhead = m_document.playhead();
    const Step step = playhead.trace().at({playhead.position().beat, -1});
    if (step.combine == Combine::Scatter || step.combine == Combine::Copy
        || step.combine == Combine::Move) { // many cells at once
        m_predict->hide();
        hideResult(false);
        return;
    }
    const Cell asked = m_predict->cell();
    const bool sameCell = m_asked && asked == step.cell;
    if (m_asked && m_predict->asking() && !sameCell) {
        const int beat = playhead.trace().beatAt(step.plane, asked).value_or(0);
        if (playhead.position().beat > beat) { // not past a value that is still to be predicted
            playhead.pause();
            playhead.seek({beat, -1});
            return;
        }
    }
    if (!sameCell) {
        m_asked = true;
        m_predict->ask(step.cell, step.result);
    }
    hideResult(m_predict->asking());
}

void MainWindow::hideResult(bool hide)
{
    m_stage->setHideResult(hide);
    m_inspector->setHideResult(hide);
}

void MainWindow::connectActions()
{
    Playhead &playhead = m_document.playhead();
    const auto on = [this](Command command, auto act) {
        connect(m_actions[command], &QAction::triggered, this, act);
    };
    on(Command::Play, [&playhead] {
        auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
        button ? button->click() : playhead.toggle(); // Space still presses the button that has the focus
    });
    on(Command::Next, [&playhead] { playhead.next(); });
    on(Command::Previous, [&playhead] { playhead.previous(); });
    on(Command::First, [&playhead] { playhead.first(); });
    on(Command::Last, [&playhead] { playhead.last(); });
    on(Command::Faster, [&playhead] { playhead.faster(); });
    on(Command::Slower, [&playhead] { playhead.slower(); });
    on(Command::ByTaps, [&playhead](bool taps) { playhead.setByTaps(taps); });
    connect(&playhead, &Playhead::byTapsChanged, m_actions[Command::ByTaps], &QAction::setChecked);
    on(Command::PredictFirst, [this](bool predict) { m_transport->setPredictsFirst(predict); });
    connect(m_transport, &TransportBar::predictsFirstChanged, this, [this](bool predict) {
        m_actions[Command::PredictFirst]->setChecked(predict);
        m_settings.setPredictFirst(predict);
        m_asked = false;
        ask();
    });
    connect(m_predict, &PredictBar::revealed, this, [this] {
        hideResult(false);
        m_stage->setFocus();
    });
    on(Command::Undo, [this] { m_document.undoStack().undo(); });
    on(Command::Redo, [this] { m_document.undoStack().redo(); });
    const QUndoStack &undo = m_document.undoStack();
    connect(&undo, &QUndoStack::canUndoChanged, m_actions[Command::Undo], &QAction::setEnabled);
    connect(&undo, &QUndoStack::canRedoChanged, m_actions[Command::Redo], &QAction::setEnabled);
    m_actions[Command::Undo]->setEnabled(false);
    m_actions[Command::Redo]->setEnabled(false);
    on(Command::Lecture, [this](bool lecture) { setLecture(lecture); });
    on(Command::FullScreen, [this](bool full) { setFullScreen(full); });
    on(Command::Panel, [this](bool shown) { m_inspector->setVisible(shown); });
    on(Command::Black, [this](bool black) {
        m_black->setGeometry(rect());
        m_black->setVisible(black);
        m_black->raise();
        (black ? m_black : static_cast<QWidget *>(m_stage))->setFocus(); // so that Escape leaves it first
    });
    m_actions[Command::Panel]->setChecked(true);
    m_actions[Command::Motion]->setChecked(m_settings.motion());
    m_stage->setMotion(m_settings.motion());
    on(Command::Motion, [this](bool motion) {
        m_settings.setMotion(motion);
        m_stage->setMotion(motion);
    });
    connect(m_inspector, &Inspector::beatAsked, &m_document.playhead(), &Playhead::seekBeat);
    connect(m_inspector, &Inspector::dialectChanged, this,
            [this](Dialect dialect) { m_settings.setDialect(QString::number(static_cast<int>(dialect))); });
}

void MainWindow::applyScheme()
{
    const QString scheme = m_settings.scheme();
    const double scale = m_theme.scale;
    m_theme = scheme == QLatin1String("light")     ? Theme::light()
        : scheme == QLatin1String("dark")          ? Theme::dark()
        : scheme == QLatin1String("high-contrast") ? Theme::highContrast()
                                                   : Theme::of(systemScheme());
    m_theme.scale = scale;
    applyTheme(m_theme);
    m_header->setTheme(m_theme);
    m_messages->setTheme(m_theme);
    m_photoBar->setTheme(m_theme);
    m_photoStage->setTheme(m_theme);
    m_stage->setTheme(m_theme);
    m_predict->setTheme(m_theme);
    m_transport->setTheme(m_theme);
    m_inspector->setTheme(m_theme);
    m_lessons->setTheme(m_theme);
    m_brand->setFont(m_theme.title(18));
    m_brand->setContentsMargins(m_theme.px(12), 0, 0, 0);
    QPalette side;
    side.setColor(QPalette::Window, m_theme.surface);
    m_side->setPalette(side);
    m_actions.setTheme(m_theme);
    const QPalette black(QColorConstants::Black);
    m_black->setPalette(black);
    fitSides();
}

void MainWindow::fitSides()
{
    std::vector<SideList::Entry> entries;
    const bool iconsOnly = width() < iconsOnlyBelow;
    for (const Lesson &lesson : lessons()) {
        const QString title = lessonTitle(lesson.id);
        entries.push_back({iconsOnly ? QString() : title,
                           QStringLiteral("lesson-%1")
                               .arg(QLatin1String(lesson.id.data(), static_cast<int>(lesson.id.size()))),
                           title});
    }
    m_lessons->setEntries(entries);
    m_side->setFixedWidth(m_theme.px(iconsOnly ? 62 : 200));
    m_brand->setVisible(!iconsOnly);
    m_lessons->setChosen(static_cast<int>(&m_document.lesson() - lessons().data()));
    m_inspector->setFixedWidth(std::clamp(width() * 25 / 100, m_theme.px(300), m_theme.px(420)));
}

void MainWindow::setLecture(bool on)
{
    m_actions[Command::Lecture]->setChecked(on);
    const double large = std::max(1.6, screen()->geometry().height() / 750.0); // readable from the last row
    m_theme.scale = on ? large : 1.0;
    for (QWidget *chrome : std::initializer_list<QWidget *>{m_side, m_header, m_inspector, menuBar()})
        chrome->setVisible(!on);
    if (!on)
        m_inspector->setVisible(m_actions[Command::Panel]->isChecked());
    applyScheme();
    setFullScreen(on);
    m_stage->setFocus();
}

/// A maximised window is maximised again afterwards.
void MainWindow::setFullScreen(bool on)
{
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, on));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_actions[Command::FullScreen]->setChecked(isFullScreen());
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_black->isVisible())
        m_actions[Command::Black]->trigger();
    else if (event->key() == Qt::Key_Escape && m_actions[Command::Lecture]->isChecked())
        setLecture(false);
    else if (event->key() == Qt::Key_Escape && isFullScreen())
        m_actions[Command::FullScreen]->trigger();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_black->setGeometry(rect());
    fitSides();
}

} // namespace convoscope
