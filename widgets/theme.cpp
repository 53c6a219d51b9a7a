#include "widgets/theme.h"

#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <algorithm>

namespace convoscope {

namespace {

QFont font(const QString &family, double pixels, QFont::Weight weight)
{
    QFont result(family);
    result.setPixelSize(std::max(1, qRound(pixels)));
    result.setWeight(weight);
    result.setHintingPreference(QFont::PreferVerticalHinting);
    return result;
}

} // namespace

Theme Theme::of(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light: return light();
    case Scheme::Dark: return dark();
    case Scheme::HighContrast: return highContrast();
    }
    return light();
}

QColor Theme::role(PlaneRole role) const
{
    switch (role) {
    case PlaneRole::Input: return input;
    case PlaneRole::Kernel: return kernel;
    case PlaneRole::Output: return output;
    case PlaneRole::Intermediate: return intermediate;
    case PlaneRole::Difference: return difference;
    }
    return text;
}

QColor Theme::roleText(PlaneRole role) const
{
    constexpr int shades = 50;
    const QColor pure = this->role(role);
    QColor result = pure;
    const auto readable = [&](const QColor &behind) { return contrast(result, behind) >= leastContrast(); };
    const auto readableEverywhere = [&] {
        return readable(window) && readable(surface) && readable(raised) && readable(highlight);
    };
    for (int shade = 1; shade <= shades && !readableEverywhere(); ++shade)
        result = mixed(pure, text, static_cast<double>(shade) / shades);
    return result;
}

QFont Theme::body(double pixels) const
{
    return font(QStringLiteral("Inter"), pixels * scale, QFont::Normal);
}

QFont Theme::mono(double pixels) const
{
    QFont result = font(QStringLiteral("JetBrains Mono"), pixels * scale, QFont::Normal);
    result.setStyleHint(QFont::Monospace);
    return result;
}

QFont Theme::title(double pixels) const
{
    return font(QStringLiteral("Inter"), pixels * scale, QFont::Bold);
}

QFont Theme::heading(double pixels) const
{
    QFont result = font(QStringLiteral("Inter"), pixels * scale, QFont::DemiBold);
    result.setCapitalization(QFont::AllUppercase);
    result.setLetterSpacing(QFont::PercentageSpacing, 106);
    return result;
}

void loadFonts(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.otf"), QStringLiteral("*.ttf")}, QDir::Files))
        QFontDatabase::addApplicationFont(dir.filePath(name));
}

Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightnessF() > palette.color(QPalette::Window).lightnessF()
        ? Scheme::Dark
        : Scheme::Light;
}

Scheme systemScheme()
{
    return schemeOf(QGuiApplication::palette());
}

} // namespace convoscope
