#include "app/layers_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace convoscope;

/// Stacks of layers in scene files.
class TestLayersJson : public QObject {
    Q_OBJECT

private slots:
    void usualValuesAreLeftOut();
    void comeBackEqual();
    void pairsMayBeNumbers();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

void TestLayersJson::usualValuesAreLeftOut()
{
    const QJsonValue json = jsonOfLayers({{}, {.kind = LayerKind::Join, .with = 1}});
    QCOMPARE(QJsonDocument(json.toArray()).toJson(QJsonDocument::Compact),
             QByteArray(R"([{"kernel":[3,3],"kind":"conv"},{"kind":"join","with":1}])"));
}

void TestLayersJson::comeBackEqual()
{
    const std::vector<LayerSpec> layers{
        {.kernel = {1, 5}, .stride = {2, 3}, .padding = {0, 4}, .dilation = {7, 1}},
        {.kind = LayerKind::MaxPool, .kernel = {2, 2}, .ceilMode = true},
        {.kind = LayerKind::Transposed, .outputPadding = {1, 0}, .from = 0},
        {.kind = LayerKind::Join, .from = 1, .with = 2}};
    QVERIFY(readLayers(jsonOfLayers(layers), 1, 64) == layers);
}

void TestLayersJson::pairsMayBeNumbers()
{
    const auto json = QJsonDocument::fromJson(R"([{"kind": "conv", "kernel": 5, "stride": [2, 1]}])").array();
    QVERIFY((readLayers(json, 1, 64) == std::vector<LayerSpec>{{.kernel = {5, 5}, .stride = {2, 1}}}));
}

void TestLayersJson::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no list") << QByteArray(R"({"kind": "conv"})");
    QTest::newRow("too few") << QByteArray("[]");
    QTest::newRow("too many") << QByteArray("[{}, {}, {}, {}]");
    QTest::newRow("no object") << QByteArray("[3]");
    QTest::newRow("unknown kind") << QByteArray(R"([{"kind": "dense"}])");
    QTest::newRow("unknown setting") << QByteArray(R"([{"kernal": 3}])");
    QTest::newRow("three numbers") << QByteArray(R"([{"kernel": [3, 3, 3]}])");
    QTest::newRow("fraction") << QByteArray(R"([{"stride": 1.5}])");
    QTest::newRow("negative") << QByteArray(R"([{"padding": -1}])");
    QTest::newRow("huge") << QByteArray(R"([{"kernel": 1e9}])");
    QTest::newRow("no row") << QByteArray(R"([{"kind": "join", "with": "first"}])");
    QTest::newRow("no truth") << QByteArray(R"([{"ceil_mode": 1}])");
}

void TestLayersJson::nonsenseIsRefused()
{
    QFETCH(QByteArray, text);
    const QJsonDocument document = QJsonDocument::fromJson(text);
    QVERIFY(!document.isNull());
    const QJsonValue json = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    QVERIFY(!readLayers(json, 1, 3));
}

QTEST_APPLESS_MAIN(TestLayersJson)
#include "tst_layers_json.moc"
