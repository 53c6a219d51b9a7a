#pragma once

#include "app/scene_index.h"
#include "core/picture.h"
#include "widgets/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace convoscope {

/// The bar above the stage: the lesson's name, its scenes, opening, exporting and lecture mode.
class HeaderBar : public QWidget {
    Q_OBJECT

public:
    explicit HeaderBar(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setLesson(const QString &title, const QList<SceneEntry> &scenes);
    /// What the scene button says.
    void setSceneTitle(const QString &title);
    /// Menus and actions of the buttons; owned by the caller.
    void setOpenAction(QAction *action);
    void setExportMenu(QMenu *menu);
    void setLectureAction(QAction *action);
    [[nodiscard]] QToolButton *sceneButton() const { return m_scenes; }

signals:
    void sceneChosen(const convoscope::SceneEntry &scene);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitScene();

    Theme m_theme = Theme::light();
    QLabel *m_title;
    QToolButton *m_scenes;
    QToolButton *m_open;
    QToolButton *m_export;
    QToolButton *m_lecture;
    QMenu *m_menu;
    QString m_sceneTitle;
};

/// Shown above the stage while the input is a photo: which one, which channel, and taking a crop.
class PhotoBar : public QWidget {
    Q_OBJECT

public:
    explicit PhotoBar(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setPicture(const Picture &picture);
    void setPicking(bool picking);
    /// Offers these keys of Picture::channel; shows nothing where there is no choice.
    void setChannels(const QStringList &keys);

signals:
    void channelChosen(const QString &channel);
    void cropWanted(bool picking);
    void wholeWanted();

private:
    Theme m_theme = Theme::light();
    QLabel *m_name;
    QComboBox *m_channel;
    QToolButton *m_crop;
    QToolButton *m_whole;
};

} // namespace convoscope
