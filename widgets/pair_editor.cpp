#include "widgets/pair_editor.h"

#include "widgets/icons.h"
#include "widgets/number_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace convoscope {

PairEditor::PairEditor(QWidget *parent)
    : FieldEditor(parent)
    , m_height(new NumberBox(NumberBox::Kind::Whole, this))
    , m_times(new QLabel(QStringLiteral("×"), this))
    , m_width(new NumberBox(NumberBox::Kind::Whole, this))
    , m_link(new QToolButton(this))
{
    m_link->setCheckable(true);
    m_link->setChecked(true);
    m_link->setAutoRaise(true);
    m_link->setToolTip(tr("Keep height and width the same"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    for (QWidget *part : std::initializer_list<QWidget *>{m_height, m_times, m_width, m_link})
        row->addWidget(part);
    connect(m_height, &NumberBox::edited, this, [this](double, bool finished) { take(true, finished); });
    connect(m_width, &NumberBox::edited, this, [this](double, bool finished) { take(false, finished); });
    connect(m_link, &QToolButton::clicked, this, &PairEditor::link);
}

void PairEditor::setLimits(double low, double high)
{
    m_height->setLimits(low, high);
    m_width->setLimits(low, high);
}

Pair PairEditor::pair() const
{
    return {static_cast<int>(m_height->value()), static_cast<int>(m_width->value())};
}

void PairEditor::setPair(Pair pair)
{
    m_height->display(pair.y);
    m_width->display(pair.x);
    if (pair.x != pair.y)
        m_link->setChecked(false);
}

bool PairEditor::isLinked() const
{
    return m_link->isChecked();
}

void PairEditor::take(bool fromHeight, bool finished)
{
    if (isLinked())
        (fromHeight ? m_width : m_height)->display((fromHeight ? m_height : m_width)->value());
    emit edited(pair(), finished);
}

void PairEditor::unlink()
{
    m_link->setChecked(false);
    m_link->hide();
}

void PairEditor::link(bool linked)
{
    if (linked && m_height->value() != m_width->value()) {
        m_width->display(m_height->value());
        emit edited(pair(), true);
    }
}

void PairEditor::setName(const QString &name)
{
    m_height->setAccessibleName(tr("%1, height").arg(name));
    m_width->setAccessibleName(tr("%1, width").arg(name));
    m_link->setAccessibleName(tr("%1, height and width the same").arg(name));
}

void PairEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(4));
    for (NumberBox *box : {m_height, m_width}) {
        box->setFont(theme.mono(13));
        // Without the link there is room for places on a photo.
        box->setFixedSize(theme.px(m_link->isHidden() ? 72 : 52), theme.px(30));
    }
    m_times->setFont(theme.body(13));
    m_link->setIcon(icon(QStringLiteral("link"), theme));
    m_link->setIconSize({theme.px(14), theme.px(14)});
    m_link->setFixedSize(theme.px(26), theme.px(26));
}

} // namespace convoscope
