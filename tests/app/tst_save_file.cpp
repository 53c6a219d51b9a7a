#include "app/save_file.h"

#include "tests/child_process.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace convoscope;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Writes past saveFile, for what was there before.
void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Ways round the two guarded files. Names of resources (":/...") are no files of the user's.
const QList<QRegularExpression> &detours()
{
    static const QString pathArgument = QStringLiteral(
        R"(\s*(path|\w*Path|file|\w*[fF]ile[nN]ame|name|QFile|QString|QStringLiteral|argv|u?"(?!:/)))");
    static const QList<QRegularExpression> patterns{
        QRegularExpression(QStringLiteral(R"(\b(QSaveFile|QImageReader|QMovie|ofstream|fstream|fopen)\b)")),
        QRegularExpression(
            QStringLiteral(R"(\bQFile(Device)?::(WriteOnly|ReadWrite|Append|Truncate|NewOnly)\b)")),
        QRegularExpression(QStringLiteral(R"(\bset(Output)?FileName\()")),
        QRegularExpression(QStringLiteral(R"(\bQ(Image|Pixmap|PdfWriter)(\s+\w+)?[({])") + pathArgument),
        QRegularExpression(QStringLiteral(R"([\w)](\.|->)(load|save)\()") + pathArgument),
    };
    return patterns;
}

bool isDetour(const QString &line)
{
    const QString code = line.section(QStringLiteral("//"), 0, 0);
    return std::ranges::any_of(detours(), [&](const auto &pattern) { return code.contains(pattern); });
}

QStringList detoursIn(const QString &path)
{
    QStringList found;
    const QStringList lines = QString::fromUtf8(contents(path)).split(QChar('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (isDetour(lines[i]))
            found += QStringLiteral("%1:%2: %3").arg(path).arg(i + 1).arg(lines[i].trimmed());
    }
    return found;
}

} // namespace

class TestSaveFile : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesAndReplaces();
    void namesOfEveryKind_data();
    void namesOfEveryKind();
    void followsALink();
    void refusesAFolder();
    void refusesAPipe();
    void saysThatTheFolderIsMissing();
    void saysThatTheFolderIsReadOnly();
    void keepsTheOldFileWhenThereIsNoRoom_data();
    void keepsTheOldFileWhenThereIsNoRoom();
    void isWholeWheneverItIsKilled();
    void recognisesDetours_data();
    void recognisesDetours();
    void nothingElseReadsImagesOrWritesFiles();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_dir->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSaveFile::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestSaveFile::writesAndReplaces()
{
    const QString path = in(QStringLiteral("figure.svg"));
    QVERIFY(!saveFile(path, "first"));
    QCOMPARE(contents(path), QByteArray("first"));
    QVERIFY(!saveFile(path, "second, longer"));
    QCOMPARE(contents(path), QByteArray("second, longer"));
    QVERIFY(!saveFile(path, {}));
    QCOMPARE(contents(path), QByteArray());
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("figure.svg")});
}

void TestSaveFile::namesOfEveryKind_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("blanks") << "a  figure .png";
    QTest::newRow("leading dash") << "-o.png";
    QTest::newRow("line break") << "a\nb.png";
    QTest::newRow("Chinese") << QString::fromUtf8("卷积.png");
    QTest::newRow("beyond the basic plane") << QString::fromUtf8("\xF0\x9F\x90\xB1.png");
    QTest::newRow("writing direction") << QString::fromUtf8("a\xE2\x80\xAE"
                                                            "gnp.png");
    QTest::newRow("percent and colon") << "100%2F:.png";
    QTest::newRow("200 bytes") << QString(196, QChar('n')) + ".png";
}

void TestSaveFile::namesOfEveryKind()
{
    QFETCH(const QString, name);
    const std::optional<QString> sentence = saveFile(in(name), "bytes");
    QVERIFY2(!sentence, qPrintable(sentence.value_or(QString())));
    QCOMPARE(contents(in(name)), QByteArray("bytes"));
}

void TestSaveFile::followsALink()
{
    put(in(QStringLiteral("real.png")), "old");
    QVERIFY(QFile::link(in(QStringLiteral("real.png")), in(QStringLiteral("link.png"))));
    QVERIFY(!saveFile(in(QStringLiteral("link.png")), "new"));
    QVERIFY(QFileInfo(in(QStringLiteral("link.png"))).isSymLink());
    QCOMPARE(contents(in(QStringLiteral("real.png"))), QByteArray("new"));
}

void TestSaveFile::refusesAFolder()
{
    const QString sentence = saveFile(m_dir->path(), "bytes").value_or(QString());
    QVERIFY2(sentence.contains(QStringLiteral("is a folder")), qPrintable(sentence));
}

void TestSaveFile::refusesAPipe()
{
    const QString path = in(QStringLiteral("pipe"));
    QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QVERIFY(saveFile(path, "bytes"));
    struct stat status { };
    QCOMPARE(stat(QFile::encodeName(path).constData(), &status), 0);
    QVERIFY(S_ISFIFO(status.st_mode));
}

void TestSaveFile::saysThatTheFolderIsMissing()
{
    const QString sentence = saveFile(in(QStringLiteral("gone/figure.png")), "bytes").value_or(QString());
    QVERIFY2(sentence.startsWith(QString::fromUtf8("“figure.png” was not saved")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("another folder")), qPrintable(sentence));
    QVERIFY2(!sentence.contains(QStringLiteral("earlier file")), qPrintable(sentence));
}

void TestSaveFile::saysThatTheFolderIsReadOnly()
{
    QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("shut")));
    const QString path = in(QStringLiteral("shut/figure.png"));
    put(path, "old");
    QCOMPARE(chmod(QFile::encodeName(m_dir->path()).constData(), 0755), 0);
    QCOMPARE(chmod(QFile::encodeName(in(QStringLiteral("shut"))).constData(), 0555), 0);
    const ChildEnd end = inChild([&] {
        dropRights();
        const std::optional<QString> sentence = saveFile(path, "new");
        return sentence && sentence->contains(QStringLiteral("The earlier file is unchanged.")) ? 7 : 1;
    });
    QCOMPARE(chmod(QFile::encodeName(in(QStringLiteral("shut"))).constData(), 0755), 0);
    QVERIFY(end.exited);
    QCOMPARE(end.code, 7);
    QCOMPARE(contents(path), QByteArray("old"));
}

void TestSaveFile::keepsTheOldFileWhenThereIsNoRoom_data()
{
    QTest::addColumn<int>("room");
    QTest::addColumn<bool>("fits");
    for (const int room : {0, 1, 4096, 61440, 65536, 299'999})
        QTest::addRow("%d of 300000 bytes", room) << room << false;
    QTest::newRow("exactly enough") << 300'000 << true;
}

/// A limit on the size of files fails as a full disk does: part of the bytes are taken, then none.
void TestSaveFile::keepsTheOldFileWhenThereIsNoRoom()
{
    QFETCH(const int, room);
    QFETCH(const bool, fits);
    const QString path = in(QStringLiteral("run.gif"));
    put(path, "old");
    const QByteArray large(300'000, 'x');
    const ChildEnd end = inChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{static_cast<rlim_t>(room), static_cast<rlim_t>(room)};
        setrlimit(RLIMIT_FSIZE, &limit);
        const std::optional<QString> sentence = saveFile(path, large);
        if (!sentence)
            return 3;
        return sentence->contains(QStringLiteral("The earlier file is unchanged. Free some space")) ? 7 : 1;
    });
    QVERIFY(end.exited);
    QCOMPARE(end.code, fits ? 3 : 7);
    QCOMPARE(contents(path), fits ? large : QByteArray("old"));
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("run.gif")});
}

void TestSaveFile::isWholeWheneverItIsKilled()
{
    const QString path = in(QStringLiteral("scene.json"));
    put(path, QByteArray(200'000, 'a'));
    for (int round = 0; round < 20; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            for (char c = 'a';; c = c == 'z' ? 'a' : static_cast<char>(c + 1))
                static_cast<void>(saveFile(path, QByteArray(200'000, c)));
        }
        QVERIFY(child > 0);
        usleep(500U * round);
        kill(child, SIGKILL);
        QCOMPARE(waitpid(child, nullptr, 0), child);
        const QByteArray found = contents(path);
        QCOMPARE(found.size(), 200'000);
        QCOMPARE(found.count(found.front()), found.size());
    }
}

void TestSaveFile::recognisesDetours_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("detour");
    const auto row = [](const char *line, bool detour) { QTest::newRow(line) << QString(line) << detour; };
    row("QSaveFile file(target);", true);
    row("QImageReader reader(&buffer);", true);
    row("file.open(QFile::WriteOnly)", true);
    row("const QImage photo(path);", true);
    row("return QPixmap(fileName).scaled(size);", true);
    row("QImage{imagePath}", true);
    row("QImage image(\"photo.png\");", true);
    row("image.load(path)", true);
    row("image.save(fileName, \"PNG\")", true);
    row("generator.setFileName(path);", true);
    row("QPdfWriter writer(path);", true);
    row("QImage image(size, QImage::Format_RGB32);", false);
    row("QPixmap icon(\":/icons/play.png\");", false);
    row("image.save(&buffer, \"PNG\");", false);
    row("buffer.open(QIODevice::WriteOnly);", false);
    row("QPdfWriter writer(&buffer);", false);
    row("settings.load(); // not a QImageReader", false);
}

void TestSaveFile::recognisesDetours()
{
    QFETCH(const QString, line);
    QFETCH(const bool, detour);
    QCOMPARE(isDetour(line), detour);
}

void TestSaveFile::nothingElseReadsImagesOrWritesFiles()
{
    const QDir root(QStringLiteral(QT_TESTCASE_SOURCEDIR "/.."));
    const QStringList guarded{QStringLiteral("image_file.cpp"), QStringLiteral("save_file.cpp")};
    QStringList found;
    int files = 0;
    for (const QString &folder : {QStringLiteral("app"), QStringLiteral("widgets")}) {
        QDirIterator each(root.filePath(folder), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                          QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QString path = each.next();
            ++files;
            if (!guarded.contains(each.fileName()))
                found += detoursIn(path);
        }
    }
    QVERIFY(files > 4);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QChar('\n'))));
}

QTEST_GUILESS_MAIN(TestSaveFile)
#include "tst_save_file.moc"
