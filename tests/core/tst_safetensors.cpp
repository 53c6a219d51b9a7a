#include "core/safetensors.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <random>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Refusal)

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A file of this header, ' standing for ", and as many bytes of numbers.
Bytes fileOf(std::string header, size_t data = 0)
{
    std::ranges::replace(header, '\'', '"');
    Bytes bytes(8 + header.size() + data);
    for (size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<std::uint8_t>(header.size() >> (8 * i) & 255U);
    std::ranges::copy(header, bytes.begin() + 8);
    return bytes;
}

std::string tensor(const std::string &name, const std::string &shape, const std::string &offsets,
                   const std::string &kind = "F32")
{
    return "'" + name + "':{'dtype':'" + kind + "','shape':[" + shape + "],'data_offsets':[" + offsets + "]}";
}

/// Two tensors and a metadata text, as a program that saves weights writes them.
Bytes validFile()
{
    Bytes bytes = fileOf("{'__metadata__':{'format':'pt'}," + tensor("w", "2,3", "0,24") + ','
                             + tensor("b", "2", "24,32") + "}  ",
                         32);
    const std::array<std::uint8_t, 4> half{0, 0, 0x20, 0xC0}; // -2.5
    std::ranges::copy(half, bytes.end() - 8);
    return bytes;
}

struct Kind {
    const char *name;
    Bytes bytes;
    float value;
};

std::vector<Kind> kinds()
{
    return {
        {"F32", {0x00, 0x00, 0xC0, 0xBF}, -1.5F},
        {"F64", {0, 0, 0, 0, 0, 0, 0xF8, 0xBF}, -1.5F},
        {"F16", {0x00, 0xBE}, -1.5F},
        {"F16", {0x01, 0x00}, 5.9604644775390625e-8F}, // the smallest subnormal
        {"BF16", {0xC0, 0xBF}, -1.5F},
    };
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void readsWhatIsThere();
    void readsEveryFloat_data();
    void readsEveryFloat();
    void anEmptyFileAndEmptyTensors();
    void damagedFiles_data();
    void damagedFiles();
    void everyCutOffFileIsRefused();
    void mutationsAreReadOrRefused();
    void refusesWhatCannotBeUsed_data();
    void refusesWhatCannotBeUsed();
};

void TestSafetensors::readsWhatIsThere()
{
    const auto file = WeightFile::read(validFile());
    QVERIFY(file);
    QCOMPARE(file->tensors().size(), size_t(2));
    QVERIFY(file->tensors()[0]
            == (StoredTensor{.name = "w", .kind = ScalarKind::F32, .shape = {2, 3}, .begin = 0, .end = 24}));
    QVERIFY(file->metadata() == (std::vector<std::pair<std::string, std::string>>{{"format", "pt"}}));
    QVERIFY(!file->find("c"));
    const std::vector<long long> shape{2};
    const auto values = file->values("b", shape);
    QVERIFY(values);
    QCOMPARE(*values, (std::vector<float>{-2.5F, 0.0F}));
}

void TestSafetensors::readsEveryFloat_data()
{
    QTest::addColumn<int>("kind");
    for (size_t i = 0; i < kinds().size(); ++i)
        QTest::addRow("%s %zu", kinds()[i].name, i) << static_cast<int>(i);
}

void TestSafetensors::readsEveryFloat()
{
    QFETCH(int, kind);
    const Kind tried = kinds()[static_cast<size_t>(kind)];
    const size_t size = tried.bytes.size();
    Bytes bytes = fileOf('{' + tensor("x", "", "0," + std::to_string(size), tried.name) + '}', size);
    std::ranges::copy(tried.bytes, bytes.end() - static_cast<std::ptrdiff_t>(size));
    const auto file = WeightFile::read(bytes);
    QVERIFY(file);
    QCOMPARE(*file->values("x", {}), (std::vector<float>{tried.value}));
}

void TestSafetensors::anEmptyFileAndEmptyTensors()
{
    QVERIFY(WeightFile::read(fileOf("{}"))->tensors().empty());
    const auto file = WeightFile::read(
        fileOf('{' + tensor("none", "3,0", "4,4") + ',' + tensor("one", "1", "0,4") + '}', 4));
    QVERIFY(file);
    const std::vector<long long> shape{3, 0};
    QVERIFY(file->values("none", shape)->empty());
}

void TestSafetensors::damagedFiles_data()
{
    QTest::addColumn<std::vector<std::uint8_t>>("bytes");
    QTest::addColumn<Refusal>("refusal");
    const auto row = [](const char *name, const Bytes &bytes, const Refusal &refusal) {
        QTest::newRow(name) << bytes << refusal;
    };
    const auto one = [](const std::string &entry, size_t data = 8) {
        return fileOf('{' + entry + '}', data);
    };
    const Refusal badHeader{.reason = Reason::Malformed, .field = "header"};
    const Refusal badTensor{.reason = Reason::Malformed, .field = "w"};
    constexpr long long most = std::numeric_limits<long long>::max();

    row("empty", {}, {.reason = Reason::Truncated, .field = "file", .got = 0, .limit = 8});
    row("seven bytes", Bytes(7, 1), {.reason = Reason::Truncated, .field = "file", .got = 7, .limit = 8});
    row("header as long as can be", Bytes(8, 255),
        {.reason = Reason::OutOfRange, .field = "header", .got = most, .limit = 1 << 20});
    row("header a byte too long for a header", {1, 0, 16, 0, 0, 0, 0, 0},
        {.reason = Reason::OutOfRange, .field = "header", .got = 1048577, .limit = 1 << 20});
    row("header longer than the file", {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'},
        {.reason = Reason::Truncated, .field = "header", .got = 2, .limit = 9});
    row("no header", fileOf(""), {.reason = Reason::Malformed, .field = "header", .got = 1});
    row("space before it", fileOf(" {}"), {.reason = Reason::Malformed, .field = "header", .got = 1});
    row("not closed", fileOf("{"), {.reason = Reason::Malformed, .field = "header", .got = 2});
    row("something behind it", fileOf("{}x"), {.reason = Reason::Malformed, .field = "header", .got = 3});
    row("not UTF-8", fileOf("{'\xFF':1}"), {.reason = Reason::Malformed, .field = "header", .got = 3});
    row("a list", fileOf("[]"), {.reason = Reason::Malformed, .field = "header", .got = 1});
    row("very deep", fileOf("{'w':" + std::string(100'000, '[') + std::string(100'000, ']') + '}'),
        badHeader);
    row("a number beyond all", fileOf("{'w':1e999}"), badHeader);
    row("a name of 300 letters", one(tensor(std::string(300, 'n'), "2", "0,8")), badHeader);
    row("no name", one(tensor("", "2", "0,8")), badHeader);

    row("not a tensor", fileOf("{'w':1}"), badTensor);
    row("no dtype", fileOf("{'w':{'shape':[0],'data_offsets':[0,0]}}"), badTensor);
    row("dtype a number", fileOf("{'w':{'dtype':32,'shape':[0],'data_offsets':[0,0]}}"), badTensor);
    row("unknown dtype", one(tensor("w", "2", "0,8", "F128")), {.reason = Reason::UnknownType, .field = "w"});
    row("no shape", fileOf("{'w':{'dtype':'F32','data_offsets':[0,0]}}"), badTensor);
    row("shape a number", fileOf("{'w':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}"), badTensor);
    row("negative size", one(tensor("w", "-2", "0,8")), badTensor);
    row("size not whole", one(tensor("w", "2.0", "0,8")), badTensor);
    row("size beyond 64 bits", one(tensor("w", "18446744073709551616", "0,8")), badTensor);
    row("size beyond 63 bits", one(tensor("w", "9223372036854775808", "0,8")), badTensor);
    row("nine dimensions", one(tensor("w", "2,1,1,1,1,1,1,1,1", "0,8")), badTensor);
    row("one offset", one(tensor("w", "2", "8")), badTensor);
    row("three offsets", one(tensor("w", "2", "0,4,8")), badTensor);
    row("negative offset", one(tensor("w", "2", "-8,0")), badTensor);

    row("a name twice", fileOf('{' + tensor("w", "1", "0,4") + ',' + tensor("w", "1", "4,8") + '}', 8),
        {.reason = Reason::Duplicate, .field = "w"});
    row("a key of a tensor twice",
        fileOf("{'w':{'dtype':'F32','shape':[2],'shape':[2],'data_offsets':[0,8]}}", 8),
        {.reason = Reason::Duplicate, .field = "shape"});
    row("metadata a list", fileOf("{'__metadata__':[]}"),
        {.reason = Reason::Malformed, .field = "__metadata__"});
    row("metadata with a number", fileOf("{'__metadata__':{'epochs':16}}"),
        {.reason = Reason::Malformed, .field = "__metadata__"});

    row("ends before it begins", one(tensor("w", "2", "0,0") + ',' + tensor("v", "2", "8,0")),
        {.reason = Reason::ByteCount, .field = "w", .got = 0, .limit = 8});
    row("ends far before it begins", one(tensor("v", "0", "0,0") + ',' + tensor("w", "0", "9,0"), 0),
        {.reason = Reason::Gap, .field = "w", .got = 9, .limit = 0});
    row("too few bytes for its shape", one(tensor("w", "3", "0,8")),
        {.reason = Reason::ByteCount, .field = "w", .got = 8, .limit = 12});
    row("too many bytes for its shape", one(tensor("w", "1", "0,8")),
        {.reason = Reason::ByteCount, .field = "w", .got = 8, .limit = 4});
    row("a shape whose product overflows to what is there",
        one(tensor("w", "4294967296,4294967296,2", "0,8")),
        {.reason = Reason::ByteCount, .field = "w", .got = 8, .limit = most});
    row("beyond the file", one(tensor("w", "3", "0,12")),
        {.reason = Reason::Truncated, .field = "w", .got = 8, .limit = 12});
    row("far beyond the file", one(tensor("w", "2305843009213693951", "0,9223372036854775804")),
        {.reason = Reason::Truncated, .field = "w", .got = 8, .limit = 9223372036854775804LL});
    row("overlap", fileOf('{' + tensor("v", "2", "0,8") + ',' + tensor("w", "2", "4,12") + '}', 12),
        {.reason = Reason::Overlap, .field = "w", .got = 4, .limit = 8});
    row("the same bytes twice",
        fileOf('{' + tensor("v", "2", "0,8") + ',' + tensor("w", "2", "0,8") + '}', 8),
        {.reason = Reason::Overlap, .field = "w", .got = 0, .limit = 8});
    row("gap at the beginning", one(tensor("w", "1", "4,8")),
        {.reason = Reason::Gap, .field = "w", .got = 4, .limit = 0});
    row("gap in the middle", fileOf('{' + tensor("v", "1", "0,4") + ',' + tensor("w", "1", "8,12") + '}', 12),
        {.reason = Reason::Gap, .field = "w", .got = 8, .limit = 4});
    row("bytes left over", one(tensor("w", "1", "0,4")),
        {.reason = Reason::Gap, .field = "file", .got = 8, .limit = 4});
    row("numbers without a tensor", fileOf("{}", 3),
        {.reason = Reason::Gap, .field = "file", .got = 3, .limit = 0});
}

void TestSafetensors::damagedFiles()
{
    QFETCH(std::vector<std::uint8_t>, bytes);
    QFETCH(Refusal, refusal);
    const auto file = WeightFile::read(bytes);
    QVERIFY(!file);
    QCOMPARE(QString::fromStdString(file.refusal().field), QString::fromStdString(refusal.field));
    QCOMPARE(static_cast<int>(file.refusal().reason), static_cast<int>(refusal.reason));
    QCOMPARE(file.refusal().got, refusal.got);
    QCOMPARE(file.refusal().limit, refusal.limit);
}

void TestSafetensors::everyCutOffFileIsRefused()
{
    const Bytes whole = validFile();
    for (size_t size = 0; size < whole.size(); ++size)
        QVERIFY2(!WeightFile::read(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))),
                 qPrintable(QString::number(size)));
}

void TestSafetensors::mutationsAreReadOrRefused()
{
    const Bytes whole = validFile();
    const std::string telling = "[]{},:\"0123456789-.e \\";
    std::mt19937 random(1);
    int refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        Bytes bytes = whole;
        for (unsigned i = 0; i <= random() % 4; ++i) {
            const auto place = random() % bytes.size();
            bytes[place] = random() % 2 == 0 ? static_cast<std::uint8_t>(random() & 255U)
                                             : static_cast<std::uint8_t>(telling[random() % telling.size()]);
        }
        const auto file = WeightFile::read(bytes);
        if (!file) {
            QVERIFY(!file.refusal().field.empty());
            ++refused;
            continue;
        }
        long long end = 0; // whatever passes shares out all numbers
        for (const StoredTensor &stored : file->tensors()) {
            QCOMPARE(stored.begin, end);
            end = stored.end;
            const auto values = file->values(stored.name, stored.shape);
            QVERIFY(!values
                    || static_cast<long long>(values->size()) * scalarSize(stored.kind)
                        == end - stored.begin);
        }
    }
    QVERIFY2(refused > 10'000 && refused < 20'000, qPrintable(QString::number(refused)));
}

void TestSafetensors::refusesWhatCannotBeUsed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<qint64>>("shape");
    QTest::addColumn<Refusal>("refusal");
    QTest::newRow("missing") << "fc" << QList<qint64>{1} << Refusal{.reason = Reason::Missing, .field = "fc"};
    QTest::newRow("turned") << "w" << QList<qint64>{2, 1}
                            << Refusal{.reason = Reason::ShapesDontMatch, .field = "w", .got = 1, .limit = 2};
    QTest::newRow("flat") << "w" << QList<qint64>{2}
                          << Refusal{.reason = Reason::ShapesDontMatch, .field = "w", .got = 2, .limit = 1};
    QTest::newRow("whole numbers") << "i" << QList<qint64>{1}
                                   << Refusal{.reason = Reason::UnknownType, .field = "i"};
    QTest::newRow("infinite") << "inf" << QList<qint64>{1}
                              << Refusal{.reason = Reason::NotFinite, .field = "inf"};
    QTest::newRow("beyond float32") << "far" << QList<qint64>{1}
                                    << Refusal{.reason = Reason::NotFinite, .field = "far"};
    QTest::newRow("not a number") << "nan" << QList<qint64>{1}
                                  << Refusal{.reason = Reason::NotFinite, .field = "nan"};
}

void TestSafetensors::refusesWhatCannotBeUsed()
{
    QFETCH(QString, name);
    QFETCH(QList<qint64>, shape);
    QFETCH(Refusal, refusal);
    Bytes bytes = fileOf('{' + tensor("w", "1,2", "0,8") + ',' + tensor("i", "1", "8,12", "I32") + ','
                             + tensor("inf", "1", "12,16") + ',' + tensor("nan", "1", "16,18", "F16") + ','
                             + tensor("far", "1", "18,26", "F64") + '}',
                         26);
    const Bytes numbers{0, 0, 0x80, 0x7F, 0x01, 0x7C, 0, 0, 0, 0, 0, 0, 0xE0, 0x7F};
    std::ranges::copy(numbers, bytes.end() - 14);
    const auto file = WeightFile::read(bytes);
    QVERIFY(file);
    const std::vector<long long> wanted(shape.begin(), shape.end());
    const auto values = file->values(name.toStdString(), wanted);
    QVERIFY(!values);
    QCOMPARE(values.refusal(), refusal);
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
