#include "widgets/message_bar.h"

#include "widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>

namespace convoscope {

namespace {

constexpr int noteMilliseconds = 6000;
constexpr int patience = 300; // work shorter than this is not worth a word

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_close(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 7, 12, 7);
    row->setSpacing(10);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_close);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setFixedWidth(140);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_hide.setSingleShot(true);
    m_hide.setInterval(noteMilliseconds);
    m_delay.setSingleShot(true);
    m_delay.setInterval(patience);
    connect(&m_hide, &QTimer::timeout, this, &QWidget::hide);
    connect(&m_delay, &QTimer::timeout, this, &QWidget::show);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        if (m_kind == Kind::Work)
            emit cancelled();
    });
    hide();
}

void MessageBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_text->setFont(theme.body(13));
    m_close->setIcon(icon(QStringLiteral("x"), theme));
    present(m_kind, m_text->text());
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::present(Kind kind, const QString &sentence)
{
    m_kind = kind;
    m_text->setText(sentence);
    const bool problem = kind == Kind::Problem;
    m_icon->setPixmap(icon(problem ? QStringLiteral("triangle-alert") : QStringLiteral("info"), m_theme,
                           problem ? m_theme.error : m_theme.muted)
                          .pixmap(m_theme.px(16), m_theme.px(16)));
    m_close->setToolTip(kind == Kind::Work ? tr("Cancel") : tr("Close"));
    m_close->setAccessibleName(m_close->toolTip());
    m_progress->setVisible(kind == Kind::Work);
    setAccessibleName(sentence);
    m_hide.stop();
    m_delay.stop();
    update();
}

void MessageBar::showProblem(const QString &sentence)
{
    present(Kind::Problem, sentence);
    show();
}

void MessageBar::showNote(const QString &sentence)
{
    present(Kind::Note, sentence);
    show();
    m_hide.start();
}

void MessageBar::showWork(const QString &sentence, int percent)
{
    const bool going = m_kind == Kind::Work && (isVisible() || m_delay.isActive());
    if (!going)
        present(Kind::Work, sentence);
    m_text->setText(sentence);
    m_progress->setRange(0, percent < 0 ? 0 : 100);
    m_progress->setValue(std::max(0, percent));
    if (!going)
        m_delay.start();
}

void MessageBar::endWork()
{
    if (m_kind != Kind::Work)
        return;
    m_delay.stop();
    hide();
}

void MessageBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.raised);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    painter.fillRect(QRect(0, 0, m_theme.px(4), height()),
                     m_kind == Kind::Problem ? m_theme.error : m_theme.accent);
}

} // namespace convoscope
