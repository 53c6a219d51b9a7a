#include "widgets/filter_choice.h"

#include "widgets/words.h"

#include <QMenu>
#include <QStandardItemModel>
#include <QStyleOptionComboBox>
#include <QStylePainter>

namespace convoscope {

namespace {

QByteArray bytes(std::string_view key)
{
    return {key.data(), static_cast<qsizetype>(key.size())};
}

} // namespace

FilterChoice::FilterChoice(QWidget *parent)
    : ChoiceBox(parent)
{
    setMaxVisibleItems(40);
    for (const FilterGroup &group : filterGroups()) {
        addHeading(filterGroupTitle(group.key));
        for (const std::string_view filter : group.filters) {
            addItem(filterTitle(filter), bytes(filter));
            setItemData(count() - 1, filterHelp(filter), Qt::ToolTipRole);
        }
    }
    connect(this, &QComboBox::activated, this,
            [this](int row) { emit chosen(itemData(row).toByteArray().toStdString()); });
}

void FilterChoice::addHeading(const QString &title)
{
    addItem(title);
    auto *items = qobject_cast<QStandardItemModel *>(model());
    QStandardItem *item = items->item(count() - 1);
    item->setFlags(Qt::NoItemFlags);
}

/// A name that is too long for a narrow panel ends in an ellipsis.
void FilterChoice::paintEvent(QPaintEvent * /*event*/)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const int room =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, room);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

QSize FilterChoice::minimumSizeHint() const
{
    const QSize usual = ChoiceBox::minimumSizeHint();
    return {std::min(usual.width(), 4 * usual.height()), usual.height()};
}

void FilterChoice::setFilter(const std::string &key)
{
    const int row = findData(QByteArray::fromStdString(key));
    setCurrentIndex(row);
    setToolTip(row < 0 ? QString() : QStringLiteral("%1. %2").arg(filterTitle(key), filterHelp(key)));
}

void fillWithFilters(QMenu &menu, const std::function<void(const std::string &)> &chosen)
{
    menu.setToolTipsVisible(true);
    for (const FilterGroup &group : filterGroups()) {
        QMenu &part = group.filters.size() > 1 ? *menu.addMenu(filterGroupTitle(group.key)) : menu;
        part.setToolTipsVisible(true);
        for (const std::string_view filter : group.filters) {
            QAction *action = part.addAction(filterTitle(filter));
            action->setToolTip(filterHelp(filter));
            QObject::connect(action, &QAction::triggered, &menu,
                             [chosen, key = std::string(filter)] { chosen(key); });
        }
    }
}

} // namespace convoscope
