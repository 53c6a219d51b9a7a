#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <cstdlib>
#include <optional>
#include <string>

namespace convoscope {

namespace {

/// What is wrong with a file of weights; {thing} is the file, its header or the name of a tensor in it.
const char *fileProblem(const Refusal &refusal)
{
    switch (refusal.reason) {
    case Reason::Truncated:
        return QT_TRANSLATE_NOOP(
            "Words", "The weights can't be used: {thing} is cut off: {got} bytes where {limit} are needed.");
    case Reason::Malformed:
        return refusal.got > 0
            ? QT_TRANSLATE_NOOP(
                "Words", "The weights can't be used: {thing} is not what the format asks for, at byte {got}.")
            : QT_TRANSLATE_NOOP("Words",
                                "The weights can't be used: {thing} is not what the format asks for.");
    case Reason::Duplicate:
        return QT_TRANSLATE_NOOP("Words", "The weights can't be used: {thing} is in the file twice.");
    case Reason::Missing:
        return QT_TRANSLATE_NOOP("Words", "The weights can't be used: {thing} is not in the file.");
    case Reason::UnknownType:
        return QT_TRANSLATE_NOOP(
            "Words", "The weights can't be used: {thing} holds a kind of number that can't be read here.");
    case Reason::Overlap:
        return QT_TRANSLATE_NOOP("Words",
                                 "The weights can't be used: {thing} begins at byte {got}, inside of what "
                                 "ends at byte {limit} only.");
    case Reason::Gap:
        return QT_TRANSLATE_NOOP(
            "Words", "The weights can't be used: {thing} leaves the bytes from {limit} to {got} to nothing.");
    case Reason::ByteCount:
        return QT_TRANSLATE_NOOP(
            "Words", "The weights can't be used: {thing} takes {got} bytes where its shape needs {limit}.");
    default: return "";
    }
}

/// {field} is the parameter's title, {in} " in height", " in width" or nothing; the rest are the numbers.
const char *problem(const Refusal &refusal)
{
    switch (refusal.reason) {
    case Reason::NotPositive:
        return QT_TRANSLATE_NOOP("Words", "{field} is {got}{in}, but has to be at least 1.");
    case Reason::Negative: return QT_TRANSLATE_NOOP("Words", "{field} is {got}{in}, but can't be negative.");
    case Reason::OutOfRange:
        if (refusal.field == "filter_strength")
            return QT_TRANSLATE_NOOP("Words", "{field} has to lie between 0 and 200 %.");
        return QT_TRANSLATE_NOOP("Words", "{field} can't be {got}{in} here.");
    case Reason::KernelExceedsInput:
        if (refusal.field == "dilation")
            return QT_TRANSLATE_NOOP(
                "Words",
                "With this dilation the kernel spans {got} cells{in}, but the padded input "
                "has only {limit}.");
        if (refusal.field == "window")
            return QT_TRANSLATE_NOOP(
                "Words", "The window spans {got} cells{in}, but the padded input has only {limit}.");
        return QT_TRANSLATE_NOOP("Words",
                                 "The kernel spans {got} cells{in}, but the padded input has only {limit}.");
    case Reason::EmptyOutput:
        return QT_TRANSLATE_NOOP("Words", "{field} leaves no output: its size{in} would be {got}.");
    case Reason::ReflectTooFar:
        return QT_TRANSLATE_NOOP(
            "Words",
            "Reflect padding of {got} needs an input of more than {got} cells{in}; this one "
            "has {limit}.");
    case Reason::CircularTooFar:
        return QT_TRANSLATE_NOOP("Words",
                                 "Circular padding of {got} would go around the input more than once: it has "
                                 "only {limit} cells{in}.");
    case Reason::OutputPaddingTooLarge:
        return QT_TRANSLATE_NOOP("Words",
                                 "{field} is {got}{in}, but has to be smaller than the larger of stride and "
                                 "dilation, {limit}.");
    case Reason::GroupsDontDivide:
        return QT_TRANSLATE_NOOP("Words", "{got} groups don't divide {limit} channels into equal parts.");
    case Reason::ChannelsDontMatch:
        return QT_TRANSLATE_NOOP("Words", "The weights are for {got} channels, but there are {limit}.");
    case Reason::PaddingOverHalfKernel:
        return QT_TRANSLATE_NOOP("Words", "{field} is {got}{in}, more than half the window: {limit}.");
    case Reason::ShapesDontMatch:
        return QT_TRANSLATE_NOOP("Words", "{field} has {got} values where {limit} are needed.");
    case Reason::TooLarge:
        return QT_TRANSLATE_NOOP("Words", "This would need {got} cells, more than the {limit} that fit.");
    case Reason::EmptyInput:
        if (refusal.field == "input[drawing]")
            return QT_TRANSLATE_NOOP(
                "Words",
                "There is nothing to prepare: a test digit comes prepared, and blank paper holds no digit.");
        if (refusal.field == "kernel")
            return QT_TRANSLATE_NOOP("Words", "The kernel has no weights.");
        return QT_TRANSLATE_NOOP("Words", "The input has no cells{in}.");
    case Reason::NotTrained:
        return QT_TRANSLATE_NOOP("Words", "There are no trained weights for this stack of layers.");
    case Reason::Truncated:
    case Reason::Malformed:
    case Reason::Duplicate:
    case Reason::UnknownType:
    case Reason::Overlap:
    case Reason::Gap:
    case Reason::ByteCount: return fileProblem(refusal);
    case Reason::Missing:
        return refusal.field == "name" ? QT_TRANSLATE_NOOP("Words", "There is no filter of that name.")
                                       : fileProblem(refusal);
    case Reason::NotFinite:
        return QT_TRANSLATE_NOOP("Words", "{field} has a value that is not a finite number.");
    }
    return "";
}

/// What would work where a nearest value is known.
const char *remedy(const Refusal &refusal)
{
    switch (refusal.reason) {
    case Reason::KernelExceedsInput:
        if (refusal.field == "dilation")
            return QT_TRANSLATE_NOOP("Words", "The nearest dilation that works is {works}.");
        if (refusal.field == "window")
            return QT_TRANSLATE_NOOP("Words", "A window of {works} fits.");
        return QT_TRANSLATE_NOOP("Words", "A kernel of {works} fits, and so does more padding.");
    case Reason::ReflectTooFar:
    case Reason::CircularTooFar:
        return QT_TRANSLATE_NOOP("Words", "The nearest padding that works is {works}.");
    case Reason::EmptyInput: return QT_TRANSLATE_NOOP("Words", "It needs at least {works}.");
    default: return QT_TRANSLATE_NOOP("Words", "The nearest value that works is {works}.");
    }
}

/// What would work where no single value is the answer.
const char *advice(const Refusal &refusal)
{
    switch (refusal.reason) {
    case Reason::TooLarge:
        if (refusal.field == "operation" || refusal.field == "output_size")
            return QT_TRANSLATE_NOOP("Words", "A smaller input helps, such as a part of the picture.");
        return QT_TRANSLATE_NOOP("Words", "A smaller input or a larger stride helps.");
    case Reason::EmptyInput:
        return refusal.field == "input[drawing]"
            ? QT_TRANSLATE_NOOP("Words", "Draw a digit on the pad, or open a photo of one.")
            : nullptr;
    case Reason::NotFinite: return QT_TRANSLATE_NOOP("Words", "Any number that is not infinite works.");
    case Reason::NotTrained:
        return QT_TRANSLATE_NOOP("Words",
                                 "The stacks “Conv and pool, twice”, “LeNet-style” and “LeNet-5” have "
                                 "them, and so does whatever these begin with.");
    default: return nullptr;
    }
}

QString axisWord(char axis)
{
    if (axis == 'y')
        return words(QT_TRANSLATE_NOOP("Words", " in height"));
    return axis == 'x' ? words(QT_TRANSLATE_NOOP("Words", " in width")) : QString();
}

/// A file, its header, or a tensor by its name as the file has it.
QString thingWord(const std::string &field)
{
    if (field == "file")
        return words(QT_TRANSLATE_NOOP("Words", "the file"));
    return field == "header" ? words(QT_TRANSLATE_NOOP("Words", "the header of the file"))
                             : QString::fromStdString(field);
}

QString filled(const char *text, const Refusal &refusal)
{
    QString sentence = words(text);
    sentence.replace("{in}", axisWord(refusal.axis));
    sentence.replace("{got}", numberWord(refusal.got));
    sentence.replace("{limit}", numberWord(refusal.limit));
    sentence.replace("{works}", numberWord(refusal.works.value_or(0)));
    sentence.replace("{thing}", thingWord(refusal.field));
    sentence.replace("{field}", fieldTitle(refusal.field));
    return sentence;
}

/// What is wrong with a part of a list: the field of "layers[2].kernel" is the kernel of the third layer.
std::optional<std::pair<int, Refusal>> ofPart(Refusal refusal, const std::string &list)
{
    const size_t close = refusal.field.find("].");
    if (!refusal.field.starts_with(list + '[') || close == std::string::npos)
        return std::nullopt;
    const int row = std::atoi(refusal.field.c_str() + list.size() + 1);
    refusal.field = refusal.field.substr(close + 2);
    return std::pair(row, std::move(refusal));
}

std::optional<std::pair<int, Refusal>> ofLayer(const Refusal &refusal)
{
    auto layer = ofPart(refusal, "layers");
    if (!layer)
        return layer;
    std::string &part = layer->second.field;
    if (part == "kernel")
        part = "kernel_size";
    else if (part == "from" || part == "with")
        part = "layer_" + part;
    return layer;
}

/// Of a step of a chain of filters, whose strength people see in per cent.
std::optional<std::pair<int, Refusal>> ofFilter(const Refusal &refusal)
{
    auto step = ofPart(refusal, "chain");
    if (!step)
        step = ofPart(refusal, "rival");
    if (!step)
        return step;
    std::string &part = step->second.field;
    if (part == "kernel" && refusal.reason == Reason::OutOfRange) {
        part = "kernel_size";
    } else if (part == "strength") {
        part = "filter_strength";
        step->second.works.reset();
    }
    return step;
}

} // namespace

QString workingValue(const Refusal &refusal)
{
    const auto step = ofFilter(refusal);
    const long long works = refusal.works.value_or(0);
    if (step && step->second.field == "filter_strength")
        return words(QT_TRANSLATE_NOOP("Words", "%1 %")).arg(numberWord(100 * works));
    return numberWord(works);
}

QString refusalSentence(const Refusal &refusal)
{
    if (const auto layer = ofLayer(refusal))
        return words(QT_TRANSLATE_NOOP("Words", "Layer %1: %2"))
            .arg(numberWord(layer->first + 1), refusalSentence(layer->second));
    if (const auto step = ofFilter(refusal))
        return words(QT_TRANSLATE_NOOP("Words", "Step %1: %2"))
            .arg(numberWord(step->first + 1), refusalSentence(step->second));
    const QString wrong = filled(problem(refusal), refusal);
    const char *helps = refusal.works ? remedy(refusal) : advice(refusal);
    return helps ? wrong + QChar(' ') + filled(helps, refusal) : wrong;
}

} // namespace convoscope
