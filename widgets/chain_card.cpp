#include "widgets/chain_card.h"

#include "widgets/chain_details.h"
#include "widgets/chain_numbers.h"
#include "widgets/filter_choice.h"
#include "widgets/icons.h"
#include "widgets/problem_note.h"
#include "widgets/switch.h"

#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace convoscope {

namespace {

/// "sigma" of "chain[2].sigma".
std::string_view partOf(const Refusal &refusal)
{
    const std::string_view field = refusal.field;
    return field.substr(field.find('.') + 1);
}

/// The step as another filter: its numbers stay; divisor and offset belonged to the old weights.
ChainStep named(const ChainStep &step, const std::string &filter)
{
    if (filter == ownKernel) {
        ChainStep own = asOwn(step);
        if (own.spec.name != ownKernel) {
            own.spec = {.name = std::string(ownKernel)};
            own.kernel = Tensor::matrix({{0, 0, 0}, {0, 1, 0}, {0, 0, 0}});
        }
        return own;
    }
    ChainStep other{.spec = step.spec, .strength = step.strength, .on = step.on};
    other.spec.name = filter;
    return other;
}

} // namespace

ChainCard::ChainCard(QWidget *parent)
    : QWidget(parent)
    , m_number(new QLabel(this))
    , m_on(new Switch(this))
    , m_filter(new FilterChoice(this))
    , m_fold(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_top(new QHBoxLayout)
    , m_bottom(new QHBoxLayout)
    , m_body(new QWidget(this))
    , m_numbers(new ChainNumbers(m_body))
    , m_problem(new ProblemNote(this))
{
    layOut();
    connect(m_on, &QCheckBox::clicked, this, [this](bool on) {
        ChainStep step = m_step;
        step.on = on;
        take(step, true);
    });
    connect(m_filter, &FilterChoice::chosen, this, &ChainCard::choose);
    connect(m_numbers, &ChainNumbers::edited, this, &ChainCard::take);
    connect(m_problem, &ProblemNote::mendAsked, this, [this] { emit asked(Act::Mend); });
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    connect(m_more, &QToolButton::clicked, this, [this] { setDetailed(!m_detailed); });
    setTheme(m_theme);
}

QToolButton *ChainCard::addTool(const QString &icon, const QString &tip)
{
    auto *button = new QToolButton(m_body);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    m_bottom->addWidget(button);
    m_tools.push_back({button, icon, tip});
    return button;
}

void ChainCard::layOut()
{
    m_fold->setAutoRaise(true);
    m_more->setAutoRaise(true);
    m_more->setText(tr("Divisor, kernel"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_top->addWidget(m_number);
    m_top->addWidget(m_on);
    m_top->addWidget(m_filter, 1);
    m_top->addWidget(m_fold);
    m_bottom->addWidget(m_more);
    m_bottom->addStretch(1);
    const auto tool = [this](const QString &icon, const QString &tip, Act act) {
        connect(addTool(icon, tip), &QToolButton::clicked, this, [this, act] { emit asked(act); });
    };
    tool(QStringLiteral("chevron-up"), tr("Move up"), Act::MoveUp);
    tool(QStringLiteral("chevron-down"), tr("Move down"), Act::MoveDown);
    tool(QStringLiteral("copy"), tr("Duplicate"), Act::Duplicate);
    tool(QStringLiteral("trash-2"), tr("Remove"), Act::Remove);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins({});
    body->addWidget(m_numbers);
    body->addLayout(m_bottom);
    auto *column = new QVBoxLayout(this);
    column->addLayout(m_top);
    column->addWidget(m_body);
    column->addWidget(m_problem);
}

void ChainCard::setStep(const ChainStep &step)
{
    m_step = step;
    m_on->setChecked(step.on);
    m_filter->setFilter(step.spec.name);
    m_numbers->setStep(step);
    if (m_details)
        m_details->setStep(step);
}

void ChainCard::choose(const std::string &filter)
{
    if (filter == m_step.spec.name)
        return;
    take(named(m_step, filter), true);
    setFolded(false);
    if (filter == ownKernel)
        setDetailed(true);
}

void ChainCard::take(const ChainStep &step, bool finished)
{
    setStep(step);
    emit edited(m_step, finished);
}

void ChainCard::makeDetails()
{
    m_details = new ChainDetails(m_body);
    m_body->layout()->addWidget(m_details);
    m_details->setTheme(m_theme);
    m_details->setStep(m_step);
    connect(m_details, &ChainDetails::edited, this, &ChainCard::take);
    connect(m_details, &ChainDetails::openAsked, this, [this] { emit asked(Act::OpenKernel); });
    connect(m_details, &ChainDetails::saveAsked, this, [this] { emit asked(Act::SaveKernel); });
    nameParts();
}

void ChainCard::setFolded(bool folded)
{
    m_folded = folded;
    showFold();
}

void ChainCard::setDetailed(bool detailed)
{
    m_detailed = detailed;
    if (detailed && !m_details)
        makeDetails();
    showFold();
}

void ChainCard::showFold()
{
    const auto chevron = [this](bool open) {
        const QString name = open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
        return icon(name, m_theme, m_theme.muted);
    };
    m_body->setVisible(!m_folded);
    m_fold->setIcon(chevron(!m_folded));
    m_fold->setToolTip(m_folded ? tr("Show the numbers") : tr("Fold the numbers away"));
    m_more->setIcon(chevron(m_detailed));
    if (m_details)
        m_details->setVisible(m_detailed);
    nameParts();
}

void ChainCard::setPlace(const Place &place)
{
    m_place = place;
    m_tools[0].button->setEnabled(place.row > 0);
    m_tools[1].button->setEnabled(place.row < place.count - 1);
    m_tools[2].button->setEnabled(place.count < place.most);
    nameParts();
}

void ChainCard::nameParts()
{
    const QString owner = tr("Step %1").arg(m_place.row + 1);
    const auto name = [&owner](const QString &part) { return tr("%1: %2").arg(owner, part); };
    m_on->setAccessibleName(name(tr("on")));
    m_on->setToolTip(tr("Whether step %1 is applied").arg(m_place.row + 1));
    m_filter->setAccessibleName(name(tr("filter")));
    m_fold->setAccessibleName(name(m_fold->toolTip()));
    m_more->setAccessibleName(name(m_detailed ? tr("Fold divisor, offset and kernel away")
                                              : tr("Show divisor, offset and kernel")));
    m_number->setText(QString::number(m_place.row + 1));
    for (const Tool &tool : m_tools)
        tool.button->setAccessibleName(name(tool.name));
    m_numbers->setName(owner);
    if (m_details)
        m_details->setName(owner);
}

void ChainCard::setRefusal(const std::optional<Refusal> &refusal, bool mendable)
{
    m_refused = refusal.has_value();
    m_problem->setRefusal(refusal, mendable);
    m_numbers->setFaulty(refusal ? partOf(*refusal) : std::string_view());
    if (m_refused)
        setFolded(false);
    update();
}

void ChainCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    layout()->setContentsMargins(theme.px(7), theme.px(7), theme.px(7), theme.px(7));
    layout()->setSpacing(theme.px(8));
    m_body->layout()->setSpacing(theme.px(6));
    m_top->setSpacing(theme.px(5));
    m_number->setFont(theme.mono(12));
    QPalette palette = m_number->palette();
    palette.setColor(QPalette::WindowText, theme.muted);
    m_number->setPalette(palette);
    m_bottom->setSpacing(0);
    m_on->setTheme(theme);
    m_filter->setFont(theme.body(13.5));
    m_filter->setFixedHeight(theme.px(30));
    m_more->setFont(theme.body(12));
    m_numbers->setTheme(theme);
    m_problem->setTheme(theme);
    if (m_details)
        m_details->setTheme(theme);
    const auto size = [&theme](QToolButton &button) {
        button.setIconSize({theme.px(15), theme.px(15)});
        button.setFixedHeight(theme.px(26));
    };
    size(*m_more);
    size(*m_fold);
    m_fold->setFixedWidth(theme.px(24));
    for (const Tool &tool : m_tools) {
        size(*tool.button);
        tool.button->setFixedWidth(theme.px(24));
        tool.button->setIcon(icon(tool.icon, theme));
    }
    showFold();
}

void ChainCard::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_refused ? m_theme.error : m_theme.line, 1));
    painter.setBrush(m_theme.window);
    const double radius = m_theme.px(8);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace convoscope
