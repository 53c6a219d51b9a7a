#include "core/hand_over.h"
#include "core/lesson.h"

#include <QTest>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Cell)
Q_DECLARE_METATYPE(convoscope::Rect)

namespace {

/// Two channels whose numbers tell where they are from.
Plane placed(int height, int width, int channel)
{
    Tensor values({.c = 2, .h = height, .w = width});
    for (int c = 0; c < 2; ++c) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                values.at(0, c, y, x) = static_cast<float>(c * 500000 + y * 1000 + x);
        }
    }
    Plane plane = planeOf("output", PlaneRole::Output, std::move(values));
    plane.channel = channel;
    plane.border.sides = {2, 2, 2, 2};
    return plane;
}

} // namespace

class TestHandOver : public QObject {
    Q_OBJECT

private slots:
    void everyLessonTakesAPlane_data();
    void everyLessonTakesAPlane();
    void ownCellsOfTheChannel();
    void partAroundACell_data();
    void partAroundACell();
};

void TestHandOver::everyLessonTakesAPlane_data()
{
    QTest::addColumn<int>("lesson");
    for (size_t i = 0; i < lessons().size(); ++i)
        QTest::newRow(lessons()[i].id.data()) << static_cast<int>(i);
}

void TestHandOver::everyLessonTakesAPlane()
{
    QFETCH(const int, lesson);
    const Lesson &l = lessons()[static_cast<size_t>(lesson)];
    const Field *field = inputFieldOf(l);
    QVERIFY(field != nullptr);
    Params params = l.start();
    const Picture picture = fittingInto(*field, handedOver(placed(12, 12, 1), {}));
    field->set(params, picture);
    QVERIFY(std::get<Picture>(field->get(params)) == picture);
    QVERIFY(bool(l.play(params)));
}

void TestHandOver::ownCellsOfTheChannel()
{
    const Picture picture = handedOver(placed(3, 4, 1), {-2, -2});
    QCOMPARE(picture.tensor().shape(), (Shape{.h = 3, .w = 4}));
    QCOMPARE(picture.tensor().at(2, 3), 502003.0F);
    QVERIFY(picture.preset.empty() && !picture.isPhoto());
}

void TestHandOver::partAroundACell_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<convoscope::Cell>("around");
    QTest::addColumn<convoscope::Rect>("part");
    QTest::newRow("all of it") << 256 << 256 << Cell{200, 3} << Rect{0, 0, 256, 256};
    QTest::newRow("in the middle") << 300 << 400 << Cell{150, 200} << Rect{118, 168, 64, 64};
    QTest::newRow("at the corner") << 300 << 400 << Cell{0, 0} << Rect{0, 0, 64, 64};
    QTest::newRow("in the padding") << 300 << 400 << Cell{301, 401} << Rect{236, 336, 64, 64};
    QTest::newRow("flat") << 20 << 4000 << Cell{3, 2000} << Rect{0, 1968, 20, 64};
}

void TestHandOver::partAroundACell()
{
    QFETCH(const int, height);
    QFETCH(const int, width);
    QFETCH(const convoscope::Cell, around);
    QFETCH(const convoscope::Rect, part);
    const Plane plane = placed(height, width, 0);
    QCOMPARE(handedOverCells(plane, around), part);
    const Picture picture = handedOver(plane, around);
    QCOMPARE(picture.tensor().at(0, 0), plane.at({part.top, part.left}));
    QCOMPARE(picture.tensor().at(part.height - 1, part.width - 1),
             plane.at({part.top + part.height - 1, part.left + part.width - 1}));
}

QTEST_APPLESS_MAIN(TestHandOver)
#include "tst_hand_over.moc"
