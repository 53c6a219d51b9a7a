#pragma once

#include "widgets/choice_box.h"

#include <functional>
#include <string>

class QMenu;

namespace convoscope {

/// The filters by name, in groups with headings.
class FilterChoice : public ChoiceBox {
    Q_OBJECT

public:
    explicit FilterChoice(QWidget *parent = nullptr);

    /// Shows a filter by its key, without a signal.
    void setFilter(const std::string &key);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(const std::string &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addHeading(const QString &title);
};

/// Fills a menu with the same filters, a submenu a group; `chosen` gets the key.
void fillWithFilters(QMenu &menu, const std::function<void(const std::string &)> &chosen);

} // namespace convoscope
