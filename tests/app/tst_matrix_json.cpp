#include "app/json_text.h"
#include "app/matrix_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace convoscope;

class TestMatrixJson : public QObject {
    Q_OBJECT

private slots:
    void shortDoublesAreTheSameFloats();
    void tensorsComeBack_data();
    void tensorsComeBack();
    void matricesLookLikeMatrices();
    void textComesBack();
};

void TestMatrixJson::shortDoublesAreTheSameFloats()
{
    QCOMPARE(shortDouble(0.1F), 0.1);
    QCOMPARE(shortDouble(160.0F), 160.0);
    QCOMPARE(shortDouble(-1e20F), -1e20);
    constexpr float most = std::numeric_limits<float>::max();
    QCOMPARE(shortDouble(most), static_cast<double>(most));
    std::mt19937 random(5);
    for (int i = 0; i < 200000; ++i) {
        const auto bits = static_cast<quint32>(random());
        float value = 0;
        std::memcpy(&value, &bits, sizeof value);
        if (std::isfinite(value))
            QVERIFY(static_cast<float>(shortDouble(value)) == value);
    }
}

void TestMatrixJson::tensorsComeBack_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("side");
    QTest::newRow("one cell") << 1 << 1;
    QTest::newRow("matrix") << 1 << 9;
    QTest::newRow("channels") << 3 << 4;
    QTest::newRow("as many as allowed") << 4 << 16;
}

void TestMatrixJson::tensorsComeBack()
{
    QFETCH(const int, channels);
    QFETCH(const int, side);
    Tensor tensor({.c = channels, .h = side, .w = side});
    std::mt19937 random(3);
    for (float &value : tensor.values())
        value = std::ldexp(static_cast<float>(random()) - 2e9F, static_cast<int>(random() % 200) - 120);
    const QByteArray text = jsonText({{"x", jsonOfTensor(tensor)}});
    const QJsonValue json = QJsonDocument::fromJson(text).object().value("x");
    const auto read = readTensor(json, {.channels = 4, .low = 1, .high = 16});
    QVERIFY(std::get<Tensor>(read) == tensor);
}

void TestMatrixJson::matricesLookLikeMatrices()
{
    const QJsonObject object{{"b", jsonOfTensor(Tensor::matrix({{1, -2.5F}, {0.1F, 1e-7F}}))},
                             {"a", QJsonObject{{"x", 1}, {"y", true}}},
                             {"c", QJsonObject{}},
                             {"d", QJsonArray{}}};
    QCOMPARE(jsonText(object),
             "{\n"
             "  \"a\": {\"x\": 1, \"y\": true},\n"
             "  \"b\": [\n"
             "    [1, -2.5],\n"
             "    [0.1, 1e-07]\n"
             "  ],\n"
             "  \"c\": {},\n"
             "  \"d\": []\n"
             "}\n");
}

void TestMatrixJson::textComesBack()
{
    const QJsonObject object{{"quotes \" and \\", "line\nbreak, Zoë, \u2212"},
                             {"null", QJsonValue::Null},
                             {"deep", QJsonArray{QJsonArray{QJsonArray{1, "2", QJsonObject{{"k", 3}}}}, 4}},
                             {"numbers", QJsonArray{0.1, 1e300, -0.0, 9007199254740991.0}}};
    QCOMPARE(QJsonDocument::fromJson(jsonText(object)).object(), object);
}

QTEST_APPLESS_MAIN(TestMatrixJson)
#include "tst_matrix_json.moc"
