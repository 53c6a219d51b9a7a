#include "tests/widgets/accessible_names.h"
#include "widgets/choice_box.h"
#include "widgets/raster_editor.h"

#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

namespace {

constexpr std::array<std::string_view, 2> keys{"one", "two"};

ByteRaster plain(Pair size, const std::vector<int> &cell)
{
    ByteRaster raster(size, static_cast<int>(cell.size()));
    for (size_t i = 0; i < raster.values.size(); ++i)
        raster.values[i] = static_cast<std::uint8_t>(cell[i % cell.size()]);
    return raster;
}

std::optional<Picture> preset(std::string_view key)
{
    return rasterPicture(plain({key == "one" ? 1 : 2, 5}, {7}), std::string(key));
}

} // namespace

/// The editor of a photo at full size.
class TestRasterEditor : public QObject {
    Q_OBJECT

private slots:
    void thumbnailsKeepTheColours_data();
    void thumbnailsKeepTheColours();
    void thumbnailsAreMeans();
    void smallPicturesStay();
    void saysWhatItShows();
    void presetIsChosenByKeys();
    void everyPartHasAName();
};

void TestRasterEditor::thumbnailsKeepTheColours_data()
{
    QTest::addColumn<QList<int>>("cell");
    QTest::addColumn<QRgb>("colour");
    QTest::newRow("grey") << QList<int>{90} << qRgba(90, 90, 90, 255);
    QTest::newRow("grey with opacity") << QList<int>{90, 30} << qRgba(90, 90, 90, 30);
    QTest::newRow("colour") << QList<int>{10, 20, 30} << qRgba(10, 20, 30, 255);
    QTest::newRow("colour with opacity") << QList<int>{10, 20, 30, 40} << qRgba(10, 20, 30, 40);
}

void TestRasterEditor::thumbnailsKeepTheColours()
{
    QFETCH(const QList<int>, cell);
    QFETCH(const QRgb, colour);
    const ByteRaster raster = plain({300, 401}, {cell.begin(), cell.end()});
    const QImage image = thumbnailOf(raster.view(), {72, 54});
    QCOMPARE(image.size(), QSize(72, 54));
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            QCOMPARE(image.pixel(x, y), colour);
    }
}

void TestRasterEditor::thumbnailsAreMeans()
{
    ByteRaster raster({4, 4}, 1);
    raster.values = {0, 100, 10, 10, 100, 200, 10, 10, 1, 1, 0, 255, 1, 1, 255, 0};
    const QImage image = thumbnailOf(raster.view(), {2, 2});
    QCOMPARE(qRed(image.pixel(0, 0)), 100);
    QCOMPARE(qRed(image.pixel(1, 0)), 10);
    QCOMPARE(qRed(image.pixel(0, 1)), 1);
    QCOMPARE(qRed(image.pixel(1, 1)), 128);
}

void TestRasterEditor::smallPicturesStay()
{
    QCOMPARE(thumbnailOf(plain({3, 5}, {9}).view(), {72, 54}).size(), QSize(5, 3));
    QCOMPARE(thumbnailOf(plain({1, 5000}, {9}).view(), {72, 54}).size(), QSize(72, 1));
}

void TestRasterEditor::saysWhatItShows()
{
    RasterEditor editor({.keys = keys, .make = preset});
    Picture photo = rasterPicture(plain({30, 40}, {1, 2, 3}));
    photo.path = "/home/me/cat.jpg";
    editor.setValue(photo);
    const auto labels = editor.findChildren<QLabel *>();
    QCOMPARE(labels.size(), 1);
    QCOMPARE(labels.front()->text(), QString::fromUtf8("cat.jpg\n40 × 30 pixels, colour"));
    QCOMPARE(editor.findChild<ChoiceBox *>()->currentIndex(), -1);
    QVERIFY(editor.value() == FieldValue(photo));
    editor.setValue(*preset("two"));
    QCOMPARE(labels.front()->text(), QString::fromUtf8("5 × 2 pixels, grey"));
    QCOMPARE(editor.findChild<ChoiceBox *>()->currentIndex(), 1);
}

void TestRasterEditor::presetIsChosenByKeys()
{
    RasterEditor editor({.keys = keys, .make = preset});
    editor.setValue(*preset("one"));
    QSignalSpy edits(&editor, &FieldEditor::edited);
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    auto *choice = editor.findChild<ChoiceBox *>();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QCOMPARE(edits.size(), 1);
    QVERIFY(edits[0][1].toBool());
    QVERIFY(editor.value() == FieldValue(*preset("two")));
}

void TestRasterEditor::everyPartHasAName()
{
    RasterEditor editor({.keys = keys, .make = preset});
    editor.setName(QStringLiteral("Photo"));
    editor.setValue(*preset("one"));
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    QVERIFY(!editor.grab().isNull());
    QCOMPARE(namelessWidgets(editor), QStringList());
}

QTEST_MAIN(TestRasterEditor)
#include "tst_raster_editor.moc"
