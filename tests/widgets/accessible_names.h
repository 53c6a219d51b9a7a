#pragma once

#include <QAccessible>
#include <QWidget>

namespace convoscope {

/// Every visible widget below `root` that takes the keyboard but has no name for a screen reader.
inline QStringList namelessWidgets(QWidget &root)
{
    QStringList nameless;
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
            continue;
        if (qobject_cast<QWidget *>(widget->parent())->focusProxy() == widget
            || widget->parent()->inherits("QAbstractSpinBox"))
            continue; // a part of a widget with a name
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            nameless +=
                QStringLiteral("%1 in %2")
                    .arg(widget->metaObject()->className(), widget->parent()->metaObject()->className());
    }
    return nameless;
}

/// The child of that type with that accessible name, or null.
template <typename Widget>
Widget *named(QWidget &root, const QString &name)
{
    for (Widget *widget : root.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

} // namespace convoscope
