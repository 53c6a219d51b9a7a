#include "core/digit_set.h"
#include "tests/network_files.h"

#include <QTest>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Refusal)

namespace {

using Bytes = std::vector<std::uint8_t>;

void append(Bytes &bytes, std::uint32_t number)
{
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        bytes.push_back(static_cast<std::uint8_t>(number >> shift & 255U));
}

Bytes picturesOf(std::uint32_t count, std::uint32_t height, std::uint32_t width, size_t bytes)
{
    Bytes file;
    for (const std::uint32_t number : {0x803U, count, height, width})
        append(file, number);
    for (size_t i = 0; i < bytes; ++i)
        file.push_back(static_cast<std::uint8_t>(i * 51));
    return file;
}

Bytes labelsOf(std::uint32_t count, const Bytes &labels)
{
    Bytes file;
    append(file, 0x801);
    append(file, count);
    for (const std::uint8_t label : labels)
        file.push_back(label);
    return file;
}

} // namespace

class TestDigitSet : public QObject {
    Q_OBJECT

private slots:
    void readsBoth();
    void theBundledDigits();
    void damagedFiles_data();
    void damagedFiles();
};

void TestDigitSet::readsBoth()
{
    const auto set = DigitSet::read(picturesOf(2, 1, 3, 6), labelsOf(2, {7, 0}));
    QVERIFY(set);
    QCOMPARE(set->count(), 2);
    QCOMPARE(set->size(), (Pair{1, 3}));
    QCOMPARE(set->label(0), 7);
    QCOMPARE(set->label(1), 0);
    const Tensor second = set->picture(1);
    QCOMPARE(second, (Tensor({.h = 1, .w = 3}, {153.0F / 255.0F, 204.0F / 255.0F, 1.0F})));
    QCOMPARE(set->withLabel(0), std::vector{1});
    QVERIFY(set->withLabel(5).empty());
}

void TestDigitSet::theBundledDigits()
{
    const DigitSet digits = bundledDigits();
    QCOMPARE(digits.count(), 1000);
    QCOMPARE(digits.size(), (Pair{28, 28}));
    QCOMPARE(digits.label(0), 7);
    QCOMPARE(static_cast<int>(digits.bytes(0)[7 * 28 + 6]), 84);
    size_t all = 0;
    for (int label = 0; label < 10; ++label)
        all += digits.withLabel(label).size();
    QCOMPARE(all, size_t(1000));
}

void TestDigitSet::damagedFiles_data()
{
    QTest::addColumn<std::vector<std::uint8_t>>("pictures");
    QTest::addColumn<std::vector<std::uint8_t>>("labels");
    QTest::addColumn<Refusal>("refusal");
    const Bytes pictures = picturesOf(2, 2, 2, 8);
    const Bytes labels = labelsOf(2, {1, 2});
    const auto row = [](const char *name, const Bytes &first, const Bytes &second, const Refusal &refusal) {
        QTest::newRow(name) << first << second << refusal;
    };
    row("nothing", {}, labels, {.reason = Reason::Truncated, .field = "pictures", .got = 0, .limit = 16});
    row("no labels", pictures, {}, {.reason = Reason::Truncated, .field = "labels", .got = 0, .limit = 8});
    row("exchanged", labelsOf(9, Bytes(9)), pictures,
        {.reason = Reason::Malformed, .field = "pictures", .got = 1});
    row("labels of another kind", pictures, pictures,
        {.reason = Reason::Malformed, .field = "labels", .got = 1});
    row("a pixel missing", picturesOf(2, 2, 2, 7), labels,
        {.reason = Reason::Truncated, .field = "pictures", .got = 23, .limit = 24});
    row("a pixel too many", picturesOf(2, 2, 2, 9), labels,
        {.reason = Reason::Gap, .field = "pictures", .got = 25, .limit = 24});
    row("a label missing", pictures, labelsOf(2, {1}),
        {.reason = Reason::Truncated, .field = "labels", .got = 9, .limit = 10});
    row("a label too many", pictures, labelsOf(2, {1, 2, 3}),
        {.reason = Reason::Gap, .field = "labels", .got = 11, .limit = 10});
    row("another number of labels", pictures, labelsOf(3, {1, 2, 3}),
        {.reason = Reason::ShapesDontMatch, .field = "labels", .got = 3, .limit = 2});
    row("a label above 9", pictures, labelsOf(2, {1, 10}),
        {.reason = Reason::OutOfRange, .field = "labels", .got = 10, .limit = 9});
    row("no height", picturesOf(2, 0, 2, 0), labels,
        {.reason = Reason::OutOfRange, .field = "pictures", .axis = 'y', .got = 0, .limit = 1});
    row("sizes whose product overflows", picturesOf(4'294'967'295U, 4'294'967'295U, 4'294'967'295U, 0),
        labelsOf(4'294'967'295U, {}),
        {.reason = Reason::OutOfRange,
         .field = "pictures",
         .axis = 'y',
         .got = 4'294'967'295LL,
         .limit = 4096});
    row("as many as can be", picturesOf(4'294'967'295U, 4096, 4096, 0), labelsOf(4'294'967'295U, {}),
        {.reason = Reason::Truncated,
         .field = "pictures",
         .got = 16,
         .limit = 16 + 4'294'967'295LL * 4096 * 4096});
}

void TestDigitSet::damagedFiles()
{
    QFETCH(std::vector<std::uint8_t>, pictures);
    QFETCH(std::vector<std::uint8_t>, labels);
    QFETCH(Refusal, refusal);
    const auto set = DigitSet::read(pictures, labels);
    QVERIFY(!set);
    QCOMPARE(QString::fromStdString(set.refusal().field), QString::fromStdString(refusal.field));
    QCOMPARE(static_cast<int>(set.refusal().reason), static_cast<int>(refusal.reason));
    QCOMPARE(set.refusal().got, refusal.got);
    QCOMPARE(set.refusal().limit, refusal.limit);
    QCOMPARE(set.refusal().axis, refusal.axis);
}

QTEST_APPLESS_MAIN(TestDigitSet)
#include "tst_digit_set.moc"
