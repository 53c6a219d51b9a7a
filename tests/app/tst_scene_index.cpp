#include "app/scene_index.h"
#include "core/lesson.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

namespace {

const QByteArray sample = R"({"groups": [
  {"title": "First", "title[de]": "Erste", "scenes": [
    {"key": "a", "title": "One", "title[de]": "Eins", "title[de_CH]": "Eis"},
    {"key": "b", "title": "Two"},
    {"title": "without a key"}, 7]},
  {"title": "Second", "scenes": [{"key": "c", "title": "Three"}]},
  "damaged"]})";

QStringList titles(const char *locale)
{
    QStringList all;
    for (const SceneEntry &entry : readSceneIndex(sample, ":/x", QLocale(locale)))
        all << entry.group + "/" + entry.title;
    return all;
}

} // namespace

class TestSceneIndex : public QObject {
    Q_OBJECT

private slots:
    void readsKeysAndPaths();
    void titlesFollowTheLanguage();
    void damagedTextIsEmpty();
    void unknownLessonsHaveNoScenes();
    void titleComesFromTheIndexBeside();
    void indexAndFilesAgree_data();
    void indexAndFilesAgree();
};

void TestSceneIndex::readsKeysAndPaths()
{
    const auto entries = readSceneIndex(sample, ":/x", QLocale::c());
    QCOMPARE(entries.size(), 3);
    QCOMPARE(entries[0].key, "a");
    QCOMPARE(entries[1].path, ":/x/b.json");
    QCOMPARE(entries[2].group, "Second");
}

void TestSceneIndex::titlesFollowTheLanguage()
{
    QCOMPARE(titles("en_GB"), QStringList({"First/One", "First/Two", "Second/Three"}));
    QCOMPARE(titles("de_AT"), QStringList({"Erste/Eins", "Erste/Two", "Second/Three"}));
    QCOMPARE(titles("de_CH"), QStringList({"Erste/Eis", "Erste/Two", "Second/Three"}));
}

void TestSceneIndex::damagedTextIsEmpty()
{
    QVERIFY(readSceneIndex({}, ":/x", QLocale::c()).isEmpty());
    QVERIFY(readSceneIndex("[1, 2]", ":/x", QLocale::c()).isEmpty());
    QVERIFY(readSceneIndex(sample.left(100), ":/x", QLocale::c()).isEmpty());
}

void TestSceneIndex::titleComesFromTheIndexBeside()
{
    const QTemporaryDir folder;
    const QLocale english(QLocale::English);
    QCOMPARE(sceneTitleBeside(folder.filePath("a.json"), english), QStringLiteral("a"));
    QFile index(folder.filePath("index.json"));
    QVERIFY(index.open(QIODevice::WriteOnly));
    QCOMPARE(index.write(sample), sample.size());
    index.close();
    QCOMPARE(sceneTitleBeside(folder.filePath("a.json"), english), QStringLiteral("One"));
    QCOMPARE(sceneTitleBeside(folder.filePath("mine.convoscope.json"), english), QStringLiteral("mine"));
}

void TestSceneIndex::unknownLessonsHaveNoScenes()
{
    QVERIFY(bundledScenes("alchemy").isEmpty());
    QVERIFY(!bundledScenes("convolution").isEmpty());
}

void TestSceneIndex::indexAndFilesAgree_data()
{
    QTest::addColumn<QString>("lesson");
    for (const Lesson &lesson : lessons())
        QTest::newRow(lesson.id.data())
            << QString::fromUtf8(lesson.id.data(), static_cast<qsizetype>(lesson.id.size()));
}

/// Every scene of a lesson is offered, and every one that is offered is there.
void TestSceneIndex::indexAndFilesAgree()
{
    QFETCH(QString, lesson);
    QStringList indexed;
    for (const SceneEntry &entry : bundledScenes(lesson.toStdString()))
        indexed += entry.key + QStringLiteral(".json");
    QStringList files = QDir(QStringLiteral(":/scenes/") + lesson).entryList({QStringLiteral("*.json")});
    files.removeOne(QStringLiteral("index.json"));
    indexed.sort();
    files.sort();
    QCOMPARE(indexed, files);
}

QTEST_APPLESS_MAIN(TestSceneIndex)
#include "tst_scene_index.moc"
