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
        {"receptive_fields", QT_TRANSLATE_NOOP("Words", "Layer by layer")},
        {"map_size", QT_TRANSLATE_NOOP("Words", "Size")},
        {"field_size", QT_TRANSLATE_NOOP("Words", "Field")},
        {"jump", QT_TRANSLATE_NOOP("Words", "Jump")},
        {"start", QT_TRANSLATE_NOOP("Words", "Start")},
        {"coverage", QT_TRANSLATE_NOOP("Words", "Covers")},
        {"input", QT_TRANSLATE_NOOP("Words", "Input")},
        {"conv", QT_TRANSLATE_NOOP("Words", "Conv")},
        {"max_pool", QT_TRANSLATE_NOOP("Words", "Max pool")},
        {"average_pool", QT_TRANSLATE_NOOP("Words", "Avg. pool")},
        {"transposed", QT_TRANSLATE_NOOP("Words", "Transposed")},
        {"join", QT_TRANSLATE_NOOP("Words", "Join")},
        {"misalignment", QT_TRANSLATE_NOOP("Words", "Branches that lie apart")},
        {"apart", QT_TRANSLATE_NOOP("Words", "Pixels apart")},
        {"jump_of_other", QT_TRANSLATE_NOOP("Words", "Its jump")},
        {"channels-stage", QT_TRANSLATE_NOOP("Words", "On the stage")},
        {"channels-compared", QT_TRANSLATE_NOOP("Words", "Compared at full size")},
        {"channels-tensors", QT_TRANSLATE_NOOP("Words", "Tensors at full size")},
        {"tensor-shape", QT_TRANSLATE_NOOP("Words", "Shape")},
        {"weight-tensor", QT_TRANSLATE_NOOP("Words", "weight")},
        {"bias-tensor", QT_TRANSLATE_NOOP("Words", "bias")},
        {"output-tensor", QT_TRANSLATE_NOOP("Words", "Output")},
        {"shape", QT_TRANSLATE_NOOP("Words", "Shape")},
        {"weight-shape", QT_TRANSLATE_NOOP("Words", "Weights")},
        {"parameters", QT_TRANSLATE_NOOP("Words", "Params")},
        {"macs", QT_TRANSLATE_NOOP("Words", "MACs")},
        {"weights", QT_TRANSLATE_NOOP("Words", "Weights")},
        {"share", QT_TRANSLATE_NOOP("Words", "Of 3 × 3")},
        {"input", QT_TRANSLATE_NOOP("Words", "Input")},
        {"output", QT_TRANSLATE_NOOP("Words", "Output")},
        {"convolution", QT_TRANSLATE_NOOP("Words", "One")},
        {"two-convolutions", QT_TRANSLATE_NOOP("Words", "Two")},
        {"grouped", QT_TRANSLATE_NOOP("Words", "Grouped")},
        {"separable", QT_TRANSLATE_NOOP("Words", "Separable")},
        {"bottleneck", QT_TRANSLATE_NOOP("Words", "Bottleneck")},
        {"connected", QT_TRANSLATE_NOOP("Words", "Fully connected")},
        {"depthwise", QT_TRANSLATE_NOOP("Words", "Depthwise")},
        {"depthwise-norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"depthwise-relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"conv", QT_TRANSLATE_NOOP("Words", "Convolution")},
        {"norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"reduced", QT_TRANSLATE_NOOP("Words", "1 × 1, fewer")},
        {"reduced-norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"reduced-relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"spatial", QT_TRANSLATE_NOOP("Words", "3 × 3")},
        {"spatial-norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"spatial-relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"expanded", QT_TRANSLATE_NOOP("Words", "1 × 1, more")},
        {"expanded-norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"shortcut", QT_TRANSLATE_NOOP("Words", "Shortcut")},
        {"shortcut-norm", QT_TRANSLATE_NOOP("Words", "Batch norm")},
        {"sum", QT_TRANSLATE_NOOP("Words", "Sum")},
        {"network-layers", QT_TRANSLATE_NOOP("Words", "Layers")},
        {"classes", QT_TRANSLATE_NOOP("Words", "From logits to probabilities")},
        {"changes", QT_TRANSLATE_NOOP("Words", "What the change moved")},
        {"logit", QT_TRANSLATE_NOOP("Words", "Logit z")},
        {"power", QT_TRANSLATE_NOOP("Words", "e^(z − max)")},
        {"probability", QT_TRANSLATE_NOOP("Words", "Probability")},
        {"mean-change", QT_TRANSLATE_NOOP("Words", "Mean change")},
        {"relative-change", QT_TRANSLATE_NOOP("Words", "Of its size")},
        {"conv1", QT_TRANSLATE_NOOP("Words", "Conv 1")},
        {"relu1", QT_TRANSLATE_NOOP("Words", "ReLU 1")},
        {"tanh1", QT_TRANSLATE_NOOP("Words", "tanh 1")},
        {"pool1", QT_TRANSLATE_NOOP("Words", "Pool 1")},
        {"conv2", QT_TRANSLATE_NOOP("Words", "Conv 2")},
        {"relu2", QT_TRANSLATE_NOOP("Words", "ReLU 2")},
        {"tanh2", QT_TRANSLATE_NOOP("Words", "tanh 2")},
        {"pool2", QT_TRANSLATE_NOOP("Words", "Pool 2")},
        {"flatten", QT_TRANSLATE_NOOP("Words", "Flatten")},
        {"fc1", QT_TRANSLATE_NOOP("Words", "Linear 1")},
        {"tanh3", QT_TRANSLATE_NOOP("Words", "tanh 3")},
        {"fc2", QT_TRANSLATE_NOOP("Words", "Linear 2")},
        {"tanh4", QT_TRANSLATE_NOOP("Words", "tanh 4")},
        {"logits", QT_TRANSLATE_NOOP("Words", "Logits")},
        {"softmax", QT_TRANSLATE_NOOP("Words", "Softmax")},
        {"feeds", QT_TRANSLATE_NOOP("Words", "What feeds the chosen cell")},
        {"adds", QT_TRANSLATE_NOOP("Words", "Adds")},
        {"map", QT_TRANSLATE_NOOP("Words", "Map")},
        {"value", QT_TRANSLATE_NOOP("Words", "Value")},
        {"others", QT_TRANSLATE_NOOP("Words", "All others,")},
        {"bias", QT_TRANSLATE_NOOP("Words", "Bias")},
        {"excitements", QT_TRANSLATE_NOOP("Words", "What excites it most")},
        {"test-digit", QT_TRANSLATE_NOOP("Words", "Test digit")},
        {"label", QT_TRANSLATE_NOOP("Words", "Is a")},
        {"chain", QT_TRANSLATE_NOOP("Words", "The chain's kernels")},
        {"rival", QT_TRANSLATE_NOOP("Words", "The second chain's kernels")},
        {"chain_step", QT_TRANSLATE_NOOP("Words", "Step")},
        {"combined", QT_TRANSLATE_NOOP("Words", "All as one")},
        {"kernel_size", QT_TRANSLATE_NOOP("Words", "Size")},
        {"weights_sum", QT_TRANSLATE_NOOP("Words", "Sum")},
        {"rank", QT_TRANSLATE_NOOP("Words", "Rank")},
        {"direct", QT_TRANSLATE_NOOP("Words", "MACs")},
        {"separate", QT_TRANSLATE_NOOP("Words", "Separated")},
        {"vectors", QT_TRANSLATE_NOOP("Words", "It separates: column times row")},
        {"column_vector", QT_TRANSLATE_NOOP("Words", "Column")},
        {"row_vector", QT_TRANSLATE_NOOP("Words", "Row")},
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
    return QLocale().toString(percent, 'f', digits) + u'%';
}

QString extentsText(const Extents &extents)
{
    QStringList parts;
    for (const long long extent : extents)
        parts += numberWord(extent);
    return parts.join(QChar(0x00d7));
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

std::span<const Word> formulaTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"channels", QT_TRANSLATE_NOOP("Words", "What is computed")},
        {"receptive_field", QT_TRANSLATE_NOOP("Words", "Size of the field")},
        {"pipeline", QT_TRANSLATE_NOOP("Words", "Probability of the answer")},
        {"image_lab", QT_TRANSLATE_NOOP("Words", "What the step computes")},
        {"preparation", QT_TRANSLATE_NOOP("Words", "Scale and shift")},
        {"kernels", QT_TRANSLATE_NOOP("Words", "The strongest answer")},
    });
    return table;
}

} // namespace convoscope
