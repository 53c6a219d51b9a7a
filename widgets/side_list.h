#pragma once

#include "widgets/theme.h"

#include <QListWidget>

#include <span>

namespace convoscope {

/// The list at the left side from which one is chosen: icons and titles, the chosen one filled.
class SideList : public QListWidget {
    Q_OBJECT

public:
    struct Entry {
        QString title;
        QString icon; ///< name of a bundled icon
        QString tip{};
        bool operator==(const Entry &) const = default;
    };

    explicit SideList(QWidget *parent = nullptr);

    void setEntries(std::span<const Entry> entries);
    void setTheme(const Theme &theme);
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    /// Shows this row as chosen, without the signal.
    void setChosen(int row);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(int row);

private:
    Theme m_theme = Theme::light();
};

} // namespace convoscope
