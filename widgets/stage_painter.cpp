#include "widgets/stage_painter.h"

#include "widgets/mark_painter.h"
#include "widgets/number_text.h"
#include "widgets/title_painter.h"
#include "widgets/wire_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace convoscope {

namespace {

QString signText(Operator sign)
{
    switch (sign) {
    case Operator::None: return {};
    case Operator::Convolve: return QStringLiteral("∗");
    case Operator::Transpose: return QStringLiteral("∗ᵀ");
    case Operator::Times: return QStringLiteral("×");
    case Operator::Plus: return QStringLiteral("+");
    case Operator::Minus: return QStringLiteral("−");
    case Operator::Sum: return QStringLiteral("Σ");
    case Operator::Equals: return QStringLiteral("=");
    case Operator::Becomes: return QStringLiteral("→");
    }
    return {};
}

const Mark *firstMark(const Step &step, int plane, MarkRole role)
{
    const auto found = std::ranges::find_if(
        step.marks, [&](const Mark &mark) { return mark.plane == plane && mark.role == role; });
    return found == step.marks.end() ? nullptr : &*found;
}

void paintLegend(QPainter &painter, const Stage &stage, const Pane &pane, PaintCache &cache)
{
    const Theme &theme = stage.scene.theme;
    const Plane &plane = stage.scene.trace.plane(pane.plane);
    const double width = std::min(pane.frame.width(), theme.px(150) * 1.0);
    if (pane.loupe || !pane.legend || width < theme.px(90))
        return;
    const ColourMap &map = cache.mapOf(plane, theme);
    const QFont font = theme.mono(10.5);
    const QFontMetricsF metrics(font);
    const QString low = cellText(map.range().low);
    const QString high = cellText(map.range().high);
    const double top = pane.frame.bottom() + theme.px(7);
    const double lowWidth = metrics.horizontalAdvance(low);
    const double bar = width - lowWidth - metrics.horizontalAdvance(high) - theme.px(10);
    if (bar < theme.px(24))
        return;
    const double height = theme.px(12);
    painter.fillRect(QRectF(pane.frame.left(), top, width, height), theme.window); // over the connectors
    painter.setFont(font);
    painter.setPen(theme.muted);
    painter.drawText(QRectF(pane.frame.left(), top, width, height), Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(QRectF(pane.frame.left(), top, width, height), Qt::AlignRight | Qt::AlignVCenter, high);
    painter.setPen(QPen(theme.outline, 1));
    painter.setBrush(rampOf(map));
    painter.drawRect(
        QRectF(pane.frame.left() + lowWidth + theme.px(5), top + height / 2 - theme.px(3), bar, theme.px(6)));
}

/// From the window to the cell that it makes: what belongs together, seen at a glance.
void paintConnectors(QPainter &painter, const Stage &stage, const Step &step)
{
    const Theme &theme = stage.scene.theme;
    const Pane *to = stage.layout.paneOf(step.plane);
    const Mark *write = firstMark(step, step.plane, MarkRole::Write);
    if (!to || !write || step.terms.empty())
        return;
    const int source = step.terms.front().plane;
    const Pane *from = stage.layout.paneOf(source);
    const Mark *window = firstMark(step, source, MarkRole::Window);
    if (!from || !window || from->frame.top() > to->frame.bottom() || to->frame.top() > from->frame.bottom())
        return;
    const QRectF a = from->rectOf(window->cells).intersected(from->frame);
    const QRectF b = to->rectOf(write->cells).intersected(to->frame);
    if (a.isEmpty() || b.isEmpty())
        return;
    QColor colour = theme.output;
    colour.setAlphaF(0.45F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5 * theme.scale, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    for (const auto &[p, q] :
         {std::pair(a.topRight(), b.topLeft()), std::pair(a.bottomRight(), b.bottomLeft())}) {
        const double bend = (q.x() - p.x()) * 0.45;
        QPainterPath path(p);
        path.cubicTo(p + QPointF(bend, 0), q - QPointF(bend, 0), q);
        painter.drawPath(path);
    }
}

std::optional<QRectF> glidingFrame(const Stage &stage, const Pane &pane)
{
    const StageScene &scene = stage.scene;
    if (!scene.glideFrom || scene.glide >= 1.0)
        return std::nullopt;
    const Step before = scene.trace.at(*scene.glideFrom);
    const Mark *a = firstMark(before, pane.plane, MarkRole::Window);
    const Mark *b = firstMark(stage.current, pane.plane, MarkRole::Window);
    if (!a || !b)
        return std::nullopt;
    const QRectF from = pane.rectOf(a->cells);
    const QRectF to = pane.rectOf(b->cells);
    const auto mix = [&](double p, double q) { return p + (q - p) * scene.glide; };
    return QRectF(mix(from.x(), to.x()), mix(from.y(), to.y()), mix(from.width(), to.width()),
                  mix(from.height(), to.height()));
}

/// The cell whose value is to be predicted, if it is on this pane.
std::optional<Cell> hiddenCell(const Stage &stage, const Pane &pane)
{
    const Mark *mark =
        stage.scene.hideResult ? firstMark(stage.current, pane.plane, MarkRole::Write) : nullptr;
    return mark ? std::optional(Cell{mark->cells.top, mark->cells.left}) : std::nullopt;
}

/// What is to be predicted must not be found under the question mark, as text of a picture that is saved.
void forget(std::vector<Mark> &marks)
{
    for (Mark &mark : marks) {
        if (mark.role == MarkRole::Write)
            mark.label.reset();
    }
}

/// Small planes that a line of the step begins or ends at are told from their neighbours by a frame.
void paintInvolved(QPainter &painter, const Stage &stage, const Pane &pane)
{
    const auto touches = [&](const Wire &wire) {
        return wire.strong && (wire.from == pane.plane || wire.to == pane.plane);
    };
    const auto found = std::ranges::find_if(stage.wires, touches);
    if (found == stage.wires.end())
        return;
    const Theme &theme = stage.scene.theme;
    const QColor colour = found->to == pane.plane ? theme.output : theme.role(found->role);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double width = theme.px(2);
    painter.drawRoundedRect(pane.frame.adjusted(-width, -width, width, width), 2.5, 2.5);
}

void paintPane(QPainter &painter, const Stage &stage, const Pane &pane, PaintCache &cache)
{
    const StageScene &scene = stage.scene;
    const std::optional<Cell> hidden = hiddenCell(stage, pane);
    if (pane.thumbnail)
        paintInvolved(painter, stage, pane);
    PlanePainter{scene.trace, pane, scene.theme, scene.position.beat, cache, hidden}.paint(painter);
    const MarkPainter marks{scene.trace, pane, scene.theme, cache};
    const bool hovering = !stage.hoverMarks.empty();
    if (hovering)
        painter.setOpacity(0.3);
    marks.paint(painter, stage.current.marks, glidingFrame(stage, pane));
    painter.setOpacity(1.0);
    if (hovering)
        marks.paint(painter, stage.hoverMarks);
    painter.save();
    painter.setClipRect(pane.frame, Qt::IntersectClip);
    marks.paintWeights(painter, stage.step);
    painter.restore();
    if (hidden)
        marks.paintHidden(painter, *hidden);
}

/// Panes are counted in the order of the arrangement.
bool isLoupe(const Trace &trace, int pane)
{
    for (const auto &row : trace.arrangement()) {
        for (const Slot &slot : row) {
            if (slot.plane >= 0 && pane-- == 0)
                return slot.loupe;
        }
    }
    return false;
}

/// Signs on wires stand in a gap of them.
void paintSigns(QPainter &painter, const Stage &stage)
{
    const Theme &theme = stage.scene.theme;
    const bool wired = !stage.scene.trace.wires().empty() || !stage.wires.empty();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.body(24));
    for (const SignPlace &place : stage.layout.signs) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.window);
        if (wired)
            painter.drawEllipse(place.rect.center(), theme.px(12), theme.px(12));
        painter.setPen(theme.muted);
        painter.drawText(place.rect.adjusted(-8, -8, 8, 8), Qt::AlignCenter, signText(place.sign));
    }
}

} // namespace

Stage makeStage(StageScene scene)
{
    Stage stage{.scene = std::move(scene)};
    const StageScene &s = stage.scene;
    if (s.trace.empty())
        return stage;
    stage.current = s.trace.at(s.position);
    if (s.hideResult)
        forget(stage.current.marks);
    stage.step = stage.current;
    stage.hidesResult = s.hideResult;
    if (s.hover) {
        stage.hoverMarks = s.trace.reach(s.hover->plane, s.hover->cell);
        const bool output = s.trace.plane(s.hover->plane).builtUp;
        if (auto made = s.trace.made(s.hover->plane, s.hover->cell)) {
            stage.step = *std::move(made);
        } else if (const auto beat = s.trace.beatAt(s.hover->plane, s.hover->cell); beat && output) {
            stage.step = s.trace.at({*beat, -1});
            stage.hidesResult = s.hideResult && *beat >= s.position.beat;
            if (stage.hidesResult)
                forget(stage.hoverMarks);
        }
    }
    stage.wires = s.hover ? s.trace.tied(s.hover->plane, s.hover->cell) : std::vector<Wire>();
    if (stage.wires.empty())
        stage.wires = stage.step.wires;
    // A loupe shows what is hovered elsewhere, but must not run away from the pointer inside it.
    const bool inLoupe = s.hover && isLoupe(s.trace, s.hover->pane);
    const auto &focus = inLoupe ? stage.current.marks : stage.step.marks;
    stage.layout = layoutStage(s.trace, {.size = s.size, .camera = s.camera, .focus = focus}, s.theme);
    stage.arithmetic = layoutArithmetic(stage.step, stage.layout.arithmetic, s.theme,
                                        {.hideResult = stage.hidesResult, .trace = &s.trace});
    return stage;
}

void paintStage(QPainter &painter, const Stage &stage, PaintCache &cache)
{
    const Theme &theme = stage.scene.theme;
    painter.fillRect(QRectF(QPointF(0, 0), stage.scene.size), theme.window);
    if (stage.scene.trace.empty())
        return;
    const WirePainter wires{stage.layout, theme};
    wires.paintBehind(painter, stage.scene.trace.wires());
    wires.paintBehind(painter, stage.wires);
    if (stage.step.wires.empty())
        paintConnectors(painter, stage, stage.step);
    for (const Pane &pane : stage.layout.panes) {
        paintPane(painter, stage, pane, cache);
        if (stage.layout.groups.empty())
            paintTitle(painter, stage, pane);
        if (stage.scene.legends)
            paintLegend(painter, stage, pane, cache);
    }
    for (const GroupTitle &group : stage.layout.groups)
        paintGroupTitle(painter, stage, group, cache);
    for (const Absence &absence : stage.layout.absences)
        paintAbsence(painter, stage, absence);
    wires.paintOver(painter, stage.scene.trace.wires());
    wires.paintOver(painter, stage.wires);
    paintSigns(painter, stage);
    paintArithmetic(painter, stage.arithmetic, stage.step, theme);
}

} // namespace convoscope
