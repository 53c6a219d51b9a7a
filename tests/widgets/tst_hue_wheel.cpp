#include "widgets/colour_space.h"
#include "widgets/hue_wheel.h"

#include <QImage>
#include <QPainter>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace convoscope;

class TestHueWheel : public QObject {
    Q_OBJECT

private slots:
    void goesAroundEvenly();
    void oppositesDiffer_data();
    void oppositesDiffer();
    void wheelHasTheColoursOfTheTable_data();
    void wheelHasTheColoursOfTheTable();
};

namespace {

double distance(QRgb a, QRgb b)
{
    const Lab p = toLab(a);
    const Lab q = toLab(b);
    return std::hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

} // namespace

void TestHueWheel::goesAroundEvenly()
{
    const auto table = hueTable();
    QCOMPARE(table.size(), size_t{256});
    double least = 1e9;
    double most = 0;
    for (size_t i = 0; i < 256; i += 8) {
        const double step = distance(table[i], table[(i + 8) % 256]);
        least = std::min(least, step);
        most = std::max(most, step);
    }
    QVERIFY(least > 4.0);
    QVERIFY(most < 3 * least);
    QVERIFY(distance(table[255], table[0]) < 4.0);
}

void TestHueWheel::oppositesDiffer_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < 128; i += 16)
        QTest::addRow("%d degrees", i * 360 / 256) << i;
}

/// In lightness and from blue to yellow, which nearly everyone sees.
void TestHueWheel::oppositesDiffer()
{
    QFETCH(int, index);
    const auto table = hueTable();
    const auto at = static_cast<size_t>(index);
    const Lab one = toLab(table[at]);
    const Lab other = toLab(table[at + 128]);
    QVERIFY(std::hypot(one.l - other.l, one.b - other.b) > 40);
}

void TestHueWheel::wheelHasTheColoursOfTheTable_data()
{
    QTest::addColumn<int>("index");
    for (const int index : {0, 32, 64, 128, 192, 230})
        QTest::addRow("%d degrees", index * 360 / 256) << index;
}

void TestHueWheel::wheelHasTheColoursOfTheTable()
{
    QFETCH(int, index);
    const Theme theme = Theme::light();
    const HueWheel wheel{theme};
    QImage image(wheel.size(), QImage::Format_RGB32);
    image.fill(0xff000000U);
    QPainter painter(&image);
    wheel.paint(painter, {0, 0});
    painter.end();
    const double angle = index * 2 * M_PI / 256; // clockwise, as rows grow downwards
    const QPointF at = QRectF(image.rect()).center() + 25.0 * QPointF(std::cos(angle), std::sin(angle));
    QVERIFY(distance(image.pixel(at.toPoint()), hueTable()[static_cast<size_t>(index)]) < 6.0);
}

QTEST_MAIN(TestHueWheel)
#include "tst_hue_wheel.moc"
