#include "app/command_line.h"

#include <QCommandLineParser>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

/// Reads options one by one and remembers the first that can't be used.
struct Reader {
    const QCommandLineParser &parser;
    QString problem{};

    void complain(const QString &sentence)
    {
        if (problem.isEmpty())
            problem = sentence;
    }

    std::optional<int> positive(const QString &option)
    {
        if (!parser.isSet(option))
            return std::nullopt;
        bool ok = false;
        const int value = parser.value(option).toInt(&ok);
        if (!ok || value < 1)
            complain(
                words("--%1 needs a whole number from 1 on, not “%2”.").arg(option, parser.value(option)));
        return value;
    }

    double real(const QString &option, double least, double most, double otherwise)
    {
        if (!parser.isSet(option))
            return otherwise;
        bool ok = false;
        const double value = parser.value(option).toDouble(&ok);
        if (!ok || !(value >= least && value <= most)) { // NaN is neither
            complain(words("--%1 needs a number from %2 to %3, not “%4”.")
                         .arg(option)
                         .arg(least)
                         .arg(most)
                         .arg(parser.value(option)));
        }
        return value;
    }

    QSizeF size(QSizeF otherwise)
    {
        const QString option = QStringLiteral("size");
        if (!parser.isSet(option))
            return otherwise;
        const QStringList parts = parser.value(option).toLower().split(QLatin1Char('x'));
        const int width = parts.value(0).toInt();
        const int height = parts.value(1).toInt();
        if (parts.size() != 2 || width < 200 || height < 150 || width > 8000 || height > 8000)
            complain(words("--size needs WIDTHxHEIGHT from 200x150 to 8000x8000, not “%1”.")
                         .arg(parser.value(option)));
        return {static_cast<double>(width), static_cast<double>(height)};
    }

    QString choice(const QString &option, const QStringList &allowed)
    {
        const QString value = parser.value(option);
        if (parser.isSet(option) && !allowed.contains(value))
            complain(
                words("--%1 is one of %2, not “%3”.").arg(option, allowed.join(QStringLiteral(", ")), value));
        return value;
    }
};

void addOptions(QCommandLineParser &parser)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, {}},
        {{QStringLiteral("v"), QStringLiteral("version")}, {}},
        {{QStringLiteral("o"), QStringLiteral("output")}, {}, QStringLiteral("FILE")},
        {QStringLiteral("step"), {}, QStringLiteral("N")},
        {QStringLiteral("tap"), {}, QStringLiteral("N")},
        {QStringLiteral("size"), {}, QStringLiteral("WxH")},
        {QStringLiteral("scale"), {}, QStringLiteral("X")},
        {QStringLiteral("delay"), {}, QStringLiteral("MS")},
        {QStringLiteral("scheme"), {}, QStringLiteral("NAME")},
        {QStringLiteral("present"), {}},
        {QStringLiteral("fresh"), {}},
        {QStringLiteral("quit-after-first-frame"), {}},
        {QStringLiteral("screenshot"), {}, QStringLiteral("FILE")},
        {QStringLiteral("config"), {}, QStringLiteral("DIR")},
        {QStringLiteral("platform"), {}, QStringLiteral("NAME")},
    });
}

bool asksForHelp(const QStringList &arguments)
{
    return arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h"))
        || arguments.contains(QLatin1String("-help"));
}

QString helpText()
{
    return words("Usage: convoscope [OPTIONS] [IMAGE | SCENE]\n"
                 "       convoscope render LESSON | LESSON/SCENE | SCENE.convoscope.json -o FILE [OPTIONS]\n"
                 "       convoscope filter PICTURE... -o FILE | FOLDER --kernel NAME [OPTIONS]\n"
                 "\n"
                 "Shows convolution step by step. Without a file the last session goes on.\n"
                 "\n"
                 "In the window:\n"
                 "  --step N          begin at step N\n"
                 "  --present         begin in lecture mode\n"
                 "  --fresh           begin at the first lesson instead of the last session\n"
                 "  --scheme NAME     light, dark or high-contrast\n"
                 "  --screenshot FILE draw the window of --size into a PNG instead; needs no display\n"
                 "  --config DIR      keep settings and session in DIR\n"
                 "  --platform NAME   how Qt shows windows, e.g. xcb, wayland, vnc, offscreen\n"
                 "\n"
                 "render writes a picture (png, svg, pdf), the whole run as an animation (gif, webp), or\n"
                 "numbered pictures (a name with %d, e.g. step-%d.png); it needs no display:\n"
                 "  -o, --output FILE where to\n"
                 "  --step N          the step of a picture; the last one unless said\n"
                 "  --tap N           after that many multiply-adds of the step\n"
                 "  --size WxH        in units, 1000x640 unless said\n"
                 "  --scale X         pixels per unit, 2 unless said; 1 for animations\n"
                 "  --delay MS        time of a frame, 500 unless said\n"
                 "\n")
        + filterHelp()
        + words("\n"
                "  -h, --help        this text\n"
                "  -v, --version     the version\n");
}

} // namespace

std::variant<CommandLine, Farewell> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    const auto refuse = [](const QString &sentence) {
        return Farewell{QStringLiteral("convoscope: %1\n").arg(sentence)
                            + words("convoscope --help lists what there is.\n"),
                        2};
    };
    const bool filters = arguments.value(1) == QLatin1String("filter");
    if (filters && !asksForHelp(arguments)) {
        auto job = parseFilterJob(arguments);
        if (const auto *problem = std::get_if<QString>(&job))
            return refuse(*problem);
        return CommandLine{.verb = CommandLine::Verb::Filter, .filter = std::get<FilterJob>(std::move(job))};
    }
    if (!filters && !parser.parse(arguments))
        return refuse(parser.errorText());
    if (filters || parser.isSet(QStringLiteral("help")))
        return Farewell{helpText()};
    if (parser.isSet(QStringLiteral("version")))
        return Farewell{QStringLiteral("convoscope %1\n").arg(QLatin1String(CONVOSCOPE_VERSION))};
    QStringList words_ = parser.positionalArguments();
    CommandLine line;
    if (words_.value(0) == QLatin1String("render")) {
        line.verb = CommandLine::Verb::Render;
        words_.removeFirst();
    }
    Reader read{parser};
    line.target = words_.value(0);
    line.output = parser.value(QStringLiteral("output"));
    line.step = read.positive(QStringLiteral("step"));
    line.tap = read.positive(QStringLiteral("tap"));
    line.size = read.size(line.size);
    line.milliseconds = static_cast<int>(read.real(QStringLiteral("delay"), 20, 60000, line.milliseconds));
    line.scheme =
        read.choice(QStringLiteral("scheme"),
                    {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("high-contrast")});
    const bool animation = line.output.endsWith(QLatin1String(".gif"), Qt::CaseInsensitive)
        || line.output.endsWith(QLatin1String(".webp"), Qt::CaseInsensitive);
    line.scale = read.real(QStringLiteral("scale"), 0.25, 8, animation ? 1.0 : line.scale);
    line.lecture = parser.isSet(QStringLiteral("present"));
    line.fresh = parser.isSet(QStringLiteral("fresh"));
    line.screenshot = parser.value(QStringLiteral("screenshot"));
    line.quitAfterFirstFrame = parser.isSet(QStringLiteral("quit-after-first-frame"));
    line.config = parser.value(QStringLiteral("config"));
    if (!read.problem.isEmpty())
        return refuse(read.problem);
    if (words_.size() > 1)
        return refuse(
            words("one image or scene at a time, but “%1” came after “%2”.").arg(words_[1], words_[0]));
    if (line.verb == CommandLine::Verb::Render && line.target.isEmpty())
        return refuse(
            words("render needs a lesson or a scene, e.g. convoscope render convolution -o picture.png."));
    if (line.verb == CommandLine::Verb::Render && line.output.isEmpty())
        return refuse(words("render needs -o FILE, e.g. -o picture.png."));
    return line;
}

} // namespace convoscope
