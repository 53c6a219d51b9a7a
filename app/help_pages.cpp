#include "app/help_pages.h"

#include "app/actions.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("HelpPages", text);
}

void showPage(QWidget &parent, const QString &title, const QString &html)
{
    auto *dialog = new QDialog(&parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(560, 600);
    auto *text = new QTextBrowser(dialog);
    text->setAccessibleName(title);
    text->setHtml(html);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(text);
    column->addWidget(buttons);
    dialog->open();
}

QString keyRow(const QString &keys, const QString &meaning)
{
    return QStringLiteral("<tr><td style='padding:3px 18px 3px 0'><b>%1</b></td><td>%2</td></tr>")
        .arg(keys.toHtmlEscaped(), meaning.toHtmlEscaped());
}

} // namespace

void showKeys(QWidget &parent)
{
    QString html = QStringLiteral("<table>");
    for (const ActionRow &row : actionRows()) {
        QStringList keys;
        for (const char *key : row.keys)
            keys.append(QKeySequence(QString::fromUtf8(key), QKeySequence::PortableText)
                            .toString(QKeySequence::NativeText));
        if (!keys.isEmpty()) {
            const QString text = QCoreApplication::translate("Actions", row.text).remove(QLatin1Char('&'));
            html += keyRow(keys.join(QStringLiteral("  ")), text);
        }
    }
    html += keyRow(words("Shift + arrows"),
                   words("Walk from cell to cell on the stage; what is connected lights up"));
    html += keyRow(words("P"), words("The cell cursor goes to the next plane"));
    html += keyRow(words("Enter"), words("Go to the step of the cell under the cursor"));
    html += keyRow(words("Esc"), words("Leave the cell cursor, a crop, the black screen, the lecture"));
    html += keyRow(words("Click, drag"), words("Go to the step of a cell; drag the window over the input"));
    html += keyRow(words("Wheel, pinch"), words("Zoom; drag beside the window to pan"));
    html += keyRow(words("Right click"),
                   words("Copy a plane, export; over a photo: open a part of it in a lesson"));
    html += keyRow(words("Over a photo: +  −  0  1"), words("Zoom in, out, fit, one to one"));
    html += keyRow(words("Over a photo: arrows"),
                   words("Move the loupe by a pixel; with Ctrl the dividing line"));
    html += keyRow(words("Over a photo: Enter, click"),
                   words("Hold the loupe where it is, or let it follow the pointer"));
    html += keyRow(words("Over a photo: \\"), words("The photo before, while the key is down"));
    html += keyRow(words("Over a photo: Shift + drag"), words("Choose a region for another lesson"));
    showPage(parent, words("Keys and gestures"), html + QStringLiteral("</table>"));
}

void showAbout(QWidget &parent)
{
    const QString html =
        words("<h2>Convoscope %1</h2><p>Convolution made visible: every number on the screen is computed, "
              "and every number can be traced to the numbers that made it.</p>"
              "<p>MIT licence. Built with Qt %2 (LGPL), Eigen (MPL 2), giflib and libwebp; type: Inter and "
              "JetBrains Mono (SIL OFL); icons: Lucide (ISC).</p>")
            .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()));
    showPage(parent, words("About Convoscope"), html);
}

void showText(QWidget &parent, const QString &title, const QString &text)
{
    auto *dialog = new QDialog(&parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(620, 260);
    auto *edit = new QPlainTextEdit(text, dialog);
    edit->setReadOnly(true);
    edit->setAccessibleName(title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QPushButton *copy = buttons->addButton(words("Copy"), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [text] { QGuiApplication::clipboard()->setText(text); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(edit);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace convoscope
