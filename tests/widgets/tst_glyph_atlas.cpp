#include "widgets/glyph_atlas.h"

#include "widgets/number_text.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>
#include <QTest>
#include <cmath>

using namespace convoscope;

class TestGlyphAtlas : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsInsideTheCell_data();
    void drawsInsideTheCell();
    void drawsInTheColour();
    void drawsAsPlainTextDoes_data();
    void drawsAsPlainTextDoes();
    void leavesThePainterAsItWas();
    void respectsTheClip();
    void drawsOneByOneAsTogether();
    void drawsRunsOnTheGrid();
    void keepsTextInVectors();
    void drawsTurnedText();
    void forgetsWithTheFont();
    void staysSmall();
    void takesNoText();
};

namespace {

constexpr QSize canvas{80, 40};

/// The smallest rectangle with ink.
QRect ink(const QImage &image)
{
    QRect result;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) > 40)
                result |= QRect(x, y, 1, 1);
    return result;
}

QImage blank(double ratio = 1.0)
{
    QImage result(canvas * ratio, QImage::Format_ARGB32_Premultiplied);
    result.setDevicePixelRatio(ratio);
    result.fill(Qt::transparent);
    return result;
}

GlyphAtlas numbers()
{
    return GlyphAtlas(Theme::light().mono());
}

} // namespace

void TestGlyphAtlas::initTestCase()
{
    loadFonts();
}

void TestGlyphAtlas::drawsInsideTheCell_data()
{
    QTest::addColumn<int>("alignment");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QPointF>("towards"); // -1, 0 or 1 along each axis
    for (const double ratio : {1.0, 1.25, 2.0, 3.0}) {
        QTest::addRow("centre at %g", ratio) << int(Qt::AlignCenter) << ratio << QPointF(0, 0);
        QTest::addRow("top left at %g", ratio)
            << int(Qt::AlignTop | Qt::AlignLeft) << ratio << QPointF(-1, -1);
        QTest::addRow("bottom right at %g", ratio)
            << int(Qt::AlignBottom | Qt::AlignRight) << ratio << QPointF(1, 1);
    }
}

void TestGlyphAtlas::drawsInsideTheCell()
{
    QFETCH(int, alignment);
    QFETCH(double, ratio);
    QFETCH(QPointF, towards);
    GlyphAtlas atlas = numbers();
    const QRectF cell(12, 6, 56, 28);
    QImage image = blank(ratio);
    QPainter painter(&image);
    atlas.draw(painter, cell, QStringLiteral("−160"), qRgb(0, 0, 0), Qt::Alignment(alignment));
    painter.end();
    const QRectF found = QTransform::fromScale(1 / ratio, 1 / ratio).mapRect(QRectF(ink(image)));
    QVERIFY(cell.contains(found));
    QVERIFY(found.width() > 20 && found.width() < 40);
    const QPointF off = found.center() - cell.center();
    const auto leans = [](double distance, double way) {
        return way == 0 ? std::abs(distance) < 2 : distance * way > 2;
    };
    QVERIFY(leans(off.x(), towards.x()));
    QVERIFY(leans(off.y(), towards.y()));
}

void TestGlyphAtlas::drawsInTheColour()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank();
    QPainter painter(&image);
    atlas.draw(painter, QRectF({}, canvas), QStringLiteral("1"), qRgb(255, 0, 0));
    atlas.draw(painter, QRectF({}, canvas), QStringLiteral("1"), qRgb(0, 0, 255));
    painter.end();
    int blue = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            QCOMPARE(qGreen(image.pixel(x, y)), 0);
            blue += qBlue(image.pixel(x, y)) > 200;
        }
    QVERIFY(blue > 5);
}

void TestGlyphAtlas::drawsAsPlainTextDoes_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("as it is") << 1.0;
    QTest::newRow("doubled") << 2.0;
    QTest::newRow("one and a half") << 1.5;
}

void TestGlyphAtlas::drawsAsPlainTextDoes()
{
    QFETCH(double, scale);
    GlyphAtlas atlas = numbers();
    const QRectF cell(QPointF(0, 0), QSizeF(canvas) / scale);
    const auto drawn = [&](auto &&draw) {
        QImage image = blank();
        QPainter painter(&image);
        painter.scale(scale, scale);
        draw(painter);
        return ink(image);
    };
    const QRect ours = drawn([&](QPainter &p) { atlas.draw(p, cell, QStringLiteral("160"), qRgb(0, 0, 0)); });
    const QRect theirs = drawn([&](QPainter &p) {
        p.setFont(atlas.font());
        p.drawText(cell, Qt::AlignCenter, QStringLiteral("160"));
    });
    const auto close = [](int a, int b) { return std::abs(a - b) <= 2; };
    QVERIFY(close(ours.left(), theirs.left()) && close(ours.right(), theirs.right()));
    QVERIFY(close(ours.top(), theirs.top()) && close(ours.bottom(), theirs.bottom()));
}

void TestGlyphAtlas::leavesThePainterAsItWas()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank(2.0);
    QPainter painter(&image);
    painter.translate(3, 4);
    painter.scale(0.5, 0.5);
    const QTransform before = painter.worldTransform();
    const QPen pen = painter.pen();
    const QFont font = painter.font();
    atlas.draw(painter, QRectF({}, canvas), QStringLiteral("1"), qRgb(0, 0, 0));
    QCOMPARE(painter.worldTransform(), before);
    QCOMPARE(painter.pen(), pen);
    QCOMPARE(painter.font(), font);
}

void TestGlyphAtlas::respectsTheClip()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank(2.0);
    QPainter painter(&image);
    painter.setClipRect(QRect(0, 0, 40, 40));
    atlas.draw(painter, QRectF({}, canvas), QStringLiteral("123456"), qRgb(0, 0, 0));
    painter.end();
    QVERIFY(!ink(image).isEmpty());
    QVERIFY(ink(image).right() < 80);
}

void TestGlyphAtlas::drawsOneByOneAsTogether()
{
    std::vector<CellText> texts;
    for (int i = 0; i < 4; ++i)
        texts.push_back({QRectF(20.0 * i, 0, 20, 40), QString::number(i), qRgb(0, 0, 0), Qt::AlignCenter});
    GlyphAtlas atlas = numbers();
    QImage together = blank();
    QImage oneByOne = blank();
    {
        QPainter painter(&together);
        atlas.draw(painter, texts);
    }
    {
        QPainter painter(&oneByOne);
        for (const CellText &text : texts)
            atlas.draw(painter, text.cell, text.text, text.colour, text.alignment);
    }
    QCOMPARE(together, oneByOne);
    QVERIFY(!ink(together).isEmpty());
}

void TestGlyphAtlas::drawsRunsOnTheGrid()
{
    const GlyphAtlas atlas = numbers();
    QCOMPARE(atlas.width(QStringLiteral("1111")), 4 * atlas.width(QStringLiteral("0")));
    QCOMPARE(atlas.width(QStringLiteral("−1.5")), atlas.width(QStringLiteral("0000")));
}

void TestGlyphAtlas::keepsTextInVectors()
{
    GlyphAtlas atlas = numbers();
    QBuffer buffer;
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    QPainter painter(&svg);
    atlas.draw(painter, QRectF({}, canvas), QStringLiteral("−160"), qRgb(200, 0, 0));
    painter.end();
    QVERIFY(buffer.data().contains("<text"));
    QVERIFY(QString::fromUtf8(buffer.data()).contains(QStringLiteral("−160")));
    QVERIFY(!buffer.data().contains("<image"));
    QCOMPARE(atlas.size(), 0);
}

void TestGlyphAtlas::drawsTurnedText()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank();
    QPainter painter(&image);
    painter.translate(20, 0);
    painter.rotate(90);
    atlas.draw(painter, QRectF(0, -20, 40, 40), QStringLiteral("1111"), qRgb(0, 0, 0));
    painter.end();
    QVERIFY(ink(image).height() > ink(image).width());
}

void TestGlyphAtlas::forgetsWithTheFont()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank();
    QPainter painter(&image);
    atlas.draw(painter, QRectF({}, canvas), QStringLiteral("1"), qRgb(0, 0, 0));
    QCOMPARE(atlas.size(), 1);
    atlas.setFont(atlas.font());
    QCOMPARE(atlas.size(), 1);
    atlas.setFont(Theme::light().mono(20));
    QCOMPARE(atlas.size(), 0);
}

void TestGlyphAtlas::staysSmall()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank();
    QPainter painter(&image);
    qsizetype most = 0;
    for (int i = 0; i < 40000; ++i) {
        atlas.draw(painter, QRectF({}, canvas), cellText(float(i) / 7.0F), qRgb(0, 0, i % 5));
        most = std::max(most, atlas.size());
    }
    QVERIFY(most < 20000);
    QVERIFY(atlas.size() > 0);
}

void TestGlyphAtlas::takesNoText()
{
    GlyphAtlas atlas = numbers();
    QImage image = blank();
    QPainter painter(&image);
    atlas.draw(painter, QRectF({}, canvas), {}, qRgb(0, 0, 0));
    atlas.draw(painter, std::span<const CellText>{});
    painter.end();
    QVERIFY(ink(image).isEmpty());
    QCOMPARE(atlas.width({}), 0.0);
}

QTEST_MAIN(TestGlyphAtlas)
#include "tst_glyph_atlas.moc"
