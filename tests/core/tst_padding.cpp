#include "core/padding.h"

#include <QTest>

using namespace convoscope;

class TestPadding : public QObject {
    Q_OBJECT

private slots:
    void keepsThePlaneWithoutABorder();
};

void TestPadding::keepsThePlaneWithoutABorder()
{
    const Tensor x = Tensor::matrix({{1, 2}, {3, 4}});
    QVERIFY(*pad(x, {}) == x);
}

QTEST_APPLESS_MAIN(TestPadding)
#include "tst_padding.moc"
