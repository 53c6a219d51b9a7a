#include "widgets/number_text.h"

#include <QTest>
#include <bit>
#include <limits>
#include <random>

using namespace convoscope;

class TestNumberText : public QObject {
    Q_OBJECT

private slots:
    void writesCells_data();
    void writesCells();
    void writesAllDigits_data();
    void writesAllDigits();
    void keepsThreeDigitsOfAnyNumber();
    void readsBackAsTheSameNumber();
};

void TestNumberText::writesCells_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, float value, const char *text) {
        QTest::newRow(name) << value << QString::fromUtf8(text);
    };
    row("zero", 0.0F, "0");
    row("negative zero", -0.0F, "0");
    row("integer", 160.0F, "160");
    row("negative integer", -160.0F, "−160");
    row("four digits stay", 1234.0F, "1234");
    row("longest integer", 999999.0F, "999999");
    row("longer integer", 1234567.0F, "1.23e6");
    row("round long integer", 2000000.0F, "2e6");
    row("eighth", -0.125F, "−0.125");
    row("half", 0.5F, "0.5");
    row("tenth", 0.1F, "0.1");
    row("third", 1.0F / 3.0F, "0.333");
    row("nearly a half", 0.49996F, "0.500");
    row("nearly one", 0.9996F, "1.00");
    row("nearly ten", 9.9996F, "10.0");
    row("tens", 12.345F, "12.3");
    row("hundreds", 123.456F, "123");
    row("whole digits are kept", 1234.5F, "1234");
    row("nearly a million", 999999.5F, "1.00e6");
    row("thousandth", 0.001F, "0.001");
    row("small", 0.00123F, "0.00123");
    row("smaller", 0.000123F, "1.23e−4");
    row("small and negative", -1.234e-5F, "−1.23e−5");
    row("round and small", 2e-7F, "2e−7");
    row("rounded and small", 1.999e-7F, "2.00e−7");
    row("smallest", std::numeric_limits<float>::denorm_min(), "1.4e−45");
    row("largest", std::numeric_limits<float>::max(), "3.40e38");
    row("infinite", std::numeric_limits<float>::infinity(), "∞");
    row("negative infinite", -std::numeric_limits<float>::infinity(), "−∞");
    row("not a number", std::numeric_limits<float>::quiet_NaN(), "NaN");
}

void TestNumberText::writesCells()
{
    QFETCH(float, value);
    QTEST(cellText(value), "text");
}

void TestNumberText::writesAllDigits_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<QString>("full");
    QTest::addColumn<QString>("plain");
    const auto row = [](const char *name, float value, const char *full, const char *plain) {
        QTest::newRow(name) << value << QString::fromUtf8(full) << QString::fromLatin1(plain);
    };
    row("zero", -0.0F, "0", "0");
    row("integer", -160.0F, "−160", "-160");
    row("million", 1e6F, "1000000", "1000000");
    row("third", 1.0F / 3.0F, "0.33333334", "0.33333334");
    row("tenth", -0.1F, "−0.1", "-0.1");
    row("small", 1.25e-5F, "1.25e−5", "1.25e-5");
    row("large", 1e20F, "1e20", "1e20");
    row("infinite", -std::numeric_limits<float>::infinity(), "−∞", "-inf");
    row("not a number", std::numeric_limits<float>::quiet_NaN(), "NaN", "nan");
}

void TestNumberText::writesAllDigits()
{
    QFETCH(float, value);
    QTEST(fullText(value), "full");
    QTEST(plainText(value), "plain");
}

void TestNumberText::keepsThreeDigitsOfAnyNumber()
{
    std::mt19937 random(7);
    for (int i = 0; i < 20000; ++i) {
        const float value = std::bit_cast<float>(static_cast<unsigned>(random()));
        if (!std::isfinite(value))
            continue;
        const QString text = cellText(value);
        QVERIFY2(text.size() <= 9, qPrintable(text));
        const double read = QString(text).replace(QChar(0x2212), QLatin1Char('-')).toDouble();
        QVERIFY2(std::abs(read - double(value)) <= 0.00501 * std::abs(double(value)), qPrintable(text));
    }
}

void TestNumberText::readsBackAsTheSameNumber()
{
    std::mt19937 random(11);
    for (int i = 0; i < 20000; ++i) {
        const float value = std::bit_cast<float>(static_cast<unsigned>(random()));
        if (std::isfinite(value))
            QCOMPARE(std::strtof(plainText(value).toLatin1().constData(), nullptr), value);
    }
}

QTEST_APPLESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
