#pragma once

#include "core/tensor.h"
#include "widgets/colour_map.h"

#include <QTableView>

namespace convoscope {

class MatrixModel;

/// The cells of a matrix editor: coloured numbers, typed over, copied and pasted as in a spreadsheet.
class MatrixTable : public QTableView {
    Q_OBJECT

public:
    explicit MatrixTable(MatrixModel &model, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// What the matrix is; colours its cells as on the stage.
    void setRole(PlaneRole role);
    /// Chooses the size of the cells for this width and the height of the table for them.
    void fit();
    /// The selected cells, or all where none is, as a matrix.
    [[nodiscard]] Tensor selected() const;
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] const ColourMap &map() const { return m_map; }

signals:
    void copyAsked();
    void pasteAsked();
    void clearAsked();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int cellWidth() const;
    [[nodiscard]] bool leaves(const QKeyEvent &event) const;

    MatrixModel &m_model;
    Theme m_theme = Theme::light();
    PlaneRole m_role = PlaneRole::Kernel;
    ColourMap m_map;
};

} // namespace convoscope
