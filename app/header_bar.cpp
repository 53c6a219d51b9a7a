#include "app/header_bar.h"

#include "app/photo.h"
#include "app/shown_name.h"
#include "widgets/choice_box.h"
#include "widgets/icons.h"
#include "widgets/words.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace convoscope {

namespace {

QToolButton *textButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

HeaderBar::HeaderBar(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_scenes(textButton(this))
    , m_open(textButton(this))
    , m_export(textButton(this))
    , m_lecture(textButton(this))
    , m_menu(new QMenu(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 9, 20, 9);
    row->setSpacing(10);
    row->addWidget(m_title);
    row->addWidget(m_scenes);
    row->addStretch(1);
    for (QToolButton *button : {m_open, m_export, m_lecture})
        row->addWidget(button);
    m_scenes->setPopupMode(QToolButton::InstantPopup);
    m_scenes->setMenu(m_menu);
    m_scenes->setToolTip(tr("Scenes: this lesson with parameters worth seeing"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setText(tr("Export"));
    setSceneTitle({});
}

void HeaderBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_title->setFont(theme.title(17));
    for (QToolButton *button : {m_scenes, m_open, m_export, m_lecture})
        button->setFont(theme.body(13));
    m_export->setIcon(icon(QStringLiteral("download"), theme));
    m_open->setIcon(icon(QStringLiteral("image"), theme));
    m_lecture->setIcon(icon(QStringLiteral("presentation"), theme));
    fitScene();
    update();
}

void HeaderBar::setLesson(const QString &title, const QList<SceneEntry> &scenes)
{
    m_title->setText(title);
    m_menu->clear();
    QMenu *group = nullptr;
    for (const SceneEntry &scene : scenes) {
        if (!group || group->title() != scene.group)
            group = m_menu->addMenu(scene.group);
        connect(group->addAction(scene.title), &QAction::triggered, this,
                [this, scene] { emit sceneChosen(scene); });
    }
}

void HeaderBar::setSceneTitle(const QString &title)
{
    m_sceneTitle = title.isEmpty() ? tr("Own settings") : title;
    m_scenes->setAccessibleName(tr("Scene: %1").arg(m_sceneTitle));
    fitScene();
}

void HeaderBar::fitScene()
{
    const bool narrow = width() < m_theme.px(680);
    for (QToolButton *button : {m_open, m_export, m_lecture})
        button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    const int room =
        std::max(m_theme.px(110), width() - m_title->sizeHint().width() - m_theme.px(narrow ? 230 : 470));
    m_scenes->setText(
        m_scenes->fontMetrics().elidedText(tr("Scene: %1").arg(m_sceneTitle), Qt::ElideRight, room));
}

void HeaderBar::setOpenAction(QAction *action)
{
    m_open->setDefaultAction(action);
}

void HeaderBar::setExportMenu(QMenu *menu)
{
    m_export->setMenu(menu);
}

void HeaderBar::setLectureAction(QAction *action)
{
    m_lecture->setDefaultAction(action);
}

void HeaderBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitScene();
}

PhotoBar::PhotoBar(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_channel(new ChoiceBox(this))
    , m_crop(textButton(this))
    , m_whole(textButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 6, 20, 6);
    row->setSpacing(10);
    row->addWidget(m_name, 1);
    row->addWidget(m_channel);
    row->addWidget(m_crop);
    row->addWidget(m_whole);
    m_channel->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_channel->setAccessibleName(tr("Channel of the photo"));
    m_name->setMinimumWidth(60);
    m_crop->setText(tr("Pick a crop"));
    m_crop->setToolTip(tr("Drag over the photo: up to 64 × 64 of its pixels become the input"));
    m_crop->setCheckable(true);
    m_whole->setText(tr("Whole photo"));
    connect(m_channel, &QComboBox::activated, this,
            [this](int i) { emit channelChosen(m_channel->itemData(i).toString()); });
    connect(m_crop, &QToolButton::clicked, this, &PhotoBar::cropWanted);
    connect(m_whole, &QToolButton::clicked, this, &PhotoBar::wholeWanted);
}

void PhotoBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_name->setFont(theme.body(13));
    m_crop->setIcon(icon(QStringLiteral("scan"), theme));
    m_whole->setIcon(icon(QStringLiteral("image"), theme));
}

void PhotoBar::setPicture(const Picture &picture)
{
    setVisible(picture.isPhoto() && m_channel->count() > 1);
    if (!picture.isPhoto())
        return;
    const QString name = QFileInfo(QString::fromStdString(picture.path)).fileName();
    const Tensor &values = picture.tensor();
    QString text = QStringLiteral("%1  ·  %2 × %3").arg(name).arg(values.width()).arg(values.height());
    if (picture.crop)
        text += tr("  ·  cut out at (%1, %2)").arg(picture.crop->top).arg(picture.crop->left);
    m_name->setText(m_name->fontMetrics().elidedText(text, Qt::ElideMiddle, std::max(160, width() - 420)));
    m_name->setToolTip(QString::fromStdString(picture.path));
    m_channel->setCurrentIndex(m_channel->findData(QString::fromStdString(picture.channel)));
    m_whole->setVisible(picture.crop.has_value());
}

void PhotoBar::setChannels(const QStringList &keys)
{
    m_channel->clear();
    for (const QString &key : keys)
        m_channel->addItem(channelTitle(key.toStdString()), key);
}

void PhotoBar::setPicking(bool picking)
{
    m_crop->setChecked(picking);
}

} // namespace convoscope
