#pragma once

#include "core/chain_step.h"
#include "widgets/theme.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace convoscope {

class MatrixEditor;
class NumberBox;
class Switch;

/// The rest of a step of a chain: divisor, offset, normalise, and the weights of its kernel, which become the
/// learner's own when they are edited.
class ChainDetails : public QWidget {
    Q_OBJECT

public:
    explicit ChainDetails(QWidget *parent = nullptr);

    /// Shows a step without a signal.
    void setStep(const ChainStep &step);
    /// Whose details they are, for screen readers: "Step 2".
    void setName(const QString &owner);
    void setTheme(const Theme &theme);

signals:
    void edited(const convoscope::ChainStep &step, bool finished);
    void openAsked();
    void saveAsked();

private:
    NumberBox *addBox(const QString &title);
    void addTitle(const QString &title, QWidget *field);
    void editNumber(NumberBox &box, double ChainStep::*number);
    void connectParts();
    void layOut();

    ChainStep m_step;
    QGridLayout *m_grid;
    std::vector<QLabel *> m_titles;
    NumberBox *m_width;
    NumberBox *m_divisor;
    NumberBox *m_offset;
    Switch *m_normalise;
    MatrixEditor *m_kernel;
    QPushButton *m_open;
    QPushButton *m_save;
};

} // namespace convoscope
