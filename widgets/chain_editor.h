#pragma once

#include "widgets/chain_card.h"
#include "widgets/field_editor.h"

class QPushButton;

namespace convoscope {

/// Edits a chain of filters: a card a step, in order, and a button that adds one. While a number changes the
/// cards stay, and so do what is folded and what has the keyboard.
class ChainEditor : public FieldEditor {
    Q_OBJECT

public:
    /// Most steps.
    explicit ChainEditor(int most, QWidget *parent = nullptr);

    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override { return m_chain; }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;
    void setRefusal(const std::optional<Refusal> &refusal) override;
    [[nodiscard]] bool saysRefusals() const override { return true; }
    [[nodiscard]] bool isWide() const override { return true; }
    [[nodiscard]] const std::vector<ChainCard *> &cards() const { return m_cards; }

private:
    ChainCard *insertCard(size_t row);
    void removeCard(size_t row);
    void place();
    void change(const ChainCard *card, const ChainStep &step, bool finished);
    void act(const ChainCard *card, ChainCard::Act act);
    void add(const std::string &filter);
    void move(size_t row, int by);
    void duplicate(size_t row);
    void remove(size_t row);
    void mend();
    void told();
    [[nodiscard]] size_t rowOf(const ChainCard *card) const;

    int m_most;
    std::vector<ChainStep> m_chain;
    std::vector<ChainCard *> m_cards;
    std::optional<Refusal> m_refusal;
    Theme m_theme = Theme::light();
    QLayout *m_list;
    QPushButton *m_add;
};

} // namespace convoscope
