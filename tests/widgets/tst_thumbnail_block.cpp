#include "widgets/thumbnail_block.h"

#include <QTest>

using namespace convoscope;

/// Squares in lines.
class TestThumbnailBlock : public QObject {
    Q_OBJECT

private slots:
    void fitsTheRoom_data();
    void fitsTheRoom();
    void squaresDoNotOverlap();
};

void TestThumbnailBlock::fitsTheRoom_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QSizeF>("room");
    QTest::newRow("few") << 3 << QSizeF(400, 300);
    QTest::newRow("eighteen") << 18 << QSizeF(400, 300);
    QTest::newRow("fifty") << 50 << QSizeF(420, 320);
    QTest::newRow("one") << 1 << QSizeF(200, 150);
}

void TestThumbnailBlock::fitsTheRoom()
{
    QFETCH(int, count);
    QFETCH(QSizeF, room);
    const auto block = ThumbnailBlock::fitting(count, room, Theme::light());
    QVERIFY(block.size().width() <= room.width());
    QVERIFY(block.size().height() <= room.height());
    QVERIFY(block.side >= 14 && block.side <= 96);
    QVERIFY(block.perLine * block.lines() >= count);
}

void TestThumbnailBlock::squaresDoNotOverlap()
{
    const auto block = ThumbnailBlock::fitting(18, {400, 300}, Theme::light());
    const QPointF corner(10, 20);
    for (int i = 0; i < 18; ++i) {
        const QRectF square = block.square(i, corner);
        QVERIFY(QRectF(corner, block.size()).adjusted(-1, -1, 1, 1).contains(square));
        for (int k = 0; k < i; ++k)
            QVERIFY(!square.intersects(block.square(k, corner).adjusted(0, -block.label, 0, 0)));
    }
}

QTEST_MAIN(TestThumbnailBlock)
#include "tst_thumbnail_block.moc"
