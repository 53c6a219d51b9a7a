#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QCoreApplication>

namespace convoscope {

QString dialectTitle(Dialect dialect)
{
    // Names of programs; the same in every language.
    switch (dialect) {
    case Dialect::NumPy: return QStringLiteral("NumPy");
    case Dialect::Cpp: return QStringLiteral("C++");
    case Dialect::PyTorch: return QStringLiteral("PyTorch");
    case Dialect::SciPy: return QStringLiteral("SciPy");
    case Dialect::OpenCv: return QStringLiteral("OpenCV");
    case Dialect::Keras: return QStringLiteral("Keras");
    case Dialect::Onnx: return QStringLiteral("ONNX");
    }
    return {};
}

namespace {

const char *caveatText(Caveat caveat)
{
    switch (caveat) {
    case Caveat::FlipsKernel:
        return QT_TRANSLATE_NOOP(
            "Words", "%1 differs in whether it turns the kernel by 180°, so the text turns it first.");
    case Caveat::SameIsAsymmetric:
        return QT_TRANSLATE_NOOP("Words",
                                 "The “same” of %1 puts an odd row or column elsewhere than PyTorch, so the "
                                 "padding is written out.");
    case Caveat::SameNeedsStrideOne:
        return QT_TRANSLATE_NOOP("Words",
                                 "The “same” of %1 works only at stride 1, so the padding is written out.");
    case Caveat::ReflectHasOtherName:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 has another name for what PyTorch calls reflect: mirror in SciPy, "
                                 "REFLECT_101 in OpenCV.");
    case Caveat::SymmetricIsNotReflect:
        return QT_TRANSLATE_NOOP(
            "Words",
            "The symmetric mode of %1 (SciPy's ndimage calls it reflect) repeats the cells "
            "at the edge; reflect here does not.");
    case Caveat::NoStride:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 has no stride here: it computes every value, and the text keeps those "
                                 "that the stride reaches.");
    case Caveat::NoDilation:
        return QT_TRANSLATE_NOOP(
            "Words", "%1 has no dilation here, so the text first puts zeros between the weights.");
    case Caveat::NoPaddingMode:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 can only pad with zeros here, so the text first writes out the border.");
    case Caveat::NoSides:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 can't pad each side differently here, so the text first writes out the "
                                 "border.");
    case Caveat::NoTransposed:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 has no transposed convolution, so the text spreads the input with zeros "
                                 "and convolves that.");
    case Caveat::CropsAfterwards:
        return QT_TRANSLATE_NOOP("Words",
                                 "The transposed convolution of %1 keeps the border, so the text cuts it off "
                                 "afterwards.");
    case Caveat::StrideExcludesDilation:
        return QT_TRANSLATE_NOOP(
            "Words",
            "%1 takes either a stride or a dilation, so the text first puts zeros between "
            "the weights.");
    case Caveat::EvenAnchor:
        return QT_TRANSLATE_NOOP(
            "Words",
            "%1 has a middle of its own for kernels of even size, so the text says where it "
            "is.");
    case Caveat::NoPoolPadding:
        return QT_TRANSLATE_NOOP(
            "Words",
            "The pools of %1 pad by a rule of their own, so the text first writes out the "
            "border.");
    case Caveat::NoCopyingModes:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 has only reflect on every backend, so for the other copies the text "
                                 "takes rows and columns by their numbers.");
    case Caveat::NotAPlainStack:
        return QT_TRANSLATE_NOOP(
            "Words",
            "The %1 text would only hold for layers that follow each other; where they join, "
            "are transposed or round up, fields are found unit by unit instead.");
    case Caveat::FirstNetworkOnly:
        return QT_TRANSLATE_NOOP(
            "Words", "The %1 text computes the first of the networks whose gradients are averaged.");
    case Caveat::ChannelsLast:
        return QT_TRANSLATE_NOOP("Words",
                                 "%1 keeps the channels as the last axis and weights as [kh, kw, in, out], "
                                 "so the text turns both around.");
    case Caveat::EpsilonDiffers:
        return QT_TRANSLATE_NOOP("Words",
                                 "The batch norm of %1 adds 0.001 to the variance where PyTorch adds "
                                 "0.00001, so the text says so.");
    case Caveat::WeightsFromFile:
        return QT_TRANSLATE_NOOP(
            "Words",
            "The %1 text reads the trained weights from the file that it names, which is given as its first "
            "argument; it is installed in share/convoscope/weights.");
    case Caveat::LeavesOpacityOut:
        return QT_TRANSLATE_NOOP("Words",
                                 "The %1 text leaves the opacity out, which colours are weighed with here.");
    case Caveat::LeavesNoiseOut:
        return QT_TRANSLATE_NOOP("Words",
                                 "The %1 text takes the photo as it is in the file, without the noise.");
    case Caveat::NotForPhotos:
        return QT_TRANSLATE_NOOP(
            "Words", "%1 is made for layers of networks; the lessons on convolution and channels show it.");
    case Caveat::CannotExpress: return QT_TRANSLATE_NOOP("Words", "%1 has no call for this operation.");
    }
    return "";
}

} // namespace

QString caveatSentence(Caveat caveat, Dialect dialect)
{
    return words(caveatText(caveat)).arg(dialectTitle(dialect));
}

} // namespace convoscope
