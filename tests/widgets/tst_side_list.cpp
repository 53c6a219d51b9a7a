#include "tests/widgets/accessible_names.h"
#include "widgets/side_list.h"

#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace convoscope;

class TestSideList : public QObject {
    Q_OBJECT

private slots:
    void init();
    void clickChooses();
    void keysChoose();
    void settingIsNoSignal();
    void chosenEntryIsFilled();
    void entriesTakeTheirRoomAtEveryScale();
    void everyEntryHasAName();

private:
    [[nodiscard]] QRect place(int row) const { return m_list->visualItemRect(m_list->item(row)); }

    std::unique_ptr<SideList> m_list;
};

void TestSideList::init()
{
    const std::array<SideList::Entry, 3> entries{{
        {.title = QStringLiteral("Convolution"), .icon = QStringLiteral("grid-3x3")},
        {.title = QStringLiteral("Padding"), .icon = QStringLiteral("square")},
        {.title = QStringLiteral("Pooling"), .icon = QStringLiteral("funnel")},
    }};
    m_list = std::make_unique<SideList>();
    m_list->setAccessibleName(QStringLiteral("Lessons"));
    m_list->setEntries(entries);
    m_list->setChosen(0);
    m_list->resize(200, 400);
    m_list->show();
    QVERIFY(QTest::qWaitForWindowActive(m_list.get()));
}

void TestSideList::clickChooses()
{
    const QSignalSpy chosen(m_list.get(), &SideList::chosen);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, place(2).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toInt(), 2);
}

void TestSideList::keysChoose()
{
    const QSignalSpy chosen(m_list.get(), &SideList::chosen);
    QTest::keyClick(m_list.get(), Qt::Key_Down);
    QTest::keyClick(m_list.get(), Qt::Key_End);
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[0][0].toInt(), 1);
    QCOMPARE(chosen[1][0].toInt(), 2);
}

void TestSideList::settingIsNoSignal()
{
    const QSignalSpy chosen(m_list.get(), &SideList::chosen);
    m_list->setChosen(1);
    QCOMPARE(m_list->currentRow(), 1);
    QCOMPARE(chosen.size(), 0);
}

void TestSideList::chosenEntryIsFilled()
{
    const QColor fill = m_list->theme().selection;
    const auto colourOf = [this](int row) {
        const QImage picture = m_list->viewport()->grab().toImage();
        const QPointF inside =
            QPointF(place(row).right() - 12, place(row).center().y()) * picture.devicePixelRatio();
        return picture.pixelColor(inside.toPoint());
    };
    m_list->setChosen(1);
    QCOMPARE(colourOf(1), fill);
    QVERIFY(colourOf(0) != fill);
}

void TestSideList::entriesTakeTheirRoomAtEveryScale()
{
    const int before = place(0).height();
    Theme theme = Theme::dark();
    theme.scale = 1.6;
    m_list->setTheme(theme);
    QCOMPARE(place(0).height(), qRound(37 * 1.6));
    QVERIFY(place(0).height() > before);
    QVERIFY(m_list->sizeHint().height() >= 3 * place(0).height());
}

void TestSideList::everyEntryHasAName()
{
    QCOMPARE(namelessWidgets(*m_list), QStringList());
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_list.get());
    QCOMPARE(list->childCount(), 3);
    QCOMPARE(list->child(1)->text(QAccessible::Name), QStringLiteral("Padding"));
}

QTEST_MAIN(TestSideList)

#include "tst_side_list.moc"
