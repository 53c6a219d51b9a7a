#include "widgets/drawing_editor.h"

#include "widgets/icons.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

namespace convoscope {

namespace {

// Radius of the pen, in pixels of the drawing.
constexpr int Thinnest = 3;
constexpr int Broadest = 20;

} // namespace

DrawingEditor::DrawingEditor(QWidget *parent)
    : QWidget(parent)
    , m_pad(new DrawingPad(this))
    , m_tools(new QVBoxLayout)
    , m_pen(addButton(QStringLiteral("pencil"), tr("Pen")))
    , m_eraser(addButton(QStringLiteral("eraser"), tr("Eraser (right mouse button, other end of a pen)")))
    , m_back(addButton(QStringLiteral("undo-2"), tr("Take the last stroke back")))
    , m_clear(addButton(QStringLiteral("trash-2"), tr("Blank paper")))
    , m_breadth(new QSlider(Qt::Vertical, this))
{
    auto *tools = new QButtonGroup(this);
    for (QToolButton *tool : {m_pen, m_eraser}) {
        tool->setCheckable(true);
        tools->addButton(tool);
    }
    m_breadth->setRange(Thinnest, Broadest);
    m_breadth->setValue(qRound(m_pad->penRadius()));
    m_breadth->setToolTip(tr("How broad the pen is"));
    m_breadth->setAccessibleName(m_breadth->toolTip());
    m_tools->insertWidget(2, m_breadth, 1, Qt::AlignHCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_pad, 1);
    row->addLayout(m_tools);
    connect(m_eraser, &QToolButton::toggled, m_pad, &DrawingPad::setErasing);
    connect(m_breadth, &QSlider::valueChanged, this,
            [this](int radius) { m_pad->setPenRadius(static_cast<float>(radius)); });
    connect(m_back, &QToolButton::clicked, m_pad, &DrawingPad::takeBack);
    connect(m_clear, &QToolButton::clicked, m_pad, &DrawingPad::clear);
    connect(m_pad, &DrawingPad::drawn, this, [this](const Drawing & /*drawing*/, bool finished) {
        showTools();
        emit drawn(finished);
    });
    showTools();
}

QToolButton *DrawingEditor::addButton(const QString &icon, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    m_tools->addWidget(button);
    m_buttons.emplace_back(button, icon);
    return button;
}

void DrawingEditor::showDrawing(const Drawing &drawing, std::shared_ptr<const Tensor> picture)
{
    m_pad->setDrawing(drawing);
    m_pad->setPicture(std::move(picture));
    showTools();
}

/// On a picture there is nothing to erase or to take back.
void DrawingEditor::showTools()
{
    const bool drawn = !m_pad->drawing().empty();
    (m_pad->isErasing() ? m_eraser : m_pen)->setChecked(true);
    m_back->setEnabled(drawn);
    m_clear->setEnabled(drawn || m_pad->hasPicture());
}

void DrawingEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(8));
    m_tools->setSpacing(theme.px(4));
    m_pad->setTheme(theme);
    for (const auto &[button, name] : m_buttons) {
        button->setIcon(icon(name, theme));
        button->setIconSize({theme.px(16), theme.px(16)});
        button->setFixedSize(theme.px(30), theme.px(30));
    }
}

} // namespace convoscope
