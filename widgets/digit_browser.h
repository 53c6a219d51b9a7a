#pragma once

#include "widgets/digit_model.h"
#include "widgets/theme.h"

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QListView;

namespace convoscope {

class ChoiceBox;
class Switch;

/// The bundled test digits to leaf through with the mouse or the arrow keys: all, those with one label, or
/// those that the network takes for another digit.
class DigitBrowser : public QDialog {
    Q_OBJECT

public:
    explicit DigitBrowser(const DigitJudge *judge, QWidget *parent = nullptr);

    /// The lesson's parameters, which decide what digits are taken for; not asked before the window is shown.
    void setParams(const Params &params);
    /// Marks the digit that is the lesson's input now, -1 for none.
    void showDigit(int digit);
    void setTheme(const Theme &theme);
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] const DigitModel &model() const { return *m_model; }

signals:
    void chosen(int digit);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void filter();
    void choose(const QModelIndex &index);
    void markShown();
    void showState();

    Theme m_theme = Theme::light();
    DigitAnswers *m_answers;
    DigitModel *m_model;
    QListView *m_list;
    ChoiceBox *m_label;
    QLabel *m_wrongTitle;
    Switch *m_onlyWrong;
    QLabel *m_state;
    QHBoxLayout *m_filters;
    std::optional<Params> m_params;
    int m_shown = -1;
};

} // namespace convoscope
