#include "widgets/digit_editor.h"

#include "core/bundle.h"
#include "core/digit_picture.h"
#include "widgets/digit_browser.h"
#include "widgets/drawing_editor.h"
#include "widgets/icons.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace convoscope {

DigitEditor::DigitEditor(const DigitJudge *judge, QWidget *parent)
    : FieldEditor(parent)
    , m_drawing(new DrawingEditor(this))
    , m_digits(new QHBoxLayout)
    , m_previous(new QToolButton(this))
    , m_browse(new QPushButton(tr("Test digits …"), this))
    , m_next(new QToolButton(this))
    , m_origin(new QLabel(this))
    , m_browser(new DigitBrowser(judge, this))
{
    m_previous->setToolTip(tr("Previous test digit"));
    m_next->setToolTip(tr("Next test digit"));
    for (QToolButton *button : {m_previous, m_next}) {
        button->setAccessibleName(button->toolTip());
        button->setAutoRaise(true);
    }
    m_origin->setWordWrap(true);
    m_digits->addWidget(m_previous);
    m_digits->addWidget(m_browse, 1);
    m_digits->addWidget(m_next);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_drawing);
    column->addLayout(m_digits);
    column->addWidget(m_origin);
    connect(m_drawing, &DrawingEditor::drawn, this, &DigitEditor::takeDrawing);
    connect(m_previous, &QToolButton::clicked, this, [this] { leaf(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { leaf(1); });
    connect(m_browse, &QPushButton::clicked, this, &DigitEditor::browse);
    connect(m_browser, &DigitBrowser::chosen, this, [this](int digit) { take(bundledDigit(digit), true); });
}

void DigitEditor::setParams(const Params &params)
{
    m_browser->setParams(params);
}

/// Beside the editor, which shows what is chosen.
void DigitEditor::browse()
{
    const int gap = 16;
    if (!m_browser->isVisible())
        m_browser->move(mapToGlobal(QPoint(0, 0)) - QPoint(m_browser->width() + gap, 0));
    m_browser->show();
    m_browser->raise();
    m_browser->activateWindow();
}

void DigitEditor::setValue(const FieldValue &value)
{
    const auto &picture = std::get<Picture>(value);
    if (picture == m_picture && picture.values == m_picture.values)
        return;
    m_picture = picture;
    showPicture();
}

void DigitEditor::take(Picture picture, bool finished)
{
    m_picture = std::move(picture);
    showPicture();
    emit edited(m_picture, finished);
}

void DigitEditor::takeDrawing(bool finished)
{
    take(drawnDigit(m_drawing->pad().drawing(), m_drawing->pad().ink()), finished);
}

/// From the digit shown, or from where leafing was left.
void DigitEditor::leaf(int by)
{
    const int count = bundledDigits().count();
    take(bundledDigit((m_digit + by + count) % count), true);
}

void DigitEditor::showPicture()
{
    const auto digit = bundledDigitOf(m_picture.preset);
    m_digit = digit.value_or(m_digit);
    m_browser->showDigit(digit.value_or(-1));
    m_drawing->showDrawing(m_picture.drawing ? *m_picture.drawing : Drawing{},
                           m_picture.drawing ? nullptr : m_picture.values);
    m_origin->setText(origin());
}

QString DigitEditor::origin() const
{
    const QLocale locale;
    if (const auto digit = bundledDigitOf(m_picture.preset))
        return tr("Test digit %1 of %2, labelled %3")
            .arg(locale.toString(*digit + 1), locale.toString(bundledDigits().count()),
                 locale.toString(bundledDigits().label(*digit)));
    if (m_picture.isPhoto())
        return tr("Found in %1").arg(QFileInfo(QString::fromStdString(m_picture.path)).fileName());
    if (!m_picture.drawing)
        return tr("Own numbers");
    return m_picture.drawing->empty() ? tr("Draw, choose a test digit, or open a photo of a digit.")
                                      : tr("Your drawing");
}

void DigitEditor::setName(const QString &name)
{
    m_drawing->pad().setAccessibleName(name);
}

void DigitEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(8));
    m_digits->setSpacing(theme.px(4));
    m_drawing->setTheme(theme);
    m_previous->setIcon(icon(QStringLiteral("chevron-left"), theme));
    m_next->setIcon(icon(QStringLiteral("chevron-right"), theme));
    for (QToolButton *button : {m_previous, m_next}) {
        button->setIconSize({theme.px(16), theme.px(16)});
        button->setFixedSize(theme.px(30), theme.px(30));
    }
    m_browse->setFont(theme.body(14));
    m_browse->setFixedHeight(theme.px(30));
    m_origin->setFont(theme.body(13));
    m_browser->setTheme(theme);
}

} // namespace convoscope
