#include "widgets/sides_editor.h"

#include "widgets/icons.h"
#include "widgets/number_box.h"

#include <QGridLayout>
#include <QToolButton>

namespace convoscope {

SidesEditor::SidesEditor(QWidget *parent)
    : FieldEditor(parent)
    , m_link(new QToolButton(this))
{
    for (NumberBox *&box : m_boxes) {
        box = new NumberBox(NumberBox::Kind::Whole, this);
        connect(box, &NumberBox::edited, this,
                [this, from = box](double, bool finished) { take(from, finished); });
    }
    m_link->setCheckable(true);
    m_link->setChecked(true);
    m_link->setToolTip(tr("Keep all four sides the same"));
    connect(m_link, &QToolButton::clicked, this, &SidesEditor::link);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->addWidget(m_boxes[Top], 0, 1, Qt::AlignCenter);
    grid->addWidget(m_boxes[Left], 1, 0, Qt::AlignCenter);
    grid->addWidget(m_link, 1, 1, Qt::AlignCenter);
    grid->addWidget(m_boxes[Right], 1, 2, Qt::AlignCenter);
    grid->addWidget(m_boxes[Bottom], 2, 1, Qt::AlignCenter);
    setTabOrder(m_boxes[Top], m_boxes[Left]);
    setTabOrder(m_boxes[Left], m_link);
    setTabOrder(m_link, m_boxes[Right]);
    setTabOrder(m_boxes[Right], m_boxes[Bottom]);
}

void SidesEditor::setLimits(double low, double high)
{
    for (NumberBox *box : m_boxes)
        box->setLimits(low, high);
}

Sides SidesEditor::sides() const
{
    const auto at = [this](Side side) { return static_cast<int>(m_boxes[side]->value()); };
    return {.left = at(Left), .right = at(Right), .top = at(Top), .bottom = at(Bottom)};
}

bool SidesEditor::isLinked() const
{
    return m_link->isChecked();
}

void SidesEditor::setValue(const FieldValue &value)
{
    const auto [left, right, top, bottom] = std::get<Sides>(value);
    m_boxes[Left]->display(left);
    m_boxes[Right]->display(right);
    m_boxes[Top]->display(top);
    m_boxes[Bottom]->display(bottom);
    if (left != right || left != top || left != bottom)
        m_link->setChecked(false);
}

void SidesEditor::take(const NumberBox *from, bool finished)
{
    if (isLinked()) {
        for (NumberBox *box : m_boxes)
            if (box != from)
                box->display(from->value());
    }
    emit edited(sides(), finished);
}

void SidesEditor::link(bool linked)
{
    const Sides before = sides();
    if (!linked)
        return;
    for (NumberBox *box : m_boxes)
        box->display(before.top);
    if (sides() != before)
        emit edited(sides(), true);
}

void SidesEditor::setName(const QString &name)
{
    m_boxes[Left]->setAccessibleName(tr("%1, left").arg(name));
    m_boxes[Right]->setAccessibleName(tr("%1, right").arg(name));
    m_boxes[Top]->setAccessibleName(tr("%1, top").arg(name));
    m_boxes[Bottom]->setAccessibleName(tr("%1, bottom").arg(name));
    m_link->setAccessibleName(tr("%1, all sides the same").arg(name));
}

void SidesEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(6));
    for (NumberBox *box : m_boxes) {
        box->setFont(theme.mono(13));
        box->setFixedSize(theme.px(52), theme.px(30));
    }
    m_link->setIcon(icon(QStringLiteral("link"), theme));
    m_link->setIconSize({theme.px(16), theme.px(16)});
    m_link->setFixedSize(theme.px(44), theme.px(44));
}

} // namespace convoscope
