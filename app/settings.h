#pragma once

#include <QRect>
#include <QSettings>
#include <QStringList>

namespace convoscope {

/// What the program remembers between two starts: plain values, each checked when it is read, so that a
/// damaged file never stops the start.
class Settings {
public:
    /// In the user's configuration folder, or in `folder` where given.
    explicit Settings(const QString &folder = {});

    /// Moved and shrunk so that it lies on one of these screens.
    [[nodiscard]] QRect windowGeometry(const QList<QRect> &screens, QSize least) const;
    void setWindowGeometry(const QRect &geometry, bool maximised);
    [[nodiscard]] bool windowMaximised() const;

    /// "system", "light", "dark" or "high-contrast".
    [[nodiscard]] QString scheme() const;
    void setScheme(const QString &scheme);
    /// For this run only, as the command line asks.
    void overrideScheme(const QString &scheme) { m_scheme = scheme; }
    [[nodiscard]] bool motion() const;
    void setMotion(bool motion);
    [[nodiscard]] bool predictFirst() const;
    void setPredictFirst(bool on);
    [[nodiscard]] QString dialect() const;
    void setDialect(const QString &dialect);

    /// Most recent first, at most ten.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    void clearRecentFiles();

    /// The scene of the last session, and where it is kept.
    [[nodiscard]] QString sessionPath() const { return m_sessionPath; }

private:
    [[nodiscard]] bool flag(const QString &key, bool otherwise) const;
    [[nodiscard]] QString choice(const QString &key, const QStringList &allowed) const;

    QSettings m_values;
    QString m_scheme;
    QString m_sessionPath;
};

} // namespace convoscope
