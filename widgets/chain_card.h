#pragma once

#include "core/chain_step.h"
#include "widgets/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace convoscope {

class ChainDetails;
class ChainNumbers;
class FilterChoice;
class ProblemNote;
class Switch;

/// One step of a chain of filters: its name and numbers, and buttons for its place in the list.
class ChainCard : public QWidget {
    Q_OBJECT

public:
    enum class Act { MoveUp, MoveDown, Duplicate, Remove, OpenKernel, SaveKernel, Mend };
    Q_ENUM(Act)

    explicit ChainCard(QWidget *parent = nullptr);

    /// Shows a step without a signal; what is folded stays so.
    void setStep(const ChainStep &step);
    /// Where it stands, from 0, among so many, of at most so many.
    struct Place {
        int row = 0;
        int count = 1;
        int most = 1;
    };
    void setPlace(const Place &place);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    /// Shows divisor, offset and kernel, or folds them away.
    void setDetailed(bool detailed);
    /// Says what is wrong with the step, of a field such as "chain[2].sigma".
    void setRefusal(const std::optional<Refusal> &refusal, bool mendable);
    void setTheme(const Theme &theme);

signals:
    void edited(const convoscope::ChainStep &step, bool finished);
    void asked(convoscope::ChainCard::Act act);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addTool(const QString &icon, const QString &tip);
    void layOut();
    void choose(const std::string &filter);
    void take(const ChainStep &step, bool finished);
    void makeDetails();
    void showFold();
    void nameParts();

    struct Tool {
        QToolButton *button;
        QString icon;
        QString name;
    };

    ChainStep m_step;
    Place m_place;
    Theme m_theme = Theme::light();
    bool m_refused = false;
    bool m_folded = false;
    bool m_detailed = false;
    std::vector<Tool> m_tools;
    QLabel *m_number;
    Switch *m_on;
    FilterChoice *m_filter;
    QToolButton *m_fold;
    QToolButton *m_more;
    QHBoxLayout *m_top;
    QHBoxLayout *m_bottom;
    QWidget *m_body;
    ChainNumbers *m_numbers;
    ProblemNote *m_problem;
    ChainDetails *m_details = nullptr; ///< made when first asked for
};

} // namespace convoscope
