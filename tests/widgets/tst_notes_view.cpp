#include "core/convolution_lesson.h"
#include "core/field.h"
#include "widgets/notes.h"
#include "widgets/notes_view.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace convoscope;

namespace {

const auto sample =
    QStringLiteral("# one\n\nFirst, as [A (1990)][a] says.\n\n## More\n\nSecond.\n\n# two\n\nThird, "
                   "[here](file:///etc/passwd) and [A][a].\n\n# references\n\n"
                   "[a]: https://example.org/a \"A. Author (1990). On this.\"\n"
                   "[b]: https://example.org/b \"B. Author (1991). On that.\"\n");

QString convolutionNotes()
{
    QFile file(":/lessons/convolution/notes.md");
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// How many sentences a piece of Markdown without headings has.
qsizetype sentences(QString text)
{
    static const QRegularExpression links(R"(\]\[\w+\])");
    static const QRegularExpression ends(R"([.!?](\s|$))");
    text.remove(links).replace("et al.", "et al");
    return text.count(ends);
}

QTextFragment firstLink(const NotesView &view)
{
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (it.fragment().charFormat().isAnchor())
                return it.fragment();
        }
    }
    return {};
}

QColor linkColour(const NotesView &view)
{
    return firstLink(view).charFormat().foreground().color();
}

/// Inside the first link's text, in the coordinates of the viewport.
QPoint placeOfLink(NotesView &view)
{
    QTextCursor cursor(view.document());
    cursor.setPosition(firstLink(view).position() + 1);
    return view.cursorRect(cursor).center();
}

} // namespace

class TestNotesView : public QObject {
    Q_OBJECT

private slots:
    void splitsByView();
    void listsOnlyWhatIsCited();
    void everyViewHasNotes();
    void notesAreShort_data();
    void notesAreShort();
    void everyCitationIsDefinedAndUsed();
    void onlyReferencesAreLists();
    void showsTheView();
    void opensWebLinksOutside();
    void keepsOtherLinksClosed();
    void isAsTallAsItsText();
};

void TestNotesView::splitsByView()
{
    QCOMPARE(noteKeys(sample), QStringList({"one", "two"}));
    QVERIFY(notesOf(sample, "one", "References").startsWith("First, as"));
    QVERIFY(!notesOf(sample, "one", "References").contains("Third"));
    QCOMPARE(notesOf(sample, "three", "References"), QString());
    QCOMPARE(notesOf({}, "one", "References"), QString());
}

void TestNotesView::listsOnlyWhatIsCited()
{
    const QString notes = notesOf(sample, "one", "Sources");
    QVERIFY(notes.contains("## Sources"));
    QVERIFY(notes.contains("- [A. Author (1990). On this.](https://example.org/a)"));
    QVERIFY(notes.contains("\n[a]: https://example.org/a"));
    QVERIFY(!notes.contains("B. Author"));
}

void TestNotesView::everyViewHasNotes()
{
    QStringList views;
    for (const auto view : findField(convolutionFields(), "view")->choices)
        views << QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    QCOMPARE(noteKeys(convolutionNotes()), views);
    for (const QString &view : views)
        QVERIFY2(notesOf(convolutionNotes(), view, "References").contains("## References"), qPrintable(view));
}

void TestNotesView::notesAreShort_data()
{
    QTest::addColumn<QString>("text");
    const QString notes = convolutionNotes();
    QVERIFY(!notes.isEmpty());
    static const QRegularExpression heading("^#+ (.*)$", QRegularExpression::MultilineOption);
    auto headings = heading.globalMatch(notes);
    while (headings.hasNext()) {
        const auto begin = headings.next();
        const auto end = headings.hasNext() ? headings.peekNext().capturedStart() : notes.size();
        if (headings.hasNext())
            QTest::newRow(qPrintable(begin.captured(1)))
                << notes.mid(begin.capturedEnd(), end - begin.capturedEnd());
    }
}

void TestNotesView::notesAreShort()
{
    QFETCH(const QString, text);
    QVERIFY2(sentences(text) >= 3 && sentences(text) <= 6, qPrintable(QString::number(sentences(text))));
}

void TestNotesView::everyCitationIsDefinedAndUsed()
{
    const QString notes = convolutionNotes();
    QSet<QString> cited;
    QSet<QString> defined;
    static const QRegularExpression citation(R"(\]\[(\w+)\])");
    static const QRegularExpression definition("^\\[(\\w+)\\]: https://\\S+ \"[^\"]+\\.\"$",
                                               QRegularExpression::MultilineOption);
    for (auto it = citation.globalMatch(notes); it.hasNext();)
        cited << it.next().captured(1);
    for (auto it = definition.globalMatch(notes); it.hasNext();)
        defined << it.next().captured(1);
    QVERIFY(!cited.isEmpty());
    QCOMPARE(cited, defined);
}

void TestNotesView::onlyReferencesAreLists()
{
    NotesView view;
    view.setNotes(convolutionNotes());
    for (const QString &key : noteKeys(convolutionNotes())) {
        view.setView(key);
        bool references = false;
        for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
            references = references || block.text() == "References";
            QVERIFY2(references || !block.textList(), qPrintable(block.text()));
        }
    }
}

void TestNotesView::showsTheView()
{
    NotesView view;
    view.setNotes(sample);
    QCOMPARE(view.toPlainText(), QString());
    view.setView("one");
    QVERIFY(view.toPlainText().startsWith("First, as A (1990) says.\nMore\nSecond.\nReferences\n"));
    view.setTheme(Theme::dark());
    QVERIFY(view.toPlainText().startsWith("First"));
    QCOMPARE(view.palette().color(QPalette::Text), Theme::dark().text);
    QCOMPARE(linkColour(view), Theme::dark().palette().color(QPalette::Link));
    view.setView("two");
    QVERIFY(view.toPlainText().startsWith("Third"));
    view.setView("none");
    QCOMPARE(view.toPlainText(), QString());
}

void TestNotesView::opensWebLinksOutside()
{
    NotesView view;
    view.resize(400, 300);
    view.setNotes(sample);
    view.setView("one");
    view.show();
    QSignalSpy spy(&view, &NotesView::linkActivated);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, placeOfLink(view));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy[0][0].toUrl(), QUrl("https://example.org/a"));
    QVERIFY(view.toPlainText().startsWith("First"));
}

void TestNotesView::keepsOtherLinksClosed()
{
    NotesView view;
    view.resize(400, 300);
    view.setNotes(sample);
    view.setView("two");
    view.show();
    QSignalSpy clicks(&view, &QTextBrowser::anchorClicked);
    QSignalSpy spy(&view, &NotesView::linkActivated);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, placeOfLink(view));
    QCOMPARE(clicks.size(), 1);
    QCOMPARE(spy.size(), 0);
    QVERIFY(view.toPlainText().startsWith("Third"));
}

void TestNotesView::isAsTallAsItsText()
{
    NotesView view;
    view.setNotes(convolutionNotes());
    view.setView("sliding");
    view.resize(400, 10);
    view.show();
    const int narrow = view.height();
    QVERIFY(narrow >= view.document()->size().height());
    view.resize(800, 10);
    QVERIFY(view.height() < narrow);
    QVERIFY(view.height() >= view.document()->size().height());
}

QTEST_MAIN(TestNotesView)
#include "tst_notes_view.moc"
