#include "tests/bench/bench_frames.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QThread>
#include <cstdio>

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

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    loadFonts();
    std::printf("Qt %s, platform %s, %d processors\n", qVersion(),
                qPrintable(QGuiApplication::platformName()), QThread::idealThreadCount());
    print(QStringLiteral("A frame of the stage, 860×740"), bench::frameTimes());
    print(QStringLiteral("The heaviest scene of each lesson"), bench::sceneTimes());
    print(QStringLiteral("A photo"), bench::photoTimes());
    print(QStringLiteral("A move of the pen, window 1440×900"), bench::drawingTimes());
    if (argc > 1)
        print(QStringLiteral("The program"), {bench::startTime(QString::fromLocal8Bit(argv[1]))});
    return 0;
}
