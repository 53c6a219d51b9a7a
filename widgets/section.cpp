#include "widgets/section.h"

#include "widgets/icons.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace convoscope {

SectionHeading::SectionHeading(const QString &title, QWidget *parent)
    : QPushButton(title, parent)
{
    setCheckable(true);
    setChecked(true);
    setFlat(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SectionHeading::setTheme(const Theme &theme)
{
    m_theme = theme;
    setFont(theme.heading());
    updateGeometry();
    update();
}

QSize SectionHeading::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text().toUpper()) + m_theme.px(22), m_theme.px(24)};
}

QSize SectionHeading::minimumSizeHint() const
{
    return {m_theme.px(40), m_theme.px(24)};
}

void SectionHeading::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const int chevron = m_theme.px(14);
    const int gap = m_theme.px(4);
    const QString title = fontMetrics().elidedText(text(), Qt::ElideRight, width() - chevron - gap);
    const QColor ink = underMouse() ? m_theme.text : m_theme.muted;
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, title);
    const QString name = isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
    const int x = fontMetrics().horizontalAdvance(title) + gap;
    convoscope::icon(name, m_theme, ink).paint(&painter, {x, (height() - chevron) / 2, chevron, chevron});
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.focus, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
}

Section::Section(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_heading(new SectionHeading(title, this))
    , m_top(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->addLayout(m_top);
    m_top->addWidget(m_heading);
    connect(m_heading, &QPushButton::toggled, this, [this](bool expanded) {
        if (m_content)
            m_content->setVisible(expanded);
        emit expandedChanged(expanded);
    });
    setTheme(Theme::light());
}

void Section::setTheme(const Theme &theme)
{
    m_heading->setTheme(theme);
    m_column->setSpacing(theme.px(8));
}

void Section::setTitle(const QString &title)
{
    m_heading->setText(title);
}

void Section::setContent(QWidget *content)
{
    delete m_content;
    m_content = content;
    if (!content)
        return;
    m_column->addWidget(content);
    content->setVisible(isExpanded());
}

void Section::setCorner(QWidget *corner)
{
    m_top->addWidget(corner);
}

void Section::setExpanded(bool expanded)
{
    m_heading->setChecked(expanded);
}

} // namespace convoscope
