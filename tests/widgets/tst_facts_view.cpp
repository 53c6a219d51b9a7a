#include "widgets/facts_panel.h"
#include "widgets/facts_view.h"
#include "widgets/section.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

namespace {

FactsTable layers()
{
    return {.name = "layers",
            .columns = {"size", "share"},
            .rows = {{.label = "conv1", .facts = {Pair{26, 26}, Share{0.25}}, .beat = 0},
                     {.label = "pool1", .facts = {Pair{13, 13}, Share{0.5}}, .beat = 4},
                     {.name = "total", .facts = {std::monostate(), Share{1.0}}, .total = true}}};
}

} // namespace

class TestFactsView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsEveryFact();
    void everyRowIsInSight();
    void theRowOfTheBeatIsMarkedInBold();
    void aRowLeadsToItsBeat();
    void returnLeadsToItsBeat();
    void copiesAll();
    void panelShowsAsManyTablesAsThereAre();

private:
    std::unique_ptr<FactsView> m_view;
};

void TestFactsView::init()
{
    m_view = std::make_unique<FactsView>();
    m_view->setTable(layers());
    m_view->resize(320, m_view->height());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestFactsView::showsEveryFact()
{
    QCOMPARE(m_view->rowCount(), 3);
    QCOMPARE(m_view->item(0, 0)->text(), QStringLiteral("conv1"));
    QCOMPARE(m_view->item(1, 1)->text(), QStringLiteral("13×13"));
    QCOMPARE(m_view->item(2, 0)->text(), QStringLiteral("Total"));
    QCOMPARE(m_view->item(2, 1)->text(), QString());
    QVERIFY(m_view->item(2, 0)->font().bold());
    QVERIFY(!m_view->accessibleName().isEmpty());
}

void TestFactsView::everyRowIsInSight()
{
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    FactsTable longer = layers();
    for (int i = 0; i < 30; ++i)
        longer.rows.push_back({.label = std::to_string(i), .facts = {Pair{i, i}, Share{0.1}}});
    m_view->setTable(longer);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    QCOMPARE(m_view->rowCount(), 33);
}

void TestFactsView::theRowOfTheBeatIsMarkedInBold()
{
    m_view->setBeat(3);
    QCOMPARE(m_view->markedRow(), std::optional(0));
    QVERIFY(m_view->item(0, 1)->font().bold());
    QVERIFY(!m_view->item(1, 1)->font().bold());
    m_view->setBeat(4);
    QCOMPARE(m_view->markedRow(), std::optional(1));
    QVERIFY(!m_view->item(0, 1)->font().bold());
    QVERIFY(m_view->item(1, 1)->font().bold());
}

void TestFactsView::aRowLeadsToItsBeat()
{
    const QSignalSpy asked(m_view.get(), &FactsView::beatAsked);
    const auto click = [&](int row) {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          m_view->visualItemRect(m_view->item(row, 0)).center());
    };
    click(1);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toInt(), 4);
    click(2); // the total belongs to no beat
    QCOMPARE(asked.count(), 1);
}

void TestFactsView::returnLeadsToItsBeat()
{
    const QSignalSpy asked(m_view.get(), &FactsView::beatAsked);
    m_view->setCurrentCell(0, 0);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toInt(), 4);
}

void TestFactsView::copiesAll()
{
    QTest::keySequence(m_view.get(), QKeySequence::Copy);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[2], QStringLiteral("pool1\t13×13\t50.0%"));
}

void TestFactsView::panelShowsAsManyTablesAsThereAre()
{
    FactsPanel panel;
    QVERIFY(panel.isHidden());
    panel.setTables({layers(), layers()});
    QVERIFY(!panel.isHidden());
    const auto sections = panel.findChildren<Section *>();
    QCOMPARE(sections.size(), 2);
    panel.setTables({layers()});
    QVERIFY(sections[1]->isHidden());
    QCOMPARE(sections[0]->title(), QStringLiteral("Layers"));
    panel.setTables({});
    QVERIFY(panel.isHidden());
}

QTEST_MAIN(TestFactsView)
#include "tst_facts_view.moc"
