#pragma once

#include "widgets/theme.h"

#include <QTextBrowser>

namespace convoscope {

/// The notes of a view, with the references that they cite. As tall as its text, so it stands in something
/// that scrolls.
class NotesView : public QTextBrowser {
    Q_OBJECT

public:
    explicit NotesView(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// The notes of all views of a lesson, as notes.h describes them.
    void setNotes(const QString &markdown);
    /// Shows those of one view; nothing where there are none.
    void setView(const QString &key);

signals:
    /// A reference was clicked; only http and https come through.
    void linkActivated(const QUrl &link);

private:
    void render();
    void style();
    void styleLinks(const QTextBlock &block);
    void fit();

    Theme m_theme = Theme::light();
    QString m_notes;
    QString m_view;
};

} // namespace convoscope
