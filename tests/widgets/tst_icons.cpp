#include "widgets/icons.h"

#include <QDir>
#include <QPainter>
#include <QTest>

using namespace convoscope;

class TestIcons : public QObject {
    Q_OBJECT

private slots:
    void drawsEveryBundledIcon_data();
    void drawsEveryBundledIcon();
    void hasNoUnknownIcon();
    void takesTheColoursOfTheTheme();
    void staysCrisp();
};

namespace {

/// The colour of the most opaque pixel.
QColor inkOf(const QIcon &icon, QIcon::Mode mode = QIcon::Normal, QIcon::State state = QIcon::Off)
{
    const QImage image = icon.pixmap(QSize(64, 64), 1.0, mode, state).toImage();
    QColor result = Qt::transparent;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > result.alpha())
                result = pixel;
    return result;
}

} // namespace

void TestIcons::drawsEveryBundledIcon_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 30);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(4);
}

void TestIcons::drawsEveryBundledIcon()
{
    QFETCH(QString, name);
    const Theme theme = Theme::dark();
    const QIcon drawn = icon(name, theme);
    QVERIFY(!drawn.isNull());
    // Where no pixel is covered wholly, the division by alpha may round.
    QVERIFY(contrast(inkOf(drawn), theme.text) < 1.02);
}

void TestIcons::hasNoUnknownIcon()
{
    QVERIFY(icon(QStringLiteral("no-such-icon"), Theme::light()).isNull());
}

void TestIcons::takesTheColoursOfTheTheme()
{
    const Theme theme = Theme::light();
    const QIcon play = icon(QStringLiteral("play"), theme);
    QCOMPARE(inkOf(play), theme.text);
    QCOMPARE(inkOf(play, QIcon::Normal, QIcon::On), theme.accent);
    QCOMPARE(inkOf(play, QIcon::Disabled), theme.disabled);
    const QIcon onAccent = icon(QStringLiteral("play"), theme, theme.accentText);
    QCOMPARE(inkOf(onAccent), theme.accentText);
    QCOMPARE(inkOf(onAccent, QIcon::Normal, QIcon::On), theme.accentText);
    QCOMPARE(inkOf(onAccent, QIcon::Disabled), theme.disabled);
}

void TestIcons::staysCrisp()
{
    const QPixmap twofold = icon(QStringLiteral("save"), Theme::light()).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(twofold.size(), QSize(32, 32));
    const QPixmap large = icon(QStringLiteral("save"), Theme::light()).pixmap(QSize(256, 256), 1.0);
    QCOMPARE(large.size(), QSize(256, 256));
    // An enlarged small picture would have soft edges all along; a drawn one has few half-covered pixels.
    const QImage image = large.toImage();
    int full = 0;
    int half = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = qAlpha(image.pixel(x, y));
            full += alpha == 255;
            half += alpha > 0 && alpha < 255;
        }
    QVERIFY(full > 6 * half);
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
