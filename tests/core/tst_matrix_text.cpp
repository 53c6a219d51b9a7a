#include "core/matrix_text.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <random>

using namespace convoscope;
using namespace std::string_view_literals;

namespace {

QByteArray utf16(const QString &text, bool bigEndian)
{
    QByteArray bytes(bigEndian ? "\xFE\xFF" : "\xFF\xFE");
    for (const QChar c : text) {
        const char low = static_cast<char>(c.unicode() & 0xFFU);
        const char high = static_cast<char>(c.unicode() >> 8U);
        bytes += bigEndian ? high : low;
        bytes += bigEndian ? low : high;
    }
    return bytes;
}

MatrixText parse(const QByteArray &text)
{
    return parseMatrix({text.constData(), static_cast<size_t>(text.size())});
}

QString described(const MatrixText &result)
{
    if (const auto *tensor = std::get_if<Tensor>(&result))
        return QString::fromStdString(toNumPy(*tensor));
    const auto &r = std::get<TextRefusal>(result);
    return QStringLiteral("fault %1 at row %2 column %3, got '%4', %5 of %6")
        .arg(static_cast<int>(r.fault))
        .arg(r.row)
        .arg(r.column)
        .arg(QString::fromStdString(r.got))
        .arg(r.count)
        .arg(r.limit);
}

const Tensor square = Tensor::matrix({{1, 2}, {3, 4}});

} // namespace

class TestMatrixText : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writesTsv();
    void writesNumPy_data();
    void writesNumPy();
    void writesNumbers_data();
    void writesNumbers();
    void readsBackWhatItWrites();
    void readsTheLargestMatrix();
    void survivesAnyBytes();
};

void TestMatrixText::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Tensor>("expected");
    const Tensor halves = Tensor::matrix({{1.5F, -2.5F}, {0.25F, 4}});
    const auto row = [](const char *name, const QByteArray &text, const Tensor &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("tabs", "1\t2\n3\t4\n", square);
    row("tabs, trailing tab", "1\t2\t\n3\t4\t\n", square);
    row("commas", "1,2\n3,4", square);
    row("commas and blanks", "1, 2\n 3, 4 ", square);
    row("trailing commas", "1,2,\n3,4,\n", square);
    row("semicolons", "1;2\n3;4\n", square);
    row("blanks in runs", "  1   2\n 3 4  \n", square);
    row("one number", "7", Tensor::matrix({{7}}));
    row("one row", "1 2 3", Tensor::matrix({{1, 2, 3}}));
    row("one column", "1\n2\n3", Tensor::matrix({{1}, {2}, {3}}));
    row("blank lines", "\n\n1 2\n\n3 4\n\n", square);
    row("comment lines", "# a kernel\n1 2\n# second row\n3 4\n", square);
    row("carriage returns", "1\t2\r\n3\t4\r\n", square);
    row("old carriage returns", "1\t2\r3\t4\r", square);
    row("byte order mark",
        "\xEF\xBB\xBF"
        "1,2\n3,4",
        square);
    row("UTF-16 little endian", utf16(QStringLiteral("1\t2\r\n3\t4\r\n"), false), square);
    row("UTF-16 big endian", utf16(QStringLiteral("1\t2\n3\t4"), true), square);
    row("quoted", "\"1\",\"2\"\n\"3\",\"4\"", square);
    row("decimal points", "1.5,-2.5\n.25,4.", halves);
    row("decimal comma, semicolons", "1,5;-2,5\n0,25;4", halves);
    row("decimal comma, tabs", "1,5\t-2,5\n0,25\t4", halves);
    row("unicode minus",
        "1.5 \xE2\x88\x92"
        "2.5\n0.25 4",
        halves);
    row("no-break space",
        "1\xC2\xA0"
        "2\n3\xE2\x80\xAF"
        "4",
        square);
    row("plus signs", "+1 +2\n+3 +4", square);
    row("scientific", "1e0 2E+0\n30e-1 0.4e1", square);
    row("largest float", "3.4028235e38", Tensor::matrix({{std::numeric_limits<float>::max()}}));
    row("smallest float", "1e-45", Tensor::matrix({{std::numeric_limits<float>::denorm_min()}}));
    row("too small becomes zero", "1e-60 5 -1e-46", Tensor::matrix({{0, 5, 0}}));
    row("rounded once", "0.1 16777217", Tensor::matrix({{0.1F, 16777216.0F}}));
    row("list", "[[1, 2], [3, 4]]", square);
    row("list, one row", "[1, 2, 3]", Tensor::matrix({{1, 2, 3}}));
    row("list, trailing commas", "[[1, 2,], [3, 4,],]", square);
    row("rows without outer list", "[1, 2],\n[3, 4]", square);
    row("NumPy printed", "[[1. 2.]\n [3. 4.]]", square);
    row("NumPy printed in two lines", "[[1.\n  2.]\n [3.\n  4.]]\n", square);
    row("NumPy repr", "array([[1., 2.],\n       [3., 4.]], dtype=float32)", square);
    row("NumPy statement", "k = np.array([[1, 2], [3, 4]], dtype=np.float32);\n", square);
    row("PyTorch", "tensor([[1., 2.],\n        [3., 4.]], grad_fn=<AddBackward0>)", square);
    row("one plane of a batch", "tensor([[[[1., 2.],\n [3., 4.]]]])", square);
    row("C++ braces", "{{1, 2}, {3, 4}}", square);
    row("Matlab", "[1 2; 3 4]", square);
    row("Matlab statement", "k = [1, 2; 3, 4];", square);
    row("unicode minus in a list",
        "[[\xE2\x88\x92"
        "1]]",
        Tensor::matrix({{-1}}));
}

void TestMatrixText::reads()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Tensor, expected);
    const MatrixText result = parse(text);
    QVERIFY2(std::holds_alternative<Tensor>(result), qPrintable(described(result)));
    QVERIFY2(std::get<Tensor>(result) == expected, qPrintable(described(result)));
}

void TestMatrixText::refuses_data()
{
    using enum TextFault;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<TextRefusal>("expected");
    const auto row = [](const char *name, const QByteArray &text, const TextRefusal &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("nothing", "", {.fault = Empty});
    row("only blanks", " \t\r\n \n", {.fault = Empty});
    row("only a comment", "# nothing", {.fault = Empty});
    row("byte order mark alone", "\xEF\xBB\xBF", {.fault = Empty});
    row("empty list", "[]", {.fault = Empty});
    row("empty lists", "[[], []]", {.fault = Empty});
    row("short row", "1 2 3\n4 5\n", {.fault = Ragged, .row = 2, .count = 2, .limit = 3});
    row("long row", "1,2\n3,4\n5,6,7", {.fault = Ragged, .row = 3, .count = 3, .limit = 2});
    row("short row in a list", "[[1, 2], [3]]", {.fault = Ragged, .row = 2, .count = 1, .limit = 2});
    row("empty row in a list", "[[1, 2], []]", {.fault = Ragged, .row = 2, .count = 0, .limit = 2});
    row("header", "a,b\n1,2", {.fault = NotANumber, .row = 1, .column = 1, .got = "a"});
    row("text", "1 2\n3 four", {.fault = NotANumber, .row = 2, .column = 2, .got = "four"});
    row("unit", "1px", {.fault = NotANumber, .row = 1, .column = 1, .got = "1px"});
    row("two signs", "+-1", {.fault = NotANumber, .row = 1, .column = 1, .got = "+-1"});
    row("hexadecimal", "0x10", {.fault = NotANumber, .row = 1, .column = 1, .got = "0x10"});
    row("text in a list", "[[1, 2], [3, x]]", {.fault = NotANumber, .row = 2, .column = 2, .got = "x"});
    row("NumPy's ellipsis", "[[1 2 ... 9]]", {.fault = NotANumber, .row = 1, .column = 3, .got = "..."});
    row("long text", QByteArray(100, 'x'),
        {.fault = NotANumber, .row = 1, .column = 1, .got = std::string(40, 'x')});
    row("long text, cut between characters", QByteArray("a") + QByteArray("\xC3\xA4").repeated(50),
        {.fault = NotANumber,
         .row = 1,
         .column = 1,
         .got = QByteArray("a").append(QByteArray("\xC3\xA4").repeated(19)).toStdString()});
    row("decimal comma between blanks", "1,5 2,5",
        {.fault = NotANumber, .row = 1, .column = 2, .got = "5 2"});
    row("comma and point", "1,234.5;2", {.fault = NotANumber, .row = 1, .column = 1, .got = "1,234.5"});
    row("two commas", "1,234,567\t2", {.fault = NotANumber, .row = 1, .column = 1, .got = "1,234,567"});
    row("comma where another has a point", "1,5;2.5",
        {.fault = NotANumber, .row = 1, .column = 1, .got = "1,5"});
    row("NaN", "1 nan", {.fault = NotFinite, .row = 1, .column = 2, .got = "nan"});
    row("NaN with a payload", "nan(7)", {.fault = NotFinite, .row = 1, .column = 1, .got = "nan(7)"});
    row("infinite", "1\n-inf", {.fault = NotFinite, .row = 2, .column = 1, .got = "-inf"});
    row("infinity in a list", "[[Infinity]]", {.fault = NotFinite, .row = 1, .column = 1, .got = "Infinity"});
    row("1e308", "1e308", {.fault = OutOfRange, .row = 1, .column = 1, .got = "1e308"});
    row("just too large", "3.4028236e38",
        {.fault = OutOfRange, .row = 1, .column = 1, .got = "3.4028236e38"});
    row("1e999", "0 -1e999", {.fault = OutOfRange, .row = 1, .column = 2, .got = "-1e999"});
    row("missing between commas", "1,,3", {.fault = MissingValue, .row = 1, .column = 2});
    row("missing first cell", "\t2\n3\t4", {.fault = MissingValue, .row = 1, .column = 1});
    row("missing in a list", "[[1, , 3]]", {.fault = MissingValue, .row = 1, .column = 2});
    row("missing first in a list", "[[, 3]]", {.fault = MissingValue, .row = 1, .column = 1});
    row("two trailing commas", "1,2,,", {.fault = MissingValue, .row = 1, .column = 3});
    row("a million columns", QByteArray("1,").repeated(1'000'000),
        {.fault = TooManyColumns, .row = 1, .column = maxTextColumns + 1, .limit = maxTextColumns});
    row("a million cells and one", QByteArray("1\n").repeated(1'000'001),
        {.fault = TooManyCells, .row = 1'000'001, .column = 1, .limit = maxTextCells});
    row("open list", "[[1, 2], [3, 4]", {.fault = Brackets, .row = 3});
    row("open bracket only", "[", {.fault = Brackets, .got = "["});
    row("closed too often", "[1, 2]]", {.fault = Brackets, .row = 2, .got = "]"});
    row("closing first", "1] [2", {.fault = Brackets, .got = "["});
    row("number beside a list", "[1, [2, 3]]", {.fault = Brackets, .row = 1, .got = "["});
    row("number behind a list", "[[2, 3], 4]", {.fault = Brackets, .row = 2, .got = "4"});
    row("rows at two depths", "[[1, 2], [[3, 4]]]", {.fault = Brackets, .row = 2, .got = "3"});
    row("two matrices", "[[1, 2]] [[3, 4]]", {.fault = Brackets, .row = 3});
    row("three dimensions", "[[[1, 2]], [[3, 4]]]", {.fault = Brackets, .row = 3});
    row("nested too deep", QByteArray("[").repeated(100'000) + "]",
        {.fault = Brackets, .row = 1, .got = "["});
    row("product", "2 * np.array([[1]])", {.fault = SurroundingText, .got = "2 * np.array("});
    row("expression behind", "np.array([[1]]) * 2", {.fault = SurroundingText, .got = ") * 2"});
    row("product in brackets", "(np.array([[1]]) * (2))", {.fault = SurroundingText, .got = ") * (2))"});
    row("word between rows", "[[1], oops, [2]]", {.fault = Brackets, .row = 2, .got = "oops"});
    row("word between lists", "[1] and [2]", {.fault = SurroundingText, .row = 2, .got = "and"});
}

void TestMatrixText::refuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const TextRefusal, expected);
    const MatrixText result = parse(text);
    QVERIFY2(std::holds_alternative<TextRefusal>(result), qPrintable(described(result)));
    QCOMPARE(described(result), described(expected));
}

void TestMatrixText::writesTsv()
{
    QCOMPARE(toTsv(Tensor::matrix({{1, -0.5F}, {1e-9F, 100000}})), std::string("1\t-0.5\n1e-09\t100000\n"));
    Tensor channels({.n = 2, .c = 2, .h = 1, .w = 1});
    channels.at(1, 0, 0, 0) = 7;
    QCOMPARE(toTsv(channels, 1, 0), std::string("7\n"));
    QCOMPARE(toTsv(Tensor()), std::string());
}

void TestMatrixText::writesNumPy_data()
{
    QTest::addColumn<Tensor>("tensor");
    QTest::addColumn<QString>("expected");
    QTest::newRow("matrix") << Tensor::matrix({{1, 2.5F}, {-3, 4}})
                            << "np.array([[1, 2.5],\n          [-3, 4]], dtype=np.float32)";
    QTest::newRow("channels") << Tensor({.c = 2, .h = 2, .w = 1}, {1, 2, 3, 4})
                              << "np.array([[[1],\n           [2]],\n          [[3],\n           [4]]], "
                                 "dtype=np.float32)";
    QTest::newRow("batch") << Tensor({.n = 2, .c = 1, .h = 1, .w = 2}, {1, 2, 3, 4})
                           << "np.array([[[[1, 2]]],\n          [[[3, 4]]]], dtype=np.float32)";
    constexpr float inf = std::numeric_limits<float>::infinity();
    QTest::newRow("not finite") << Tensor::matrix({{inf, -inf, std::nanf("")}})
                                << "np.array([[np.inf, -np.inf, np.nan]], dtype=np.float32)";
}

void TestMatrixText::writesNumPy()
{
    QFETCH(const Tensor, tensor);
    QFETCH(const QString, expected);
    QCOMPARE(QString::fromStdString(toNumPy(tensor)), expected);
}

void TestMatrixText::writesNumbers_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("zero") << 0.0F << "0";
    QTest::newRow("negative zero") << -0.0F << "-0";
    QTest::newRow("tenth") << 0.1F << "0.1";
    QTest::newRow("third") << 1.0F / 3.0F << "0.33333334";
    QTest::newRow("integer") << 100000.0F << "100000";
    QTest::newRow("large") << 1e30F << "1e+30";
    QTest::newRow("small") << 1.5e-7F << "1.5e-07";
    QTest::newRow("largest") << std::numeric_limits<float>::max() << "3.4028235e+38";
}

void TestMatrixText::writesNumbers()
{
    QFETCH(const float, value);
    QFETCH(const QString, expected);
    QCOMPARE(QString::fromStdString(shortestText(value)), expected);
}

void TestMatrixText::readsBackWhatItWrites()
{
    std::mt19937 random(7);
    std::uniform_int_distribution<unsigned> bits;
    Tensor x({.h = 50, .w = 40});
    for (float &value : x.values()) {
        do {
            value = std::bit_cast<float>(bits(random));
        } while (!std::isfinite(value));
    }
    QVERIFY(std::get<Tensor>(parseMatrix(toTsv(x))) == x);
    QVERIFY(std::get<Tensor>(parseMatrix(toNumPy(x))) == x);
}

void TestMatrixText::readsTheLargestMatrix()
{
    const QByteArray line = QByteArray("0.5\t").repeated(maxTextColumns - 1) + "0.5\n";
    const int rows = static_cast<int>(maxTextCells / maxTextColumns);
    const MatrixText result = parse(line.repeated(rows));
    QVERIFY2(std::holds_alternative<Tensor>(result), qPrintable(described(result)));
    QCOMPARE(std::get<Tensor>(result).width(), maxTextColumns);
    QCOMPARE(std::get<Tensor>(result).height(), rows);
}

/// Whatever the bytes, the answer is a matrix with cells or a refusal; the sanitizers see the rest.
void TestMatrixText::survivesAnyBytes()
{
    std::mt19937 random(3);
    constexpr std::string_view alphabet =
        "0123456789.,;-+eE[](){}= \t\r\n#\"naif\xE2\x88\x92\xFF\xFE\xEF\xBB\xBF\0"sv;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray text;
        for (auto length = random() % 24; length > 0; --length)
            text += alphabet[random() % alphabet.size()];
        const MatrixText result = parse(text);
        if (const auto *tensor = std::get_if<Tensor>(&result))
            QVERIFY2(!tensor->empty(), text.toHex());
        else
            QVERIFY2(std::get<TextRefusal>(result).got.size() <= 40, text.toHex());
    }
}

QTEST_APPLESS_MAIN(TestMatrixText)
#include "tst_matrix_text.moc"
