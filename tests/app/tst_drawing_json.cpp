#include "app/drawing_json.h"
#include "app/field_json.h"
#include "core/digit_picture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace convoscope;

namespace {

Field digitField()
{
    return {.key = "input", .kind = FieldKind::Picture, .low = 28, .high = 28, .drawn = true};
}

Drawing someDrawing()
{
    return {.size = {280, 300},
            .strokes = {{.points = {{1.0F / 3, 20.5F, 9.0F}, {-7.25F, 1e-3F, 0.1F}}},
                        {.points = {{140.0F, 99.9F, 14.4F}}, .erases = true}}};
}

QJsonObject json(const char *text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", text, qPrintable(error.errorString()));
    return document.object();
}

/// Through the bytes of a file.
QJsonValue fromFile(const QJsonValue &value)
{
    const QByteArray bytes = QJsonDocument(QJsonObject{{"value", value}}).toJson();
    return QJsonDocument::fromJson(bytes).object().value(QLatin1String("value"));
}

} // namespace

class TestDrawingJson : public QObject {
    Q_OBJECT

private slots:
    void drawingsComeBack_data();
    void drawingsComeBack();
    void whatMayBeLeftOut();
    void wrongDrawings_data();
    void wrongDrawings();
    void endlessDrawings();
    void digitsComeBack_data();
    void digitsComeBack();
    void otherInputsHaveNoStrokes();
    void photosOfDigits();
    void pastedDigitIsWrittenOut();
    void complaintSaysWhatWorks();
};

void TestDrawingJson::drawingsComeBack_data()
{
    QTest::addColumn<Drawing>("drawing");
    QTest::newRow("strokes") << someDrawing();
    QTest::newRow("blank") << Drawing{};
}

void TestDrawingJson::drawingsComeBack()
{
    QFETCH(Drawing, drawing);
    const auto read = readDrawing(fromFile(jsonOfDrawing(drawing)).toObject());
    QVERIFY(std::holds_alternative<Drawing>(read));
    QVERIFY(std::get<Drawing>(read) == drawing);
}

void TestDrawingJson::whatMayBeLeftOut()
{
    const auto read = readDrawing(json(R"({"strokes": [{"points": [[1, 2, 3]]}]})"));
    const Drawing wanted{.strokes = {{.points = {{1.0F, 2.0F, 3.0F}}}}};
    QVERIFY(std::holds_alternative<Drawing>(read) && std::get<Drawing>(read) == wanted);
}

void TestDrawingJson::wrongDrawings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wrong");
    const auto row = [](const char *name, const char *text, const char *wrong) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(wrong);
    };
    row("no strokes", R"({"size": [280, 280]})", "strokes that are not a list");
    row("strokes are text", R"({"strokes": "x"})", "strokes that are not a list");
    row("stroke is a number", R"({"strokes": [3]})", "stroke without points");
    row("stroke without points", R"({"strokes": [{"points": []}]})", "stroke without points");
    row("two numbers", R"({"strokes": [{"points": [[1, 2]]}]})", "[x, y, radius]");
    row("four numbers", R"({"strokes": [{"points": [[1, 2, 3, 4]]}]})", "[x, y, radius]");
    row("text in a point", R"({"strokes": [{"points": [[1, "2", 3]]}]})", "[x, y, radius]");
    row("no radius", R"({"strokes": [{"points": [[1, 2, 0]]}]})", "[x, y, radius]");
    row("negative radius", R"({"strokes": [{"points": [[1, 2, -3]]}]})", "[x, y, radius]");
    row("broad", R"({"strokes": [{"points": [[1, 2, 101]]}]})", "radius up to 100");
    row("far", R"({"strokes": [{"points": [[1, 2e9, 3]]}]})", "[x, y, radius]");
    row("eraser is a number", R"({"strokes": [{"points": [[1, 2, 3]], "erases": 1}]})", "neither true");
    row("strange key", R"({"strokes": [], "colour": "red"})", "“colour”");
    row("strange key of a stroke", R"({"strokes": [{"points": [[1, 2, 3]], "pen": 2}]})", "“pen”");
    row("one side", R"({"strokes": [], "size": [280]})", "[height, width] from 28 to 1024");
    row("half a pixel", R"({"strokes": [], "size": [280, 280.5]})", "[height, width]");
    row("tiny", R"({"strokes": [], "size": [27, 280]})", "[height, width]");
    row("huge", R"({"strokes": [], "size": [280, 1000000]})", "[height, width]");
    row("size is a number", R"({"strokes": [], "size": 280})", "[height, width]");
}

void TestDrawingJson::wrongDrawings()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, wrong);
    const auto read = readDrawing(json(text.constData()));
    QVERIFY(std::holds_alternative<QString>(read));
    QVERIFY2(std::get<QString>(read).contains(wrong), qPrintable(std::get<QString>(read)));
}

/// A file of some kilobytes must not keep the program busy for minutes.
void TestDrawingJson::endlessDrawings()
{
    QJsonArray points;
    for (int i = 0; i < 2000; ++i)
        points.append(QJsonArray{i % 2 * 1024, i % 2 * 1024, 100});
    const QJsonObject drawing{{"size", QJsonArray{1024, 1024}},
                              {"strokes", QJsonArray{QJsonObject{{"points", points}}}}};
    const auto read = readDrawing(drawing);
    QVERIFY(std::holds_alternative<QString>(read));
    QVERIFY(std::get<QString>(read).contains(QStringLiteral("in time")));
}

void TestDrawingJson::digitsComeBack_data()
{
    QTest::addColumn<Picture>("picture");
    QTest::newRow("drawn") << drawnDigit(someDrawing());
    QTest::newRow("blank") << drawnDigit({});
    QTest::newRow("of the test set") << bundledDigit(123);
    QTest::newRow("numbers") << makePicture(bundledDigit(5).tensor());
}

void TestDrawingJson::digitsComeBack()
{
    QFETCH(Picture, picture);
    const Field field = digitField();
    const auto read = readField(field, fromFile(jsonOf(field, picture)));
    QVERIFY(std::holds_alternative<FieldValue>(read));
    QVERIFY(std::get<Picture>(std::get<FieldValue>(read)) == picture);
}

void TestDrawingJson::otherInputsHaveNoStrokes()
{
    Field field = digitField();
    field.drawn = false;
    const auto read = readField(field, jsonOfDrawing(someDrawing()));
    QVERIFY(std::holds_alternative<QString>(read));
}

void TestDrawingJson::photosOfDigits()
{
    const PhotoRequest wanted{.field = "input", .path = "five.jpg", .channel = "digit", .crop = {}};
    const auto whole = readField(digitField(), json(R"({"photo": "five.jpg"})"));
    QVERIFY(std::holds_alternative<PhotoRequest>(whole) && std::get<PhotoRequest>(whole) == wanted);
    const auto other = readField(digitField(), json(R"({"photo": "five.jpg", "channel": "red"})"));
    QVERIFY(std::holds_alternative<QString>(other));
    Picture photo = bundledDigit(5);
    photo.preset.clear();
    photo.path = "/home/learner/five.jpg";
    photo.channel = digitChannel;
    const QJsonObject written{{"photo", "/home/learner/five.jpg"}, {"channel", "digit"}};
    QCOMPARE(jsonOf(digitField(), photo), QJsonValue(written));
}

void TestDrawingJson::pastedDigitIsWrittenOut()
{
    Picture photo = bundledDigit(5);
    photo.preset.clear();
    photo.path = "pasted image";
    photo.channel = digitChannel;
    const auto read = readField(digitField(), jsonOf(digitField(), photo));
    QVERIFY(std::holds_alternative<FieldValue>(read));
    QCOMPARE(std::get<Picture>(std::get<FieldValue>(read)).tensor(), photo.tensor());
}

void TestDrawingJson::complaintSaysWhatWorks()
{
    const auto read = readField(digitField(), json(R"({"strokes": [{"points": [[1, 2]]}]})"));
    const QString sentence = std::get<QString>(read);
    QVERIFY2(sentence.contains(QStringLiteral("digit-7")) && sentence.contains(QStringLiteral("28 rows")),
             qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestDrawingJson)
#include "tst_drawing_json.moc"
