#pragma once

#include "app/main_window.h"
#include "widgets/field_row.h"
#include "widgets/stage_widget.h"

#include <QTemporaryDir>
#include <QTest>

namespace convoscope {

/// A shown window with settings of its own, and the hands of a learner: every click and key goes through the
/// window system to whatever widget is there.
class WindowFixture {
public:
    explicit WindowFixture(QSize size = {1280, 820});

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] StageWidget &stage() { return m_window->stage(); }
    [[nodiscard]] Document &document() { return m_window->document(); }
    [[nodiscard]] Playhead &playhead() { return m_window->document().playhead(); }
    [[nodiscard]] const Trace &trace() { return playhead().trace(); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString pathOf(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] ConvolutionParams params() { return std::get<ConvolutionParams>(document().params()); }
    /// Closes the window and opens another one with the same settings, as the next start would.
    void restart();
    /// False if photos and traces don't come to rest within some seconds.
    [[nodiscard]] bool settle();

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// Types a text character by character.
    void type(const QString &text);
    void press(QPoint inWindow) { QTest::mousePress(handle(), Qt::LeftButton, {}, inWindow); }
    void move(QPoint inWindow) { QTest::mouseMove(handle(), inWindow); }
    void release(QPoint inWindow) { QTest::mouseRelease(handle(), Qt::LeftButton, {}, inWindow); }
    void click(QPoint inWindow) { QTest::mouseClick(handle(), Qt::LeftButton, {}, inWindow); }
    /// Scrolls to the widget and clicks into its middle.
    void click(QWidget *widget);
    void clickCell(int plane, Cell cell) { click(middleOf(plane, cell)); }
    void hover(int plane, Cell cell) { move(middleOf(plane, cell)); }
    void drag(int plane, Cell from, Cell to);
    void trigger(Command command) { window().actions()[command]->trigger(); }

    /// Middle of a cell in the coordinates of the window.
    [[nodiscard]] QPoint middleOf(int plane, Cell cell);
    [[nodiscard]] QPoint inWindow(QWidget *widget, QPoint point);
    /// The row of a field in the panel, scrolled into sight.
    [[nodiscard]] FieldRow *row(const char *field);
    void setField(const char *key, const FieldValue &value);
    [[nodiscard]] QString message();
    [[nodiscard]] QWidget *child(const char *className);

private:
    void open();
    [[nodiscard]] QWindow *handle() { return m_window->windowHandle(); }

    QTemporaryDir m_folder;
    QSize m_size;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

/// Types a path into the file dialog that opens next, and accepts it.
void answerDialog(const QString &path);
/// Writes one of the bundled samples into a folder and returns its path.
QString sampleIn(const QString &folder, const QString &name);
void putFile(const QString &path, const QByteArray &bytes);

} // namespace convoscope
