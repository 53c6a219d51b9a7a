#pragma once

#include "widgets/theme.h"

#include <QPushButton>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace convoscope {

/// The heading of a Section: small capitals and a chevron; a click opens or closes.
class SectionHeading : public QPushButton {
    Q_OBJECT

public:
    explicit SectionHeading(const QString &title, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme = Theme::light();
};

/// A heading with content below it that can be folded away.
class Section : public QWidget {
    Q_OBJECT

public:
    explicit Section(const QString &title, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setTitle(const QString &title);
    [[nodiscard]] QString title() const { return m_heading->text(); }
    /// Takes ownership; replaces what was there.
    void setContent(QWidget *content);
    [[nodiscard]] QWidget *content() const { return m_content; }
    /// A small control at the right end of the heading, e.g. a chooser. Takes ownership.
    void setCorner(QWidget *corner);
    [[nodiscard]] bool isExpanded() const { return m_heading->isChecked(); }

public slots:
    void setExpanded(bool expanded);

signals:
    void expandedChanged(bool expanded);

private:
    SectionHeading *m_heading;
    QHBoxLayout *m_top;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

} // namespace convoscope
