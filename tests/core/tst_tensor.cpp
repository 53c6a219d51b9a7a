#include "core/tensor.h"

#include <QTest>

#include <climits>

using namespace convoscope;

class TestTensor : public QObject {
    Q_OBJECT

private slots:
    void laysCellsOutAsPyTorch();
    void matricesAreTensors();
    void viewsWriteThrough();
    void sizesAreChecked_data();
    void sizesAreChecked();
};

void TestTensor::laysCellsOutAsPyTorch()
{
    std::vector<float> values(120);
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    const Tensor t({2, 3, 4, 5}, values);
    QCOMPARE(t.shape().size(), 120LL);
    QCOMPARE(t.at(1, 2, 3, 4), 119.0F);
    QCOMPARE(t.at(1, 0, 2, 3), 73.0F);
    QCOMPARE(t.plane(1, 1).front(), 80.0F);
    QCOMPARE(t.plane(1, 1).size(), size_t{20});
    QCOMPARE(t.row(0, 2, 3).front(), 55.0F);
    QCOMPARE(t.row(0, 2, 3).size(), size_t{5});
}

void TestTensor::matricesAreTensors()
{
    const Tensor m = Tensor::matrix({{1, 2, 3}, {4, 5, 6}});
    QVERIFY((m.shape() == Shape{1, 1, 2, 3}));
    QCOMPARE(m.at(1, 0), 4.0F);
    QVERIFY(m == Tensor({1, 1, 2, 3}, {1, 2, 3, 4, 5, 6}));
    QVERIFY(m != Tensor({1, 1, 3, 2}, {1, 2, 3, 4, 5, 6}));
    QVERIFY(Tensor().empty());
    QVERIFY(!m.empty());
}

void TestTensor::viewsWriteThrough()
{
    Tensor t({1, 2, 2, 2}, 7.0F);
    t.at(1, 1) = 1.0F;
    t.row(0, 1, 0)[1] = 2.0F;
    t.plane(0, 1)[2] = 3.0F;
    QVERIFY(t == Tensor({1, 2, 2, 2}, {7, 7, 7, 1, 7, 2, 3, 7}));
}

void TestTensor::sizesAreChecked_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<long long>("refused"); // cells too many, 0 for none at all, -1 for fine
    QTest::newRow("fine") << Shape{1, 3, 3000, 4000} << -1LL;
    QTest::newRow("as large as can be") << Shape{1, 2, 16384, 16384} << -1LL;
    QTest::newRow("a cell too many") << Shape{1, 1, 1, static_cast<int>(mostTensorCells) + 1}
                                     << mostTensorCells + 1;
    QTest::newRow("too many planes") << Shape{INT_MAX, 2, 1, 1} << 2LL * INT_MAX;
    QTest::newRow("beyond 64 bits") << Shape{INT_MAX, INT_MAX, INT_MAX, INT_MAX} << LLONG_MAX;
    QTest::newRow("no rows") << Shape{1, 1, 0, 4} << 0LL;
    QTest::newRow("no samples") << Shape{0, 1, 4, 4} << 0LL;
    QTest::newRow("negative") << Shape{1, 1, 4, -4} << 0LL;
}

void TestTensor::sizesAreChecked()
{
    QFETCH(const Shape, shape);
    QFETCH(const long long, refused);
    const auto refusal = refusedShape(shape, "field");
    QCOMPARE(refusal.has_value(), refused >= 0);
    if (!refusal)
        return;
    QCOMPARE(refusal->reason, refused == 0 ? Reason::EmptyInput : Reason::TooLarge);
    QCOMPARE(refusal->got, refused);
    QCOMPARE(refusal->field, std::string("field"));
}

QTEST_APPLESS_MAIN(TestTensor)
#include "tst_tensor.moc"
