#include "widgets/digit_browser.h"

#include "core/bundle.h"
#include "widgets/choice_box.h"
#include "widgets/ink_image.h"
#include "widgets/switch.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace convoscope {

namespace {

constexpr int side = 52; ///< of a digit with its margins
constexpr int columns = 8;
constexpr int lines = 9;

/// Draws one digit, and in the corner what it is wrongly taken for.
class DigitDelegate : public QStyledItemDelegate {
public:
    explicit DigitDelegate(DigitBrowser &browser)
        : QStyledItemDelegate(&browser)
        , m_browser(browser)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem & /*option*/,
                                 const QModelIndex & /*index*/) const override
    {
        return {m_browser.theme().px(side), m_browser.theme().px(side)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = m_browser.theme();
        const QRect box = option.rect.adjusted(2, 2, -2, -2);
        const int digit = index.data(DigitModel::NumberRole).toInt();
        painter->drawImage(box, inkImage(bundledDigits().picture(digit), theme));
        const DigitAnswers &answers = m_browser.model().answers();
        if (answers.isWrong(digit)) {
            painter->setPen(theme.error);
            painter->setFont(theme.title(13));
            painter->drawText(box.adjusted(3, 1, -4, -1), Qt::AlignRight | Qt::AlignTop,
                              QLocale().toString(answers.answer(digit).value_or(0)));
        }
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        painter->setPen(QPen(current ? theme.focus : hovered ? theme.outline : theme.line, current ? 3 : 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5));
    }

private:
    DigitBrowser &m_browser;
};

} // namespace

DigitBrowser::DigitBrowser(const DigitJudge *judge, QWidget *parent)
    : QDialog(parent)
    , m_answers(new DigitAnswers(judge, this))
    , m_model(new DigitModel(*m_answers, this))
    , m_list(new QListView(this))
    , m_label(new ChoiceBox(this))
    , m_wrongTitle(new QLabel(tr("Only wrong answers"), this))
    , m_onlyWrong(new Switch(this))
    , m_state(new QLabel(this))
    , m_filters(new QHBoxLayout)
{
    setWindowTitle(tr("Test digits"));
    m_label->addItem(tr("All digits"), -1);
    for (int label = 0; label <= 9; ++label)
        m_label->addItem(tr("Only %1").arg(QLocale().toString(label)), label);
    m_label->setAccessibleName(tr("Which digits"));
    m_onlyWrong->setAccessibleName(m_wrongTitle->text());
    m_onlyWrong->setToolTip(tr("Only digits that the network, as it is set now, takes for another digit"));
    m_onlyWrong->setVisible(judge != nullptr);
    m_wrongTitle->setVisible(judge != nullptr);
    m_list->setAccessibleName(windowTitle());
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DigitDelegate(*this));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    layOut();
    connect(m_label, &QComboBox::activated, this, &DigitBrowser::filter);
    connect(m_onlyWrong, &QCheckBox::toggled, this, &DigitBrowser::filter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &DigitBrowser::choose);
    connect(m_list, &QListView::clicked, this, &DigitBrowser::choose);
    connect(m_list, &QListView::activated, this, &DigitBrowser::accept);
    connect(m_answers, &DigitAnswers::changed, this, &DigitBrowser::showState);
    showState();
}

void DigitBrowser::layOut()
{
    m_filters->addWidget(m_label);
    m_filters->addStretch();
    m_filters->addWidget(m_wrongTitle);
    m_filters->addWidget(m_onlyWrong);
    auto *column = new QVBoxLayout(this);
    column->addLayout(m_filters);
    column->addWidget(m_list, 1);
    column->addWidget(m_state);
}

void DigitBrowser::setTheme(const Theme &theme)
{
    m_theme = theme;
    const int margin = theme.px(12);
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(theme.px(10));
    m_filters->setSpacing(theme.px(8));
    m_label->setFont(theme.body(14));
    m_label->setFixedSize(theme.px(140), theme.px(30));
    m_wrongTitle->setFont(theme.body(14));
    m_onlyWrong->setTheme(theme);
    m_state->setFont(theme.body(13));
    const int bar = m_list->verticalScrollBar()->sizeHint().width();
    resize(theme.px(columns * side) + bar + 2 * margin + 8, theme.px(lines * side) + theme.px(100));
    m_list->doItemsLayout();
}

void DigitBrowser::setParams(const Params &params)
{
    m_params = params;
    if (isVisible())
        m_answers->ask(params);
}

void DigitBrowser::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (m_params)
        m_answers->ask(*m_params);
    m_list->setFocus();
    markShown();
}

void DigitBrowser::filter()
{
    m_model->setFilter({.label = m_label->currentData().toInt(), .onlyWrong = m_onlyWrong->isChecked()});
    markShown();
    showState();
}

void DigitBrowser::showDigit(int digit)
{
    m_shown = digit;
    if (m_model->rowOf(digit) != m_list->currentIndex().row())
        markShown();
}

void DigitBrowser::markShown()
{
    const int row = m_model->rowOf(m_shown);
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
}

void DigitBrowser::choose(const QModelIndex &index)
{
    if (!index.isValid() || m_model->digit(index.row()) == m_shown)
        return;
    m_shown = m_model->digit(index.row());
    emit chosen(m_shown);
}

void DigitBrowser::showState()
{
    const QLocale locale;
    const QString all = locale.toString(bundledDigits().count());
    if (!m_answers->canAnswer())
        m_state->setText(tr("%n digit(s)", "", m_model->rowCount()));
    else if (!m_answers->complete())
        m_state->setText(
            tr("Asking the network: %1 of %2 digits").arg(locale.toString(m_answers->answered()), all));
    else
        m_state->setText(tr("%1 of %2 digits are taken for another one")
                             .arg(locale.toString(m_answers->wrongOnes()), all));
}

} // namespace convoscope
