#pragma once

#include "core/activation.h"
#include "core/facts.h"
#include "core/field.h"
#include "core/kernels.h"
#include "core/listing.h"
#include "core/plane.h"
#include "core/refusal.h"

#include <QString>

#include <string_view>

namespace convoscope {

// Words for people about the values of core. core knows keys and numbers; the words are here, translatable,
// in the context "Words". An unknown key gives a readable form of itself: "my_field" is "My field".

/// Name of a parameter, as the label before its editor.
QString fieldTitle(std::string_view key);
/// What the parameter does and what PyTorch calls it: one or two sentences for a tool tip.
QString fieldHelp(std::string_view key);
/// The same, with the values that the field takes.
QString fieldHelp(const Field &field);
/// Name of one choice of a field.
QString choiceTitle(std::string_view fieldKey, std::string_view choiceKey);
/// Name of a section of the panel of parameters.
QString sectionTitle(std::string_view key);
QString lessonTitle(std::string_view id);
/// What a lesson's formula says in a view.
QString formulaTitle(std::string_view lessonId, std::string_view view = {});
/// Name of a preset of the kernel.
QString kernelTitle(KernelPreset preset);
/// Name of an input of core/input_presets.h.
QString inputTitle(std::string_view preset);
/// Name of what was taken from a colour picture: luma, red, green, blue.
QString channelTitle(std::string_view key);

/// Name of a filter of a chain, and what it does: one or two sentences.
QString filterTitle(std::string_view filter);
QString filterHelp(std::string_view filter);
QString filterGroupTitle(std::string_view group);

/// Filters that belong together, by their keys, in the order in which they are offered.
struct FilterGroup {
    std::string_view key;
    std::span<const std::string_view> filters;
};
std::span<const FilterGroup> filterGroups();

QString planeTitle(std::string_view planeName);
/// The same with the plane's label behind it.
QString planeTitle(const Plane &plane);
/// Its size and what is around it: "5 × 5, zero padding 1 → 7 × 7". Rows first, as in the shape of a tensor.
QString planeSubtitle(const Plane &plane);
/// Its size alone: "5 × 5 → 7 × 7".
QString planeSize(const Plane &plane);

/// Title of a table of facts, of a column or of a row of it.
QString factTitle(std::string_view key);
/// A fact as people write it: "1,728", "224 × 224", "12.5 %".
QString factText(const Fact &fact);

/// "ReLU", as it stands before its argument.
QString functionTitle(ActivationKind kind);
/// A function applied to a value: "ReLU(−2)", "√(25)", "clamp(round(12.5))".
QString functionText(const ValueFunction &function, const QString &value);

/// What is wrong, with the numbers, and the nearest value that works: one or two sentences.
QString refusalSentence(const Refusal &refusal);
/// The nearest value that works, as it is shown: "3", "200 %".
QString workingValue(const Refusal &refusal);

QString dialectTitle(Dialect dialect);
/// What to mind about a program text in that dialect: one sentence.
QString caveatSentence(Caveat caveat, Dialect dialect);

/// The tables behind the functions above. Choices are asked for as "field/choice".
enum class Vocabulary {
    FieldTitle,
    FieldHelp,
    Choice,
    Section,
    Lesson,
    Kernel,
    Input,
    Channel,
    Filter,
    PlaneTitle,
    FactTitle
};

/// Whether there is a word for this key, so that tests find those that were forgotten.
bool isWorded(Vocabulary vocabulary, std::string_view key);

} // namespace convoscope
