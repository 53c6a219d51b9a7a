#pragma once

#include "core/listing.h"
#include "widgets/code_highlighter.h"
#include "widgets/theme.h"

#include <QWidget>

#include <span>

class QComboBox;
class QLabel;
class QToolButton;

namespace convoscope {

class CodeText;
class VariableTable;

/// The program of a lesson: its text in the dialect of the learner's choice with the running line marked,
/// the live variables below it, and what to mind. A new state costs a repaint, never a layout.
class CodeView : public QWidget {
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);

    /// The dialects to choose from, in this order.
    void setDialects(std::span<const Dialect> dialects);
    /// Shows a text and chooses its dialect, without the signal.
    void setListing(const Listing &listing, Dialect dialect);
    void setState(const CodeState &state);
    void setTheme(const Theme &theme);
    [[nodiscard]] QString text() const; ///< the listing as it is copied, with a line feed at its end
    /// To put into the heading of a section; stays the view's.
    [[nodiscard]] QComboBox *chooser() const { return m_chooser; }
    [[nodiscard]] QToolButton *copier() const { return m_copy; }

public slots:
    void copy();

signals:
    void dialectChosen(convoscope::Dialect dialect);

private:
    void showCaveats();
    void showRoles(const CodeState &state);

    Listing m_listing;
    Dialect m_dialect = Dialect::NumPy;
    CodeHighlighter::Roles m_roles;
    QComboBox *m_chooser;
    QToolButton *m_copy;
    CodeText *m_text;
    VariableTable *m_variables;
    QLabel *m_caveats;
};

} // namespace convoscope
