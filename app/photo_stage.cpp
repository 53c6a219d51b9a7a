#include "app/photo_stage.h"

#include "app/raster_image.h"
#include "core/chain_part.h"
#include "core/filter_part.h"
#include "widgets/choice_box.h"
#include "widgets/icons.h"
#include "widgets/image_canvas.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace convoscope {

namespace {

constexpr size_t largeFrom = 6'000'000; // bytes of a photo whose whole result takes longer than a frame
constexpr long long mostSight = 2'000'000; // pixels that are done within one
constexpr double mostRanked = 2e7; // values of a median, each with a column of its window

QToolButton *toolButton(const QString &text, const QString &help, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(help);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QString decibels(double ratio)
{
    return std::isfinite(ratio) ? PhotoStage::tr("%1 dB").arg(QLocale().toString(ratio, 'f', 2))
                                : PhotoStage::tr("no error");
}

/// Medians take longer the larger they are.
bool isQuick(const Filter &filter, const Rect &sight, int channels)
{
    return std::ranges::none_of(filter.steps, [&](const FilterStep &step) {
        return step.kind == FilterKind::Median
            && 1.0 * sight.height * sight.width * channels * windowOf(step).y > mostRanked;
    });
}

} // namespace

PhotoStage::PhotoStage(QWidget *parent)
    : QWidget(parent)
    , m_canvas(new ImageCanvas(this))
    , m_filter(new PhotoFilter(this))
    , m_compare(new ChoiceBox(this))
    , m_fit(toolButton(tr("Fit"), tr("The whole photo (0 over the photo)"), this))
    , m_pixels(
          toolButton(tr("1:1"), tr("One pixel of the screen for each of the photo (1 over the photo)"), this))
    , m_border(
          toolButton(tr("Border"), tr("Zoom into the nearest corner: what a filter reads beyond it"), this))
    , m_pick(toolButton(tr("Region"),
                        tr("Drag over the photo to hand a part of it to a lesson (or Shift and drag)"), this))
    , m_note(new QLabel(this))
{
    layOut();
    connect(m_compare, &QComboBox::activated, this, &PhotoStage::setCompare);
    connect(m_fit, &QToolButton::clicked, m_canvas, &ImageCanvas::zoomToFit);
    connect(m_pixels, &QToolButton::clicked, m_canvas, &ImageCanvas::zoomToPixels);
    connect(m_border, &QToolButton::clicked, this, &PhotoStage::showBorder);
    connect(m_pick, &QToolButton::clicked, m_canvas, &ImageCanvas::setPickingRegion);
    connect(m_canvas, &ImageCanvas::pickingRegionChanged, m_pick, &QToolButton::setChecked);
    connect(m_canvas, &ImageCanvas::hovered, this, &PhotoStage::focusAsked);
    connect(m_canvas, &ImageCanvas::clicked, this, [this](Cell cell) {
        m_canvas->setHold(m_held != std::optional(cell)); // a second click lets go
        m_held = m_canvas->held() ? std::optional(cell) : std::nullopt;
        emit focusAsked(cell);
    });
    connect(m_canvas, &ImageCanvas::regionPicked, this,
            [this](Rect cells) { emit regionMenuWanted(cells, QCursor::pos()); });
    connect(m_canvas, &ImageCanvas::contextMenuWanted, this, &PhotoStage::askRegionMenu);
    connect(m_filter, &PhotoFilter::finished, this, &PhotoStage::show);
    connect(m_filter, &PhotoFilter::progressed, this,
            [this](double done) { m_canvas->setProgress(done < 1.0 ? std::optional(done) : std::nullopt); });
    connect(m_filter, &PhotoFilter::measured, this, [this](const PhotoMeasures &measures) {
        m_measures = measures;
        showErrors();
        emit measured();
    });
}

PhotoStage::~PhotoStage() = default;

void PhotoStage::layOut()
{
    m_pick->setCheckable(true);
    m_compare->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_compare->setAccessibleName(tr("What is compared"));
    m_canvas->setAccessibleName(tr("Photo before and after"));
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(20, 6, 20, 6);
    tools->setSpacing(8);
    tools->addWidget(m_compare);
    for (QToolButton *button : {m_fit, m_pixels, m_border, m_pick})
        tools->addWidget(button);
    tools->addStretch(1);
    tools->addWidget(m_note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_canvas, 1);
    fillCompare();
}

void PhotoStage::fillCompare()
{
    const bool rival = m_work && m_work->rival;
    m_modes = rival ? std::vector{CanvasCompare::Three, CanvasCompare::Split, CanvasCompare::OnlyBefore,
                                  CanvasCompare::OnlyAfter}
                    : std::vector{CanvasCompare::Split, CanvasCompare::SideBySide, CanvasCompare::OnlyBefore,
                                  CanvasCompare::OnlyAfter};
    const auto text = [](CanvasCompare mode) {
        switch (mode) {
        case CanvasCompare::Split: return tr("Split by a handle");
        case CanvasCompare::SideBySide: return tr("Side by side");
        case CanvasCompare::Three: return tr("Before and both results");
        case CanvasCompare::OnlyBefore: return tr("Only before");
        case CanvasCompare::OnlyAfter: return tr("Only after");
        }
        return QString();
    };
    m_compare->clear();
    for (const CanvasCompare mode : m_modes)
        m_compare->addItem(text(mode));
    setCompare(0);
}

void PhotoStage::setCompare(int row)
{
    m_canvas->setCompare(m_modes[static_cast<size_t>(row)]);
}

void PhotoStage::setTheme(const Theme &theme)
{
    m_canvas->setTheme(theme);
    for (QToolButton *button : {m_fit, m_pixels, m_border, m_pick})
        button->setFont(theme.body(13));
    m_fit->setIcon(icon(QStringLiteral("maximize"), theme));
    m_pixels->setIcon(icon(QStringLiteral("zoom-in"), theme));
    m_border->setIcon(icon(QStringLiteral("scan"), theme));
    m_pick->setIcon(icon(QStringLiteral("crop"), theme));
    m_compare->setFont(theme.body(13));
    m_compare->setFixedHeight(theme.px(30));
    QPalette palette;
    palette.setColor(QPalette::WindowText, theme.muted);
    m_note->setFont(theme.mono(12));
    m_note->setPalette(palette);
}

void PhotoStage::setWork(const std::optional<PhotoWork> &work)
{
    if (work == m_work)
        return;
    const bool hadRival = m_work && m_work->rival;
    m_work = work;
    if (!work) {
        m_filter->clear();
        return;
    }
    if (hadRival != work->rival.has_value())
        fillCompare();
    const Pair size = work->photo.raster->size;
    const Pair reaching = reach(work->filter);
    m_canvas->setBorder({.source = [size, border = work->filter.border](Cell cell) -> std::optional<Cell> {
                             const auto row = borderSource(cell.row, size.y, border);
                             const auto column = borderSource(cell.column, size.x, border);
                             return row && column ? std::optional(Cell{*row, *column}) : std::nullopt;
                         },
                         .width = std::clamp(std::max(reaching.y, reaching.x), 1, 24),
                         .constant = static_cast<int>(std::lround(work->filter.constant))});
    m_note->setText(tr("%1 × %2").arg(QLocale().toString(size.x), QLocale().toString(size.y)));
    m_filter->run(*work);
    if (m_filter->busy())
        showSight();
}

/// What is in sight of a large photo, at once; the rest follows.
void PhotoStage::showSight()
{
    const auto &last = m_filter->result();
    if (!m_work || !last)
        return;
    const Rect sight = m_canvas->view().visible();
    const bool large = m_work->photo.raster->values.size() >= largeFrom;
    const bool same = last->work.photo.raster == m_work->photo.raster && last->work.noise == m_work->noise
        && last->work.stride == 1 && m_work->stride == 1;
    if (!large || !same || sight.empty() || 1LL * sight.height * sight.width > mostSight
        || hasHues(m_work->filter) || !isQuick(m_work->filter, sight, m_work->photo.raster->channels))
        return;
    auto part = filteredPart(last->before.level(0).view(), m_work->filter, sight);
    if (!part || part->channels != last->after.channels())
        return;
    CanvasPictures pictures = m_canvas->scene().pictures;
    pictures.afterPatch = {.picture = Mipmap(std::make_shared<const ByteRaster>(*std::move(part))),
                           .at = {sight.top, sight.left}};
    m_canvas->setPictures(pictures);
}

void PhotoStage::show()
{
    const auto &made = m_filter->result();
    if (!made)
        return;
    const PhotoResult &result = *made;
    const bool noisy = result.work.noise.has_value();
    m_canvas->setPictures({.before = result.before,
                           .after = result.after,
                           .rival = result.rival,
                           .beforeTitle = noisy ? tr("With noise") : tr("Before"),
                           .afterTitle = result.work.rival ? tr("First chain") : tr("After"),
                           .rivalTitle = tr("Second chain"),
                           .afterPitch = result.work.stride});
    const bool hues = hasHues(result.work.filter) || (result.work.rival && hasHues(*result.work.rival));
    m_canvas->setLegend(hues ? CanvasLegend::HueWheel : CanvasLegend::None);
    m_measures = {};
    emit resultChanged();
}

/// How far each picture is from the photo without noise, behind its title.
void PhotoStage::showErrors()
{
    CanvasPictures pictures = m_canvas->scene().pictures;
    const auto add = [](QString &title, const std::optional<double> &ratio) {
        if (ratio)
            title += QStringLiteral("  ·  ") + decibels(*ratio);
    };
    if (pictures.beforeTitle.contains(QChar(0xB7)))
        return; // they stand there already
    add(pictures.beforeTitle, m_measures.noise);
    add(pictures.afterTitle, m_measures.result);
    add(pictures.rivalTitle, m_measures.rival);
    m_canvas->setPictures(pictures);
}

void PhotoStage::setStep(const Trace &trace, Position position)
{
    std::vector<CanvasMark> marks;
    if (trace.empty())
        return m_canvas->setMarks(marks);
    const Step step = trace.at(position);
    for (const Mark &mark : step.marks) {
        const Plane &plane = trace.plane(mark.plane);
        if (!plane.part || (mark.role != MarkRole::Window && mark.role != MarkRole::Write))
            continue;
        const Cell corner = plane.place({mark.cells.top, mark.cells.left});
        marks.push_back({.cells = {corner.row, corner.column, mark.cells.height, mark.cells.width},
                         .role = plane.role,
                         .after = plane.role == PlaneRole::Output});
    }
    for (const Plane &plane : trace.planes()) {
        if (plane.part && plane.role == PlaneRole::Output) {
            const Cell corner = plane.place({0, 0});
            marks.push_back({.cells = {corner.row, corner.column, plane.size().y, plane.size().x},
                             .role = PlaneRole::Intermediate,
                             .after = true});
        }
    }
    m_canvas->setMarks(marks);
}

bool PhotoStage::isCurrent() const
{
    const auto &result = m_filter->result();
    return m_work && result && !m_filter->busy() && result->work == *m_work;
}

void PhotoStage::resume()
{
    if (m_work)
        m_filter->resume(*m_work);
}

QImage PhotoStage::resultImage() const
{
    const auto &result = m_filter->result();
    if (!result)
        return {};
    return imageOn(result->after.picture());
}

ByteRaster PhotoStage::region(const Rect &cells) const
{
    const auto &result = m_filter->result();
    if (!result)
        return {};
    const ByteView in = result->before.level(0).view();
    const int top = std::clamp(cells.top, 0, in.size.y - 1);
    const int left = std::clamp(cells.left, 0, in.size.x - 1);
    return copyOf(partOf(in,
                         {top, left, std::clamp(cells.top + cells.height, top + 1, in.size.y) - top,
                          std::clamp(cells.left + cells.width, left + 1, in.size.x) - left}));
}

void PhotoStage::showBorder()
{
    if (!m_work)
        return;
    const Pair size = m_work->photo.raster->size;
    const int width = m_canvas->scene().border.width;
    const int side = std::min({2 * width + 12, size.y + width, size.x + width});
    const Cell place = m_canvas->place().value_or(Cell{});
    const bool bottom = place.row > size.y / 2;
    const bool right = place.column > size.x / 2;
    m_canvas->zoomTo(
        {bottom ? size.y + width - side : -width, right ? size.x + width - side : -width, side, side});
}

void PhotoStage::askRegionMenu(Cell cell, QPoint at)
{
    const Pair half{32, 32};
    emit regionMenuWanted({cell.row - half.y, cell.column - half.x, 2 * half.y, 2 * half.x}, at);
}

} // namespace convoscope
