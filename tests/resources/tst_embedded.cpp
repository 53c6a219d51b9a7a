#include <QDir>
#include <QDirIterator>
#include <QFontDatabase>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void addRows(const QString &folder, const QStringList &patterns)
{
    QTest::addColumn<QString>("path");
    for (QDirIterator it(folder, patterns); it.hasNext();) {
        const QString path = it.next();
        QTest::newRow(qPrintable(path)) << path;
    }
}

} // namespace

// What the program carries with it is there without a call to set it up, and is what it claims to be.
class TestEmbedded : public QObject {
    Q_OBJECT

private slots:
    void foldersAreThere_data();
    void foldersAreThere();
    void fontsLoad_data();
    void fontsLoad();
    void iconsDraw_data() { addRows(QStringLiteral(":/icons"), {QStringLiteral("*.svg")}); }
    void iconsDraw();
    void samplesDecode_data();
    void samplesDecode();
    void everySampleIsDescribed();
};

void TestEmbedded::foldersAreThere_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("fonts") << QStringLiteral(":/fonts");
    QTest::newRow("icons") << QStringLiteral(":/icons");
    QTest::newRow("samples") << QStringLiteral(":/samples");
}

void TestEmbedded::foldersAreThere()
{
    QFETCH(const QString, folder);
    QVERIFY(!QDir(folder).entryList(QDir::Files).isEmpty());
}

void TestEmbedded::fontsLoad_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("family");
    for (const char *face : {"Regular", "Medium", "SemiBold", "Bold"})
        QTest::addRow("Inter %s", face)
            << QStringLiteral(":/fonts/Inter-%1.otf").arg(QLatin1String(face)) << QStringLiteral("Inter");
    for (const char *face : {"Regular", "Medium", "Bold"})
        QTest::addRow("JetBrains Mono %s", face)
            << QStringLiteral(":/fonts/JetBrainsMono-%1.ttf").arg(QLatin1String(face))
            << QStringLiteral("JetBrains Mono");
}

void TestEmbedded::fontsLoad()
{
    QFETCH(const QString, path);
    QFETCH(const QString, family);
    const int id = QFontDatabase::addApplicationFont(path);
    QVERIFY(id >= 0);
    const QStringList families = QFontDatabase::applicationFontFamilies(id);
    QVERIFY2(!families.filter(family).isEmpty(), qPrintable(families.join(u',')));
}

void TestEmbedded::iconsDraw()
{
    QFETCH(const QString, path);
    QVERIFY2(contents(path).contains("currentColor"), "an icon takes its colour from the theme");
    QSvgRenderer renderer(path);
    QVERIFY(renderer.isValid());
    QImage canvas(24, 24, QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::transparent);
    const QImage empty = canvas.copy();
    QPainter painter(&canvas);
    renderer.render(&painter);
    painter.end();
    QVERIFY(canvas != empty);
}

void TestEmbedded::samplesDecode_data()
{
    addRows(QStringLiteral(":/samples"), {QStringLiteral("*.png"), QStringLiteral("*.jpg")});
}

void TestEmbedded::samplesDecode()
{
    QFETCH(const QString, path);
    QVERIFY(!QImage::fromData(contents(path)).isNull());
}

void TestEmbedded::everySampleIsDescribed()
{
    const QJsonObject list =
        QJsonDocument::fromJson(contents(QStringLiteral(":/samples/samples.json"))).object();
    QStringList described;
    for (const auto row : list[u"samples"].toArray())
        described << row[u"file"].toString();
    described.sort();
    const QStringList present =
        QDir(QStringLiteral(":/samples"))
            .entryList({QStringLiteral("*.png"), QStringLiteral("*.jpg")}, QDir::Files, QDir::Name);
    QCOMPARE(present, described);
}

QTEST_MAIN(TestEmbedded)
#include "tst_embedded.moc"
