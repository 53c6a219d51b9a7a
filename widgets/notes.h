#pragma once

#include <QString>
#include <QStringList>

namespace convoscope {

// The notes of a lesson are one Markdown text: "# key" begins the notes of a view, "## Title" a part of them,
// and the section "# references" defines what is cited: [tag]: URL "Authors (year). Title."

/// The keys of the views that have notes, in the order of the text.
QStringList noteKeys(const QString &markdown);

/// The notes of one view as Markdown of their own: without the line of the key, and ending in a list of the
/// references that they cite, under `referencesTitle`. Empty where there are none.
QString notesOf(const QString &markdown, const QString &key, const QString &referencesTitle);

} // namespace convoscope
