#pragma once

#include "core/listing.h"
#include "widgets/code_highlighter.h"
#include "widgets/theme.h"

#include <QTextEdit>
#include <optional>

namespace convoscope {

/// A program text with line numbers and the running line marked. Marking another line only repaints.
class CodeText : public QTextEdit {
    Q_OBJECT

public:
    explicit CodeText(QWidget *parent = nullptr);

    void setLines(const std::vector<std::string> &lines, Dialect dialect);
    /// Index of the running line, or -1.
    void setRunning(int line);
    [[nodiscard]] int running() const { return m_running; }
    void setRoles(const CodeHighlighter::Roles &roles) { m_highlighter->setRoles(roles); }
    void setTheme(const Theme &theme);
    /// Where a line is drawn in the viewport; the marked band is exactly this.
    [[nodiscard]] QRect band(int line) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Gutter;
    [[nodiscard]] int baseline(int line) const;
    void paintGutter(QPainter &painter) const;
    void paintBand(QPainter &painter, int width) const;
    void changeLines(const QStringList &texts);
    void fit();
    void setLineHeight();
    void showRunning();

    Theme m_theme = Theme::light();
    CodeHighlighter *m_highlighter;
    QWidget *m_gutter;
    std::optional<Dialect> m_dialect; ///< of the lines
    int m_running = -1;
    int m_longest = 0; ///< characters
    double m_size = 0.0; ///< of the type, in logical pixels before the theme's scale
};

} // namespace convoscope
