#include "widgets/image_canvas.h"

#include "widgets/split_handle.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr double mostScale = 96; // logical pixels a cell
constexpr int paneGap = 6;
constexpr int fitSpace = 12;

} // namespace

ImageCanvas::ImageCanvas(QWidget *parent)
    : QWidget(parent)
    , m_handle(new SplitHandle(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Picture"));
    connect(m_handle, &SplitHandle::moved, this, [this](double share) {
        setHandle(share);
        emit handleMoved(m_scene.handle);
    });
    setTheme(m_theme);
}

void ImageCanvas::setPictures(const CanvasPictures &pictures)
{
    const bool same = pictures.before.size() == m_scene.view.picture;
    m_scene.pictures = pictures;
    m_scene.view.picture = pictures.before.size();
    if (!same) {
        m_scene.place.reset();
        layOut();
        setView(fitted(m_scene.view));
    }
    describe();
    update();
}

void ImageCanvas::setCompare(CanvasCompare compare)
{
    m_scene.compare = compare;
    layOut();
}

void ImageCanvas::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_handle->setTheme(theme);
    layOut();
}

void ImageCanvas::setMarks(const std::vector<CanvasMark> &marks)
{
    if (m_scene.marks == marks)
        return;
    updateDevice(changing());
    m_scene.marks = marks;
    updateDevice(changing());
}

void ImageCanvas::setLegend(CanvasLegend legend)
{
    m_scene.legend = legend;
    update();
}

void ImageCanvas::setProgress(std::optional<double> progress)
{
    if (progress == m_scene.progress)
        return;
    m_scene.progress = progress;
    const int bar = m_theme.px(4) + 1;
    update(0, height() - bar, width(), bar);
}

void ImageCanvas::setBorder(const CanvasBorder &border)
{
    m_scene.border = border;
    applyMargin();
}

void ImageCanvas::setMargin(int cells)
{
    m_margin = std::max(0, cells);
    applyMargin();
}

void ImageCanvas::applyMargin()
{
    CanvasView view = m_scene.view;
    const bool fit = view.isFit();
    view.margin = std::max(m_margin, m_scene.border.width);
    setView(fit ? fitted(view) : panned(view, {}));
    update();
}

void ImageCanvas::setHold(bool hold)
{
    m_scene.held = hold;
    updateDevice(changing());
    describe();
}

void ImageCanvas::setPlace(std::optional<Cell> place)
{
    updateDevice(changing());
    if (!m_scene.held)
        m_scene.pointer.reset(); // until it moves again
    m_scene.place = place;
    if (place)
        setView(revealing(m_scene.view, *place));
    updateDevice(changing());
    describe();
}

void ImageCanvas::setPickingRegion(bool picking)
{
    if (!picking && std::exchange(m_scene.region, std::nullopt))
        m_drag = Drag::None;
    update();
    if (std::exchange(m_picking, picking) == picking)
        return;
    setCursor(picking ? Qt::CrossCursor : Qt::ArrowCursor);
    emit pickingRegionChanged(picking);
}

void ImageCanvas::setReadout(bool shown)
{
    m_scene.readout = shown;
    update();
}

void ImageCanvas::setHandle(double share)
{
    m_scene.handle = std::clamp(share, 0.0, 1.0);
    layOut();
}

void ImageCanvas::zoomBy(int steps)
{
    double scale = m_scene.view.scale;
    for (int i = 0; i < std::abs(steps); ++i)
        scale = nextScale(scale, steps);
    setView(zoomed(m_scene.view, scale, keyAnchor()));
}

void ImageCanvas::zoomToFit()
{
    setView(fitted(m_scene.view));
}

void ImageCanvas::zoomToPixels()
{
    setView(zoomed(m_scene.view, 1.0, keyAnchor()));
}

void ImageCanvas::zoomTo(const Rect &cells)
{
    setView(showing(m_scene.view, cells));
}

/// The loupe's place where it is in sight, else the middle.
QPointF ImageCanvas::keyAnchor() const
{
    const QRect pane(QPoint(0, 0), m_scene.view.pane);
    const QPointF place =
        m_scene.place ? QRectF(m_scene.view.rectOf(Rect::of(*m_scene.place))).center() : QPointF(-1, -1);
    return QRectF(pane).contains(place) ? place : QRectF(pane).center();
}

void ImageCanvas::layOut()
{
    const double ratio = devicePixelRatioF();
    m_scene.theme = m_theme;
    m_scene.theme.scale *= ratio;
    m_scene.size = QSize(qRound(width() * ratio), qRound(height() * ratio));
    m_scene.panes = canvasPanes(m_scene.compare,
                                {.size = m_scene.size,
                                 .gap = m_scene.theme.px(paneGap),
                                 .handle = m_scene.handle,
                                 .picture = m_scene.view.picture});
    m_handle->setVisible(m_scene.compare == CanvasCompare::Split && !m_scene.pictures.before.empty());
    m_handle->place(m_scene.handle);
    CanvasView view = m_scene.view;
    view.most = mostScale * m_scene.theme.scale;
    view.space = m_scene.theme.px(fitSpace);
    setView(resized(view, m_scene.panes.front().frame.size()));
    update();
}

void ImageCanvas::setView(const CanvasView &view)
{
    if (view == m_scene.view)
        return;
    m_scene.view = view;
    update();
    describe();
    if (m_drag == Drag::None && m_scene.pointer)
        point(m_scene.pointer); // another cell may be under it now
    emit viewChanged(view.visible());
}

void ImageCanvas::describe()
{
    QString text = tr("%1 × %2 pixels at %3 %")
                       .arg(m_scene.view.picture.x)
                       .arg(m_scene.view.picture.y)
                       .arg(qRound(m_scene.view.scale * 100));
    CanvasScene scene = m_scene;
    scene.pointer.reset(); // what is told is the loupe's cell
    for (const CanvasReading &line : readings(scene))
        text += line.values.isEmpty() ? tr("; cell %1").arg(line.title)
                                      : QStringLiteral(", %1 %2").arg(line.title, line.values.simplified());
    setAccessibleDescription(text);
}

QRegion ImageCanvas::changing() const
{
    QRegion region(readoutRect(m_scene));
    for (const QRect &rect : placeRects(m_scene))
        region += rect;
    for (const QRect &rect : markRects(m_scene))
        region += rect;
    return region;
}

void ImageCanvas::updateDevice(const QRegion &region)
{
    const double ratio = devicePixelRatioF();
    for (const QRect &rect : region)
        update(QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)
                   .toAlignedRect()
                   .adjusted(-1, -1, 1, 1));
}

void ImageCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void ImageCanvas::paintEvent(QPaintEvent *event)
{
    const double ratio = devicePixelRatioF();
    if (m_scene.size.width() != qRound(width() * ratio)) // on another screen than before
        layOut();
    QPainter painter(this);
    painter.scale(1 / ratio, 1 / ratio); // whole device pixels for all that follows
    for (const QRect &rect : event->region())
        paintCanvas(painter, m_scene, m_cache,
                    QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)
                        .toAlignedRect());
}

} // namespace convoscope
