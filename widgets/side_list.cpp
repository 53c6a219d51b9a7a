#include "widgets/side_list.h"

#include "widgets/icons.h"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace convoscope {

namespace {

/// Draws one entry: icon, title, and a rounded fill behind the chosen one.
class EntryDelegate : public QStyledItemDelegate {
public:
    explicit EntryDelegate(SideList &list)
        : QStyledItemDelegate(&list)
        , m_list(list)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem & /*option*/,
                                 const QModelIndex &index) const override
    {
        const Theme &theme = m_list.theme();
        const QFontMetrics metrics(theme.body(14));
        return {theme.px(52) + metrics.horizontalAdvance(index.data().toString()) * 11 / 10, theme.px(37)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = m_list.theme();
        const bool current = index.row() == m_list.currentRow();
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        const QRect box = option.rect.adjusted(0, theme.px(1), 0, -theme.px(1));
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (current || hovered)
            drawBox(*painter, box, current ? theme.selection : theme.window);
        if (option.state.testFlag(QStyle::State_HasFocus) && m_list.hasFocus())
            drawRing(*painter, box);

        const QColor ink = current ? theme.accent : hovered ? theme.text : theme.muted;
        const int side = theme.px(16);
        const QRect place(box.left() + theme.px(12), box.center().y() - side / 2, side, side);
        icon(index.data(Qt::UserRole).toString(), theme, ink).paint(painter, place);
        QFont font = theme.body(14);
        font.setWeight(current ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(ink);
        const QRect rest = box.adjusted(theme.px(38), 0, -theme.px(8), 0);
        const QString title =
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rest.width());
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, title);
        painter->restore();
    }

private:
    void drawBox(QPainter &painter, const QRect &box, const QColor &fill) const
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(box, m_list.theme().px(8), m_list.theme().px(8));
    }
    void drawRing(QPainter &painter, const QRect &box) const
    {
        painter.setPen(QPen(m_list.theme().focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), m_list.theme().px(8),
                                m_list.theme().px(8));
    }

    SideList &m_list;
};

} // namespace

SideList::SideList(QWidget *parent)
    : QListWidget(parent)
{
    setItemDelegate(new EntryDelegate(*this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            emit chosen(row);
    });
}

void SideList::setEntries(std::span<const Entry> entries)
{
    const QSignalBlocker blocker(this);
    clear();
    for (const Entry &entry : entries) {
        auto *item = new QListWidgetItem(entry.title, this);
        item->setData(Qt::UserRole, entry.icon);
        item->setToolTip(entry.tip);
    }
    updateGeometry();
}

void SideList::setTheme(const Theme &theme)
{
    m_theme = theme;
    doItemsLayout();
    updateGeometry();
    viewport()->update();
}

void SideList::setChosen(int row)
{
    const QSignalBlocker blocker(this);
    setCurrentRow(row);
}

QSize SideList::sizeHint() const
{
    return {std::max(sizeHintForColumn(0), m_theme.px(176)), m_theme.px(37) * count()};
}

QSize SideList::minimumSizeHint() const
{
    return {m_theme.px(120), m_theme.px(37) * 3};
}

} // namespace convoscope
