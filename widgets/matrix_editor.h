#pragma once

#include "core/geometry.h"
#include "core/tensor.h"
#include "widgets/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace convoscope {

class MatrixModel;
class MatrixTable;
class PairEditor;

/// A matrix to type into, from 1×1 to 64×64: like a spreadsheet, with paste from one, from CSV and from
/// NumPy text, fillings and a size. What can't be read is said below it and changes nothing.
class MatrixEditor : public QWidget {
    Q_OBJECT

public:
    explicit MatrixEditor(QWidget *parent = nullptr);

    /// Shows a matrix, 1×1×H×W, without a signal.
    void setMatrix(const Tensor &matrix);
    [[nodiscard]] const Tensor &matrix() const;
    /// Fewest and most rows and columns.
    void setLimits(int low, int high);
    /// What the matrix is; colours its cells as on the stage.
    void setRole(PlaneRole role);
    /// Whether its size can be set here; pasting a larger block resizes it in any case.
    void setResizable(bool resizable);
    /// For little room: the size stands on a line of its own.
    void setNarrow();
    void setName(const QString &name);
    void setTheme(const Theme &theme);
    /// The sentence below the cells; empty when there is none.
    [[nodiscard]] QString problem() const;

public slots:
    /// All cells as rows of numbers, tabs between.
    void copy() const;
    void paste();
    /// Reads a matrix and puts it where the cursor is, or in the place of the whole where it doesn't fit.
    void pasteText(const QString &text);

signals:
    /// Once for each thing the learner does; each is one step of undo.
    void edited(const convoscope::Tensor &matrix);

private:
    QToolButton *addButton(const QString &icon, const QString &tip);
    void addFillings();
    void layOut();
    void take(const Tensor &matrix);
    void put(const Tensor &block);
    void clearSelected();
    void resizeTo(Pair size);
    void complain(const QString &sentence);

    int m_low = 1;
    int m_high = 64;
    unsigned m_seed = 0;
    Theme m_theme = Theme::light();
    std::vector<std::pair<QToolButton *, QString>> m_buttons; ///< with the names of their icons
    MatrixModel *m_model;
    MatrixTable *m_table;
    PairEditor *m_size;
    QToolButton *m_fill;
    QToolButton *m_copy;
    QToolButton *m_paste;
    QHBoxLayout *m_tools;
    QLabel *m_problem;
};

} // namespace convoscope
