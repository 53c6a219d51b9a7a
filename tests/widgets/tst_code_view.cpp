#include "tests/widgets/accessible_names.h"
#include "widgets/code_text.h"
#include "widgets/code_view.h"
#include "widgets/variable_table.h"
#include "widgets/words.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <array>

using namespace convoscope;

namespace {

constexpr std::array Dialects{Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch};

Listing loops()
{
    return {.lines = {"for i in range(out_H):  # rows",
                      "    for j in range(out_W):", "        window = x[i:i+3, j:j+3]",
                      "        out[i, j] = (window * K).sum()", "print('for', out)"},
            .caveats = {}};
}

Listing longListing()
{
    Listing listing;
    for (int i = 0; i < 60; ++i)
        listing.lines.push_back("line " + std::to_string(i));
    return listing;
}

CodeState stateAt(int line)
{
    return {.line = line,
            .variables = {{"i, j", "1, 2", {}},
                          {"window", "[[20 30 40]\n [40 60 80]\n [60 90 120]]", PlaneRole::Input},
                          {"out[1, 2]", "160", PlaneRole::Output}}};
}

} // namespace

class TestCodeView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsTheLines();
    void marksTheRunningLine();
    void runningLineIsScrolledIntoView_data();
    void runningLineIsScrolledIntoView();
    void runningLineIsInViewWhenShown();
    void statesDoNotLayOutTheText();
    void showsVariables();
    void roomForVariablesNeverShrinks();
    void coloursWords_data();
    void coloursWords();
    void commentsAreOfTheLanguage();
    void choosingADialectIsASignal();
    void settingAListingIsNoSignal();
    void copyButtonCopiesTheProgram();
    void textCanBeSelected();
    void caveatsAreSentences();
    void longLinesScrollInsideThePanel();
    void everyControlHasAName();

private:
    CodeText &text() const { return *m_view->findChild<CodeText *>(); }
    VariableTable &variables() const { return *m_view->findChild<VariableTable *>(); }
    QTextCharFormat formatAt(int line, const QString &word) const;

    std::unique_ptr<CodeView> m_view;
};

void TestCodeView::init()
{
    m_view = std::make_unique<CodeView>();
    m_view->setTheme(Theme::light());
    m_view->setDialects(Dialects);
    m_view->setListing(loops(), Dialect::NumPy);
    m_view->resize(300, 500);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestCodeView::showsTheLines()
{
    QCOMPARE(text().document()->blockCount(), 5);
    QCOMPARE(text().document()->findBlockByNumber(3).text(),
             QStringLiteral("        out[i, j] = (window * K).sum()"));
    QVERIFY(text().height() >= text().document()->size().height());
}

void TestCodeView::marksTheRunningLine()
{
    m_view->setState(stateAt(3));
    QCOMPARE(text().running(), 3);
    const QRect band = text().band(3);
    const QImage picture = text().viewport()->grab().toImage();
    const double scale = picture.devicePixelRatio();
    const auto colourAt = [&](int y) {
        return picture.pixelColor(qRound((band.right() - 2) * scale), qRound(y * scale));
    };
    QCOMPARE(colourAt(band.center().y()), Theme::light().highlight);
    QVERIFY(colourAt(text().band(1).center().y()) != Theme::light().highlight);
    m_view->setState(stateAt(-1));
    QVERIFY(text().band(-1).isNull());
}

void TestCodeView::runningLineIsScrolledIntoView_data()
{
    QTest::addColumn<int>("line");
    for (const int line : {0, 21, 22, 35, 59})
        QTest::addRow("line %d", line) << line;
}

void TestCodeView::runningLineIsScrolledIntoView()
{
    QFETCH(int, line);
    m_view->setListing(longListing(), Dialect::NumPy);
    m_view->setState(stateAt(30));
    m_view->setState(stateAt(line));
    QCoreApplication::processEvents();
    const QRect band = text().band(line);
    QVERIFY(band.top() >= 0);
    QVERIFY(band.bottom() <= text().viewport()->height());
}

/// With scroll bars both ways, and a state that is known before the size.
void TestCodeView::runningLineIsInViewWhenShown()
{
    Listing listing = longListing();
    listing.lines.front().append(100, 'x');
    CodeView view;
    view.setDialects(Dialects);
    view.setListing(listing, Dialect::NumPy);
    view.setState(stateAt(22));
    view.resize(264, 700);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCoreApplication::processEvents();
    const auto &shown = *view.findChild<CodeText *>();
    QVERIFY(shown.band(22).bottom() <= shown.viewport()->height());
}

void TestCodeView::statesDoNotLayOutTheText()
{
    m_view->setState(stateAt(0)); // colours the variables, once
    int layouts = 0;
    connect(text().document()->documentLayout(), &QAbstractTextDocumentLayout::update, this,
            [&layouts] { ++layouts; });
    const QSignalSpy sizes(text().document()->documentLayout(),
                           &QAbstractTextDocumentLayout::documentSizeChanged);
    const QSignalSpy contents(text().document(), &QTextDocument::contentsChange);
    for (int step = 0; step < 100; ++step)
        m_view->setState(stateAt(step % 4));
    QCOMPARE(layouts, 0);
    QCOMPARE(sizes.size(), 0);
    QCOMPARE(contents.size(), 0);
}

void TestCodeView::showsVariables()
{
    m_view->setState(stateAt(3));
    QCOMPARE(variables().text(),
             QStringLiteral("i, j = 1, 2\n"
                            "window = [[20 30 40]\n [40 60 80]\n [60 90 120]]\n"
                            "out[1, 2] = 160"));
    QTRY_VERIFY(variables().height() > 0);
}

void TestCodeView::roomForVariablesNeverShrinks()
{
    m_view->setState(stateAt(3));
    const int before = variables().sizeHint().height();
    m_view->setState({.line = 0, .variables = {{"i", "0", {}}}});
    QCOMPARE(variables().sizeHint().height(), before);
    m_view->setListing(longListing(), Dialect::NumPy);
    QCOMPARE(variables().sizeHint().height(), 0);
}

QTextCharFormat TestCodeView::formatAt(int line, const QString &word) const
{
    const QTextBlock block = text().document()->findBlockByNumber(line);
    const auto at = block.text().indexOf(word);
    for (const QTextLayout::FormatRange &range : block.layout()->formats())
        if (range.start <= at && at < range.start + range.length)
            return range.format;
    return {};
}

void TestCodeView::coloursWords_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<bool>("bold");
    const Theme theme = Theme::light();
    QTest::newRow("keyword") << 0 << QStringLiteral("for") << QColor(Qt::black) << true;
    QTest::newRow("comment") << 0 << QStringLiteral("# rows") << theme.muted << false;
    QTest::newRow("input") << 2 << QStringLiteral("window") << theme.input << false;
    QTest::newRow("output") << 3 << QStringLiteral("out[") << theme.output << false;
    QTest::newRow("plain name") << 3 << QStringLiteral("K)") << QColor(Qt::black) << false;
    QTest::newRow("part of a name") << 0 << QStringLiteral("out_H") << QColor(Qt::black) << false;
    QTest::newRow("string") << 4 << QStringLiteral("'for'") << theme.muted << false;
}

void TestCodeView::coloursWords()
{
    QFETCH(int, line);
    QFETCH(QString, word);
    QFETCH(QColor, colour);
    QFETCH(bool, bold);
    m_view->setState(stateAt(3));
    const QTextCharFormat format = formatAt(line, word);
    QCOMPARE(format.foreground().color(), colour);
    QCOMPARE(format.fontWeight() > QFont::Medium, bold);
}

void TestCodeView::commentsAreOfTheLanguage()
{
    const Listing listing{.lines = {"int n = (a) / 2; // half", "n = a // 2"}, .caveats = {}};
    m_view->setListing(listing, Dialect::Cpp);
    QCOMPARE(formatAt(0, QStringLiteral("// half")).foreground().color(), Theme::light().muted);
    QVERIFY(formatAt(0, QStringLiteral("int")).fontWeight() > QFont::Medium);
    m_view->setListing(listing, Dialect::NumPy);
    QVERIFY(formatAt(1, QStringLiteral("// 2")).foreground().color() != Theme::light().muted);
}

void TestCodeView::choosingADialectIsASignal()
{
    const QSignalSpy chosen(m_view.get(), &CodeView::dialectChosen);
    QComboBox *chooser = m_view->chooser();
    QCOMPARE(chooser->count(), 3);
    QCOMPARE(chooser->currentText(), dialectTitle(Dialect::NumPy));
    chooser->setFocus();
    QTest::keyClick(chooser, Qt::Key_Down);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<Dialect>(), Dialect::Cpp);
}

void TestCodeView::settingAListingIsNoSignal()
{
    const QSignalSpy chosen(m_view.get(), &CodeView::dialectChosen);
    m_view->setListing(loops(), Dialect::PyTorch);
    QCOMPARE(m_view->chooser()->currentText(), dialectTitle(Dialect::PyTorch));
    QCOMPARE(chosen.size(), 0);
}

void TestCodeView::copyButtonCopiesTheProgram()
{
    QTest::mouseClick(named<QToolButton>(*m_view, QStringLiteral("Copy the code")), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied, m_view->text());
    QVERIFY(copied.startsWith(QStringLiteral("for i in range(out_H):  # rows\n    for j")));
    QVERIFY(copied.endsWith(QStringLiteral("print('for', out)\n")));
}

void TestCodeView::textCanBeSelected()
{
    text().setFocus();
    QTest::keyClick(&text(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&text(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text() + u'\n', m_view->text());
    QTest::keyClicks(&text(), QStringLiteral("x"));
    QCOMPARE(text().document()->blockCount(), 5);
}

void TestCodeView::caveatsAreSentences()
{
    Listing listing = loops();
    listing.caveats = {Caveat::FlipsKernel, Caveat::NoStride};
    m_view->setListing(listing, Dialect::SciPy);
    const QString said = caveatSentence(Caveat::FlipsKernel, Dialect::SciPy) + u'\n'
        + caveatSentence(Caveat::NoStride, Dialect::SciPy);
    bool found = false;
    for (const QLabel *label : m_view->findChildren<QLabel *>())
        found = found || (label->text() == said && label->isVisible());
    QVERIFY(found);
    m_view->setListing(loops(), Dialect::NumPy);
    for (const QLabel *label : m_view->findChildren<QLabel *>())
        QVERIFY(!label->isVisible());
}

void TestCodeView::longLinesScrollInsideThePanel()
{
    m_view->setListing({.lines = {std::string(200, 'x')}, .caveats = {}}, Dialect::NumPy);
    QVERIFY(m_view->minimumSizeHint().width() <= 264);
}

void TestCodeView::everyControlHasAName()
{
    QCOMPARE(namelessWidgets(*m_view), QStringList());
}

QTEST_MAIN(TestCodeView)

#include "tst_code_view.moc"
