#include "app/application.h"

#include "app/filter_pictures.h"
#include "app/main_window.h"
#include "app/photo_stage.h"
#include "app/render.h"
#include "app/save_file.h"

#include <QApplication>
#include <QBuffer>
#include <QTimer>
#include <csignal>
#include <cstdio>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace convoscope {

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

bool canShowWindows(const QStringList &arguments)
{
#ifdef Q_OS_LINUX
    const bool chosen = qEnvironmentVariableIsSet("QT_QPA_PLATFORM")
        || !arguments.filter(QStringLiteral("platform")).isEmpty();
    return chosen || !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    Q_UNUSED(arguments)
    return true;
#endif
}

bool isTerminal(std::FILE *file)
{
#ifdef Q_OS_UNIX
    return isatty(fileno(file)) == 1;
#else
    Q_UNUSED(file)
    return false;
#endif
}

/// Chatter of the offscreen platform is not for users.
void quietMessages(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtDebugMsg || message.contains(QLatin1String("propagateSizeHints"))
        || message.contains(QLatin1String("runtime directory"))
        || message.contains(QLatin1String("XDG_RUNTIME_DIR"))
        || QLatin1String(context.category).startsWith(QLatin1String("qt.gui.imageio"))) // said in a sentence
        return;
    std::fprintf(stderr, "convoscope: %s\n", qPrintable(message));
}

void name(QCoreApplication &application)
{
    application.setApplicationName(QStringLiteral("Convoscope"));
    application.setApplicationVersion(QLatin1String(CONVOSCOPE_VERSION));
}

int runRender(const CommandLine &line, int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    name(application);
    loadFonts();
    if (const auto failure = render(line)) {
        std::fprintf(stderr, "convoscope: %s\n", qPrintable(*failure));
        return 1;
    }
    return 0;
}

/// One line on a terminal that is written over and over; nothing elsewhere.
void tellProgress(const QString &input, double done)
{
    if (!isTerminal(stderr))
        return;
    std::fprintf(stderr, "\r\033[K%s  %d %%", qPrintable(input), static_cast<int>(100 * done));
    std::fflush(stderr);
}

int runFilter(const CommandLine &line, int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    name(application);
    const QStringList failures = filterPictures(line.filter, tellProgress);
    if (isTerminal(stderr))
        std::fputs("\r\033[K", stderr);
    for (const QString &failure : failures)
        std::fprintf(stderr, "convoscope: %s\n", qPrintable(failure));
    return failures.isEmpty() ? 0 : 1;
}

/// The window as it would be on a screen, into a file.
int takeScreenshot(MainWindow &window, const CommandLine &line)
{
    window.setGeometry(QRect(QPoint(0, 0), line.size.toSize()));
    window.show();
    const auto settle = [&window] {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        window.document().wait();
        window.photoStage().filter().waitForMeasures();
    };
    settle();
    while (window.photos().busy())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    settle();
    if (line.step)
        window.document().playhead().seek({*line.step - 1, line.tap ? *line.tap - 1 : -1});
    settle();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    window.grab().save(&buffer, "PNG");
    const auto failure = saveFile(line.screenshot, bytes);
    if (failure)
        std::fprintf(stderr, "convoscope: %s\n", qPrintable(*failure));
    return failure ? 1 : 0;
}

int runWindow(const CommandLine &line, int argc, char **argv)
{
    QApplication application(argc, argv);
    name(application);
    QGuiApplication::setDesktopFileName(QStringLiteral("org.convoscope.Convoscope"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/desktop/org.convoscope.Convoscope.svg")));
    loadFonts();
    Settings settings(line.config);
    if (!line.scheme.isEmpty())
        settings.overrideScheme(line.scheme);
    MainWindow window(settings);
    if (!line.target.isEmpty())
        window.open(line.target);
    else if (!line.fresh)
        window.restoreSession();
    if (!line.screenshot.isEmpty())
        return takeScreenshot(window, line);
    if (line.step)
        window.document().playhead().seek({*line.step - 1, line.tap ? *line.tap - 1 : -1});
    window.show();
    if (line.lecture)
        window.setLecture(true);
    if (line.quitAfterFirstFrame) { // idle comes after the first paint
        QTimer::singleShot(0, &window, [&window] {
            window.repaint();
            QTimer::singleShot(0, &window, &QWidget::close);
        });
    }
    return QApplication::exec();
}

} // namespace

int runApplication(int argc, char **argv)
{
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN); // a full quota is answered by a sentence, not by the end of the program
#endif
    qInstallMessageHandler(quietMessages);
    const QStringList arguments = argumentsOf(argc, argv);
    const auto parsed = parseCommandLine(arguments);
    if (const auto *farewell = std::get_if<Farewell>(&parsed)) {
        std::fputs(qPrintable(farewell->text), farewell->status == 0 ? stdout : stderr);
        return farewell->status;
    }
    const auto &line = std::get<CommandLine>(parsed);
    if (line.verb == CommandLine::Verb::Render)
        return runRender(line, argc, argv);
    if (line.verb == CommandLine::Verb::Filter)
        return runFilter(line, argc, argv);
    if (!line.screenshot.isEmpty() && !canShowWindows(arguments))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!canShowWindows(arguments)) {
        std::fputs("convoscope: there is no display. “convoscope render convolution -o picture.png” draws "
                   "without one.\n",
                   stderr);
        return 1;
    }
    return runWindow(line, argc, argv);
}

} // namespace convoscope
