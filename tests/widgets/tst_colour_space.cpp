#include "widgets/colour_space.h"

#include <QTest>
#include <cmath>

using namespace convoscope;

class TestColourSpace : public QObject {
    Q_OBJECT

private slots:
    void convertsToLab_data();
    void convertsToLab();
    void comesBackFromLab();
    void mixesInSteps();
    void measuresContrast_data();
    void measuresContrast();
};

void TestColourSpace::convertsToLab_data()
{
    QTest::addColumn<QRgb>("colour");
    QTest::addColumn<double>("l");
    QTest::addColumn<double>("a");
    QTest::addColumn<double>("b");
    QTest::newRow("white") << qRgb(255, 255, 255) << 100.0 << 0.0 << 0.0;
    QTest::newRow("black") << qRgb(0, 0, 0) << 0.0 << 0.0 << 0.0;
    QTest::newRow("red") << qRgb(255, 0, 0) << 53.24 << 80.09 << 67.20;
    QTest::newRow("green") << qRgb(0, 255, 0) << 87.73 << -86.18 << 83.18;
    QTest::newRow("blue") << qRgb(0, 0, 255) << 32.30 << 79.19 << -107.86;
}

void TestColourSpace::convertsToLab()
{
    QFETCH(QRgb, colour);
    QFETCH(double, l);
    QFETCH(double, a);
    QFETCH(double, b);
    const Lab lab = toLab(colour);
    QVERIFY(std::hypot(lab.l - l, lab.a - a, lab.b - b) < 0.05);
}

void TestColourSpace::comesBackFromLab()
{
    for (int i = 0; i < 4096; ++i) {
        const QRgb colour = qRgb((i * 37) % 256, (i * 101) % 256, (i * 211) % 256);
        QCOMPARE(fromLab(toLab(colour)), colour);
    }
}

void TestColourSpace::mixesInSteps()
{
    const QRgb blue = qRgb(0, 114, 178);
    const QRgb white = qRgb(255, 255, 255);
    QCOMPARE(mixed(blue, white, 0.0), blue);
    QCOMPARE(mixed(blue, white, 1.0), white);
    const double half = toLab(mixed(blue, white, 0.5)).l;
    QVERIFY(std::abs(half - (toLab(blue).l + 100.0) / 2) < 0.5);
}

void TestColourSpace::measuresContrast_data()
{
    QTest::addColumn<QColor>("a");
    QTest::addColumn<QColor>("b");
    QTest::addColumn<double>("ratio");
    QTest::newRow("black on white") << QColor(Qt::black) << QColor(Qt::white) << 21.0;
    QTest::newRow("the same") << QColor(Qt::red) << QColor(Qt::red) << 1.0;
    QTest::newRow("the lightest grey for text on white") << QColor(0x767676U) << QColor(Qt::white) << 4.54;
    QTest::newRow("blue on white") << QColor(0x0000ffU) << QColor(Qt::white) << 8.59;
}

void TestColourSpace::measuresContrast()
{
    QFETCH(QColor, a);
    QFETCH(QColor, b);
    QFETCH(double, ratio);
    QVERIFY(std::abs(contrast(a, b) - ratio) < 0.005);
    QCOMPARE(contrast(a, b), contrast(b, a));
}

QTEST_APPLESS_MAIN(TestColourSpace)
#include "tst_colour_space.moc"
