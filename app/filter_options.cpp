#include "app/filter_options.h"

#include "app/kernel_file.h"
#include "core/filter_presets.h"
#include "widgets/words.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("FilterOptions", text);
}

void addOptions(QCommandLineParser &parser)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")}, {}, QStringLiteral("FILE")});
    for (const char *option :
         {"kernel", "size", "sigma", "angle", "wavelength", "amount", "strength", "divisor", "offset",
          "border", "constant", "colour", "result", "quality", "platform"})
        parser.addOption({QLatin1String(option), {}, QStringLiteral("VALUE")});
    parser.addOption({QStringLiteral("normalise"), {}});
}

/// Reads options one by one and remembers the first that can't be used.
class FilterReader {
public:
    explicit FilterReader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    QString problem;

    double number(const char *option, double otherwise)
    {
        const QString text = m_parser.value(QLatin1String(option));
        if (text.isEmpty())
            return otherwise;
        bool ok = false;
        const double value = text.toDouble(&ok);
        if (!ok)
            complain(words("--%1 needs a number, not “%2”.").arg(QLatin1String(option), text));
        return ok ? value : otherwise;
    }

    Pair size()
    {
        const QString text = m_parser.value(QStringLiteral("size"));
        if (text.isEmpty())
            return {0, 0};
        const QStringList sides = text.toLower().split(QLatin1Char('x'));
        const int width = sides.first().toInt();
        const int height = sides.last().toInt();
        if (width < 1 || height < 1 || sides.size() > 2)
            complain(words("--size needs a number of cells or WIDTHxHEIGHT, not “%1”.").arg(text));
        return {height, width};
    }

    template <typename T>
    T choice(const char *option, std::optional<T> (*read)(std::string_view), T otherwise, const char *choices)
    {
        const QString text = m_parser.value(QLatin1String(option));
        if (text.isEmpty())
            return otherwise;
        const auto value = read(text.toStdString());
        if (!value)
            complain(words("--%1 is one of %2, not “%3”.")
                         .arg(QLatin1String(option), QLatin1String(choices), text));
        return value.value_or(otherwise);
    }

    void complain(const QString &sentence)
    {
        if (problem.isEmpty())
            problem = sentence;
    }

private:
    const QCommandLineParser &m_parser;
};

QString presetNames()
{
    QStringList names;
    for (const FilterPreset &preset : filterPresets())
        names.append(QString::fromUtf8(preset.key.data(), static_cast<qsizetype>(preset.key.size())));
    return names.join(QStringLiteral(", "));
}

/// A named filter, or a kernel in a file.
FilterStep stepFor(const QString &kernel, FilterSpec spec, FilterReader &read)
{
    spec.name = kernel.toStdString();
    if (!findFilterPreset(spec.name)) {
        if (!QFileInfo::exists(kernel)) {
            read.complain(
                words("“%1” is neither a file with a kernel nor one of %2.").arg(kernel, presetNames()));
            return {};
        }
        const auto opened = openKernel(kernel);
        if (const auto *sentence = std::get_if<QString>(&opened))
            read.complain(*sentence);
        const auto *step = std::get_if<FilterStep>(&opened);
        return step ? *step : FilterStep();
    }
    const auto step = makeFilterStep(spec);
    if (!step) {
        Refusal refusal = step.refusal();
        if (refusal.field == "kernel") // the option is called so
            refusal.field = "kernel_size";
        read.complain(refusalSentence(refusal));
    }
    return step ? *step : FilterStep();
}

Filter filterFor(const QCommandLineParser &parser, FilterReader &read)
{
    const FilterSpec spec{.size = read.size(),
                          .sigma = read.number("sigma", 1.0),
                          .angle = read.number("angle", 0.0),
                          .wavelength = read.number("wavelength", 4.0),
                          .amount = read.number("amount", 1.0)};
    Filter filter;
    for (const QString &kernel : parser.values(QStringLiteral("kernel"))) {
        FilterStep step = stepFor(kernel, spec, read);
        step.strength = read.number("strength", 1.0);
        step.divisor = read.number("divisor", step.divisor);
        step.offset = read.number("offset", step.offset);
        step.normalise = step.normalise || parser.isSet(QStringLiteral("normalise"));
        filter.steps.push_back(std::move(step));
    }
    filter.border =
        read.choice("border", filterBorder, filter.border, "constant, replicate, reflect, symmetric, wrap");
    filter.constant = read.number("constant", 0.0);
    filter.colour =
        read.choice("colour", colourMode, filter.colour, "every-channel, keep-alpha, alpha-aware, luma");
    filter.mapping = read.choice("result", resultMapping, filter.mapping, "clamp, absolute, offset, auto");
    return filter;
}

QString whatIsMissing(const FilterJob &job)
{
    if (job.inputs.isEmpty())
        return words("filter needs a picture, e.g. convoscope filter photo.jpg -o edges.png --kernel sobel.");
    if (job.output.isEmpty())
        return words("filter needs -o FILE, or -o FOLDER for several pictures.");
    if (job.filter.steps.empty())
        return words("filter needs --kernel, one of %1, or a file with a kernel.").arg(presetNames());
    if (job.inputs.size() > 1 && !QFileInfo(job.output).isDir())
        return words("for several pictures -o names a folder that exists; “%1” is none.").arg(job.output);
    return {};
}

} // namespace

std::variant<FilterJob, QString> parseFilterJob(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return parser.errorText();
    FilterReader read(parser);
    FilterJob job{.inputs = parser.positionalArguments().mid(1),
                  .output = parser.value(QStringLiteral("output"))};
    job.filter = filterFor(parser, read);
    const double quality = read.number("quality", -1.0);
    if (quality != -1.0 && !(quality >= 0.0 && quality <= 100.0))
        read.complain(words("--quality is a number from 0 to 100, not %1.").arg(quality));
    job.quality = static_cast<int>(std::clamp(quality, -1.0, 100.0));
    read.complain(whatIsMissing(job));
    if (const auto refusal = refused(job.filter))
        read.complain(refusalSentence(*refusal));
    if (!read.problem.isEmpty())
        return read.problem;
    return job;
}

QString filterHelp()
{
    return words(
        "filter writes pictures with a filter, or a chain of them, run over all their pixels:\n"
        "  --kernel NAME     gaussian, sobel, sharpen, ... or a file with a kernel, as text or JSON;\n"
        "                    several make a chain\n"
        "  --size N          cells of the kernel, or WxH\n"
        "  --sigma X         of a Gaussian and its kin, in pixels\n"
        "  --angle DEG       of a motion blur or a Gabor filter\n"
        "  --wavelength X    of a Gabor filter, in pixels\n"
        "  --amount X        of unsharp masking\n"
        "  --strength X      0 leaves the picture as it is, 1 is the whole filter\n"
        "  --divisor X, --offset X, --normalise\n"
        "                    what the sum is divided by, what is added, or the kernel's own sum\n"
        "  --border NAME     constant, replicate, reflect, symmetric or wrap\n"
        "  --constant X      the grey level of a constant border\n"
        "  --colour NAME     every-channel, keep-alpha, alpha-aware or luma\n"
        "  --result NAME     clamp, absolute, offset or auto\n"
        "  --quality N       of a JPEG or WebP, 0 to 100\n");
}

} // namespace convoscope
