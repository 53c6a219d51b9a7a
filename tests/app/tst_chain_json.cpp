#include "app/chain_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace convoscope;

using Chain = std::vector<ChainStep>;

namespace {

ChainReading reading(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return readChain(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), 3);
}

} // namespace

/// Chains of filters in scene files.
class TestChainJson : public QObject {
    Q_OBJECT

private slots:
    void usualValuesAreLeftOut();
    void everyFilterComesBack_data();
    void everyFilterComesBack();
    void everyNumberComesBack();
    void sizeMayBeANumber();
    void weightsOfFilterPresetsAreNoMatter();
    void wrongRangesAreForTheLesson();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

void TestChainJson::usualValuesAreLeftOut()
{
    const QJsonValue json = jsonOfChain(
        {{.spec = {.name = "gaussian", .sigma = 1.5}, .strength = 0.5}, {.spec = {.name = "sobel"}}});
    QCOMPARE(QJsonDocument(json.toArray()).toJson(QJsonDocument::Compact),
             QByteArray(R"([{"filter":"gaussian","sigma":1.5,"strength":0.5},{"filter":"sobel"}])"));
}

void TestChainJson::everyFilterComesBack_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const FilterPreset &filter : filterPresets())
        QTest::newRow(std::string(filter.key).c_str())
            << QByteArray(filter.key.data(), static_cast<qsizetype>(filter.key.size()));
}

void TestChainJson::everyFilterComesBack()
{
    QFETCH(const QByteArray, name);
    const Chain chain{{.spec = {.name = name.toStdString()}}};
    const ChainReading read = readChain(jsonOfChain(chain), 16);
    QVERIFY(std::holds_alternative<Chain>(read));
    QVERIFY(std::get<Chain>(read) == chain);
}

void TestChainJson::everyNumberComesBack()
{
    Chain chain(3);
    chain[0].spec = {.name = "gabor",
                     .size = {5, 7},
                     .sigma = 0.1,
                     .angle = -37.25,
                     .wavelength = 1.0 / 3,
                     .amount = 1e-7};
    chain[0].divisor = -2.5;
    chain[0].offset = 128;
    chain[0].normalise = true;
    chain[0].strength = 1.75;
    chain[0].on = false;
    chain[1].spec.name = ownKernel;
    chain[1].kernel = Tensor::matrix({{0.1F, -1.0F / 3}, {1e-20F, 3e9F}});
    const QJsonDocument file(jsonOfChain(chain).toArray());
    const ChainReading read = reading(file.toJson());
    QVERIFY(std::holds_alternative<Chain>(read));
    QVERIFY(std::get<Chain>(read) == chain);
}

void TestChainJson::sizeMayBeANumber()
{
    const ChainReading read = reading(R"([{"filter": "box", "size": 5}, {"filter": "box", "size": [1, 9]}])");
    QVERIFY(std::holds_alternative<Chain>(read));
    QVERIFY((std::get<Chain>(read)
             == Chain{{.spec = {.name = "box", .size = {5, 5}}}, {.spec = {.name = "box", .size = {1, 9}}}}));
}

void TestChainJson::weightsOfFilterPresetsAreNoMatter()
{
    const ChainReading read = reading(R"([{"filter": "box", "kernel": [[1]]}])");
    QVERIFY(std::holds_alternative<Chain>(read));
    QVERIFY((std::get<Chain>(read) == Chain{{.spec = {.name = "box"}}}));
}

void TestChainJson::wrongRangesAreForTheLesson()
{
    const ChainReading read = reading(R"([{"filter": "gaussian", "sigma": -3, "size": 4, "divisor": 0}])");
    QVERIFY(std::holds_alternative<Chain>(read));
    QVERIFY(!filterStepOf(std::get<Chain>(read).front()));
}

void TestChainJson::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *text, const char *sentence) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(sentence);
    };
    row("no list", R"({"filter": "box"})", "is no list of steps");
    row("too many", "[{}, {}, {}, {}]", "has 4 step(s)");
    row("no object", "[{}, 3]", "has a step 2 that is no object");
    row("unknown filter", R"([{"filter": "magic"}])",
        "has a step 1 whose “filter” names no filter that this version has");
    row("filter is no text", R"([{"filter": 3}])",
        "has a step 1 whose “filter” names no filter that this version has");
    row("unknown key", R"([{}, {"sigmas": 3}])", "has a step 2 whose “sigmas” is nothing that a step has");
    row("text for a number", R"([{}, {"sigma": "3"}])", "has a step 2 whose “sigma” is not a number");
    row("text for a switch", R"([{"on": "yes"}])", "has a step 1 whose “on” is neither true nor false");
    row("three sides", R"([{"size": [3, 3, 3]}])",
        "has a step 1 whose “size” is not a number of cells or [height, width]");
    row("half a cell", R"([{"size": 2.5}])",
        "has a step 1 whose “size” is not a number of cells or [height, width]");
    row("negative side", R"([{"size": -3}])",
        "has a step 1 whose “size” is not a number of cells or [height, width]");
    row("ragged kernel", R"([{"filter": "own", "kernel": [[1, 2], [3]]}])",
        "has a step 1 whose “kernel” has 1 numbers in row 2 and 2 in row 1");
    row("empty kernel", R"([{"filter": "own", "kernel": []}])",
        "has a step 1 whose “kernel” is not a list of rows");
    row("no kernel", R"([{"filter": "own"}])", "has a step 1 with a kernel of its own but no “kernel”");
}

void TestChainJson::nonsenseIsRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, sentence);
    const ChainReading read = reading(text);
    QVERIFY(std::holds_alternative<QString>(read));
    QCOMPARE(std::get<QString>(read), sentence);
}

QTEST_APPLESS_MAIN(TestChainJson)
#include "tst_chain_json.moc"
