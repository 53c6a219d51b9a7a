#include "app/field_json.h"
#include "core/convolution_lesson.h"
#include "core/input_presets.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace convoscope;

namespace {

QString text(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

const Field &field(std::string_view key)
{
    return *findField(convolutionFields(), key);
}

template <typename T>
T valueOf(std::string_view key, const QJsonValue &json)
{
    return std::get<T>(std::get<FieldValue>(readField(field(key), json)));
}

QJsonValue nested(int depth)
{
    QJsonValue value = 1;
    for (int i = 0; i < depth; ++i)
        value = QJsonArray{value};
    return value;
}

QJsonValue rows(int height, int width)
{
    QJsonArray row;
    for (int x = 0; x < width; ++x)
        row.append(x);
    QJsonArray all;
    for (int y = 0; y < height; ++y)
        all.append(row);
    return all;
}

} // namespace

class TestFieldJson : public QObject {
    Q_OBJECT

private slots:
    void readsEveryKind();
    void writesEveryKind();
    void singleNumbersStandForAll();
    void readsPhotos();
    void wrongValuesGetASentence_data();
    void wrongValuesGetASentence();
    void sentencesSayWhatWorks();
};

void TestFieldJson::readsEveryKind()
{
    QCOMPARE(valueOf<bool>("flip", true), true);
    QCOMPARE(valueOf<double>("sigma", 0.3), 0.3);
    QCOMPARE(valueOf<int>("padding", "full"), 2);
    QVERIFY((valueOf<Pair>("stride", QJsonArray{2, 3}) == Pair{2, 3}));
    const QJsonObject sides{{"left", 1}, {"right", 2}, {"top", 3}, {"bottom", 4}};
    QVERIFY((valueOf<Sides>("pad", sides) == Sides{1, 2, 3, 4}));
    QVERIFY(valueOf<Tensor>("kernel", rows(2, 3)) == Tensor::matrix({{0, 1, 2}, {0, 1, 2}}));
    QVERIFY(valueOf<Picture>("input", "gradient-5x5").tensor() == *inputPreset("gradient-5x5"));
    QCOMPARE(valueOf<Picture>("input", "gradient-5x5").preset, "gradient-5x5");
    QVERIFY(valueOf<Picture>("input", rows(1, 2)).tensor() == Tensor::matrix({{0, 1}}));
    const Tensor stack = valueOf<Picture>("input", QJsonArray{rows(1, 2), rows(1, 2)}).tensor();
    QVERIFY((stack.shape() == Shape{.c = 2, .h = 1, .w = 2}));
}

void TestFieldJson::writesEveryKind()
{
    QCOMPARE(jsonOf(field("flip"), true), QJsonValue(true));
    QCOMPARE(jsonOf(field("sigma"), 0.3), QJsonValue(0.3));
    QCOMPARE(jsonOf(field("padding"), 2), QJsonValue("full"));
    QCOMPARE(jsonOf(field("stride"), Pair{2, 3}), QJsonValue(QJsonArray{2, 3}));
    QCOMPARE(jsonOf(field("pad"), Sides{1, 2, 3, 4}),
             QJsonValue(QJsonObject{{"left", 1}, {"right", 2}, {"top", 3}, {"bottom", 4}}));
    QCOMPARE(jsonOf(field("kernel"), Tensor::matrix({{0, 1, 2}, {0, 1, 2}})), rows(2, 3));
    QCOMPARE(jsonOf(field("input"), makePicture(*inputPreset("gradient-5x5"), "gradient-5x5")),
             QJsonValue("gradient-5x5"));
    // Numbers that are no longer the preset's are written out.
    QCOMPARE(jsonOf(field("input"), makePicture(ramp({1, 2}), "gradient-5x5")),
             QJsonValue(QJsonArray{QJsonArray{1, 2}}));
}

void TestFieldJson::singleNumbersStandForAll()
{
    QVERIFY((valueOf<Pair>("stride", 2) == Pair{2, 2}));
    QVERIFY((valueOf<Sides>("pad", 1) == Sides{1, 1, 1, 1}));
}

void TestFieldJson::readsPhotos()
{
    const auto read = readField(field("input"), QJsonObject{{"photo", "cat.jpg"}});
    const PhotoRequest whole{.field = "input", .path = "cat.jpg", .channel = "luma", .crop = {}};
    QVERIFY(std::get<PhotoRequest>(read) == whole);
    const QJsonObject cropped{{"photo", "a"}, {"channel", "red"}, {"crop", QJsonArray{1, 2, 3, 4}}};
    const PhotoRequest part{.field = "input", .path = "a", .channel = "red", .crop = Rect{1, 2, 3, 4}};
    QVERIFY(std::get<PhotoRequest>(readField(field("input"), cropped)) == part);
}

void TestFieldJson::wrongValuesGetASentence_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const std::vector<std::pair<const char *, QJsonValue>> never{
        {"null", QJsonValue::Null},
        {"empty list", QJsonArray{}},
        {"list of an empty list", QJsonArray{QJsonArray{}}},
        {"empty object", QJsonObject{}},
        {"empty text", ""},
        {"text", "no such thing"},
        {"huge number", 1e99},
        {"list of texts", QJsonArray{"a", "b"}},
        {"ragged rows", QJsonArray{QJsonArray{1, 2}, QJsonArray{3}}},
        {"a row that is none", QJsonArray{QJsonArray{1, 2}, 3}},
        {"text in a matrix", QJsonArray{QJsonArray{1, "x"}}},
        {"more than a float holds", QJsonArray{QJsonArray{1e39}}},
        {"too many rows", rows(300, 1)},
        {"too many columns", rows(1, 300)},
        {"too many channels",
         QJsonArray(QJsonArray::fromVariantList(QVariantList(33, rows(1, 1).toArray().toVariantList())))},
        {"deeply nested", nested(900)},
        {"crop without a photo", QJsonObject{{"crop", QJsonArray{0, 0, 1, 1}}}},
        {"photo without a path", QJsonObject{{"photo", ""}}},
        {"photo with an empty crop", QJsonObject{{"photo", "a.png"}, {"crop", QJsonArray{0, 0, 0, 1}}}},
        {"photo with half a crop", QJsonObject{{"photo", "a.png"}, {"crop", QJsonArray{0, 0}}}},
        {"photo of another channel", QJsonObject{{"photo", "a.png"}, {"channel", "infrared"}}},
    };
    for (const Field &field : convolutionFields()) {
        for (const auto &[name, value] : never)
            QTest::addRow("%s: %s", field.key.data(), name) << text(field.key) << value;
    }
    const auto row = [](const char *name, const char *key, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromUtf8(key) << value;
    };
    row("stride 0", "stride", 0);
    row("stride a fraction", "stride", QJsonArray{1, 1.5});
    row("stride of three axes", "stride", QJsonArray{1, 1, 1});
    row("flip a number", "flip", 1);
    row("view an index", "view", 0);
    row("a side missing", "pad", QJsonObject{{"left", 1}, {"right", 1}, {"top", 1}});
    row("kernel of 12 rows", "kernel", rows(12, 1));
    row("kernel with channels", "kernel", QJsonArray{rows(3, 3)});
    row("channels of different heights", "input", QJsonArray{rows(3, 3), rows(2, 3)});
}

void TestFieldJson::wrongValuesGetASentence()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    const auto read = readField(field(key.toStdString()), value);
    const auto *sentence = std::get_if<QString>(&read);
    QVERIFY(sentence);
    QVERIFY2(sentence->contains(key) && sentence->contains("it has to be") && sentence->endsWith('.'),
             qPrintable(*sentence));
    QVERIFY2(sentence->size() < 600, qPrintable(*sentence));
}

void TestFieldJson::sentencesSayWhatWorks()
{
    const auto sentence = [](std::string_view key, const QJsonValue &json) {
        return std::get<QString>(readField(field(key), json));
    };
    QVERIFY(sentence("padding", "some").contains("valid, same, full, explicit"));
    QVERIFY(sentence("stride", 0).contains("from 1 to 64"));
    QVERIFY(sentence("kernel", QJsonArray{QJsonArray{1, 2}, QJsonArray{3}})
                .contains("has 1 numbers in row 2 and 2 in row 1"));
    QVERIFY(sentence("kernel", QJsonArray{QJsonArray{1, "x"}}).contains("row 1, column 2"));
}

QTEST_APPLESS_MAIN(TestFieldJson)
#include "tst_field_json.moc"
