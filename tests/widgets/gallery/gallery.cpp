// Shows every control and every colour map, to look at: `gallery light|dark|contrast [SCALE] [PICTURE.png]`.

#include "widgets/app_style.h"
#include "widgets/colour_map.h"
#include "widgets/glyph_atlas.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace convoscope;

namespace {

/// Planes of numbers under every map.
class Maps : public QWidget {
public:
    explicit Maps(const Theme &theme)
        : m_theme(theme)
        , m_atlas(theme.mono(13))
    {
        setMinimumSize(theme.px(460), theme.px(520));
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.window);
        int y = m_theme.px(12);
        for (const auto &[kind, role, low] : {std::tuple{MapKind::RoleRamp, PlaneRole::Input, 0.0F},
                                              {MapKind::RoleRamp, PlaneRole::Kernel, 0.0F},
                                              {MapKind::RoleRamp, PlaneRole::Output, 0.0F},
                                              {MapKind::RoleRamp, PlaneRole::Intermediate, 0.0F},
                                              {MapKind::RoleRamp, PlaneRole::Difference, 0.0F},
                                              {MapKind::Diverging, PlaneRole::Kernel, -250.0F},
                                              {MapKind::Sequential, PlaneRole::Input, 0.0F},
                                              {MapKind::Cividis, PlaneRole::Input, 0.0F},
                                              {MapKind::Grey, PlaneRole::Input, 0.0F}}) {
            paintRow(painter, ColourMap(kind, m_theme.role(role), {low, 250.0F}, m_theme), y);
            y += m_theme.px(52);
        }
    }

private:
    void paintRow(QPainter &painter, const ColourMap &map, int y)
    {
        const int side = m_theme.px(44);
        for (int i = 0; i < 10; ++i) {
            const float value = map.range().low + (map.range().high - map.range().low) * float(i) / 9.0F;
            const QRect cell(m_theme.px(12) + i * side, y, side, side);
            painter.fillRect(cell, QColor::fromRgb(map.colour(value)));
            painter.fillRect(QRect(cell.right(), cell.top(), 1, side), m_theme.line);
            m_atlas.draw(painter, cell, cellText(value), map.textColour(map.colour(value)));
        }
    }

    Theme m_theme;
    GlyphAtlas m_atlas;
};

QWidget *buttons(const Theme &theme)
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    auto *play = new QToolButton;
    play->setIcon(icon(QStringLiteral("play"), theme, theme.accentText));
    setAccented(*play);
    auto *menu = new QToolButton;
    menu->setText(QStringLiteral("Export"));
    menu->setMenu(new QMenu(menu));
    menu->setPopupMode(QToolButton::InstantPopup);
    auto *flat = new QToolButton;
    flat->setIcon(icon(QStringLiteral("settings"), theme));
    flat->setAutoRaise(true);
    auto *checked = new QToolButton;
    checked->setIcon(icon(QStringLiteral("grid-3x3"), theme));
    checked->setCheckable(true);
    checked->setChecked(true);
    auto *disabled = new QPushButton(QStringLiteral("Not now"));
    disabled->setEnabled(false);
    auto *usual = new QPushButton(icon(QStringLiteral("image"), theme), QStringLiteral("Open image…"));
    auto *strong = new QPushButton(QStringLiteral("Step through"));
    setAccented(*strong);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{play, menu, flat, checked, usual, strong, disabled})
        row->addWidget(widget);
    return box;
}

QWidget *fields()
{
    auto *box = new QGroupBox(QStringLiteral("Fields"));
    auto *form = new QFormLayout(box);
    auto *combo = new QComboBox;
    combo->addItems({QStringLiteral("same · zero"), QStringLiteral("valid"), QStringLiteral("full")});
    auto *spin = new QSpinBox;
    spin->setMinimum(1);
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(QStringLiteral("Type a number"));
    auto *faulty = new QLineEdit(QStringLiteral("−3"));
    setFaulty(*faulty, true);
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setValue(33);
    auto *progress = new QProgressBar;
    progress->setValue(60);
    progress->setTextVisible(false);
    form->addRow(QStringLiteral("Padding"), combo);
    form->addRow(QStringLiteral("Stride"), spin);
    form->addRow(QStringLiteral("Value"), edit);
    form->addRow(QStringLiteral("Wrong"), faulty);
    form->addRow(QStringLiteral("Step"), slider);
    form->addRow(QStringLiteral("Progress"), progress);
    QTimer::singleShot(100, spin, [spin] { spin->setFocus(Qt::TabFocusReason); });
    return box;
}

QWidget *marks()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    auto *on = new QCheckBox(QStringLiteral("On"));
    on->setChecked(true);
    auto *partly = new QCheckBox(QStringLiteral("Partly"));
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *radio = new QRadioButton(QStringLiteral("One"));
    radio->setChecked(true);
    for (QWidget *widget : std::initializer_list<QWidget *>{on, partly, new QCheckBox(QStringLiteral("Off")),
                                                            radio, new QRadioButton(QStringLiteral("Other"))})
        row->addWidget(widget);
    return box;
}

QWidget *lists()
{
    auto *tabs = new QTabWidget;
    auto *list = new QListWidget;
    for (int i = 1; i <= 20; ++i)
        list->addItem(QStringLiteral("Scene %1").arg(i));
    list->setCurrentRow(1);
    auto *table = new QTableWidget(6, 3);
    tabs->addTab(list, QStringLiteral("NumPy"));
    tabs->addTab(table, QStringLiteral("C++"));
    tabs->addTab(new QPlainTextEdit, QStringLiteral("PyTorch"));
    return tabs;
}

QMenuBar *menus(QWidget *parent)
{
    auto *bar = new QMenuBar(parent);
    QMenu *file = bar->addMenu(QStringLiteral("File"));
    file->setObjectName(QStringLiteral("file"));
    file->addAction(QStringLiteral("Open image…"), QKeySequence(QKeySequence::Open), [] {});
    file->addSeparator();
    QAction *follow = file->addAction(QStringLiteral("Follow the system"));
    follow->setCheckable(true);
    follow->setChecked(true);
    file->addMenu(QStringLiteral("Recent"))->addAction(QStringLiteral("cat.jpg"));
    bar->addMenu(QStringLiteral("Settings"));
    return bar;
}

Theme themeFor(const QStringList &arguments)
{
    const QString name = arguments.value(1);
    Theme theme = name == QStringLiteral("dark") ? Theme::dark()
        : name == QStringLiteral("contrast")     ? Theme::highContrast()
                                                 : Theme::light();
    theme.scale = std::max(1.0, arguments.value(2).toDouble());
    return theme;
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    loadFonts();
    const Theme theme = themeFor(QApplication::arguments());
    applyTheme(theme);

    QWidget window;
    auto *columns = new QHBoxLayout(&window);
    auto *left = new QVBoxLayout;
    columns->setMenuBar(menus(&window));
    auto *title = new QLabel(QStringLiteral("Output · 5 × 5"));
    title->setFont(theme.title());
    auto *heading = new QLabel(QStringLiteral("Parameters"));
    heading->setFont(theme.heading());
    for (QWidget *part :
         std::initializer_list<QWidget *>{title, heading, buttons(theme), fields(), marks(), lists()})
        left->addWidget(part);
    columns->addLayout(left);
    columns->addWidget(new Maps(theme), 1);
    window.show();

    const QString picture = QApplication::arguments().value(3);
    if (!picture.isEmpty())
        QTimer::singleShot(400, &window, [&] {
            window.grab().save(picture);
            QApplication::quit();
        });
    return QApplication::exec();
}
