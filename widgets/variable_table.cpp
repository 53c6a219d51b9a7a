#include "widgets/variable_table.h"

#include <QAccessible>
#include <QPainter>

namespace convoscope {

namespace {

constexpr double LineHeight = 18.0;
constexpr double TypeSize = 12.0;

QStringList linesOf(const Variable &variable)
{
    return QString::fromStdString(variable.value).split(u'\n');
}

} // namespace

VariableTable::VariableTable(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Variables"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void VariableTable::setVariables(const std::vector<Variable> &variables)
{
    if (variables == m_variables)
        return;
    m_variables = variables;
    makeRoom();
    update();
    if (QAccessible::isActive())
        setAccessibleDescription(text());
}

void VariableTable::clear()
{
    m_names = 0;
    m_lines = 0;
    m_variables.clear();
    updateGeometry();
    update();
}

void VariableTable::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

QString VariableTable::text() const
{
    QStringList lines;
    for (const Variable &variable : m_variables)
        lines += QStringLiteral("%1 = %2").arg(QString::fromStdString(variable.name),
                                               QString::fromStdString(variable.value));
    return lines.join(u'\n');
}

void VariableTable::makeRoom()
{
    int lines = 0;
    for (const Variable &variable : m_variables) {
        lines += static_cast<int>(linesOf(variable).size());
        m_names = std::max(m_names, static_cast<int>(QString::fromStdString(variable.name).size()));
    }
    if (lines <= m_lines)
        return;
    m_lines = lines;
    updateGeometry();
}

QSize VariableTable::sizeHint() const
{
    const int character = QFontMetrics(m_theme.mono(TypeSize)).horizontalAdvance(u'0');
    return {character * (m_names + 16), m_lines * m_theme.px(LineHeight)};
}

QSize VariableTable::minimumSizeHint() const
{
    return {m_theme.px(80), sizeHint().height()};
}

void VariableTable::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setFont(m_theme.mono(TypeSize));
    const QFontMetrics metrics = painter.fontMetrics();
    const int left = m_theme.px(8);
    const int column = left + metrics.horizontalAdvance(u'0') * (m_names + 2);
    const int height = m_theme.px(LineHeight);
    int y = 0;
    for (const Variable &variable : m_variables) {
        painter.setPen(m_theme.muted);
        painter.drawText(QRect(left, y, column - left, height), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::fromStdString(variable.name));
        painter.setPen(variable.role ? m_theme.role(*variable.role) : m_theme.text);
        for (const QString &line : linesOf(variable)) {
            painter.drawText(QRect(column, y, width() - column, height), Qt::AlignLeft | Qt::AlignVCenter,
                             metrics.elidedText(line, Qt::ElideRight, width() - column));
            y += height;
        }
    }
}

} // namespace convoscope
