#pragma once

#include "widgets/theme.h"

#include <QTableView>

namespace convoscope {

class LayersModel;

/// The rows of a stack of layers: kinds chosen from a list, numbers typed over.
class LayersTable : public QTableView {
    Q_OBJECT

public:
    explicit LayersTable(LayersModel &model, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Hides columns that no layer has a use for, and takes the height that the rows need, to a limit.
    void fit();
    /// Puts the cursor into a row.
    void show(int row);
    using QTableView::show;
    [[nodiscard]] const Theme &theme() const { return m_theme; }

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] bool leaves(const QKeyEvent &event) const;

    LayersModel &m_model;
    Theme m_theme = Theme::light();
};

} // namespace convoscope
