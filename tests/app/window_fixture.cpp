#include "tests/app/window_fixture.h"

#include "app/inspector.h"
#include "widgets/control_panel.h"
#include "widgets/message_bar.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QScrollArea>
#include <QTimer>
#include <QWindow>

namespace convoscope {

WindowFixture::WindowFixture(QSize size)
    : m_size(size)
{
    open();
}

void WindowFixture::open()
{
    m_settings = std::make_unique<Settings>(m_folder.path());
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->setGeometry(QRect(QPoint(0, 0), m_size));
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->stage().setMotion(false);
    m_window->stage().setFocus();
}

void WindowFixture::restart()
{
    m_window->close();
    m_window.reset();
    m_settings.reset();
    open();
}

bool WindowFixture::settle()
{
    const auto rests = [this] { return !m_window->photos().busy() && !document().busy(); };
    return QTest::qWaitFor([&] { return rests(); }, 20000);
}

void WindowFixture::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(handle(), key, modifiers);
}

void WindowFixture::type(const QString &text)
{
    for (const QChar c : text)
        QTest::keyClick(handle(), c.toLatin1());
}

QPoint WindowFixture::inWindow(QWidget *widget, QPoint point)
{
    return widget->mapTo(m_window.get(), point);
}

void WindowFixture::click(QWidget *widget)
{
    for (QWidget *w = widget->parentWidget(); w; w = w->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(w))
            area->ensureWidgetVisible(widget);
    }
    click(inWindow(widget, widget->rect().center()));
}

QPoint WindowFixture::middleOf(int plane, Cell cell)
{
    const Pane *pane = stage().stage().layout.paneOf(plane);
    return pane ? inWindow(&stage(), pane->rectOf(cell).center().toPoint()) : QPoint(-1, -1);
}

void WindowFixture::drag(int plane, Cell from, Cell to)
{
    const QPoint start = middleOf(plane, from);
    const QPoint end = middleOf(plane, to);
    press(start);
    for (int i = 1; i <= 8; ++i)
        move(start + (end - start) * i / 8);
    release(end);
}

FieldRow *WindowFixture::row(const char *field)
{
    return m_window->inspector().controls()->row(field);
}

void WindowFixture::setField(const char *key, const FieldValue &value)
{
    document().edit(*findField(document().lesson().fields, key), value, true, {});
}

QString WindowFixture::message()
{
    const MessageBar &bar = m_window->messages();
    return bar.isVisible() ? bar.text() : QString();
}

QWidget *WindowFixture::child(const char *className)
{
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->inherits(className))
            return widget;
    }
    return nullptr;
}

void answerDialog(const QString &path)
{
    QTimer::singleShot(0, qApp, [path] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        if (dialog->isVisible()) // the question whether to overwrite would hang the test
            dialog->reject();
    });
}

QString sampleIn(const QString &folder, const QString &name)
{
    const QString path = folder + QLatin1Char('/') + name;
    if (!QFile::exists(path))
        QFile::copy(QStringLiteral(":/samples/") + name, path);
    return path;
}

void putFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace convoscope
