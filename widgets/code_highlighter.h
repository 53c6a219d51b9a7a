#pragma once

#include "core/listing.h"
#include "widgets/theme.h"

#include <QHash>
#include <QSyntaxHighlighter>

namespace convoscope {

/// Colours Python and C++: keywords, strings and comments by weight and grey, variables by the role of the
/// plane that they stand for, so that colour keeps one meaning.
class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    using Roles = QHash<QString, PlaneRole>;

    explicit CodeHighlighter(QTextDocument *document);

    /// Takes effect with the next text.
    void setDialect(Dialect dialect) { m_cpp = dialect == Dialect::Cpp; }
    void setTheme(const Theme &theme);
    /// Variables and the planes that they stand for.
    void setRoles(const Roles &roles);

protected:
    void highlightBlock(const QString &text) override;

private:
    [[nodiscard]] QTextCharFormat formatOf(const QString &word) const;

    Theme m_theme = Theme::light();
    Roles m_roles;
    bool m_cpp = false;
};

} // namespace convoscope
