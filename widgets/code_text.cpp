#include "widgets/code_text.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QTextBlock>

namespace convoscope {

namespace {

constexpr double LargestType = 12.5;
constexpr double SmallestType = 10.5;
constexpr double LineHeight = 20.0;
constexpr int MostLines = 10; ///< shown without scrolling

} // namespace

class CodeText::Gutter : public QWidget {
public:
    explicit Gutter(CodeText &text)
        : QWidget(&text)
        , m_text(text)
    {
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        m_text.paintGutter(painter);
    }

private:
    CodeText &m_text;
};

CodeText::CodeText(QWidget *parent)
    : QTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document()))
    , m_gutter(new Gutter(*this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QTextEdit::NoWrap);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(false);
    setCornerWidget(new QWidget(this)); // nothing between the scroll bars
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &CodeText::showRunning);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_gutter, qOverload<>(&QWidget::update));
}

void CodeText::setLines(const std::vector<std::string> &lines, Dialect dialect)
{
    QStringList texts;
    m_longest = 0;
    for (const std::string &line : lines) {
        texts += QString::fromStdString(line);
        m_longest = std::max(m_longest, static_cast<int>(texts.back().size()));
    }
    if (m_dialect == dialect && texts.size() == document()->blockCount())
        return changeLines(texts);
    m_dialect = dialect;
    m_running = -1;
    m_highlighter->setDialect(dialect);
    setPlainText(texts.join(u'\n'));
    setLineHeight();
    m_size = 0.0;
    fit();
}

/// Only those that differ, so that numbers in a long program can follow the pen.
void CodeText::changeLines(const QStringList &texts)
{
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString &text = texts.at(block.blockNumber());
        if (block.text() == text)
            continue;
        cursor.setPosition(block.position());
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.insertText(text);
    }
    cursor.endEditBlock();
    fit();
}

void CodeText::setRunning(int line)
{
    if (line == m_running)
        return;
    const QRect before = band(m_running);
    m_running = line;
    showRunning();
    viewport()->update(before);
    viewport()->update(band(line));
    m_gutter->update();
}

void CodeText::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_highlighter->setTheme(theme);
    setLineHeight();
    m_size = 0.0;
    fit();
    viewport()->update();
    m_gutter->update();
}

QRect CodeText::band(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line);
    if (line < 0 || !block.isValid())
        return {};
    const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
    return {0, qRound(rect.top()) - verticalScrollBar()->value(), viewport()->width(),
            m_theme.px(LineHeight)};
}

/// Of a line's text in the viewport.
int CodeText::baseline(int line) const
{
    const QTextLayout *layout = document()->findBlockByNumber(line).layout();
    const QTextLine text = layout->lineCount() > 0 ? layout->lineAt(0) : QTextLine();
    return text.isValid()
        ? qRound(layout->position().y() + text.y() + text.ascent()) - verticalScrollBar()->value()
        : band(line).bottom();
}

/// Fixed by us rather than by the font, so that a line is as high as in every other listing.
void CodeText::setLineHeight()
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(m_theme.px(LineHeight), QTextBlockFormat::FixedHeight);
    cursor.mergeBlockFormat(format);
}

/// Chooses the largest type in which every line fits, within limits, and the room for it.
void CodeText::fit()
{
    const int digits = static_cast<int>(QString::number(document()->blockCount()).size());
    const int gutter = m_theme.px(12) + digits * m_theme.px(7);
    const int available = width() - gutter - m_theme.px(4);
    double size = LargestType;
    const auto needed = [this](double pixels) {
        return QFontMetricsF(m_theme.mono(pixels)).horizontalAdvance(u'0') * m_longest;
    };
    while (size > SmallestType && needed(size) > available)
        size -= 0.5;
    if (size != m_size) {
        m_size = size;
        setFont(m_theme.mono(size)); // a text edit gives its own font to the document
        document()->setDefaultFont(m_theme.mono(size));
        setViewportMargins(gutter, 0, 0, 0);
        m_gutter->setFixedWidth(gutter);
    }
    const bool scrolls = needed(size) > available;
    const int lines = std::min(document()->blockCount(), MostLines);
    setFixedHeight(lines * m_theme.px(LineHeight)
                   + (scrolls ? style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this) : 0));
    m_gutter->setFixedHeight(height());
}

void CodeText::showRunning()
{
    const QRect rect = band(m_running);
    if (rect.isNull() || viewport()->rect().contains(rect.adjusted(1, 0, -1, 0)))
        return;
    const int middle = rect.center().y() - viewport()->height() / 2;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + middle);
}

void CodeText::paintBand(QPainter &painter, int width) const
{
    const QRect rect = band(m_running);
    if (!rect.isNull())
        painter.fillRect(QRect(0, rect.top(), width, rect.height()), m_theme.highlight);
}

void CodeText::paintGutter(QPainter &painter) const
{
    const int width = m_gutter->width();
    paintBand(painter, width);
    const QRect running = band(m_running);
    painter.fillRect(QRect(0, running.top(), running.isNull() ? 0 : m_theme.px(3), running.height()),
                     m_theme.kernel);
    painter.setFont(document()->defaultFont());
    const QFontMetrics metrics = painter.fontMetrics();
    for (int line = 0; line < document()->blockCount(); ++line) {
        const QString number = QString::number(line + 1);
        painter.setPen(line == m_running ? m_theme.text : m_theme.muted);
        painter.drawText(width - m_theme.px(6) - metrics.horizontalAdvance(number), baseline(line), number);
    }
}

void CodeText::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    paintBand(painter, viewport()->width());
    painter.end();
    QTextEdit::paintEvent(event);
}

void CodeText::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fit();
    showRunning();
}

void CodeText::showEvent(QShowEvent *event)
{
    QTextEdit::showEvent(event); // scrolls to the cursor, which has no meaning here
    showRunning();
}

} // namespace convoscope
