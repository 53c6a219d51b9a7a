#include "core/tensor.h"
#include "core/value_text.h"

#include <QTest>

using namespace convoscope;

class TestValueText : public QObject {
    Q_OBJECT

private slots:
    void writesNumbers_data();
    void writesNumbers();
    void writesMatricesAsNumPyPrints_data();
    void writesMatricesAsNumPyPrints();
};

void TestValueText::writesNumbers_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<QString>("want");
    QTest::addRow("integer") << -160.0F << "-160";
    QTest::addRow("minus zero") << -0.0F << "0";
    QTest::addRow("seven digits") << 1234567.0F << "1234567";
    QTest::addRow("eight digits") << 12345678.0F << "1.23457e+07";
    QTest::addRow("fraction") << 0.1F << "0.1";
    QTest::addRow("third") << 1.0F / 3.0F << "0.333333";
    QTest::addRow("small") << 1e-6F << "1e-06";
}

void TestValueText::writesNumbers()
{
    QFETCH(float, value);
    QFETCH(QString, want);
    QCOMPARE(QString::fromStdString(valueText(value)), want);
}

void TestValueText::writesMatricesAsNumPyPrints_data()
{
    QTest::addColumn<Tensor>("matrix");
    QTest::addColumn<QString>("want");
    QTest::addRow("one") << Tensor::matrix({{-3}}) << "[[-3]]";
    QTest::addRow("aligned") << Tensor::matrix({{1, -20}, {300, 4}}) << "[[  1 -20]\n [300   4]]";
    QTest::addRow("fractions") << Tensor::matrix({{0.5F, 1.0F / 3.0F}}) << "[[     0.5 0.333333]]";
    QTest::addRow("seven") << Tensor::matrix({{1, 2, 3, 4, 5, 6, 7}}) << "[[1 2 3 4 5 6 7]]";
    QTest::addRow("eight") << Tensor::matrix({{1, 2, 3, 4, 5, 6, 7, 8}}) << "[[  1   2   3 ...   6   7   8]]";
    QTest::addRow("tall") << Tensor({.h = 9, .w = 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9})
                          << "[[  1]\n [  2]\n [  3]\n [...]\n [  7]\n [  8]\n [  9]]";
}

void TestValueText::writesMatricesAsNumPyPrints()
{
    QFETCH(Tensor, matrix);
    QFETCH(QString, want);
    QCOMPARE(QString::fromStdString(matrixValueText(matrix.values(), {matrix.height(), matrix.width()})),
             want);
}

QTEST_APPLESS_MAIN(TestValueText)
#include "tst_value_text.moc"
