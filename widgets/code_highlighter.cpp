#include "widgets/code_highlighter.h"

#include <QRegularExpression>
#include <QSet>

namespace convoscope {

namespace {

const QSet<QString> &pythonKeywords()
{
    static const QSet<QString> words{
        QStringLiteral("and"),    QStringLiteral("as"),       QStringLiteral("def"),  QStringLiteral("elif"),
        QStringLiteral("else"),   QStringLiteral("False"),    QStringLiteral("for"),  QStringLiteral("from"),
        QStringLiteral("if"),     QStringLiteral("import"),   QStringLiteral("in"),   QStringLiteral("is"),
        QStringLiteral("lambda"), QStringLiteral("None"),     QStringLiteral("not"),  QStringLiteral("or"),
        QStringLiteral("pass"),   QStringLiteral("return"),   QStringLiteral("True"), QStringLiteral("while"),
        QStringLiteral("with"),   QStringLiteral("continue"), QStringLiteral("break")};
    return words;
}

const QSet<QString> &cppKeywords()
{
    static const QSet<QString> words{
        QStringLiteral("auto"),    QStringLiteral("bool"),     QStringLiteral("break"),
        QStringLiteral("const"),   QStringLiteral("continue"), QStringLiteral("constexpr"),
        QStringLiteral("double"),  QStringLiteral("else"),     QStringLiteral("false"),
        QStringLiteral("float"),   QStringLiteral("for"),      QStringLiteral("if"),
        QStringLiteral("include"), QStringLiteral("int"),      QStringLiteral("namespace"),
        QStringLiteral("return"),  QStringLiteral("static"),   QStringLiteral("struct"),
        QStringLiteral("true"),    QStringLiteral("using"),    QStringLiteral("void"),
        QStringLiteral("while")};
    return words;
}

/// A comment to the end of the line, a string, or a name. In Python "//" is a division of whole numbers.
const QRegularExpression &pieces(bool cpp)
{
    static const QRegularExpression python(
        QStringLiteral(R"((?<comment>#.*$)|(?<string>"[^"]*"|'[^']*')|(?<name>[A-Za-z_]\w*))"));
    static const QRegularExpression cplusplus(
        QStringLiteral(R"((?<comment>//.*$)|(?<string>"[^"]*"|'[^']*')|(?<name>[A-Za-z_]\w*))"));
    return cpp ? cplusplus : python;
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
}

void CodeHighlighter::setTheme(const Theme &theme)
{
    m_theme = theme;
    rehighlight();
}

void CodeHighlighter::setRoles(const Roles &roles)
{
    if (roles == m_roles)
        return;
    m_roles = roles;
    rehighlight();
}

QTextCharFormat CodeHighlighter::formatOf(const QString &word) const
{
    QTextCharFormat format;
    const auto role = m_roles.constFind(word);
    if (role != m_roles.constEnd())
        format.setForeground(m_theme.role(*role));
    else if ((m_cpp ? cppKeywords() : pythonKeywords()).contains(word))
        format.setFontWeight(QFont::Bold);
    return format;
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    QTextCharFormat quiet;
    quiet.setForeground(m_theme.muted);
    auto matches = pieces(m_cpp).globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const auto start = static_cast<int>(match.capturedStart());
        const auto length = static_cast<int>(match.capturedLength());
        const QString name = match.captured(u"name");
        setFormat(start, length, name.isEmpty() ? quiet : formatOf(name));
    }
}

} // namespace convoscope
