#include "widgets/code_view.h"

#include "widgets/choice_box.h"
#include "widgets/code_text.h"
#include "widgets/icons.h"
#include "widgets/variable_table.h"
#include "widgets/words.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace convoscope {

namespace {

/// The variable in an expression such as "out[1, 2]"; nothing in a call.
QString variableIn(const std::string &name)
{
    const QString text = QString::fromStdString(name);
    qsizetype end = 0;
    while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_'))
        ++end;
    return end < text.size() && text[end] == u'(' ? QString() : text.left(end);
}

} // namespace

CodeView::CodeView(QWidget *parent)
    : QWidget(parent)
    , m_chooser(new ChoiceBox(this))
    , m_copy(new QToolButton(this))
    , m_text(new CodeText(this))
    , m_variables(new VariableTable(this))
    , m_caveats(new QLabel(this))
{
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_chooser->setAccessibleName(tr("Language of the code"));
    m_copy->setAccessibleName(tr("Copy the code"));
    m_copy->setToolTip(tr("Copy the code"));
    m_copy->setAutoRaise(true);
    m_text->setAccessibleName(tr("Code"));
    m_caveats->setWordWrap(true);
    connect(m_copy, &QToolButton::clicked, this, &CodeView::copy);
    connect(m_chooser, &QComboBox::activated, this,
            [this](int row) { emit dialectChosen(static_cast<Dialect>(m_chooser->itemData(row).toInt())); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto *top = new QHBoxLayout;
    top->addWidget(m_chooser);
    top->addStretch();
    top->addWidget(m_copy);
    column->addLayout(top);
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_variables, m_caveats})
        column->addWidget(part);
    setTheme(Theme::light());
}

void CodeView::setDialects(std::span<const Dialect> dialects)
{
    const QSignalBlocker blocker(m_chooser);
    m_chooser->clear();
    for (const Dialect dialect : dialects)
        m_chooser->addItem(dialectTitle(dialect), static_cast<int>(dialect));
    m_chooser->setCurrentIndex(m_chooser->findData(static_cast<int>(m_dialect)));
}

void CodeView::setListing(const Listing &listing, Dialect dialect)
{
    if (listing == m_listing && dialect == m_dialect)
        return;
    const bool sameLines = listing.lines == m_listing.lines && dialect == m_dialect;
    m_listing = listing;
    m_dialect = dialect;
    m_chooser->setCurrentIndex(m_chooser->findData(static_cast<int>(dialect)));
    if (!sameLines) {
        m_roles.clear();
        m_text->setLines(listing.lines, dialect);
        m_variables->clear();
    }
    showCaveats();
}

void CodeView::setState(const CodeState &state)
{
    m_text->setRunning(state.line);
    m_variables->setVariables(state.variables);
    showRoles(state);
}

void CodeView::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(8));
    m_chooser->setFont(theme.body(13));
    m_copy->setIcon(icon(QStringLiteral("copy"), theme));
    m_copy->setIconSize({theme.px(16), theme.px(16)});
    m_text->setTheme(theme);
    m_variables->setTheme(theme);
    m_caveats->setFont(theme.body(13));
    QPalette palette = m_caveats->palette();
    palette.setColor(QPalette::WindowText, theme.muted);
    m_caveats->setPalette(palette);
}

QString CodeView::text() const
{
    QString text;
    for (const std::string &line : m_listing.lines)
        text += QString::fromStdString(line) + u'\n';
    return text;
}

void CodeView::copy()
{
    QGuiApplication::clipboard()->setText(text());
    QToolTip::showText(m_copy->mapToGlobal(QPoint(0, m_copy->height())), tr("Copied"), m_copy);
}

void CodeView::showCaveats()
{
    QStringList sentences;
    for (const Caveat caveat : m_listing.caveats)
        sentences += caveatSentence(caveat, m_dialect);
    m_caveats->setText(sentences.join(u'\n'));
    m_caveats->setVisible(!sentences.isEmpty());
}

/// Which names of the text stand for planes is known from the live variables; it changes rarely.
void CodeView::showRoles(const CodeState &state)
{
    const auto known = m_roles.size();
    for (const Variable &variable : state.variables)
        if (variable.role && !variableIn(variable.name).isEmpty())
            m_roles.insert(variableIn(variable.name), *variable.role);
    if (m_roles.size() != known)
        m_text->setRoles(m_roles);
}

} // namespace convoscope
