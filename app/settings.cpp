#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>

namespace convoscope {

namespace {

constexpr int mostRecent = 10;
constexpr int mostPixels = 20000; // of a window; more is a damaged value

QString folderOf(QStandardPaths::StandardLocation location, const QString &given)
{
    return given.isEmpty() ? QStandardPaths::writableLocation(location) + QStringLiteral("/convoscope")
                           : given;
}

} // namespace

Settings::Settings(const QString &folder)
    : m_values(folderOf(QStandardPaths::GenericConfigLocation, folder) + QStringLiteral("/convoscope.conf"),
               QSettings::IniFormat)
    , m_sessionPath(folderOf(QStandardPaths::GenericDataLocation, folder)
                    + QStringLiteral("/session.convoscope.json"))
{
    QDir().mkpath(QFileInfo(m_sessionPath).path());
}

QRect Settings::windowGeometry(const QList<QRect> &screens, QSize least) const
{
    const QRect screen = screens.value(0, QRect(0, 0, 1440, 900));
    const QSize usual = QSize(1440, 900).boundedTo(screen.size() * 0.94);
    const QRect fallback(screen.center() - QPoint(usual.width() / 2, usual.height() / 2), usual);
    const auto number = [&](const char *key) {
        bool ok = false;
        const int value = m_values.value(QLatin1String(key)).toInt(&ok);
        return ok && value >= -mostPixels && value <= mostPixels ? std::optional(value) : std::nullopt;
    };
    const auto x = number("window/x");
    const auto y = number("window/y");
    const auto width = number("window/width");
    const auto height = number("window/height");
    if (!x || !y || !width || !height)
        return fallback;
    const QRect stored(*x, *y, *width, *height);
    const auto home =
        std::ranges::find_if(screens, [&](const QRect &s) { return s.contains(stored.center()); });
    if (home == screens.end())
        return fallback;
    const QSize size = stored.size().expandedTo(least).boundedTo(home->size());
    return {std::clamp(stored.x(), home->left(), home->right() + 1 - size.width()),
            std::clamp(stored.y(), home->top(), home->bottom() + 1 - size.height()), size.width(),
            size.height()};
}

void Settings::setWindowGeometry(const QRect &geometry, bool maximised)
{
    m_values.setValue(QStringLiteral("window/maximised"), maximised);
    if (maximised)
        return;
    m_values.setValue(QStringLiteral("window/x"), geometry.x());
    m_values.setValue(QStringLiteral("window/y"), geometry.y());
    m_values.setValue(QStringLiteral("window/width"), geometry.width());
    m_values.setValue(QStringLiteral("window/height"), geometry.height());
}

bool Settings::windowMaximised() const
{
    return flag(QStringLiteral("window/maximised"), false);
}

bool Settings::flag(const QString &key, bool otherwise) const
{
    const QString value = m_values.value(key).toString();
    const bool known = value == QLatin1String("true") || value == QLatin1String("false");
    return known ? value == QLatin1String("true") : otherwise;
}

QString Settings::choice(const QString &key, const QStringList &allowed) const
{
    const QString value = m_values.value(key).toString();
    return allowed.contains(value) ? value : allowed.first();
}

QString Settings::scheme() const
{
    if (!m_scheme.isEmpty())
        return m_scheme;
    return choice(QStringLiteral("scheme"),
                  {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark"),
                   QStringLiteral("high-contrast")});
}

void Settings::setScheme(const QString &scheme)
{
    m_scheme.clear();
    m_values.setValue(QStringLiteral("scheme"), scheme);
}

bool Settings::motion() const
{
    return flag(QStringLiteral("motion"), true);
}

void Settings::setMotion(bool motion)
{
    m_values.setValue(QStringLiteral("motion"), motion);
}

bool Settings::predictFirst() const
{
    return flag(QStringLiteral("predict-first"), false);
}

void Settings::setPredictFirst(bool on)
{
    m_values.setValue(QStringLiteral("predict-first"), on);
}

QString Settings::dialect() const
{
    return m_values.value(QStringLiteral("dialect")).toString();
}

void Settings::setDialect(const QString &dialect)
{
    m_values.setValue(QStringLiteral("dialect"), dialect);
}

QStringList Settings::recentFiles() const
{
    return m_values.value(QStringLiteral("recent-files")).toStringList().mid(0, mostRecent);
}

void Settings::addRecentFile(const QString &path)
{
    const QString canonical = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(canonical);
    files.prepend(canonical);
    m_values.setValue(QStringLiteral("recent-files"), files.mid(0, mostRecent));
}

void Settings::clearRecentFiles()
{
    m_values.remove(QStringLiteral("recent-files"));
}

} // namespace convoscope
