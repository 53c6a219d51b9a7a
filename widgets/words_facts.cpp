#include "widgets/number_text.h"
#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace convoscope {

std::span<const Word> factTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"layers", QT_TRANSLATE_NOOP("Words", "Layers")},
        {"total", QT_TRANSLATE_NOOP("Words", "Total")},
    });
    return table;
}

namespace {

/// Up to four significant digits behind whole numbers: "3", "2.5", "0.3333".
QString realText(double number)
{
    return QLocale().toString(number, 'g', 4).replace('-', QChar(0x2212));
}

QString shareText(double of)
{
    const double percent = of * 100.0;
    const int digits = percent >= 99.95 ? 0 : percent >= 9.95 ? 1 : 2;
    return QLocale().toString(percent, 'f', digits) + QStringLiteral("\u2009%");
}

QString extentsText(const Extents &extents)
{
    QStringList parts;
    for (const long long extent : extents)
        parts += numberWord(extent);
    return parts.join(QStringLiteral("\u2009×\u2009"));
}

struct Speller {
    QString operator()(std::monostate /*nothing*/) const { return {}; }
    QString operator()(long long count) const { return numberWord(count); }
    QString operator()(double number) const { return realText(number); }
    QString operator()(Pair size) const { return extentsText({size.y, size.x}); }
    QString operator()(Share share) const { return shareText(share.of); }
    QString operator()(const Extents &extents) const { return extentsText(extents); }
};

} // namespace

QString factTitle(std::string_view key)
{
    return wordOf(factTitles(), key);
}

QString factText(const Fact &fact)
{
    return std::visit(Speller(), fact);
}

} // namespace convoscope
