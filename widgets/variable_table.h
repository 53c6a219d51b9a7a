#pragma once

#include "core/listing.h"
#include "widgets/theme.h"

#include <QWidget>

namespace convoscope {

/// Live variables beside a running program, one under the other in the colours of their planes. Grows but
/// never shrinks while a run goes on, so that nothing below it jumps.
class VariableTable : public QWidget {
    Q_OBJECT

public:
    explicit VariableTable(QWidget *parent = nullptr);

    void setVariables(const std::vector<Variable> &variables);
    /// Forgets how much room was needed.
    void clear();
    void setTheme(const Theme &theme);
    [[nodiscard]] QString text() const; ///< "name = value" line by line
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeRoom();

    Theme m_theme = Theme::light();
    std::vector<Variable> m_variables;
    int m_names = 0; ///< characters of the longest name so far
    int m_lines = 0; ///< most lines so far
};

} // namespace convoscope
