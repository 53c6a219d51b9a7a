#include "widgets/app_style.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOption>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <functional>
#include <memory>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Scheme)

using Maker = std::function<QWidget *()>;
Q_DECLARE_METATYPE(Maker)

class TestAppStyle : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void marksTheKeyboard_data();
    void marksTheKeyboard();
    void showsNoRingAfterAClick();
    void fillsTheMainAction();
    void framesAWrongField();
    void staysInTheTheme_data();
    void staysInTheTheme();
    void growsWithTheScale_data();
    void growsWithTheScale();
    void dividesAScrollBar_data();
    void dividesAScrollBar();
    void stepsASpinBox();
    void jumpsToWhereASliderIsClicked();
    void changesTheWholeProgram();
};

namespace {

constexpr auto everything = QStyle::State_Enabled | QStyle::State_Active;

/// How many pixels of the picture have nearly this colour.
int count(const QImage &image, const QColor &colour)
{
    int result = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor found = image.pixelColor(x, y);
            result += std::abs(found.red() - colour.red()) + std::abs(found.green() - colour.green())
                    + std::abs(found.blue() - colour.blue())
                < 24;
        }
    return result;
}

QImage shown(QWidget &widget)
{
    widget.ensurePolished();
    widget.resize(widget.sizeHint().expandedTo({40, 20}));
    return widget.grab().toImage();
}

/// Grabs the widget while it believes it has the keyboard.
QImage focused(QWidget &widget, Qt::FocusReason reason = Qt::TabFocusReason)
{
    QWidget window;
    widget.setParent(&window);
    widget.resize(widget.sizeHint().expandedTo({40, 20}));
    window.show();
    QApplication::setActiveWindow(&window);
    if (reason == Qt::TabFocusReason)
        window.setAttribute(Qt::WA_KeyboardFocusChange);
    widget.setFocus(reason);
    QCoreApplication::processEvents();
    const QImage result = widget.grab().toImage();
    widget.setParent(nullptr);
    return result;
}

QListWidget *list()
{
    auto *result = new QListWidget;
    result->addItems({QStringLiteral("one"), QStringLiteral("two")});
    result->setCurrentRow(0);
    return result;
}

QTabBar *tabs()
{
    auto *result = new QTabBar;
    result->addTab(QStringLiteral("NumPy"));
    result->addTab(QStringLiteral("C++"));
    return result;
}

void addControls()
{
    QTest::addColumn<Maker>("make");
    QTest::newRow("button") << Maker([] { return new QPushButton(QStringLiteral("Go")); });
    QTest::newRow("flat button") << Maker([] {
        auto *button = new QPushButton(QStringLiteral("Go"));
        button->setFlat(true);
        return button;
    });
    QTest::newRow("tool button") << Maker([] {
        auto *button = new QToolButton;
        button->setText(QStringLiteral("Go"));
        button->setFocusPolicy(Qt::StrongFocus);
        return button;
    });
    QTest::newRow("check box") << Maker([] { return new QCheckBox(QStringLiteral("On")); });
    QTest::newRow("radio button") << Maker([] { return new QRadioButton(QStringLiteral("One")); });
    QTest::newRow("combo box") << Maker([] { return new QComboBox; });
    QTest::newRow("spin box") << Maker([] { return new QSpinBox; });
    QTest::newRow("line edit") << Maker([] { return new QLineEdit; });
    QTest::newRow("slider") << Maker([] { return new QSlider(Qt::Horizontal); });
    QTest::newRow("list") << Maker([] { return list(); });
    QTest::newRow("tabs") << Maker([] { return tabs(); });
}

/// Colours that nothing else in these controls has, to be found again in their pictures.
Theme traced()
{
    Theme theme = Theme::light();
    theme.focus = QColor(Qt::magenta);
    theme.error = QColor(Qt::red);
    theme.accent = QColor(Qt::blue);
    return theme;
}

QStyleOptionSlider scrollBar(Qt::Orientation orientation, int value, int page)
{
    QStyleOptionSlider option;
    option.rect = orientation == Qt::Horizontal ? QRect(0, 0, 200, 12) : QRect(0, 0, 12, 200);
    option.orientation = orientation;
    option.state = everything;
    option.maximum = 1000;
    option.pageStep = page;
    option.sliderPosition = value;
    return option;
}

} // namespace

void TestAppStyle::initTestCase()
{
    loadFonts();
}

void TestAppStyle::init()
{
    applyTheme(traced());
}

void TestAppStyle::marksTheKeyboard_data()
{
    addControls();
}

void TestAppStyle::marksTheKeyboard()
{
    QFETCH(Maker, make);
    const std::unique_ptr<QWidget> widget(make());
    QCOMPARE(count(shown(*widget), Qt::magenta), 0);
    QVERIFY(count(focused(*widget), Qt::magenta) >= 30);
}

void TestAppStyle::showsNoRingAfterAClick()
{
    QPushButton button(QStringLiteral("Go"));
    QCOMPARE(count(focused(button, Qt::MouseFocusReason), Qt::magenta), 0);
}

void TestAppStyle::fillsTheMainAction()
{
    QPushButton button(QStringLiteral("Go"));
    QCOMPARE(count(shown(button), Qt::blue), 0);
    setAccented(button);
    const int filled = count(shown(button), Qt::blue);
    QVERIFY(filled > button.width() * button.height() / 2);
    button.setEnabled(false);
    QCOMPARE(count(shown(button), Qt::blue), 0);
    button.setEnabled(true);
    setAccented(button, false);
    QCOMPARE(count(shown(button), Qt::blue), 0);
}

void TestAppStyle::framesAWrongField()
{
    QLineEdit edit;
    QSpinBox spin;
    QComboBox combo;
    for (QWidget *field : std::initializer_list<QWidget *>{&edit, &spin, &combo}) {
        QCOMPARE(count(shown(*field), Qt::red), 0);
        setFaulty(*field, true);
        QVERIFY(count(shown(*field), Qt::red) > field->width());
        setFaulty(*field, false);
        QCOMPARE(count(shown(*field), Qt::red), 0);
    }
}

void TestAppStyle::staysInTheTheme_data()
{
    addControls();
}

void TestAppStyle::staysInTheTheme()
{
    QFETCH(Maker, make);
    applyTheme(Theme::dark());
    const std::unique_ptr<QWidget> widget(make());
    const QImage image = shown(*widget);
    int bright = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            bright += image.pixelColor(x, y).lightness() > 128;
    QVERIFY2(bright * 4 < image.width() * image.height(), "mostly light in the dark theme");
}

void TestAppStyle::growsWithTheScale_data()
{
    addControls();
}

void TestAppStyle::growsWithTheScale()
{
    QFETCH(Maker, make);
    const auto height = [&make] {
        const std::unique_ptr<QWidget> widget(make());
        widget->ensurePolished();
        const auto *view = qobject_cast<QListWidget *>(widget.get());
        return view ? view->sizeHintForRow(0) : widget->sizeHint().height();
    };
    const int before = height();
    Theme theme = Theme::light();
    theme.scale = 2.0;
    applyTheme(theme);
    QVERIFY(height() >= 1.6 * before);
}

void TestAppStyle::dividesAScrollBar_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("page");
    for (const auto orientation : {Qt::Horizontal, Qt::Vertical}) {
        const char *way = orientation == Qt::Horizontal ? "horizontal" : "vertical";
        QTest::addRow("%s, start", way) << int(orientation) << 0 << 100;
        QTest::addRow("%s, middle", way) << int(orientation) << 500 << 100;
        QTest::addRow("%s, end", way) << int(orientation) << 1000 << 100;
        QTest::addRow("%s, endless", way) << int(orientation) << 300 << 1;
        QTest::addRow("%s, nearly whole", way) << int(orientation) << 300 << 100000;
    }
}

void TestAppStyle::dividesAScrollBar()
{
    QFETCH(int, orientation);
    QFETCH(int, value);
    QFETCH(int, page);
    const QStyleOptionSlider option = scrollBar(Qt::Orientation(orientation), value, page);
    const auto length = [&](QStyle::SubControl part) {
        const QRect rect = qApp->style()->subControlRect(QStyle::CC_ScrollBar, &option, part);
        return std::max(0, orientation == Qt::Horizontal ? rect.width() : rect.height());
    };
    QVERIFY(length(QStyle::SC_ScrollBarSlider) >= 28);
    QCOMPARE(length(QStyle::SC_ScrollBarSubPage) + length(QStyle::SC_ScrollBarSlider)
                 + length(QStyle::SC_ScrollBarAddPage),
             200);
    QCOMPARE(length(QStyle::SC_ScrollBarAddLine), 0);
    QVERIFY(value > 0 || length(QStyle::SC_ScrollBarSubPage) == 0);
    QVERIFY(value < 1000 || length(QStyle::SC_ScrollBarAddPage) == 0);
}

void TestAppStyle::stepsASpinBox()
{
    QSpinBox box;
    box.resize(100, 32);
    QStyleOptionSpinBox option;
    option.initFrom(&box);
    const auto middle = [&](QStyle::SubControl part) {
        return box.style()->subControlRect(QStyle::CC_SpinBox, &option, part, &box).center();
    };
    QTest::mouseClick(&box, Qt::LeftButton, {}, middle(QStyle::SC_SpinBoxUp));
    QCOMPARE(box.value(), 1);
    QTest::mouseClick(&box, Qt::LeftButton, {}, middle(QStyle::SC_SpinBoxDown));
    QCOMPARE(box.value(), 0);
    QVERIFY(
        box.style()->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxEditField, &box).right()
        < middle(QStyle::SC_SpinBoxUp).x());
}

void TestAppStyle::jumpsToWhereASliderIsClicked()
{
    QSlider slider(Qt::Horizontal);
    slider.setRange(0, 100);
    slider.resize(222, 22);
    QTest::mousePress(&slider, Qt::LeftButton, {}, {111, 11});
    QVERIFY(std::abs(slider.sliderPosition() - 50) <= 2);
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, {111, 11});
}

void TestAppStyle::changesTheWholeProgram()
{
    QLineEdit edit;
    edit.ensurePolished();
    for (const Scheme scheme : {Scheme::Dark, Scheme::HighContrast, Scheme::Light}) {
        const Theme theme = Theme::of(scheme);
        applyTheme(theme);
        QCoreApplication::processEvents();
        QCOMPARE(edit.palette().color(QPalette::Text), theme.text);
        QCOMPARE(QApplication::font().pixelSize(), theme.body().pixelSize());
        const auto *style = qobject_cast<AppStyle *>(qApp->style());
        QVERIFY(style);
        QCOMPARE(style->theme(), theme);
    }
}

QTEST_MAIN(TestAppStyle)
#include "tst_app_style.moc"
