#pragma once

#include <QString>

#include <span>
#include <string_view>

namespace convoscope {

/// One key and its English words, marked for translation with QT_TRANSLATE_NOOP("Words", ...).
struct Word {
    std::string_view key;
    const char *text;
};

// The tables of words.h, one per kind of key.
std::span<const Word> fieldTitles();
std::span<const Word> fieldHelps();
std::span<const Word> choiceTitles(); ///< keys are "field/choice"
std::span<const Word> sectionTitles();
std::span<const Word> formulaTitles(); ///< by lesson, where it isn't the usual one
std::span<const Word> lessonTitles();
std::span<const Word> kernelTitles();
std::span<const Word> stackTitles(); ///< named stacks of layers
std::span<const Word> inputTitles();
std::span<const Word> channelTitles();
std::span<const Word> filterTitles(); ///< of core/filter_presets.h where a kernel's title doesn't do
std::span<const Word> filterHelps();
std::span<const Word> filterGroupTitles();
std::span<const Word> planeTitles();
std::span<const Word> factTitles();

const Word *findWord(std::span<const Word> table, std::string_view key);
/// The translated words of a key, or a readable form of the key.
QString wordOf(std::span<const Word> table, std::string_view key);
/// Text in the language of the program, from a literal marked with QT_TRANSLATE_NOOP("Words", ...).
QString words(const char *text);

/// A whole number as people write it here, with a true minus sign.
QString numberWord(long long number);

} // namespace convoscope
