#pragma once

#include "app/actions.h"
#include "app/document.h"
#include "app/photo.h"
#include "app/scene_file.h"
#include "app/scene_index.h"
#include "app/settings.h"

#include <QMainWindow>
#include <QTimer>
#include <functional>

class QLabel;
class QSplitter;

namespace convoscope {

class HeaderBar;
class Inspector;
class MessageBar;
class PhotoBar;
class PhotoStage;
class PredictBar;
class RunExport;
class SideList;
class StageWidget;
class TransportBar;

/// The window: wires the document to the stage, the panels and the actions, and holds nothing else.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Settings &settings);
    ~MainWindow() override;

    /// Opens an image or a scene, told apart by its name.
    void open(const QString &path);
    /// Where the last session ended.
    void restoreSession();
    void setLecture(bool on);
    void showScene(const Scene &scene);

    [[nodiscard]] Document &document() { return m_document; }
    [[nodiscard]] Actions &actions() { return m_actions; }
    [[nodiscard]] StageWidget &stage() { return *m_stage; }
    [[nodiscard]] PhotoStage &photoStage() { return *m_photoStage; }
    [[nodiscard]] Inspector &inspector() { return *m_inspector; }
    [[nodiscard]] MessageBar &messages() { return *m_messages; }
    [[nodiscard]] PredictBar &predictions() { return *m_predict; }
    [[nodiscard]] HeaderBar &header() { return *m_header; }
    [[nodiscard]] PhotoOpener &photos() { return m_opener; }

public slots:
    void pickChannel(const QString &channel);
    void pickCrop(int plane, convoscope::Rect cells);
    void showWholePhoto();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void connectDocument();
    void connectActions();
    void connectMenus();
    void connectPhotos();
    void connectPhotoStage();
    void connectZoom();
    void applyScheme();
    void fitSides();
    void setFullScreen(bool on);
    void showParams();
    void showSceneTitle();
    [[nodiscard]] QString sceneTitle() const; ///< empty once something was changed
    void enterWithPhoto(const Scene &scene);
    void enter(const Scene &scene);
    void ask();
    void hideResult(bool hide);
    void toggle(Command command);
    void saveSession();
    void openImageDialog();
    void openSceneDialog();
    void saveSceneDialog();
    void exportPictureDialog();
    void exportRunDialog();
    void paste();
    void copyOutput(bool numPy);
    void showStageMenu(int plane, Cell cell, QPoint at);
    void stepThrough(const Opening &opening);
    void openIn(const Lesson &lesson, int plane, Cell cell);
    void showArithmetic();
    void showPhotoWork();
    void showPlots();
    void showStepOnPhoto();
    void lookAt(Cell cell);
    void showRegionMenu(Rect cells, QPoint at);
    void saveResultDialog();
    void saveResult(const QString &path, int quality);
    void whenFiltered(const std::function<void()> &then);
    void enterLesson(const Lesson &lesson);
    void openScenePath(const SceneEntry &entry);
    void fillRecent();
    [[nodiscard]] QStringList channels() const; ///< of a photo that suit the lesson's input
    [[nodiscard]] Picture input() const;
    void setInput(const Picture &picture, const QString &text);

    Settings &m_settings;
    Document m_document;
    PhotoOpener m_opener;
    Photo m_photo;
    Theme m_theme = Theme::light();
    Actions m_actions;
    QWidget *m_side;
    QLabel *m_brand;
    SideList *m_lessons;
    HeaderBar *m_header;
    MessageBar *m_messages;
    PhotoBar *m_photoBar;
    PhotoStage *m_photoStage;
    StageWidget *m_stage;
    QSplitter *m_stages; ///< the photo above its steps
    PredictBar *m_predict;
    TransportBar *m_transport;
    Inspector *m_inspector;
    QWidget *m_centre;
    QWidget *m_black;
    QMenu *m_recent;
    RunExport *m_run;
    QTimer m_autosave;
    QString m_sceneTitle;
    Params m_sceneParams; ///< of the scene whose title is shown
    std::optional<Scene> m_waiting; ///< for its photo
    bool m_restoring = false; ///< the next scene is the last session's, which can't be undone
    bool m_asked = false;
};

} // namespace convoscope
