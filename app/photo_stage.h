#pragma once

#include "app/photo_filter.h"
#include "core/trace.h"
#include "widgets/canvas_scene.h"
#include "widgets/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace convoscope {

class ChoiceBox;
class ImageCanvas;

/// A photo at full size above the steps: before and after, with the tools of the view. Filters it whenever
/// what is to be done to it changes.
class PhotoStage : public QWidget {
    Q_OBJECT

public:
    explicit PhotoStage(QWidget *parent = nullptr);
    ~PhotoStage() override;

    void setTheme(const Theme &theme);
    /// What is done to the photo; none empties the stage.
    void setWork(const std::optional<PhotoWork> &work);
    /// Frames what a step looks at and makes.
    void setStep(const Trace &trace, Position position);
    [[nodiscard]] ImageCanvas &canvas() { return *m_canvas; }
    [[nodiscard]] PhotoFilter &filter() { return *m_filter; }
    [[nodiscard]] const PhotoMeasures &measures() const { return m_measures; }
    [[nodiscard]] QImage resultImage() const;
    /// Whether the result is that of the work; not while it is filtered, nor after it was given up.
    [[nodiscard]] bool isCurrent() const;
    void resume(); ///< filters what was given up
    [[nodiscard]] ByteRaster region(const Rect &cells) const; ///< of the photo with its noise
    void showBorder(); ///< zooms into the corner that is nearest to the focus

signals:
    /// The pointer, a click or the keys chose a cell to explain.
    void focusAsked(convoscope::Cell cell);
    void regionMenuWanted(convoscope::Rect cells, QPoint globalPosition);
    void measured();
    void resultChanged();

private:
    void layOut();
    void show();
    void showSight();
    void showErrors();
    void setCompare(int row);
    void fillCompare();
    void askRegionMenu(Cell cell, QPoint at);

    ImageCanvas *m_canvas;
    PhotoFilter *m_filter;
    ChoiceBox *m_compare;
    QToolButton *m_fit;
    QToolButton *m_pixels;
    QToolButton *m_border;
    QToolButton *m_pick;
    QLabel *m_note;
    std::optional<PhotoWork> m_work;
    PhotoMeasures m_measures;
    std::optional<Cell> m_held; ///< the cell that a click holds
    std::vector<CanvasCompare> m_modes;
};

} // namespace convoscope
