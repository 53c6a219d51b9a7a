#include "widgets/number_text.h"
#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QCoreApplication>

#include <array>

namespace convoscope {

std::span<const Word> planeTitles()
{
    static constexpr auto table = std::to_array<Word>({
        {"input", QT_TRANSLATE_NOOP("Words", "Input")},
        {"kernel", QT_TRANSLATE_NOOP("Words", "Kernel")},
        {"flipped-kernel", QT_TRANSLATE_NOOP("Words", "Flipped kernel")},
        {"output", QT_TRANSLATE_NOOP("Words", "Output")},
        {"direct-output", QT_TRANSLATE_NOOP("Words", "Output, computed directly")},
        {"spread-input", QT_TRANSLATE_NOOP("Words", "Input spread with zeros")},
        {"columns", QT_TRANSLATE_NOOP("Words", "Windows as columns")},
        {"kernel-row", QT_TRANSLATE_NOOP("Words", "Kernel as a row")},
        {"output-row", QT_TRANSLATE_NOOP("Words", "Output as a row")},
        {"shifted-input", QT_TRANSLATE_NOOP("Words", "Shifted input")},
        {"shifted-output", QT_TRANSLATE_NOOP("Words", "Output, then shifted")},
        {"output-of-shifted", QT_TRANSLATE_NOOP("Words", "Output of the shifted input")},
        {"output-after-shift", QT_TRANSLATE_NOOP("Words", "New output")},
        {"pooled", QT_TRANSLATE_NOOP("Words", "Pooled")},
        {"convolved", QT_TRANSLATE_NOOP("Words", "Convolved with the stride")},
        {"difference", QT_TRANSLATE_NOOP("Words", "Difference")},
        {"dense-matrix", QT_TRANSLATE_NOOP("Words", "Fully connected weights")},
        {"pad-constant", QT_TRANSLATE_NOOP("Words", "Constant")},
        {"pad-reflect", QT_TRANSLATE_NOOP("Words", "Reflect")},
        {"pad-replicate", QT_TRANSLATE_NOOP("Words", "Replicate")},
        {"pad-circular", QT_TRANSLATE_NOOP("Words", "Circular")},
        {"output-constant", QT_TRANSLATE_NOOP("Words", "Output, constant")},
        {"output-reflect", QT_TRANSLATE_NOOP("Words", "Output, reflect")},
        {"output-replicate", QT_TRANSLATE_NOOP("Words", "Output, replicate")},
        {"output-circular", QT_TRANSLATE_NOOP("Words", "Output, circular")},
        {"layer-conv", QT_TRANSLATE_NOOP("Words", "Conv")},
        {"layer-max-pool", QT_TRANSLATE_NOOP("Words", "Max pool")},
        {"layer-average-pool", QT_TRANSLATE_NOOP("Words", "Avg. pool")},
        {"layer-transposed", QT_TRANSLATE_NOOP("Words", "Transposed")},
        {"layer-join", QT_TRANSLATE_NOOP("Words", "Join")},
        {"layer-reach", QT_TRANSLATE_NOOP("Words", "Reach d(K − 1)")},
        {"jump", QT_TRANSLATE_NOOP("Words", "Jump")},
        {"field-size", QT_TRANSLATE_NOOP("Words", "Receptive field")},
        {"input-gradient", QT_TRANSLATE_NOOP("Words", "Gradient at the input")},
        {"layer-gradient", QT_TRANSLATE_NOOP("Words", "Gradient")},
        {"layer-gradient-size", QT_TRANSLATE_NOOP("Words", "Size of the gradient")},
        {"gradient-by-channel", QT_TRANSLATE_NOOP("Words", "By channel")},
        {"gradient-through-channels", QT_TRANSLATE_NOOP("Words", "Via channels")},
        {"mean-gradient", QT_TRANSLATE_NOOP("Words", "Mean size of the gradient")},
        {"input-paths", QT_TRANSLATE_NOOP("Words", "Paths from the input")},
        {"layer-paths", QT_TRANSLATE_NOOP("Words", "Paths")},
        {"share-within", QT_TRANSLATE_NOOP("Words", "Share within radius")},
        {"reflect-minus-constant", QT_TRANSLATE_NOOP("Words", "Reflect − constant")},
        {"replicate-minus-constant", QT_TRANSLATE_NOOP("Words", "Replicate − constant")},
        {"circular-minus-constant", QT_TRANSLATE_NOOP("Words", "Circular − constant")},
        {"red", QT_TRANSLATE_NOOP("Words", "Red")},
        {"green", QT_TRANSLATE_NOOP("Words", "Green")},
        {"blue", QT_TRANSLATE_NOOP("Words", "Blue")},
        {"filter", QT_TRANSLATE_NOOP("Words", "W")},
        {"products", QT_TRANSLATE_NOOP("Words", "Products")},
        {"bias", QT_TRANSLATE_NOOP("Words", "b")},
        {"depthwise", QT_TRANSLATE_NOOP("Words", "Depthwise")},
        {"depthwise-norm", QT_TRANSLATE_NOOP("Words", "Depthwise, normed")},
        {"depthwise-relu", QT_TRANSLATE_NOOP("Words", "Depthwise, ReLU")},
        {"conv", QT_TRANSLATE_NOOP("Words", "Convolved")},
        {"norm", QT_TRANSLATE_NOOP("Words", "Normed")},
        {"relu", QT_TRANSLATE_NOOP("Words", "ReLU")},
        {"norm-scale", QT_TRANSLATE_NOOP("Words", "Norm")},
        {"reduced", QT_TRANSLATE_NOOP("Words", "Reduced")},
        {"reduced-norm", QT_TRANSLATE_NOOP("Words", "Reduced, normed")},
        {"reduced-relu", QT_TRANSLATE_NOOP("Words", "Reduced, ReLU")},
        {"spatial", QT_TRANSLATE_NOOP("Words", "Spatial")},
        {"spatial-norm", QT_TRANSLATE_NOOP("Words", "Spatial, normed")},
        {"spatial-relu", QT_TRANSLATE_NOOP("Words", "Spatial, ReLU")},
        {"expanded", QT_TRANSLATE_NOOP("Words", "Expanded")},
        {"expanded-norm", QT_TRANSLATE_NOOP("Words", "Expanded, normed")},
        {"shortcut", QT_TRANSLATE_NOOP("Words", "Shortcut")},
        {"shortcut-norm", QT_TRANSLATE_NOOP("Words", "Shortcut, normed")},
        {"sum", QT_TRANSLATE_NOOP("Words", "Sum")},
        {"conv1", QT_TRANSLATE_NOOP("Words", "Conv 1")},
        {"relu1", QT_TRANSLATE_NOOP("Words", "Conv 1 + ReLU")},
        {"tanh1", QT_TRANSLATE_NOOP("Words", "Conv 1 + tanh")},
        {"pool1", QT_TRANSLATE_NOOP("Words", "Pool 1")},
        {"conv2", QT_TRANSLATE_NOOP("Words", "Conv 2")},
        {"relu2", QT_TRANSLATE_NOOP("Words", "Conv 2 + ReLU")},
        {"tanh2", QT_TRANSLATE_NOOP("Words", "Conv 2 + tanh")},
        {"pool2", QT_TRANSLATE_NOOP("Words", "Pool 2")},
        {"flatten", QT_TRANSLATE_NOOP("Words", "Flatten")},
        {"fc1", QT_TRANSLATE_NOOP("Words", "Linear 1")},
        {"tanh3", QT_TRANSLATE_NOOP("Words", "Linear 1 + tanh")},
        {"fc2", QT_TRANSLATE_NOOP("Words", "Linear 2")},
        {"tanh4", QT_TRANSLATE_NOOP("Words", "Linear 2 + tanh")},
        {"logits", QT_TRANSLATE_NOOP("Words", "Logits")},
        {"softmax", QT_TRANSLATE_NOOP("Words", "Probabilities")},
        {"shares", QT_TRANSLATE_NOOP("Words", "What each adds")},
        {"pixel-shares", QT_TRANSLATE_NOOP("Words", "Its pixels")},
        {"map-kernels", QT_TRANSLATE_NOOP("Words", "Its kernels")},
        {"first-kernels", QT_TRANSLATE_NOOP("Words", "Kernels of conv 1")},
        {"chosen-kernel", QT_TRANSLATE_NOOP("Words", "The chosen one")},
        {"exciting-digits", QT_TRANSLATE_NOOP("Words", "Digits that excite it most")},
        {"excited-maps", QT_TRANSLATE_NOOP("Words", "Its map of each")},
        {"photo-grey", QT_TRANSLATE_NOOP("Words", "Photo in grey")},
        {"paper-level", QT_TRANSLATE_NOOP("Words", "Level of the paper")},
        {"contrast", QT_TRANSLATE_NOOP("Words", "Contrast to the paper")},
        {"ink", QT_TRANSLATE_NOOP("Words", "Ink")},
        {"cropped-ink", QT_TRANSLATE_NOOP("Words", "Cropped")},
        {"scaled-ink", QT_TRANSLATE_NOOP("Words", "Scaled by area")},
        {"row-ink", QT_TRANSLATE_NOOP("Words", "Ink of the rows")},
        {"column-ink", QT_TRANSLATE_NOOP("Words", "Ink of the columns")},
        {"ink-centre", QT_TRANSLATE_NOOP("Words", "Centre")},
        {"to-the-middle", QT_TRANSLATE_NOOP("Words", "Shift")},
        {"digit", QT_TRANSLATE_NOOP("Words", "Digit")},
        {"lab-photo", QT_TRANSLATE_NOOP("Words", "Photo")},
        {"lab-before", QT_TRANSLATE_NOOP("Words", "Before")},
        {"kernel-along", QT_TRANSLATE_NOOP("Words", "kx")},
        {"kernel-across", QT_TRANSLATE_NOOP("Words", "ky")},
        {"lab-value", QT_TRANSLATE_NOOP("Words", "Value")},
        {"lab-along", QT_TRANSLATE_NOOP("Words", "gx")},
        {"lab-across", QT_TRANSLATE_NOOP("Words", "gy")},
        {"lab-length", QT_TRANSLATE_NOOP("Words", "Length")},
        {"lab-direction", QT_TRANSLATE_NOOP("Words", "Direction")},
        {"lab-result", QT_TRANSLATE_NOOP("Words", "Result")},
    });
    return table;
}

namespace {

/// "5 × 5": rows first, as the shapes of tensors, so that input, output and formula agree.
QString sizeText(Pair size)
{
    return QStringLiteral("%1 × %2").arg(numberWord(size.y), numberWord(size.x));
}

/// "1", "1 × 2" (rows × columns) or all four sides.
QString sidesText(const Sides &s)
{
    if (s.top == s.bottom && s.left == s.right) {
        return s.top == s.left ? numberWord(s.top)
                               : QStringLiteral("%1 × %2").arg(numberWord(s.top), numberWord(s.left));
    }
    return words(QT_TRANSLATE_NOOP("Words", "left %1, right %2, top %3, bottom %4"))
        .arg(numberWord(s.left), numberWord(s.right), numberWord(s.top), numberWord(s.bottom));
}

QString paddingText(const Border &border)
{
    QString sides = sidesText(border.sides);
    switch (border.mode) {
    case PaddingMode::Zeros:
        if (border.constant == 0.0F)
            return words(QT_TRANSLATE_NOOP("Words", "zero padding %1")).arg(sides);
        return words(QT_TRANSLATE_NOOP("Words", "padding %1 filled with %2"))
            .arg(sides, cellText(border.constant));
    case PaddingMode::Reflect: return words(QT_TRANSLATE_NOOP("Words", "reflect padding %1")).arg(sides);
    case PaddingMode::Replicate: return words(QT_TRANSLATE_NOOP("Words", "replicate padding %1")).arg(sides);
    case PaddingMode::Circular: return words(QT_TRANSLATE_NOOP("Words", "circular padding %1")).arg(sides);
    }
    return sides;
}

QString kernelSubtitle(const Plane &plane, const QString &size)
{
    const long long weights = static_cast<long long>(plane.size().y) * plane.size().x;
    if (plane.name == "dense-matrix")
        return words(QT_TRANSLATE_NOOP("Words", "%1, %2 separate weights")).arg(size, numberWord(weights));
    return weights == 1
        ? words(QT_TRANSLATE_NOOP("Words", "%1, one shared weight")).arg(size)
        : words(QT_TRANSLATE_NOOP("Words", "%1, %2 weights shared")).arg(size, numberWord(weights));
}

/// "3 × 3 → 5 × 5" where zeros were put between the cells.
QString bodyText(const Plane &plane)
{
    const Pair size = plane.size();
    if (plane.pitch == Pair{})
        return sizeText(size);
    const Pair before{(size.y - 1) / plane.pitch.y + 1, (size.x - 1) / plane.pitch.x + 1};
    return words(QT_TRANSLATE_NOOP("Words", "%1 spread to %2")).arg(sizeText(before), sizeText(size));
}

/// Cells are counted where they can be; per cents are rounded down, so that not quite all is never 100.
QString agreementText(const QString &body, long long agreeing, long long cells)
{
    if (cells >= 10000) {
        const QString percent =
            QStringLiteral("%1.%2").arg(agreeing * 100 / cells).arg(agreeing * 1000 / cells % 10);
        return words(QT_TRANSLATE_NOOP("Words", "%1, %2 % the same")).arg(body, percent);
    }
    return words(QT_TRANSLATE_NOOP("Words", "%1, %2 of %3 the same"))
        .arg(body, numberWord(agreeing), numberWord(cells));
}

} // namespace

QString functionTitle(ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Identity: return {};
    case ActivationKind::Relu: return QStringLiteral("ReLU");
    case ActivationKind::Relu6: return QStringLiteral("ReLU6");
    case ActivationKind::LeakyRelu: return QStringLiteral("LeakyReLU");
    case ActivationKind::Elu: return QStringLiteral("ELU");
    case ActivationKind::Gelu: return QStringLiteral("GELU");
    case ActivationKind::Silu: return QStringLiteral("SiLU");
    case ActivationKind::Sigmoid: return QStringLiteral("sigmoid");
    case ActivationKind::Tanh: return QStringLiteral("tanh");
    }
    return {};
}

QString functionText(const ValueFunction &function, const QString &value)
{
    if (const auto *kind = std::get_if<ActivationKind>(&function))
        return QStringLiteral("%1(%2)").arg(functionTitle(*kind), value);
    switch (std::get<CellFunction>(function)) {
    case CellFunction::Root: return QStringLiteral("√%1").arg(value);
    case CellFunction::ToByte: return QStringLiteral("clamp(round(%1))").arg(value);
    case CellFunction::AbsoluteToByte: return QStringLiteral("clamp(round(|%1|))").arg(value);
    }
    return value;
}

QString planeSubtitle(const Plane &plane)
{
    if (plane.part) {
        const Cell corner = plane.place({0, 0});
        return words(QT_TRANSLATE_NOOP("Words", "%1 at (%2, %3)"))
            .arg(sizeText(plane.size()), numberWord(corner.row), numberWord(corner.column));
    }
    if (plane.role == PlaneRole::Kernel)
        return kernelSubtitle(plane, sizeText(plane.size()));
    QString body = bodyText(plane);
    if (plane.agreeing)
        return agreementText(body, *plane.agreeing, static_cast<long long>(plane.size().y) * plane.size().x);
    if (plane.border.sides == Sides{})
        return body;
    const Rect all = plane.padded();
    return QStringLiteral("%1, %2 → %3")
        .arg(body, paddingText(plane.border), sizeText({all.height, all.width}));
}

QString planeSize(const Plane &plane)
{
    QString size = sizeText(plane.size());
    if (plane.border.sides == Sides{})
        return size;
    const Rect all = plane.padded();
    return QStringLiteral("%1 → %2").arg(size, sizeText({all.height, all.width}));
}

} // namespace convoscope
