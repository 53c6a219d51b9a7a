#include "widgets/notes_view.h"

#include "widgets/notes.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>

#include <cmath>
#include <vector>

namespace convoscope {

NotesView::NotesView(QWidget *parent)
    : QTextBrowser(parent)
{
    setAccessibleName(tr("Notes"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &NotesView::fit);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        if (link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("http"))
            emit linkActivated(link);
    });
    setTheme(m_theme);
}

void NotesView::setTheme(const Theme &theme)
{
    m_theme = theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.surface);
    setPalette(palette);
    setFont(theme.body(13));
    render();
}

void NotesView::setNotes(const QString &markdown)
{
    m_notes = markdown;
    render();
}

void NotesView::setView(const QString &key)
{
    if (m_view == key)
        return;
    m_view = key;
    render();
}

void NotesView::render()
{
    setMarkdown(notesOf(m_notes, m_view, tr("References")));
    style();
    fit();
}

/// Gives lines, headings and links the looks of the theme; the Markdown reader knows only the desktop's.
void NotesView::style()
{
    document()->setIndentWidth(m_theme.px(16));
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat lines = block.blockFormat();
        lines.setLineHeight(140, QTextBlockFormat::ProportionalHeight);
        lines.setBottomMargin(m_theme.px(8));
        lines.setTopMargin(lines.headingLevel() > 0 ? m_theme.px(8) : 0);
        cursor.setBlockFormat(lines);
        if (lines.headingLevel() > 0) {
            QTextCharFormat heading;
            heading.setFont(m_theme.title(14));
            cursor.select(QTextCursor::BlockUnderCursor);
            cursor.setCharFormat(heading);
        }
        styleLinks(block);
    }
}

void NotesView::styleLinks(const QTextBlock &block)
{
    std::vector<QTextFragment> links;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        if (it.fragment().charFormat().isAnchor())
            links.push_back(it.fragment());
    }
    QTextCharFormat looks;
    looks.setForeground(palette().color(QPalette::Link));
    for (const QTextFragment &link : links) {
        QTextCursor cursor(document());
        cursor.setPosition(link.position());
        cursor.setPosition(link.position() + link.length(), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(looks);
    }
}

void NotesView::fit()
{
    setFixedHeight(static_cast<int>(std::ceil(document()->size().height())));
}

} // namespace convoscope
