#include "widgets/matrix_words.h"

#include <QCoreApplication>

#include <array>
#include <ranges>
#include <utility>

namespace convoscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Words", text);
}

/// "row 2, column 3", or only the row.
QString place(const TextRefusal &refusal)
{
    if (refusal.column < 1)
        return tr(QT_TRANSLATE_NOOP("Words", "row %1")).arg(refusal.row);
    return tr(QT_TRANSLATE_NOOP("Words", "row %1, column %2")).arg(refusal.row).arg(refusal.column);
}

const char *sentence(TextFault fault)
{
    switch (fault) {
    case TextFault::Empty: return QT_TRANSLATE_NOOP("Words", "There is no number in this text.");
    case TextFault::NotANumber: return QT_TRANSLATE_NOOP("Words", "“%1” (%2) is not a number.");
    case TextFault::NotFinite: return QT_TRANSLATE_NOOP("Words", "“%1” (%2) is not a finite number.");
    case TextFault::OutOfRange: return QT_TRANSLATE_NOOP("Words", "“%1” (%2) is too large.");
    case TextFault::MissingValue: return QT_TRANSLATE_NOOP("Words", "A number is missing (%2).");
    case TextFault::Ragged:
        return QT_TRANSLATE_NOOP("Words",
                                 "All rows must be equally long: row %5 has %3 numbers, those above %4.");
    case TextFault::TooManyColumns: return QT_TRANSLATE_NOOP("Words", "There are more than %4 columns.");
    case TextFault::TooManyCells: return QT_TRANSLATE_NOOP("Words", "There are more than %4 numbers.");
    case TextFault::Brackets: return QT_TRANSLATE_NOOP("Words", "The brackets do not make one matrix.");
    case TextFault::SurroundingText:
        return QT_TRANSLATE_NOOP("Words", "“%1” does not belong to a matrix; copy the numbers alone.");
    }
    return "";
}

} // namespace

QString textRefusalSentence(const TextRefusal &refusal)
{
    QString text = tr(sentence(refusal.fault));
    const std::array<std::pair<QString, QString>, 5> parts{{
        {QStringLiteral("%1"), QString::fromStdString(refusal.got)},
        {QStringLiteral("%2"), place(refusal)},
        {QStringLiteral("%3"), QString::number(refusal.count)},
        {QStringLiteral("%4"), QString::number(refusal.limit)},
        {QStringLiteral("%5"), QString::number(refusal.row)},
    }};
    // One pass from the last to the first, so that a per cent sign in the offending text stays what it is.
    for (const auto &[sign, words] : std::views::reverse(parts))
        text.replace(sign, words);
    return text;
}

} // namespace convoscope
