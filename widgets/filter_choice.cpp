#include "widgets/filter_choice.h"

#include "widgets/words.h"

#include <QMenu>
#include <QStandardItemModel>

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

void FilterChoice::setFilter(const std::string &key)
{
    const int row = findData(QByteArray::fromStdString(key));
    setCurrentIndex(row);
    setToolTip(row < 0 ? QString() : filterHelp(key));
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
