#include "widgets/words.h"

#include "widgets/word_table.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <string>

namespace convoscope {

namespace {

/// "output_padding" as "Output padding".
QString readable(std::string_view key)
{
    QString text = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    text.replace('_', ' ').replace('-', ' ');
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

std::string choiceKeyOf(std::string_view field, std::string_view choice)
{
    return std::string(field).append("/").append(choice);
}

std::span<const Word> table(Vocabulary vocabulary)
{
    switch (vocabulary) {
    case Vocabulary::FieldTitle: return fieldTitles();
    case Vocabulary::FieldHelp: return fieldHelps();
    case Vocabulary::Choice: return choiceTitles();
    case Vocabulary::Section: return sectionTitles();
    case Vocabulary::Lesson: return lessonTitles();
    case Vocabulary::Kernel: return kernelTitles();
    case Vocabulary::Input: return inputTitles();
    case Vocabulary::Channel: return channelTitles();
    case Vocabulary::Filter: return filterTitles();
    case Vocabulary::PlaneTitle: return planeTitles();
    case Vocabulary::FactTitle: return factTitles();
    }
    return {};
}

QString realWord(double number)
{
    return QLocale().toString(number, 'g', 6).replace('-', QChar(0x2212));
}

/// The values that a field takes: "1 to 64."
QString rangeSentence(const Field &field)
{
    switch (field.kind) {
    case FieldKind::Flag:
    case FieldKind::Choice: return {};
    case FieldKind::Layers:
        return words(QT_TRANSLATE_NOOP("Words", "%1 to %2 layers."))
            .arg(realWord(field.low), realWord(field.high));
    case FieldKind::Chain:
        return words(QT_TRANSLATE_NOOP("Words", "At most %1 steps.")).arg(realWord(field.high));
    case FieldKind::Matrix:
    case FieldKind::Picture:
        if (field.raster)
            return {};
        return words(QT_TRANSLATE_NOOP("Words", "From %1 × %1 to %2 × %2 cells."))
            .arg(realWord(field.low), realWord(field.high));
    case FieldKind::Pair:
        return words(QT_TRANSLATE_NOOP("Words", "From %1 to %2, height and width each."))
            .arg(realWord(field.low), realWord(field.high));
    case FieldKind::Sides:
        return words(QT_TRANSLATE_NOOP("Words", "From %1 to %2 on each side."))
            .arg(realWord(field.low), realWord(field.high));
    case FieldKind::Integer:
    case FieldKind::Real:
        return words(QT_TRANSLATE_NOOP("Words", "From %1 to %2."))
            .arg(realWord(field.low), realWord(field.high));
    }
    return {};
}

} // namespace

const Word *findWord(std::span<const Word> table, std::string_view key)
{
    const auto found = std::ranges::find(table, key, &Word::key);
    return found == table.end() ? nullptr : &*found;
}

QString wordOf(std::span<const Word> table, std::string_view key)
{
    const Word *word = findWord(table, key);
    return word ? words(word->text) : readable(key);
}

QString words(const char *text)
{
    return QCoreApplication::translate("Words", text);
}

QString numberWord(long long number)
{
    return QLocale().toString(number).replace('-', QChar(0x2212));
}

QString fieldTitle(std::string_view key)
{
    return wordOf(fieldTitles(), key);
}

QString fieldHelp(std::string_view key)
{
    return wordOf(fieldHelps(), key);
}

QString fieldHelp(const Field &field)
{
    const QString range = rangeSentence(field);
    const Word *own = findWord(fieldHelps(), choiceKeyOf(field.section, field.key));
    const QString help = own ? words(own->text) : fieldHelp(field.key);
    return range.isEmpty() ? help : help + QChar(' ') + range;
}

QString choiceTitle(std::string_view fieldKey, std::string_view choiceKey)
{
    if (const Word *word = findWord(choiceTitles(), choiceKeyOf(fieldKey, choiceKey)))
        return words(word->text);
    if (fieldKey == "stack")
        return wordOf(stackTitles(), choiceKey);
    return fieldKey == "kernel_preset" ? wordOf(kernelTitles(), choiceKey) : readable(choiceKey);
}

QString sectionTitle(std::string_view key)
{
    return wordOf(sectionTitles(), key);
}

QString formulaTitle(std::string_view lessonId, std::string_view view)
{
    const Word *ofView = findWord(formulaTitles(), view);
    const Word *own = ofView ? ofView : findWord(formulaTitles(), lessonId);
    return words(own ? own->text : QT_TRANSLATE_NOOP("Words", "Output size"));
}

QString lessonTitle(std::string_view id)
{
    return wordOf(lessonTitles(), id);
}

QString kernelTitle(KernelPreset preset)
{
    return wordOf(kernelTitles(), key(preset));
}

QString inputTitle(std::string_view preset)
{
    return wordOf(inputTitles(), preset);
}

QString channelTitle(std::string_view key)
{
    return wordOf(channelTitles(), key);
}

QString filterTitle(std::string_view filter)
{
    return wordOf(findWord(filterTitles(), filter) ? filterTitles() : kernelTitles(), filter);
}

QString filterHelp(std::string_view filter)
{
    return wordOf(filterHelps(), filter);
}

QString filterGroupTitle(std::string_view group)
{
    return wordOf(filterGroupTitles(), group);
}

QString planeTitle(std::string_view planeName)
{
    return wordOf(planeTitles(), planeName);
}

QString planeTitle(const Plane &plane)
{
    const QString title = planeTitle(plane.name);
    return plane.label.empty() ? title : title + QChar(' ') + QString::fromStdString(plane.label);
}

bool isWorded(Vocabulary vocabulary, std::string_view key)
{
    if (vocabulary == Vocabulary::Choice && key.starts_with("kernel_preset/"))
        return findWord(kernelTitles(), key.substr(key.find('/') + 1)) != nullptr;
    if (vocabulary == Vocabulary::Choice && key.starts_with("stack/"))
        return findWord(stackTitles(), key.substr(key.find('/') + 1)) != nullptr;
    return findWord(table(vocabulary), key) != nullptr;
}

} // namespace convoscope
