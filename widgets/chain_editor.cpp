#include "widgets/chain_editor.h"

#include "widgets/filter_choice.h"
#include "widgets/icons.h"
#include "widgets/mended_value.h"

#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace convoscope {

namespace {

constexpr size_t mostOpen = 3; ///< steps that a new chain shows with their numbers

/// Place of the step at fault of a field such as "chain[2].sigma", or of none.
std::optional<size_t> faultyRow(const Refusal &refusal)
{
    const size_t open = refusal.field.find('[');
    if (open == std::string::npos)
        return std::nullopt;
    return std::strtoul(refusal.field.c_str() + open + 1, nullptr, 10);
}

} // namespace

ChainEditor::ChainEditor(int most, QWidget *parent)
    : FieldEditor(parent)
    , m_most(most)
    , m_list(new QVBoxLayout)
    , m_add(new QPushButton(tr("Add a filter"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(static_cast<QVBoxLayout *>(m_list));
    column->addWidget(m_add);
    auto *menu = new QMenu(m_add);
    fillWithFilters(*menu, [this](const std::string &filter) { add(filter); });
    m_add->setMenu(menu);
    ChainEditor::setTheme(m_theme);
}

size_t ChainEditor::rowOf(const ChainCard *card) const
{
    return static_cast<size_t>(std::ranges::find(m_cards, card) - m_cards.begin());
}

ChainCard *ChainEditor::insertCard(size_t row)
{
    auto *card = new ChainCard(this);
    card->setTheme(m_theme);
    connect(card, &ChainCard::edited, this,
            [this, card](const ChainStep &step, bool finished) { change(card, step, finished); });
    connect(card, &ChainCard::asked, this, [this, card](ChainCard::Act what) { act(card, what); });
    static_cast<QVBoxLayout *>(m_list)->insertWidget(static_cast<int>(row), card);
    m_cards.insert(m_cards.begin() + static_cast<std::ptrdiff_t>(row), card);
    return card;
}

void ChainEditor::removeCard(size_t row)
{
    ChainCard *card = m_cards[row];
    card->disconnect(this); // a box that loses the keyboard would still tell of its value
    m_cards.erase(m_cards.begin() + static_cast<std::ptrdiff_t>(row));
    m_list->removeWidget(card);
    card->hide();
    card->deleteLater();
}

/// Cards of steps that are in both chains stay, from both ends.
void ChainEditor::setValue(const FieldValue &value)
{
    const auto &chain = std::get<std::vector<ChainStep>>(value);
    if (chain == m_chain && m_cards.size() == chain.size())
        return;
    const bool fresh = m_cards.empty();
    size_t front = 0;
    while (front < std::min(chain.size(), m_chain.size()) && chain[front] == m_chain[front])
        ++front;
    while (m_cards.size() > chain.size())
        removeCard(std::min(front, m_cards.size() - 1));
    while (m_cards.size() < chain.size())
        insertCard(std::min(front, m_cards.size()))->setFolded(fresh && chain.size() > mostOpen);
    m_chain = chain;
    place();
}

/// Shows each step on its card.
void ChainEditor::place()
{
    for (size_t row = 0; row < m_cards.size(); ++row) {
        m_cards[row]->setStep(m_chain[row]);
        m_cards[row]->setPlace(
            {.row = static_cast<int>(row), .count = static_cast<int>(m_cards.size()), .most = m_most});
    }
    const bool full = static_cast<int>(m_chain.size()) >= m_most;
    m_add->setEnabled(!full);
    m_add->setToolTip(full ? tr("At most %n filter(s) fit here.", "", m_most)
                           : tr("Adds a filter at the end."));
}

void ChainEditor::change(const ChainCard *card, const ChainStep &step, bool finished)
{
    m_chain[rowOf(card)] = step;
    emit edited(m_chain, finished);
}

void ChainEditor::act(const ChainCard *card, ChainCard::Act act)
{
    const size_t row = rowOf(card);
    switch (act) {
    case ChainCard::Act::MoveUp: return move(row, -1);
    case ChainCard::Act::MoveDown: return move(row, 1);
    case ChainCard::Act::Duplicate: return duplicate(row);
    case ChainCard::Act::Remove: return remove(row);
    case ChainCard::Act::OpenKernel: emit fileWanted({.part = static_cast<int>(row), .save = false}); return;
    case ChainCard::Act::SaveKernel: emit fileWanted({.part = static_cast<int>(row), .save = true}); return;
    case ChainCard::Act::Mend: return mend();
    }
}

void ChainEditor::told()
{
    place();
    emit edited(m_chain, true);
}

void ChainEditor::add(const std::string &filter)
{
    if (static_cast<int>(m_chain.size()) >= m_most)
        return;
    ChainStep step{.spec = {.name = filter}};
    if (filter == ownKernel)
        step.kernel = Tensor::matrix({{0, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    m_chain.push_back(step);
    insertCard(m_cards.size());
    told();
}

void ChainEditor::move(size_t row, int by)
{
    const size_t to = row + static_cast<size_t>(by);
    if (to >= m_cards.size())
        return;
    ChainCard *card = m_cards[row];
    std::swap(m_chain[row], m_chain[to]);
    std::swap(m_cards[row], m_cards[to]);
    m_list->removeWidget(card);
    static_cast<QVBoxLayout *>(m_list)->insertWidget(static_cast<int>(to), card);
    told();
}

void ChainEditor::duplicate(size_t row)
{
    if (static_cast<int>(m_chain.size()) >= m_most)
        return;
    const ChainStep step = m_chain[row];
    m_chain.insert(m_chain.begin() + static_cast<std::ptrdiff_t>(row) + 1, step);
    insertCard(row + 1)->setFolded(m_cards[row]->isFolded());
    told();
}

void ChainEditor::remove(size_t row)
{
    m_chain.erase(m_chain.begin() + static_cast<std::ptrdiff_t>(row));
    removeCard(row);
    told();
}

void ChainEditor::mend()
{
    const auto mended = m_refusal ? mendedValue(m_chain, *m_refusal) : std::nullopt;
    if (!mended)
        return;
    setValue(*mended);
    emit edited(m_chain, true);
}

void ChainEditor::setRefusal(const std::optional<Refusal> &refusal)
{
    m_refusal = refusal;
    const auto faulty = refusal ? faultyRow(*refusal) : std::nullopt;
    const bool mendable = refusal && mendedValue(m_chain, *refusal).has_value();
    for (size_t row = 0; row < m_cards.size(); ++row)
        m_cards[row]->setRefusal(row == faulty ? refusal : std::nullopt, mendable);
}

void ChainEditor::setName(const QString &name)
{
    setAccessibleName(name);
    m_add->setAccessibleName(tr("%1: add a filter").arg(name));
}

void ChainEditor::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_list->setSpacing(theme.px(8));
    layout()->setSpacing(theme.px(8));
    m_add->setFont(theme.body(14));
    m_add->setIcon(icon(QStringLiteral("plus"), theme));
    m_add->setFixedHeight(theme.px(30));
    for (ChainCard *card : m_cards)
        card->setTheme(theme);
}

} // namespace convoscope
