#include "widgets/colour_map.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::MapKind)
Q_DECLARE_METATYPE(convoscope::Scheme)

class TestColourMap : public QObject {
    Q_OBJECT

private slots:
    void coloursOfAnotherRange();
    void keepsTextReadable_data();
    void keepsTextReadable();
    void growsSteadilyInLightness_data();
    void growsSteadilyInLightness();
    void divergesEvenly_data();
    void divergesEvenly();
    void beginsAtTheEmptyCell();
    void endsInTheColourOfTheRole();
    void keepsEveryGrey();
    void takesWhatIsNoNumber_data();
    void takesWhatIsNoNumber();
    void takesAFlatRange();
    void choosesAMapForAPlane_data();
    void choosesAMapForAPlane();
    void fillsAnImage();
};

namespace {

constexpr int samples = 1024;

void addMaps()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::addColumn<MapKind>("kind");
    const std::pair<const char *, Scheme> schemes[]{
        {"light", Scheme::Light}, {"dark", Scheme::Dark}, {"high contrast", Scheme::HighContrast}};
    const std::pair<const char *, MapKind> kinds[]{{"ramp", MapKind::RoleRamp},
                                                   {"diverging", MapKind::Diverging},
                                                   {"sequential", MapKind::Sequential},
                                                   {"cividis", MapKind::Cividis},
                                                   {"grey", MapKind::Grey}};
    for (const auto &[schemeName, scheme] : schemes)
        for (const auto &[kindName, kind] : kinds)
            QTest::addRow("%s, %s", kindName, schemeName) << scheme << kind;
}

ColourMap fetchedMap(PlaneRole role = PlaneRole::Input)
{
    const Theme theme = Theme::of(*static_cast<Scheme *>(QTest::qData("scheme", qMetaTypeId<Scheme>())));
    const MapKind kind = *static_cast<MapKind *>(QTest::qData("kind", qMetaTypeId<MapKind>()));
    return {kind, theme.role(role), {-1.0F, 1.0F}, theme};
}

double lightness(QRgb colour)
{
    return toLab(colour).l;
}

double distance(QRgb a, QRgb b)
{
    const Lab one = toLab(a);
    const Lab two = toLab(b);
    return std::hypot(one.l - two.l, one.a - two.a, one.b - two.b);
}

} // namespace

void TestColourMap::keepsTextReadable_data()
{
    addMaps();
}

void TestColourMap::keepsTextReadable()
{
    QFETCH(Scheme, scheme);
    QFETCH(MapKind, kind);
    const bool ours = kind == MapKind::RoleRamp || kind == MapKind::Diverging;
    const double least = ours ? Theme::of(scheme).leastContrast() : 4.5;
    for (const PlaneRole role : {PlaneRole::Input, PlaneRole::Kernel, PlaneRole::Output,
                                 PlaneRole::Intermediate, PlaneRole::Difference}) {
        const ColourMap map = fetchedMap(role);
        for (int i = 0; i <= samples; ++i) {
            const QRgb background = map.at(double(i) / samples);
            QVERIFY(contrast(map.textColour(background), background) >= least);
        }
        QVERIFY(contrast(map.textColour(map.nan()), map.nan()) >= 4.5);
    }
}

void TestColourMap::growsSteadilyInLightness_data()
{
    addMaps();
}

void TestColourMap::growsSteadilyInLightness()
{
    QFETCH(MapKind, kind);
    const ColourMap map = fetchedMap();
    // A diverging map is as steady on each side of its middle.
    const double end = kind == MapKind::Diverging ? 0.5 : 1.0;
    const double sign = lightness(map.at(end)) > lightness(map.at(0)) ? 1.0 : -1.0;
    const double whole = std::abs(lightness(map.at(end)) - lightness(map.at(0)));
    QVERIFY(whole > 15.0);
    constexpr int steps = 32;
    for (int i = 0; i < steps; ++i) {
        const double step =
            sign * (lightness(map.at(end * (i + 1) / steps)) - lightness(map.at(end * i / steps)));
        QVERIFY2(step > 0.4 * whole / steps && step < 2.0 * whole / steps,
                 qPrintable(QStringLiteral("step %1: %2 of %3").arg(i).arg(step).arg(whole)));
    }
    // Between neighbours the rounding to 8 bits is larger than the step.
    for (int i = 0; i < samples; ++i)
        QVERIFY(sign * (lightness(map.at(end * (i + 1) / samples)) - lightness(map.at(end * i / samples)))
                > -0.25);
}

void TestColourMap::divergesEvenly_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
    QTest::newRow("high contrast") << Scheme::HighContrast;
}

void TestColourMap::divergesEvenly()
{
    QFETCH(Scheme, scheme);
    const Theme theme = Theme::of(scheme);
    const ColourMap map(MapKind::Diverging, theme.output, {-2.0F, 5.0F}, theme);
    QCOMPARE(map.range(), (Range{-5.0F, 5.0F}));
    QCOMPARE(map.colour(0.0F), theme.cell.rgb());
    for (int eighths = 0; eighths <= 40; ++eighths) {
        const float v = static_cast<float>(eighths) / 8;
        QVERIFY(std::abs(lightness(map.colour(v)) - lightness(map.colour(-v))) < 0.6);
    }
    const auto nearer = [&](float value, const QColor &one, const QColor &other) {
        const Lab lab = toLab(map.colour(value));
        const auto hue = [](const Lab &c) { return std::atan2(c.b, c.a); };
        return std::abs(std::remainder(hue(lab) - hue(toLab(one.rgb())), 2 * M_PI))
            < std::abs(std::remainder(hue(lab) - hue(toLab(other.rgb())), 2 * M_PI));
    };
    QVERIFY(nearer(-5.0F, theme.input, theme.kernel));
    QVERIFY(nearer(5.0F, theme.kernel, theme.input));
    QVERIFY(distance(map.colour(-5.0F), map.colour(5.0F)) > 40.0);
}

void TestColourMap::beginsAtTheEmptyCell()
{
    for (const Theme &theme : {Theme::light(), Theme::dark(), Theme::highContrast()}) {
        const ColourMap map(MapKind::RoleRamp, theme.input, {0.0F, 250.0F}, theme);
        QCOMPARE(map.colour(0.0F), theme.cell.rgb());
        QCOMPARE(map.colour(-7.0F), theme.cell.rgb());
        QCOMPARE(map.colour(251.0F), map.at(1.0));
    }
}

void TestColourMap::endsInTheColourOfTheRole()
{
    const Theme theme = Theme::light();
    const auto end = [&](PlaneRole role) {
        return ColourMap(MapKind::RoleRamp, theme.role(role), {0.0F, 1.0F}, theme).at(1.0);
    };
    QVERIFY(distance(end(PlaneRole::Input), theme.input.rgb())
            < distance(end(PlaneRole::Input), theme.output.rgb()));
    QVERIFY(distance(end(PlaneRole::Output), theme.output.rgb())
            < distance(end(PlaneRole::Output), theme.input.rgb()));
}

void TestColourMap::keepsEveryGrey()
{
    const ColourMap bytes(MapKind::Grey, {}, {0.0F, 255.0F}, Theme::dark());
    const ColourMap fractions(MapKind::Grey, {}, {0.0F, 1.0F}, Theme::light());
    for (int grey = 0; grey < 256; ++grey) {
        QCOMPARE(bytes.colour(float(grey)), qRgb(grey, grey, grey));
        QCOMPARE(fractions.colour(float(grey) / 255.0F), qRgb(grey, grey, grey));
    }
}

void TestColourMap::takesWhatIsNoNumber_data()
{
    addMaps();
}

void TestColourMap::takesWhatIsNoNumber()
{
    const ColourMap map = fetchedMap();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    QCOMPARE(map.colour(infinity), map.at(1.0));
    QCOMPARE(map.colour(-infinity), map.at(0.0));
    QCOMPARE(map.colour(std::numeric_limits<float>::quiet_NaN()), map.nan());
    QCOMPARE(map.colour(std::numeric_limits<float>::max()), map.at(1.0));
}

void TestColourMap::takesAFlatRange()
{
    const Theme theme = Theme::light();
    const ColourMap ramp(MapKind::RoleRamp, theme.input, {3.0F, 3.0F}, theme);
    QCOMPARE(ramp.colour(3.0F), theme.cell.rgb());
    const ColourMap diverging(MapKind::Diverging, theme.input, {0.0F, 0.0F}, theme);
    QCOMPARE(diverging.colour(0.0F), theme.cell.rgb());
    QCOMPARE(diverging.colour(1.0F), diverging.at(1.0));
    QCOMPARE(diverging.colour(-1.0F), diverging.at(0.0));
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const ColourMap endless(MapKind::Sequential, theme.input, {-infinity, infinity}, theme);
    QCOMPARE(endless.colour(0.0F), endless.at(0.0));
}

void TestColourMap::choosesAMapForAPlane_data()
{
    QTest::addColumn<Plane>("plane");
    QTest::addColumn<MapKind>("kind");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    const auto row = [](const char *name, PlaneRole role, Range range, bool picture, MapKind kind,
                        Range shown) {
        Plane plane;
        plane.role = role;
        plane.range = range;
        plane.picture = picture;
        QTest::newRow(name) << plane << kind << shown.low << shown.high;
    };
    row("input", PlaneRole::Input, {10, 250}, false, MapKind::RoleRamp, {0, 250});
    row("output", PlaneRole::Output, {80, 160}, false, MapKind::RoleRamp, {0, 160});
    row("signed output", PlaneRole::Output, {-160, 80}, false, MapKind::Diverging, {-160, 160});
    row("kernel", PlaneRole::Kernel, {0, 2}, false, MapKind::Diverging, {-2, 2});
    row("photo", PlaneRole::Input, {10, 250}, true, MapKind::Grey, {10, 250});
    row("edges of a photo", PlaneRole::Output, {-10, 20}, true, MapKind::Diverging, {-20, 20});
    row("difference", PlaneRole::Difference, {0, 3}, false, MapKind::Diverging, {-3, 3});
}

void TestColourMap::choosesAMapForAPlane()
{
    QFETCH(Plane, plane);
    QFETCH(float, low);
    QFETCH(float, high);
    const ColourMap map(plane, Theme::light());
    QTEST(map.kind(), "kind");
    QCOMPARE(map.range(), (Range{low, high}));
}

void TestColourMap::fillsAnImage()
{
    const Theme theme = Theme::dark();
    const ColourMap map(MapKind::Sequential, theme.input, {0.0F, 5.0F}, theme);
    const std::vector<float> values{0, 1, 2, 3, 4, 5};
    const QImage image = map.image(values, 3, 2);
    QCOMPARE(image.size(), QSize(3, 2));
    for (int i = 0; i < 6; ++i)
        QCOMPARE(image.pixel(i % 3, i / 3), map.colour(values[size_t(i)]));
    QVERIFY(map.image({}, 0, 0).isNull());
}

/// Colours that are taken over for another range are those that would be made for it.
void TestColourMap::coloursOfAnotherRange()
{
    const Theme theme = Theme::light();
    for (const PlaneRole role : {PlaneRole::Input, PlaneRole::Difference, PlaneRole::Output}) {
        const bool ramp = role == PlaneRole::Output;
        const Plane first = planeOf("a", role, Tensor::matrix({{ramp ? 1.0F : -1.0F, 5.0F}}));
        const Plane second = planeOf("b", role, Tensor::matrix({{ramp ? 0.5F : -20.0F, 3.0F}}));
        const ColourMap taken(ColourMap(first, theme), second);
        const ColourMap made(second, theme);
        QCOMPARE(taken.range(), made.range());
        for (const float value : {-20.0F, -7.5F, 0.0F, 1.0F, 3.0F})
            QCOMPARE(taken.colour(value), made.colour(value));
    }
}

QTEST_APPLESS_MAIN(TestColourMap)
#include "tst_colour_map.moc"
