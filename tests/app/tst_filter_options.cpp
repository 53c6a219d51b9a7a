#include "app/command_line.h"
#include "app/filter_options.h"
#include "core/filter_presets.h"

#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

class TestFilterOptions : public QObject {
    Q_OBJECT

private slots:
    void readsAJob();
    void readsAChain();
    void refuses_data();
    void refuses();
    void isAVerbOfTheProgram();
};

namespace {

std::variant<FilterJob, QString> parsed(const QString &words)
{
    return parseFilterJob(QStringList{QStringLiteral("convoscope"), QStringLiteral("filter")}
                          + words.split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

FilterJob jobFor(const QString &words)
{
    auto job = parsed(words);
    if (const auto *problem = std::get_if<QString>(&job))
        qFatal("%s", qPrintable(*problem));
    return std::get<FilterJob>(job);
}

} // namespace

void TestFilterOptions::readsAJob()
{
    const FilterJob job =
        jobFor(QStringLiteral("in.png -o out.jpg --kernel sobel-x --border wrap --colour luma "
                              "--result absolute --quality 80"));
    QCOMPARE(job.inputs, QStringList{QStringLiteral("in.png")});
    QCOMPARE(job.output, QStringLiteral("out.jpg"));
    QCOMPARE(job.quality, 80);
    QVERIFY(job.filter.border == FilterBorder::Wrap);
    QVERIFY(job.filter.colour == ColourMode::Luma);
    QVERIFY(job.filter.mapping == ResultMapping::Absolute);
    const auto step = makeFilterStep({.name = "sobel-x"});
    QVERIFY(step && job.filter.steps == std::vector{*step});
}

void TestFilterOptions::readsAChain()
{
    const FilterJob job = jobFor(QStringLiteral("a.png -o b.png --kernel gaussian --sigma 2 --size 9x5 "
                                                "--kernel sharpen --offset 3 --strength 0.5"));
    QCOMPARE(job.filter.steps.size(), size_t{2});
    QCOMPARE(job.filter.steps[0].kernel.width(), 9);
    QCOMPARE(job.filter.steps[0].kernel.height(), 5);
    QCOMPARE(job.filter.steps[1].offset, 3.0);
    QCOMPARE(job.filter.steps[1].strength, 0.5);
}

void TestFilterOptions::refuses_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *words, const char *part) { QTest::newRow(words) << words << part; };
    row("-o out.png --kernel sobel", "needs a picture");
    row("in.png --kernel sobel", "needs -o");
    row("in.png -o out.png", "needs --kernel");
    row("in.png -o out.png --kernel nothing", "nothing");
    row("a.png b.png -o nowhere.png --kernel sobel", "folder");
    row("in.png -o out.png --kernel gaussian --sigma wide", "wide");
    row("in.png -o out.png --kernel gaussian --sigma 1000", "");
    row("in.png -o out.png --kernel box --size 3x4", "");
    row("in.png -o out.png --kernel box --size 3x3x3", "--size");
    row("in.png -o out.png --kernel box --border none", "reflect");
    row("in.png -o out.png --kernel sobel-x --divisor 0", "");
    row("in.png -o out.png --kernel box --unknown", "unknown");
}

void TestFilterOptions::refuses()
{
    QFETCH(const QString, words);
    QFETCH(const QString, part);
    const auto result = parsed(words);
    const auto *problem = std::get_if<QString>(&result);
    QVERIFY(problem && !problem->isEmpty());
    QVERIFY2(problem->contains(part), qPrintable(*problem));
}

void TestFilterOptions::isAVerbOfTheProgram()
{
    const QStringList words{QStringLiteral("convoscope"), QStringLiteral("filter"),
                            QStringLiteral("a.png"),      QStringLiteral("-o"),
                            QStringLiteral("b.png"),      QStringLiteral("--kernel"),
                            QStringLiteral("median")};
    const auto line = parseCommandLine(words);
    QVERIFY(std::holds_alternative<CommandLine>(line));
    QCOMPARE(std::get<CommandLine>(line).verb, CommandLine::Verb::Filter);
    const auto refused = parseCommandLine(words.mid(0, 3));
    QVERIFY(std::holds_alternative<Farewell>(refused));
    QCOMPARE(std::get<Farewell>(refused).status, 2);
    const auto help = parseCommandLine({words[0], words[1], QStringLiteral("--help")});
    QVERIFY(std::holds_alternative<Farewell>(help));
    QCOMPARE(std::get<Farewell>(help).status, 0);
}

QTEST_APPLESS_MAIN(TestFilterOptions)
#include "tst_filter_options.moc"
