#include "core/bordered_rows.h"

#include <QTest>

using namespace convoscope;

class TestBorderedRows : public QObject {
    Q_OBJECT

private slots:
    void readAsIfPadded_data();
    void readAsIfPadded();
    void insideIsInside();
};

void TestBorderedRows::readAsIfPadded_data()
{
    QTest::addColumn<PaddingMode>("mode");
    QTest::newRow("zeros") << PaddingMode::Zeros;
    QTest::newRow("reflect") << PaddingMode::Reflect;
    QTest::newRow("replicate") << PaddingMode::Replicate;
    QTest::newRow("circular") << PaddingMode::Circular;
}

void TestBorderedRows::readAsIfPadded()
{
    QFETCH(const PaddingMode, mode);
    const Tensor x({1, 2, 3, 4},
                   {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24});
    const Border border{.sides = {3, 3, 2, 2}, .mode = mode, .constant = -1.0F};
    const BorderedRows rows(x, border);
    const Tensor padded = *pad(x, border);
    for (int c = 0; c < 2; ++c) {
        for (int y = -2; y < 5; ++y) {
            const float *row = rows.row(0, c, y);
            for (int j = -3; j < 7; ++j)
                QCOMPARE(rows.cell(row, j), padded.at(0, c, y + 2, j + 3));
            std::vector<float> cells(4);
            rows.copy(row, {-3, 3, 4}, cells.data());
            for (int i = 0; i < 4; ++i)
                QCOMPARE(cells[i], padded.at(0, c, y + 2, 3 * i));
        }
    }
}

void TestBorderedRows::insideIsInside()
{
    for (const int width : {1, 2, 5}) {
        for (const int step : {1, 2, 3, 2147483647}) {
            for (const int count : {0, 1, 4}) {
                for (int start = -9; start < 9; ++start) {
                    const auto [first, last] = inside({start, step, count}, width);
                    QVERIFY(0 <= first && first <= last && last <= count);
                    for (long long i = 0; i < count; ++i) {
                        const long long column = start + i * step;
                        QCOMPARE(i >= first && i < last, column >= 0 && column < width);
                    }
                }
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestBorderedRows)
#include "tst_bordered_rows.moc"
