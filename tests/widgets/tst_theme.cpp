#include "widgets/theme.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QTest>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Scheme)

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void hasReadableText_data();
    void hasReadableText();
    void hasVisibleEdges_data();
    void hasVisibleEdges();
    void givesReadablePalettes_data();
    void givesReadablePalettes();
    void tellsRolesApart_data();
    void tellsRolesApart();
    void keepsTheHueOfRolesInText_data();
    void keepsTheHueOfRolesInText();
    void recognisesItsOwnPalette();
    void bringsItsFonts();
    void setsDigitsOnAGrid();
    void growsWithTheScale();
};

namespace {

void addSchemes()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
    QTest::newRow("high contrast") << Scheme::HighContrast;
}

struct TextOn {
    const char *name;
    QColor text;
    QColor surface;
};

void verifyContrast(const TextOn &pair, double least)
{
    const double found = contrast(pair.text, pair.surface);
    QVERIFY2(found >= least,
             qPrintable(QStringLiteral("%1: %2 on %3 has %4")
                            .arg(QLatin1String(pair.name), pair.text.name(), pair.surface.name())
                            .arg(found)));
}

} // namespace

void TestTheme::initTestCase()
{
    loadFonts();
}

void TestTheme::hasReadableText_data()
{
    addSchemes();
}

void TestTheme::hasReadableText()
{
    QFETCH(Scheme, scheme);
    const Theme t = Theme::of(scheme);
    const std::pair<const char *, QColor> texts[]{{"text", t.text},
                                                  {"muted", t.muted},
                                                  {"accent", t.accent},
                                                  {"warning", t.warning},
                                                  {"error", t.error},
                                                  {"input", t.roleText(PlaneRole::Input)},
                                                  {"kernel", t.roleText(PlaneRole::Kernel)},
                                                  {"output", t.roleText(PlaneRole::Output)},
                                                  {"intermediate", t.roleText(PlaneRole::Intermediate)},
                                                  {"difference", t.roleText(PlaneRole::Difference)}};
    for (const auto &[name, colour] : texts)
        for (const QColor &surface : {t.window, t.surface, t.raised, t.cell})
            verifyContrast({name, colour, surface}, t.leastContrast());
    for (const QColor &surface : {t.padding, t.highlight, t.selection})
        verifyContrast({"text", t.text, surface}, t.leastContrast());
    verifyContrast({"values of padding cells", t.muted, t.padding}, t.leastContrast());
    verifyContrast({"chosen item", t.accent, t.selection}, t.leastContrast());
    verifyContrast({"filled button", t.accentText, t.accent}, t.leastContrast());
    for (const PlaneRole role : {PlaneRole::Input, PlaneRole::Kernel, PlaneRole::Output})
        verifyContrast({"running line", t.roleText(role), t.highlight}, t.leastContrast());
    verifyContrast({"number of the running line", t.muted, t.highlight}, t.leastContrast());
}

void TestTheme::hasVisibleEdges_data()
{
    addSchemes();
}

void TestTheme::hasVisibleEdges()
{
    QFETCH(Scheme, scheme);
    const Theme t = Theme::of(scheme);
    for (const QColor &surface : {t.window, t.surface, t.raised, t.selection}) {
        verifyContrast({"focus ring", t.focus, surface}, 3.0);
        verifyContrast({"accent", t.accent, surface}, 3.0);
        for (const PlaneRole role : {PlaneRole::Input, PlaneRole::Kernel, PlaneRole::Output})
            verifyContrast({"frame", t.role(role), surface}, 3.0);
    }
    if (scheme == Scheme::HighContrast)
        for (const QColor &edge : {t.line, t.outline})
            verifyContrast({"edge", edge, t.surface}, 3.0);
}

void TestTheme::givesReadablePalettes_data()
{
    addSchemes();
}

void TestTheme::givesReadablePalettes()
{
    QFETCH(Scheme, scheme);
    const Theme theme = Theme::of(scheme);
    const QPalette palette = theme.palette();
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[]{
        {QPalette::WindowText, QPalette::Window},         {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase},        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::PlaceholderText, QPalette::Base},      {QPalette::Link, QPalette::Base}};
    for (const auto group : {QPalette::Active, QPalette::Inactive})
        for (const auto &[text, surface] : pairs)
            verifyContrast({"palette", palette.color(group, text), palette.color(group, surface)},
                           theme.leastContrast());
}

void TestTheme::tellsRolesApart_data()
{
    addSchemes();
}

void TestTheme::tellsRolesApart()
{
    QFETCH(Scheme, scheme);
    const Theme t = Theme::of(scheme);
    const PlaneRole roles[]{PlaneRole::Input, PlaneRole::Kernel, PlaneRole::Output, PlaneRole::Intermediate,
                            PlaneRole::Difference};
    for (const PlaneRole a : roles)
        for (const PlaneRole b : roles)
            if (a < b) {
                const Lab one = toLab(t.role(a).rgb());
                const Lab two = toLab(t.role(b).rgb());
                QVERIFY(std::hypot(one.l - two.l, one.a - two.a, one.b - two.b) > 25.0);
            }
}

void TestTheme::keepsTheHueOfRolesInText_data()
{
    addSchemes();
}

void TestTheme::keepsTheHueOfRolesInText()
{
    QFETCH(Scheme, scheme);
    const Theme t = Theme::of(scheme);
    for (const PlaneRole role : {PlaneRole::Input, PlaneRole::Kernel, PlaneRole::Output}) {
        const Lab frame = toLab(t.role(role).rgb());
        const Lab text = toLab(t.roleText(role).rgb());
        QVERIFY(std::hypot(frame.l - text.l, frame.a - text.a, frame.b - text.b) < 12.0);
    }
}

void TestTheme::recognisesItsOwnPalette()
{
    QCOMPARE(schemeOf(Theme::light().palette()), Scheme::Light);
    QCOMPARE(schemeOf(Theme::dark().palette()), Scheme::Dark);
}

void TestTheme::bringsItsFonts()
{
    const Theme theme = Theme::light();
    QCOMPARE(QFontInfo(theme.body()).family(), QStringLiteral("Inter"));
    QCOMPARE(QFontInfo(theme.mono()).family(), QStringLiteral("JetBrains Mono"));
    QCOMPARE(QFontInfo(theme.title()).weight(), int(QFont::Bold));
    QCOMPARE(QFontInfo(theme.heading()).weight(), int(QFont::DemiBold));
}

void TestTheme::setsDigitsOnAGrid()
{
    const QFontMetricsF metrics(Theme::light().mono());
    for (const QChar sign : QStringLiteral("123456789−+.e×"))
        QCOMPARE(metrics.horizontalAdvance(sign), metrics.horizontalAdvance(QLatin1Char('0')));
}

void TestTheme::growsWithTheScale()
{
    Theme theme = Theme::dark();
    const int before = theme.body().pixelSize();
    theme.scale = 2.0;
    QCOMPARE(theme.body().pixelSize(), 2 * before);
    QCOMPARE(theme.px(7), 14);
    QVERIFY(theme != Theme::dark());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
