#include "widgets/formula_view.h"

#include <QFontMetricsF>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace convoscope {

namespace {

constexpr double LargestType = 13.0;
constexpr double SmallestType = 11.0;

QString textOf(const FormulaLine &line)
{
    QString text;
    for (const FormulaToken &token : line)
        text += QString::fromStdString(token.text);
    return text;
}

/// In a line that is wrapped, a number is not parted at its point. The character that says so makes lines a
/// little higher, so others go without.
QString unparted(QString text)
{
    constexpr QChar wordJoiner(0x2060);
    return text.replace(u'.', QStringLiteral(".") + wordJoiner);
}

QString htmlOf(const FormulaLine &line, const Theme &theme, bool wrapped)
{
    QString html;
    for (const FormulaToken &token : line) {
        const QColor colour = token.role ? theme.role(*token.role) : theme.text;
        const QString text = QString::fromStdString(token.text);
        html += QStringLiteral("<span style='color:%1'>%2</span>")
                    .arg(colour.name(), (wrapped ? unparted(text) : text).toHtmlEscaped());
    }
    return html;
}

constexpr qsizetype LongestName = 8; // characters before an equals sign that others are to stand under

/// Characters before the equals sign of the line with the longest name; those of the others stand under it.
qsizetype equalsColumn(const Formula &formula)
{
    qsizetype column = 0;
    for (const FormulaLine &line : formula) {
        const QString text = textOf(line);
        const qsizetype equals = text.indexOf(u'=');
        const bool begins = !text.startsWith(u' ') && equals <= LongestName;
        column = begins ? std::max(column, equals) : column;
    }
    return column;
}

/// How many characters a line is moved to the right so that the equals signs stand under each other. What
/// goes on from the line before begins with blanks, and stands to the right of them.
qsizetype leadOf(const FormulaLine &line, qsizetype column)
{
    const QString text = textOf(line);
    if (text.startsWith(u' '))
        return column + 2;
    const qsizetype equals = text.indexOf(u'=');
    return equals >= 0 && equals <= column ? column - equals : 0;
}

FormulaLine withoutBlanks(FormulaLine line)
{
    while (!line.empty() && line.front().text.find_first_not_of(' ') == std::string::npos)
        line.erase(line.begin());
    if (!line.empty())
        line.front().text.erase(0, line.front().text.find_first_not_of(' '));
    return line;
}

} // namespace

FormulaView::FormulaView(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_text);
    setTheme(m_theme);
}

void FormulaView::setFormula(const Formula &formula)
{
    if (formula == m_formula)
        return;
    m_formula = formula;
    showFormula();
}

void FormulaView::setTheme(const Theme &theme)
{
    m_theme = theme;
    layout()->setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(5));
    showFormula();
    update();
}

QString FormulaView::plainText() const
{
    const qsizetype column = equalsColumn(m_formula);
    QStringList lines;
    for (const FormulaLine &line : m_formula)
        lines += QString(leadOf(line, column), u' ') + textOf(withoutBlanks(line));
    return lines.join(u'\n');
}

/// The largest type, within limits, in which no line has to be wrapped.
double FormulaView::fittingType() const
{
    qsizetype longest = 1;
    const qsizetype column = equalsColumn(m_formula);
    for (const FormulaLine &line : m_formula)
        longest = std::max(longest, textOf(withoutBlanks(line)).size() + leadOf(line, column));
    const int margins = layout()->contentsMargins().left() + layout()->contentsMargins().right();
    double type = LargestType;
    while (type > SmallestType
           && QFontMetricsF(m_theme.mono(type)).horizontalAdvance(u'0') * static_cast<double>(longest)
               > width() - margins)
        type -= 0.5;
    return type;
}

void FormulaView::showFormula()
{
    m_type = fittingType();
    m_text->setFont(m_theme.mono(m_type));
    // What is wrapped goes on to the right of the equals sign, so that the signs stand out.
    const double character = QFontMetricsF(m_text->font()).horizontalAdvance(u'0');
    const qsizetype column = equalsColumn(m_formula);
    const int hanging = qRound(static_cast<double>(column + 2) * character);
    QString html;
    for (const FormulaLine &line : m_formula) {
        const bool wrapped = static_cast<double>(textOf(line).size()) * character > width() - 2 * hanging;
        const int first = hanging - qRound(static_cast<double>(leadOf(line, column)) * character);
        html += QStringLiteral("<p style='margin:0 0 0 %1px; text-indent:-%2px; line-height:150%'>%3</p>")
                    .arg(hanging)
                    .arg(first)
                    .arg(htmlOf(withoutBlanks(line), m_theme, wrapped));
    }
    m_text->setText(html);
    m_text->setAccessibleName(plainText());
    setVisible(!m_formula.empty());
}

void FormulaView::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (event->oldSize().width() != width())
        showFormula();
}

void FormulaView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.window);
    painter.drawRoundedRect(rect(), m_theme.px(8), m_theme.px(8));
}

} // namespace convoscope
