#pragma once

#include "core/chain_step.h"
#include "widgets/theme.h"

#include <QWidget>

#include <span>
#include <vector>

class QGridLayout;
class QLabel;

namespace convoscope {

struct ChainNumber;
class NumberSlider;

/// The numbers that a step of a chain takes, as sliders: its size, its sigma and so on, and its strength.
class ChainNumbers : public QWidget {
    Q_OBJECT

public:
    explicit ChainNumbers(QWidget *parent = nullptr);

    /// Shows a step without a signal, with rows for the numbers that it takes.
    void setStep(const ChainStep &step);
    /// Whose numbers they are, for screen readers: "Step 2".
    void setName(const QString &owner);
    /// Marks the row of a number by its key as refusals have it; none where it is empty.
    void setFaulty(std::string_view key);
    void setTheme(const Theme &theme);

signals:
    void edited(const convoscope::ChainStep &step, bool finished);

private:
    struct Row {
        const ChainNumber *number = nullptr;
        QLabel *title = nullptr;
        NumberSlider *slider = nullptr;
        bool faulty = false;
    };
    void addRow(const ChainNumber &number);
    void showRow(const Row &row) const;
    void colourTitles();

    ChainStep m_step;
    Theme m_theme = Theme::light();
    QGridLayout *m_grid;
    std::vector<Row> m_rows;
};

} // namespace convoscope
