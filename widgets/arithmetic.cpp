#include "widgets/arithmetic.h"

#include "core/sliding.h"
#include "widgets/number_text.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <span>

namespace convoscope {

namespace {

constexpr size_t mostSingly = 36; // terms of a sum that is written out term by term

QString say(const char *text)
{
    return QCoreApplication::translate("Arithmetic", text);
}

QString captionText(const Step &step)
{
    if (const auto *function = step.then ? std::get_if<CellFunction>(&*step.then) : nullptr) {
        return *function == CellFunction::Root
            ? say("The length of the gradient: the root of the sum of the squares")
            : say("Rounded half to even and clamped to 0 … 255");
    }
    switch (step.combine) {
    case Combine::Sum:
        return step.parts.empty() || step.terms.size() <= mostSingly
            ? say("Element by element, then one sum")
            : say("Element by element in every channel, then the sum of all channels");
    case Combine::Add: return say("The values, added up");
    case Combine::Mean: return say("The sum of the cells, divided by their number");
    case Combine::Max: return say("The largest of the window");
    case Combine::Middle: return say("The middle one of the window, in order of size");
    case Combine::Direction: return say("Where the gradient points, a whole turn as 256");
    case Combine::Softmax:
        return say("e to the power of each value less the largest, and this one's share of the sum");
    case Combine::Move: return say("Every value moves to a place of its own, unchanged");
    case Combine::Scatter: return say("One value times every weight, each added to a cell of its own");
    case Combine::Copy: return say("A value for the same cell in each, and where it is copied from");
    }
    return {};
}

/// "= 160", "= 160 / 16 = 10"; the running sum while taps are still to come.
QString resultText(const Step &step, ArithmeticStyle style)
{
    if (step.combine == Combine::Scatter || step.combine == Combine::Copy || step.combine == Combine::Move)
        return {};
    if (style.hideResult)
        return QStringLiteral("= ?");
    const bool whole = step.done == static_cast<int>(step.terms.size());
    if (whole && step.combine == Combine::Direction)
        return QStringLiteral("= %1 = %2")
            .arg(say("%1° clockwise").arg(cellText(step.result * 360.0F / 256.0F)), cellText(step.result));
    const bool divided = step.combine == Combine::Mean || step.divisor != 1.0F;
    if (!whole)
        return QStringLiteral("= %1 …").arg(cellText(step.result));
    if (step.combine == Combine::Softmax)
        return QStringLiteral("= %1 / %2 = %3")
            .arg(cellText(step.result * step.divisor), cellText(step.divisor), cellText(step.result));
    if (step.then)
        return QStringLiteral("= %1, %2 = %3")
            .arg(cellText(step.before), functionText(*step.then, cellText(step.before)),
                 cellText(step.result));
    if (!divided)
        return QStringLiteral("= %1").arg(cellText(step.result));
    return QStringLiteral("= %1 / %2 = %3")
        .arg(cellText(step.result * step.divisor), cellText(step.divisor), cellText(step.result));
}

QString biasText(const Step &step)
{
    if (step.bias == 0.0F)
        return {};
    const QChar sign = step.bias < 0.0F ? QChar(0x2212) : QChar('+');
    return QStringLiteral("%1 %2 ").arg(sign).arg(cellText(std::abs(step.bias)));
}

/// " ← (1, 2)", or nothing for a value that isn't a copy.
QString sourceText(const Term &term)
{
    return term.from == term.to ? QString()
                                : QStringLiteral(" ← (%1, %2)").arg(term.from.row).arg(term.from.column);
}

/// " → (1, 2)": where a value goes.
QString targetText(const Term &term)
{
    return QStringLiteral(" → (%1, %2)").arg(term.to.row).arg(term.to.column);
}

/// " − 17.9)", behind a value that is raised to the power of e.
QString lessLargest(const Step &step)
{
    return QStringLiteral(" %1 %2)")
        .arg(step.before < 0 ? QChar('+') : QChar(0x2212))
        .arg(cellText(std::abs(step.before)));
}

/// One value that goes on as it is.
bool isAlone(const Step &step)
{
    return step.combine == Combine::Sum && step.then && step.terms.size() == 1
        && step.terms.front().weight == 1.0F;
}

/// "Reflect: " before a value that is copied into the plane of that title, "+ " before one that is added to
/// others.
QString nameText(const Step &step, const Term &term, const Trace *trace)
{
    if (step.combine == Combine::Add)
        return &term == &step.terms.front() ? QString() : QStringLiteral("+ ");
    if (step.combine != Combine::Copy || !trace)
        return {};
    return planeTitle(trace->plane(term.plane).name) + QStringLiteral(": ");
}

/// A term in a line of text: products without blanks, so that the plus signs part them.
QString partText(const Step &step, const Term &term, const Trace *trace)
{
    const QString text = termText(term, step);
    return step.combine == Combine::Copy ? nameText(step, term, trace) + text
                                         : QString(text).remove(QLatin1Char(' '));
}

/// The term that is the maximum so far, the first of equals; -1 for other steps.
int winnerOf(const Step &step)
{
    const auto wins = [&](const Term &term) { return term.value == step.result; };
    const auto done = std::span(step.terms).first(static_cast<size_t>(step.done));
    const auto found = std::ranges::find_if(done, wins);
    const bool chosen = step.combine == Combine::Max || step.combine == Combine::Middle;
    return chosen && found != done.end() ? static_cast<int>(found - done.begin()) : -1;
}

double chipWidth(const QFontMetricsF &metrics, const QString &text, double padding)
{
    return metrics.horizontalAdvance(text) + 2 * padding;
}

} // namespace

QString termText(const Term &term, const Step &step)
{
    const Combine combine = step.combine;
    if (combine == Combine::Max || combine == Combine::Mean || combine == Combine::Add
        || combine == Combine::Middle || combine == Combine::Direction)
        return cellText(term.value);
    if (combine == Combine::Copy)
        return cellText(term.value) + sourceText(term);
    if (combine == Combine::Softmax)
        return QStringLiteral("e^(%1%2").arg(cellText(term.value), lessLargest(step));
    if (combine == Combine::Move)
        return cellText(term.value) + targetText(term);
    if (isAlone(step))
        return cellText(term.value);
    QString product = QStringLiteral("%1 × %2").arg(cellText(term.value), cellText(term.weight));
    if (combine != Combine::Scatter)
        return product;
    return product + targetText(term);
}

QString arithmeticText(const Step &step, ArithmeticStyle style)
{
    QStringList parts;
    for (const Term &term : step.terms)
        parts.append(partText(step, term, style.trace));
    const bool sum = step.combine == Combine::Sum || step.combine == Combine::Add;
    const QString sign = sum ? QStringLiteral(" + ") : QStringLiteral(", ");
    QString text = parts.join(sign);
    if (step.combine == Combine::Max)
        text = QStringLiteral("max(%1)").arg(text);
    if (step.combine == Combine::Middle)
        text = QStringLiteral("median(%1)").arg(text);
    if (step.combine == Combine::Direction)
        text = QStringLiteral("direction(%1)").arg(text);
    if (step.combine == Combine::Mean)
        text = QStringLiteral("(%1)").arg(parts.join(QStringLiteral(" + ")));
    return QStringLiteral("%1 %2%3").arg(text, biasText(step), resultText(step, style)).trimmed();
}

namespace {

/// What a chip stands for: a term, or the terms of a part.
struct Piece {
    int first;
    int count;
    QString name;
};

/// Of a long sum its parts, but of the one that is being added its terms.
std::vector<Piece> piecesOf(const Step &step, const Trace *trace)
{
    std::vector<Piece> pieces;
    const auto singly = [&](int first, int count) {
        for (int i = first; i < first + count; ++i)
            pieces.push_back({i, 1, nameText(step, step.terms[static_cast<size_t>(i)], trace)});
    };
    const auto all = static_cast<int>(step.terms.size());
    if (step.parts.empty() || step.terms.size() <= mostSingly || !trace) {
        singly(0, all);
        return pieces;
    }
    for (const Part &part : step.parts) {
        const bool current =
            step.done < all && step.done > part.first && step.done <= part.first + part.count;
        if (current)
            singly(part.first, part.count);
        else
            pieces.push_back({part.first, part.count,
                              QString::fromStdString(trace->plane(part.plane).label) + QStringLiteral(": ")});
    }
    return pieces;
}

/// What the terms of a part add up to.
QString sumText(const Step &step, int first, int count)
{
    return cellText(
        sumOf(std::span(step.terms).subspan(static_cast<size_t>(first), static_cast<size_t>(count))));
}

QString textOf(const Piece &piece, const Step &step)
{
    return piece.count == 1 ? termText(step.terms[static_cast<size_t>(piece.first)], step)
                            : sumText(step, piece.first, piece.count);
}

ArithmeticStrip laidOut(const Step &step, const QRectF &room, const Theme &theme, ArithmeticStyle style,
                        bool roomy)
{
    ArithmeticStrip strip;
    strip.resultText = biasText(step) + resultText(step, style);
    strip.fontSize = roomy ? 13 : 11.5;
    const QFontMetricsF metrics(theme.mono(strip.fontSize));
    const QFontMetricsF strong(theme.mono(16));
    const double padding = theme.px(roomy ? 9 : 6);
    const double gap = theme.px(roomy ? 7 : 5);
    const double height = std::ceil(metrics.height()) + theme.px(roomy ? 12 : 7);
    const double top = room.top() + theme.px(26);
    const double resultWidth = strong.horizontalAdvance(strip.resultText) + theme.px(16);
    const int lines = std::max(1, static_cast<int>((room.bottom() - top + gap) / (height + gap)));
    double x = room.left();
    int line = 0;
    const auto place = [&](double width) {
        if (x + width > room.right() && x > room.left()) {
            x = room.left();
            ++line;
        }
        const QRectF rect(x, top + line * (height + gap), width, height);
        x += width + gap;
        return rect;
    };
    const std::vector<Piece> pieces = piecesOf(step, style.trace);
    const auto count = static_cast<int>(pieces.size());
    const QString most = say("… %1 more").arg(step.terms.size());
    for (int i = 0; i < count; ++i) {
        const Piece &piece = pieces[static_cast<size_t>(i)];
        const double width = chipWidth(metrics, piece.name + textOf(piece, step), padding);
        const double after =
            i + 1 == count ? resultWidth : resultWidth + chipWidth(metrics, most, padding) + gap;
        const bool lastLine = line + 1 >= lines;
        const bool fits = x + width + (lastLine ? after : 0.0) <= room.right() || (!lastLine);
        if (!fits) {
            strip.hidden = static_cast<int>(step.terms.size()) - piece.first;
            strip.chips.push_back(
                {place(chipWidth(metrics, say("… %1 more").arg(strip.hidden), padding)), -1, {}});
            break;
        }
        strip.chips.push_back({place(width), piece.first, piece.name, piece.count});
    }
    strip.result = place(resultWidth);
    return strip;
}

} // namespace

ArithmeticStrip layoutArithmetic(const Step &step, const QRectF &room, const Theme &theme,
                                 ArithmeticStyle style)
{
    if (step.terms.size() <= 16) {
        ArithmeticStrip strip = laidOut(step, room, theme, style, true);
        if (strip.hidden == 0)
            return strip;
    }
    return laidOut(step, room, theme, style, false);
}

void paintArithmetic(QPainter &painter, const ArithmeticStrip &strip, const Step &step, const Theme &theme)
{
    if (strip.chips.empty())
        return;
    painter.setFont(theme.body(13));
    painter.setPen(theme.muted);
    const QRectF first = strip.chips.front().rect;
    painter.drawText(QRectF(first.left(), first.top() - theme.px(26), theme.px(600), theme.px(22)),
                     Qt::AlignLeft | Qt::AlignVCenter, captionText(step));
    const QFont mono = theme.mono(strip.fontSize);
    const QFontMetricsF metrics(mono);
    painter.setFont(mono);
    const QColor valueColour = theme.roleText(PlaneRole::Input);
    const int winner = winnerOf(step);
    for (const auto &chip : strip.chips) {
        const bool ahead = chip.term >= step.done;
        const bool current = chip.term == step.done - 1 && step.done < static_cast<int>(step.terms.size());
        painter.setOpacity(ahead ? 0.45 : 1.0);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor edge = current              ? theme.kernel
            : winner >= 0 && chip.term == winner ? theme.output
                                                 : theme.outline;
        painter.setPen(QPen(edge, edge == theme.outline ? 1 : 2));
        painter.setBrush(theme.surface);
        painter.drawRoundedRect(chip.rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5));
        if (chip.term < 0) {
            painter.setPen(theme.muted);
            painter.drawText(chip.rect, Qt::AlignCenter, say("… %1 more").arg(strip.hidden));
            continue;
        }
        const Term &term = step.terms[static_cast<size_t>(chip.term)];
        const QString whole = chip.name + textOf({chip.term, chip.count, chip.name}, step);
        double x = chip.rect.left() + (chip.rect.width() - metrics.horizontalAdvance(whole)) / 2;
        const auto draw = [&](const QString &text, const QColor &colour) {
            painter.setPen(colour);
            painter.drawText(QRectF(x, chip.rect.top(), chip.rect.width(), chip.rect.height()),
                             Qt::AlignLeft | Qt::AlignVCenter, text);
            x += metrics.horizontalAdvance(text);
        };
        draw(chip.name, theme.muted);
        if (chip.count > 1) {
            draw(sumText(step, chip.term, chip.count), theme.roleText(PlaneRole::Intermediate));
            continue;
        }
        if (step.combine == Combine::Softmax)
            draw(QStringLiteral("e^("), theme.muted);
        draw(cellText(term.value), valueColour);
        if (step.combine == Combine::Softmax)
            draw(lessLargest(step), theme.muted);
        if ((step.combine == Combine::Sum || step.combine == Combine::Scatter) && !isAlone(step)) {
            draw(QStringLiteral(" × "), theme.muted);
            draw(cellText(term.weight), theme.roleText(PlaneRole::Kernel));
        }
        if (step.combine == Combine::Copy)
            draw(sourceText(term), theme.muted);
        if (step.combine == Combine::Scatter || step.combine == Combine::Move)
            draw(targetText(term), theme.roleText(PlaneRole::Output));
    }
    painter.setOpacity(1.0);
    QFont strong = theme.mono(16);
    strong.setBold(true);
    painter.setFont(strong);
    painter.setPen(theme.roleText(PlaneRole::Output));
    painter.drawText(strip.result, Qt::AlignLeft | Qt::AlignVCenter, strip.resultText);
}

} // namespace convoscope
