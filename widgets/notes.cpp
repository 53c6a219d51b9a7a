#include "widgets/notes.h"

#include <QRegularExpression>

namespace convoscope {

namespace {

constexpr QLatin1String referencesKey("references");

/// The key of a line "# key", or empty.
QString keyOf(const QString &line)
{
    return line.startsWith(QLatin1String("# ")) ? line.sliced(2).trimmed() : QString();
}

QString sectionOf(const QString &markdown, const QString &key)
{
    QStringList lines;
    bool inside = false;
    for (const QString &line : markdown.split('\n')) {
        const QString begins = keyOf(line);
        if (begins.isEmpty() && inside)
            lines << line;
        if (!begins.isEmpty())
            inside = begins == key;
    }
    return lines.join('\n').trimmed();
}

} // namespace

QStringList noteKeys(const QString &markdown)
{
    QStringList keys;
    for (const QString &line : markdown.split('\n')) {
        if (const QString key = keyOf(line); !key.isEmpty() && key != referencesKey)
            keys << key;
    }
    return keys;
}

QString notesOf(const QString &markdown, const QString &key, const QString &referencesTitle)
{
    QString section = sectionOf(markdown, key);
    static const QRegularExpression definition(QStringLiteral(R"re(^\[(\w+)\]: (\S+) "(.+)"$)re"),
                                               QRegularExpression::MultilineOption);
    QString links;
    QString list;
    auto matches = definition.globalMatch(sectionOf(markdown, referencesKey));
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (!section.contains(QStringLiteral("][%1]").arg(match.captured(1))))
            continue;
        links += QStringLiteral("[%1]: %2\n").arg(match.captured(1), match.captured(2));
        list += QStringLiteral("- [%1](%2)\n").arg(match.captured(3), match.captured(2));
    }
    if (list.isEmpty())
        return section;
    return QStringLiteral("%1\n\n## %2\n\n%3\n%4").arg(section, referencesTitle, list, links);
}

} // namespace convoscope
