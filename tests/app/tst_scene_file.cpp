#include "app/json_text.h"
#include "app/scene_file.h"
#include "app/scene_index.h"
#include "core/digit_picture.h"
#include "core/input_presets.h"
#include "core/test_chart.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <random>

using namespace convoscope;

namespace {

QString text(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

/// Strokes and erased ones, and a photo in which a digit was found.
std::vector<FieldValue> digits()
{
    Picture found = bundledDigit(3);
    found.preset.clear();
    found.path = "/photos/digit.jpg";
    found.channel = "digit";
    const Drawing drawing{.strokes = {{.points = {{140, 60, 9}, {140.5F, 220, 9.25F}}},
                                      {.points = {{140, 60, 9}}, .erases = true}}};
    return {bundledDigit(0), bundledDigit(999), drawnDigit(drawing), found};
}

Picture photo(std::optional<Rect> crop)
{
    Picture picture = makePicture(ramp({3, 4}));
    picture.path = "/photos/Zoë \"quoted\"\n.jpg";
    picture.channel = "green";
    picture.crop = crop;
    return picture;
}

/// A picture at full size that lies in no file.
Picture handMade(int channels)
{
    ByteRaster raster({5, 7}, channels);
    for (size_t i = 0; i < raster.values.size(); ++i)
        raster.values[i] = static_cast<std::uint8_t>(i * 37 % 256);
    return rasterPicture(std::move(raster));
}

Tensor oddFloats(Pair size)
{
    constexpr float least = std::numeric_limits<float>::denorm_min();
    constexpr float most = std::numeric_limits<float>::max();
    const std::vector<float> odd{0.1F,  -1.0F / 3,   1e-20F, most,  -most,
                                 least, 16777217.0F, 3e9F,   -0.5F, 1e20F};
    Tensor tensor({.h = size.y, .w = size.x});
    for (size_t i = 0; i < tensor.values().size(); ++i)
        tensor.values()[i] = odd[i % odd.size()];
    return tensor;
}

/// Chains of one filter each, of none, of the most, and one of the learner's own.
std::vector<FieldValue> chains(int most)
{
    std::vector<FieldValue> values{std::vector<ChainStep>(),
                                   std::vector<ChainStep>(static_cast<size_t>(most))};
    for (const FilterPreset &preset : filterPresets()) {
        std::vector<ChainStep> chain(2);
        chain[0].spec = {.name = std::string(preset.key), .size = {5, 7}, .angle = -1.0 / 3};
        chain[0].divisor = 1e-7;
        chain[1].strength = 2;
        chain[1].on = false;
        values.emplace_back(chain);
    }
    std::vector<ChainStep> own(1);
    own[0].spec.name = ownKernel;
    own[0].kernel = oddFloats({3, 4});
    own[0].normalise = true;
    values.emplace_back(own);
    return values;
}

/// Values of a field worth trying, made from its description.
std::vector<FieldValue> valuesOf(const Field &field)
{
    const int low = static_cast<int>(field.low);
    const int high = static_cast<int>(field.high);
    std::vector<FieldValue> values;
    switch (field.kind) {
    case FieldKind::Flag: return {true, false};
    case FieldKind::Integer: return {low, high, (low + high) / 2};
    case FieldKind::Real:
        return {field.low,
                field.high,
                field.low + (field.high - field.low) / 3,
                field.high * 0.1,
                std::clamp(0.1, field.low, field.high),
                std::clamp(1e-7, field.low, field.high)};
    case FieldKind::Pair: return {Pair{low, low}, Pair{high, low}, Pair{low, high}, Pair{high, high}};
    case FieldKind::Sides: return {Sides{low, high, low, high}, Sides{high, low, low, low}};
    case FieldKind::Choice:
        for (int i = 0; i < static_cast<int>(field.choices.size()); ++i)
            values.emplace_back(i);
        return values;
    case FieldKind::Matrix:
        for (const Pair size : {Pair{low, low}, Pair{high, low}, Pair{low, high}, Pair{high, high}})
            values.emplace_back(oddFloats(size));
        return values;
    case FieldKind::Layers:
        values.emplace_back(std::vector<LayerSpec>(static_cast<size_t>(low)));
        values.emplace_back(std::vector<LayerSpec>(static_cast<size_t>(high),
                                                   LayerSpec{.kind = LayerKind::MaxPool, .ceilMode = true}));
        values.emplace_back(std::vector<LayerSpec>{
            {.kernel = {0, 9999}, .stride = {2, 1}, .padding = {1, 3}},
            {.kind = LayerKind::Transposed, .dilation = {2, 5}, .outputPadding = {1, 0}},
            {.kind = LayerKind::AveragePool, .kernel = {1, 2}, .from = 1},
            {.kind = LayerKind::Join, .from = 2, .with = 3}});
        return values;
    case FieldKind::Chain: return chains(high);
    case FieldKind::Picture:
        if (field.raster) {
            for (const auto preset : rasterPresets())
                values.emplace_back(rasterPreset(preset).value_or(Picture()));
            values.emplace_back(handMade(1));
            values.emplace_back(handMade(4));
            return values;
        }
        if (field.drawn)
            return digits();
        for (const auto preset : inputPresets())
            values.emplace_back(makePicture(*inputPreset(preset), std::string(preset)));
        values.emplace_back(makePicture(oddFloats({low, high})));
        values.emplace_back(makePicture(oddFloats({high, high})));
        values.emplace_back(makePicture(Tensor({.c = 3, .h = 4, .w = 5}, 0.1F)));
        values.emplace_back(photo({}));
        values.emplace_back(photo(Rect{1, 2, 30, 40}));
        return values;
    }
    return values;
}

/// What is wrong with saving and opening these parameters; empty when they come back equal.
QString lost(const Lesson &lesson, const Params &params)
{
    const Position position{.beat = 7, .tap = 3};
    const QByteArray file = jsonText(sceneOf(lesson, params, position, QStringLiteral("A “title”")));
    SceneOrSentence read = parseScene(file);
    auto *scene = std::get_if<Scene>(&read);
    if (!scene)
        return std::get<QString>(read) + file;
    for (const PhotoRequest &request : scene->photos) {
        const Field *field = findField(lesson.fields, request.field);
        auto picture = std::get<Picture>(field->get(params));
        if (request.path != QString::fromStdString(picture.path)
            || request.channel != QString::fromStdString(picture.channel) || request.crop != picture.crop)
            return "another photo";
        field->set(scene->params, picture);
    }
    if (scene->lesson != &lesson || scene->position != position || scene->title != "A “title”")
        return "lesson, position or title";
    if (!scene->notes.isEmpty())
        return scene->notes.join(' ');
    for (const Field &field : lesson.fields) {
        if (field.get(scene->params) != field.get(params))
            return text(field.key) + " in " + file;
    }
    return scene->params == params ? QString() : "something that no field describes";
}

QJsonObject startScene()
{
    const Lesson &lesson = lessons().front();
    return sceneOf(lesson, lesson.start(), {}, {});
}

QString sentenceOf(const SceneOrSentence &read)
{
    const auto *sentence = std::get_if<QString>(&read);
    return sentence ? *sentence : QString();
}

} // namespace

class TestSceneFile : public QObject {
    Q_OBJECT

private slots:
    void everyValueOfEveryFieldComesBack_data();
    void everyValueOfEveryFieldComesBack();
    void walksThroughTheFieldsComeBack_data();
    void walksThroughTheFieldsComeBack();
    void bundledScenesComeBack();
    void missingKeysAreDefaults();
    void unknownKeysAreNoted();
    void contradictionsAreNoted();
    void singleNumbersStandForAll();
    void realsAreWrittenShort();
    void wrongScenesGetASentence_data();
    void wrongScenesGetASentence();
    void wrongValuesNameTheirField();
    void damagedTextGetsASentence_data();
    void damagedTextGetsASentence();
    void flippedBytesNeverCrash();
    void filesThatCantBeRead();
    void titlesAreOnePlainLine();
};

void TestSceneFile::everyValueOfEveryFieldComesBack_data()
{
    QTest::addColumn<int>("lesson");
    QTest::addColumn<int>("field");
    for (size_t l = 0; l < lessons().size(); ++l) {
        for (size_t f = 0; f < lessons()[l].fields.size(); ++f)
            QTest::addRow("%s/%s", lessons()[l].id.data(), lessons()[l].fields[f].key.data())
                << static_cast<int>(l) << static_cast<int>(f);
    }
}

void TestSceneFile::everyValueOfEveryFieldComesBack()
{
    QFETCH(const int, lesson);
    QFETCH(const int, field);
    const Lesson &l = lessons()[static_cast<size_t>(lesson)];
    QCOMPARE(lost(l, l.start()), QString());
    for (const FieldValue &value : valuesOf(l.fields[static_cast<size_t>(field)])) {
        Params params = l.start();
        l.fields[static_cast<size_t>(field)].set(params, value);
        QCOMPARE(lost(l, params), QString());
    }
}

void TestSceneFile::walksThroughTheFieldsComeBack_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSceneFile::walksThroughTheFieldsComeBack()
{
    QFETCH(const unsigned, seed);
    std::mt19937 random(seed);
    for (const Lesson &lesson : lessons()) {
        Params params = lesson.start();
        for (int step = 0; step < 40; ++step) {
            const Field &field = lesson.fields[random() % lesson.fields.size()];
            const auto values = valuesOf(field);
            field.set(params, values[random() % values.size()]);
            QCOMPARE(lost(lesson, params), QString());
        }
    }
}

void TestSceneFile::bundledScenesComeBack()
{
    for (const Lesson &lesson : lessons()) {
        for (const SceneEntry &entry : bundledScenes(lesson.id)) {
            const auto read = openScene(entry.path);
            QCOMPARE(sentenceOf(read), QString());
            QCOMPARE(lost(lesson, std::get<Scene>(read).params), QString());
        }
    }
}

void TestSceneFile::missingKeysAreDefaults()
{
    for (const Lesson &lesson : lessons()) {
        const auto read =
            readScene({{"format", "convoscope-scene"}, {"version", 1}, {"lesson", text(lesson.id)}});
        QCOMPARE(sentenceOf(read), QString());
        QVERIFY(std::get<Scene>(read).params == lesson.start());
        QVERIFY(std::get<Scene>(read).position == Position());
    }
}

void TestSceneFile::unknownKeysAreNoted()
{
    QJsonObject scene = startScene();
    QJsonObject params = scene["params"].toObject();
    params["colour_of_hope"] = "green";
    scene["params"] = params;
    scene["author"] = "nobody"; // unknown outside of the parameters too
    const auto read = readScene(scene);
    QCOMPARE(sentenceOf(read), QString());
    QCOMPARE(std::get<Scene>(read).notes.size(), 1);
    QVERIFY(std::get<Scene>(read).notes.front().contains("colour_of_hope"));
    QVERIFY(std::get<Scene>(read).params == lessons().front().start());
}

void TestSceneFile::contradictionsAreNoted()
{
    QJsonObject scene = startScene();
    QJsonObject params = scene["params"].toObject();
    params["kernel_preset"] = "sobel-y";
    params["kernel"] = QJsonArray{QJsonArray{1, 2}, QJsonArray{3, 4}};
    params["kernel_size"] = QJsonArray{2, 2};
    scene["params"] = params;
    const auto read = readScene(scene);
    QCOMPARE(sentenceOf(read), QString());
    QVERIFY(!std::get<Scene>(read).notes.isEmpty());
    const auto &convolution = std::get<ConvolutionParams>(std::get<Scene>(read).params);
    QVERIFY(convolution.kernel == Tensor::matrix({{1, 2}, {3, 4}}));
    QCOMPARE(convolution.kernelSpec.preset, KernelPreset::Custom);
}

void TestSceneFile::singleNumbersStandForAll()
{
    QJsonObject scene = startScene();
    scene["params"] = QJsonObject{{"stride", 2}, {"padding", "explicit"}, {"pad", 1}};
    const auto read = readScene(scene);
    QCOMPARE(sentenceOf(read), QString());
    const auto &convolution = std::get<ConvolutionParams>(std::get<Scene>(read).params);
    QVERIFY((convolution.stride == Pair{2, 2}));
    QVERIFY((convolution.sides == Sides{1, 1, 1, 1}));
}

void TestSceneFile::realsAreWrittenShort()
{
    QJsonObject scene = startScene();
    QJsonObject params = scene["params"].toObject();
    params["padding_value"] = 0.1; // kept as a float
    params["sigma"] = 0.3; // kept as a double
    scene["params"] = params;
    const auto read = std::get<Scene>(readScene(scene));
    const QByteArray written = jsonText(sceneOf(*read.lesson, read.params, {}, {}));
    QVERIFY(written.contains("\"padding_value\": 0.1,"));
    QVERIFY(written.contains("\"sigma\": 0.3,"));
}

void TestSceneFile::wrongScenesGetASentence_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *key, const QJsonValue &value, const char *named) {
        QTest::newRow(name) << QString::fromUtf8(key) << value << QString::fromUtf8(named);
    };
    row("no format", "format", QJsonValue::Undefined, "format");
    row("other format", "format", "convoscope-kernel", "format");
    row("format a number", "format", 1, "format");
    row("no version", "version", QJsonValue::Undefined, "version");
    row("newer version", "version", sceneVersion + 1, "newer");
    row("version a fraction", "version", 1.5, "version");
    row("version 0", "version", 0, "version");
    row("version huge", "version", 1e300, "newer");
    row("version text", "version", "1", "version");
    row("no lesson", "lesson", QJsonValue::Undefined, "lesson");
    row("unknown lesson", "lesson", "alchemy", "alchemy");
    row("lesson a list", "lesson", QJsonArray{"convolution"}, "lesson");
    row("params a list", "params", QJsonArray{}, "params");
    row("params null", "params", QJsonValue::Null, "params");
    row("position a number", "position", 3, "position");
    row("beat negative", "position", QJsonObject{{"beat", -1}}, "position");
    row("beat a fraction", "position", QJsonObject{{"beat", 1.5}}, "position");
    row("beat huge", "position", QJsonObject{{"beat", 1e12}}, "position");
    row("tap text", "position", QJsonObject{{"beat", 1}, {"tap", "two"}}, "position");
}

void TestSceneFile::wrongScenesGetASentence()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, named);
    QJsonObject scene = startScene();
    scene[key] = value;
    const QString sentence = sentenceOf(readScene(scene));
    QVERIFY2(sentence.endsWith('.') && sentence.contains(named), qPrintable(sentence));
}

void TestSceneFile::wrongValuesNameTheirField()
{
    for (const Field &field : lessons().front().fields) {
        QJsonObject scene = startScene();
        scene["params"] = QJsonObject{{text(field.key), QJsonObject{{"a", 1}}}};
        const QString sentence = sentenceOf(readScene(scene));
        QVERIFY2(sentence.contains(text(field.key)) && sentence.endsWith('.'), qPrintable(sentence));
    }
}

void TestSceneFile::damagedTextGetsASentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = jsonText(startScene());
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a zero byte") << QByteArray(1, '\0');
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    QTest::newRow("two objects") << whole + whole;
    QTest::newRow("nested beyond the parser") << QByteArray(100000, '[');
    QTest::newRow("objects nested beyond the parser") << QByteArray("{\"a\":").repeated(100000);
    QTest::newRow("too large") << QByteArray((16 << 20) + 1, ' ');
    QTest::newRow("invalid UTF-8") << QByteArray("{\"format\": \"\xff\xfe\"}");
    for (qsizetype cut = 1; cut < whole.size() - 2; cut += 37)
        QTest::addRow("cut at %d", static_cast<int>(cut)) << whole.left(cut);
}

void TestSceneFile::damagedTextGetsASentence()
{
    QFETCH(const QByteArray, bytes);
    const QString sentence = sentenceOf(parseScene(bytes));
    QVERIFY2(sentence.endsWith('.') && sentence.size() < 300, qPrintable(sentence));
}

void TestSceneFile::flippedBytesNeverCrash()
{
    const QByteArray whole = jsonText(startScene());
    std::mt19937 random(11);
    int sentences = 0;
    for (int i = 0; i < 3000; ++i) {
        QByteArray damaged = whole;
        for (unsigned n = 0; n <= random() % 3; ++n)
            damaged[static_cast<qsizetype>(random() % damaged.size())] = static_cast<char>(random() % 256);
        const auto read = parseScene(damaged);
        if (const auto *scene = std::get_if<Scene>(&read))
            QVERIFY(lost(*scene->lesson, scene->params).isEmpty());
        else
            sentences += sentenceOf(read).isEmpty() ? 0 : 1;
    }
    QVERIFY(sentences > 1000);
}

void TestSceneFile::filesThatCantBeRead()
{
    const QTemporaryDir folder;
    QVERIFY(sentenceOf(openScene(folder.filePath("none.json"))).contains("none.json"));
    QVERIFY(sentenceOf(openScene(folder.path())).endsWith('.'));
    QVERIFY(sentenceOf(openScene("/dev/zero")).endsWith('.'));
    QCOMPARE(sentenceOf(openScene(":/scenes/convolution/stride-1.json")), QString());
}

void TestSceneFile::titlesAreOnePlainLine()
{
    QJsonObject scene = startScene();
    scene["title"] = QString("  two\nlines\t%1and a turn\x07 ").arg(QChar(0x202e)) + QString(500, 'x');
    const auto read = std::get<Scene>(readScene(scene));
    QVERIFY(read.title.startsWith("two lines and a turn x"));
    QVERIFY(read.title.size() <= 201);
    scene["title"] = 5;
    QCOMPARE(std::get<Scene>(readScene(scene)).title, QString());
}

QTEST_GUILESS_MAIN(TestSceneFile)
#include "tst_scene_file.moc"
