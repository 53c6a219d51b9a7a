#include "core/bundle.h"
#include "core/digit_picture.h"
#include "core/input_presets.h"

#include <QTest>

#include <algorithm>

using namespace convoscope;

namespace {

Drawing lineAcross()
{
    return {.strokes = {{.points = {{40.0F, 50.0F, 9.0F}, {200.0F, 90.0F, 9.0F}}}}};
}

} // namespace

class TestDigitPicture : public QObject {
    Q_OBJECT

private slots:
    void drawingIsKeptAndPrepared();
    void inkMayBeGiven();
    void blankPaper();
    void comparesByWhatItWasMadeFrom();
    void photo();
    void photoOfNothing();
    void bundled();
    void names_data();
    void names();
};

void TestDigitPicture::drawingIsKeptAndPrepared()
{
    const Picture picture = drawnDigit(lineAcross());
    QVERIFY(picture.drawing && *picture.drawing == lineAcross());
    QVERIFY(picture.preset.empty() && !picture.isPhoto());
    QCOMPARE(picture.tensor().height(), 28);
    QCOMPARE(*std::ranges::max_element(picture.tensor().values()), 1.0F);
}

void TestDigitPicture::inkMayBeGiven()
{
    QVERIFY(drawnDigit(lineAcross(), inkOf(lineAcross())) == drawnDigit(lineAcross()));
}

void TestDigitPicture::blankPaper()
{
    const Drawing erased{.strokes = {{.points = {{50.0F, 50.0F, 9.0F}}, .erases = true}}};
    QCOMPARE(drawnDigit(erased).tensor(), Tensor({.h = 28, .w = 28}));
    QVERIFY(*drawnDigit(erased).drawing == erased);
    QCOMPARE(drawnDigit({}).tensor(), Tensor({.h = 28, .w = 28}));
}

void TestDigitPicture::comparesByWhatItWasMadeFrom()
{
    Drawing twice = lineAcross();
    twice.strokes.push_back(twice.strokes.front());
    QCOMPARE(drawnDigit(twice).tensor(), drawnDigit(lineAcross()).tensor());
    QVERIFY(drawnDigit(twice) != drawnDigit(lineAcross()));
    Picture plain = drawnDigit(lineAcross());
    plain.drawing.reset();
    QVERIFY(plain != drawnDigit(lineAcross()));
}

void TestDigitPicture::photo()
{
    Tensor photo({.h = 400, .w = 640}, 200.0F);
    for (int y = 100; y < 300; ++y) {
        for (int x = 300; x < 330; ++x)
            photo.at(y, x) = 30.0F;
    }
    const auto picture = photographedDigit(photo);
    QVERIFY(picture);
    QCOMPARE(picture->channel, std::string(digitChannel));
    QCOMPARE(picture->tensor().height(), 28);
    QCOMPARE(picture->tensor().at(14, 14), 1.0F);
    QVERIFY(picture->photo != nullptr);
    QCOMPARE(picture->photo->width(), 320);
    const auto again = photographedDigit(*picture->photo);
    QVERIFY(again && *again == *picture); // what is kept tells how it was found
}

void TestDigitPicture::photoOfNothing()
{
    const auto picture = photographedDigit(Tensor({.h = 40, .w = 64}, 200.0F));
    QVERIFY(!picture);
    QCOMPARE(picture.refusal().reason, Reason::EmptyInput);
}

void TestDigitPicture::bundled()
{
    const Picture digit = bundledDigit(17);
    QCOMPARE(digit.preset, "digit-17");
    QCOMPARE(digit.tensor(), bundledDigits().picture(17));
    const auto found = inputPreset(digit.preset);
    QVERIFY(found && *found == digit.tensor());
    QVERIFY(!inputPreset("digit-1000"));
}

void TestDigitPicture::names_data()
{
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<int>("index"); // -1 for none
    QTest::newRow("first") << QByteArray("digit-0") << 0;
    QTest::newRow("last") << QByteArray("digit-999") << 999;
    QTest::newRow("beyond") << QByteArray("digit-1000") << -1;
    QTest::newRow("negative") << QByteArray("digit--1") << -1;
    QTest::newRow("leading zero") << QByteArray("digit-07") << -1;
    QTest::newRow("no number") << QByteArray("digit-") << -1;
    QTest::newRow("more behind it") << QByteArray("digit-7x") << -1;
    QTest::newRow("too large for a number") << QByteArray("digit-99999999999999") << -1;
    QTest::newRow("another preset") << QByteArray("digits-2x5x5") << -1;
    QTest::newRow("empty") << QByteArray() << -1;
}

void TestDigitPicture::names()
{
    QFETCH(QByteArray, preset);
    QFETCH(int, index);
    QCOMPARE(bundledDigitOf(preset.toStdString()).value_or(-1), index);
}

QTEST_APPLESS_MAIN(TestDigitPicture)
#include "tst_digit_picture.moc"
