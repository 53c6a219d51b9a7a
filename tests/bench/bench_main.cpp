#include "tests/bench/bench_frames.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QThread>
#include <cstdio>
#include <functional>

using namespace convoscope;

namespace {

void print(const QString &title, const QList<bench::FrameTimes> &rows)
{
    std::printf("\n%-44s %10s %10s %7s\n", qPrintable(title), "median ms", "95 % ms", "frames");
    for (const auto &row : rows) {
        // Padding by characters, not by bytes.
        std::printf("%s %10.3f %10.3f %7d\n", qPrintable(row.name.leftJustified(44)), row.median, row.late,
                    row.frames);
    }
}

} // namespace

// convoscope_bench [PROGRAM] [--only TEXT]: of the tables those whose title holds the text.
int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    loadFonts();
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const qsizetype only = arguments.indexOf(QStringLiteral("--only"));
    const QString text = only < 0 ? QString() : arguments.value(only + 1);
    if (only >= 0)
        arguments.remove(only, std::min<qsizetype>(2, arguments.size() - only));
    std::printf("Qt %s, platform %s, %d processors\n", qVersion(),
                qPrintable(QGuiApplication::platformName()), QThread::idealThreadCount());
    const auto run = [&](const QString &title, const std::function<QList<bench::FrameTimes>()> &times) {
        if (title.contains(text, Qt::CaseInsensitive))
            print(title, times());
    };
    run(QStringLiteral("A frame of the stage, 860×740"), bench::frameTimes);
    run(QStringLiteral("The heaviest scene of each lesson"), bench::sceneTimes);
    run(QStringLiteral("A photo"), bench::photoTimes);
    run(QStringLiteral("A move of the pen, window 1440×900"), bench::drawingTimes);
    run(QStringLiteral("The image lab, 4000×3000, RGB, window 1440×900"), bench::labTimes);
    const QString memory = QStringLiteral("Memory, a photo of 100 megapixels (300 MB)");
    if (memory.contains(text, Qt::CaseInsensitive)) {
        const bench::LabMemory peak = bench::labMemory();
        std::printf("\n%s\nopened %.0f MB, filtered again and again %.0f MB\n", qPrintable(memory),
                    peak.opened, peak.filtered);
    }
    if (!arguments.isEmpty())
        run(QStringLiteral("The program"), [&] { return QList{bench::startTime(arguments.first())}; });
    return 0;
}
