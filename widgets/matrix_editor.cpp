#include "widgets/matrix_editor.h"

#include "core/input_presets.h"
#include "core/matrix_text.h"
#include "widgets/icons.h"
#include "widgets/matrix_model.h"
#include "widgets/matrix_table.h"
#include "widgets/matrix_words.h"
#include "widgets/pair_editor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace convoscope {

namespace {

/// `matrix` in another size: what fits stays, what is new is zero.
Tensor resized(const Tensor &matrix, Pair size)
{
    Tensor result({.h = size.y, .w = size.x});
    for (int y = 0; y < std::min(size.y, matrix.height()); ++y)
        for (int x = 0; x < std::min(size.x, matrix.width()); ++x)
            result.at(y, x) = matrix.at(y, x);
    return result;
}

void copyTensor(const Tensor &matrix)
{
    QGuiApplication::clipboard()->setText(QString::fromStdString(toTsv(matrix)));
}

} // namespace

MatrixEditor::MatrixEditor(QWidget *parent)
    : QWidget(parent)
    , m_model(new MatrixModel(this))
    , m_table(new MatrixTable(*m_model, this))
    , m_size(new PairEditor(this))
    , m_fill(addButton(QStringLiteral("sparkles"), tr("Fill with…")))
    , m_copy(addButton(QStringLiteral("copy"), tr("Copy as rows of numbers")))
    , m_paste(addButton(QStringLiteral("clipboard-paste"), tr("Paste from a spreadsheet, CSV or NumPy text")))
    , m_tools(new QHBoxLayout)
    , m_problem(new QLabel(this))
{
    m_problem->setWordWrap(true);
    m_problem->hide();
    addFillings();
    connect(m_model, &MatrixModel::edited, this, [this] {
        complain({});
        emit edited(matrix());
    });
    connect(m_model, &MatrixModel::refused, this,
            [this](const QString &typed) { complain(tr("“%1” is not a number.").arg(typed)); });
    connect(m_table, &MatrixTable::copyAsked, this, [this] { copyTensor(m_table->selected()); });
    connect(m_table, &MatrixTable::pasteAsked, this, &MatrixEditor::paste);
    connect(m_table, &MatrixTable::clearAsked, this, &MatrixEditor::clearSelected);
    connect(m_copy, &QToolButton::clicked, this, &MatrixEditor::copy);
    connect(m_paste, &QToolButton::clicked, this, &MatrixEditor::paste);
    connect(m_size, &PairEditor::edited, this, [this](const FieldValue &value, bool finished) {
        if (finished) // "1" on the way to "11" must not cut the matrix down
            resizeTo(std::get<Pair>(value));
    });
    layOut();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setName(tr("Matrix"));
    setLimits(m_low, m_high);
    setTheme(m_theme);
}

QToolButton *MatrixEditor::addButton(const QString &icon, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    m_buttons.emplace_back(button, icon);
    return button;
}

void MatrixEditor::addFillings()
{
    m_fill->setPopupMode(QToolButton::InstantPopup);
    m_fill->setMenu(new QMenu(m_fill));
    const auto add = [this](const QString &title, auto filling) {
        connect(m_fill->menu()->addAction(title), &QAction::triggered, this, [this, filling] {
            take(filling(Pair{matrix().height(), matrix().width()}));
        });
    };
    add(tr("Random digits"), [this](Pair size) { return randomMatrix(size, ++m_seed); });
    add(tr("Ramp"), ramp);
    add(tr("Checkerboard"), checker);
    add(tr("Single one"), impulse);
    add(tr("Zeros"), [](Pair size) { return Tensor({.h = size.y, .w = size.x}); });
}

void MatrixEditor::layOut()
{
    m_tools->addWidget(m_size);
    m_tools->addStretch();
    for (const auto &[button, name] : m_buttons)
        m_tools->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
    column->addLayout(m_tools);
    column->addWidget(m_problem);
}

void MatrixEditor::setMatrix(const Tensor &matrix)
{
    if (matrix.empty() || matrix == this->matrix())
        return;
    m_model->setMatrix(matrix);
    m_size->setPair({matrix.height(), matrix.width()});
    complain({});
}

const Tensor &MatrixEditor::matrix() const
{
    return m_model->matrix();
}

void MatrixEditor::setLimits(int low, int high)
{
    m_low = low;
    m_high = high;
    m_size->setLimits(low, high);
}

void MatrixEditor::setName(const QString &name)
{
    m_table->setAccessibleName(name);
    m_size->setName(tr("%1: size").arg(name));
}

void MatrixEditor::setTheme(const Theme &theme)
{
    m_theme = theme;
    layout()->setSpacing(theme.px(6));
    m_tools->setSpacing(theme.px(4));
    m_table->setTheme(theme);
    m_size->setTheme(theme);
    for (const auto &[button, name] : m_buttons) {
        button->setIcon(icon(name, theme));
        button->setIconSize({theme.px(16), theme.px(16)});
        button->setFixedSize(theme.px(button == m_fill ? 38 : 26), theme.px(26));
    }
    m_problem->setFont(theme.body(13));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme.error);
    m_problem->setPalette(palette);
}

void MatrixEditor::setRole(PlaneRole role)
{
    m_table->setRole(role);
}

void MatrixEditor::setResizable(bool resizable)
{
    m_size->setVisible(resizable);
}

void MatrixEditor::setNarrow()
{
    m_tools->removeWidget(m_size);
    qobject_cast<QVBoxLayout *>(layout())->insertWidget(1, m_size, 0, Qt::AlignLeft);
}

QString MatrixEditor::problem() const
{
    return m_problem->text();
}

void MatrixEditor::complain(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void MatrixEditor::take(const Tensor &matrix)
{
    complain({});
    if (matrix == this->matrix())
        return;
    m_model->setMatrix(matrix);
    m_size->setPair({matrix.height(), matrix.width()});
    emit edited(this->matrix());
}

void MatrixEditor::resizeTo(Pair size)
{
    const auto possible = [this](int side) { return side >= m_low && side <= m_high; };
    if (possible(size.y) && possible(size.x))
        take(resized(matrix(), size));
    else
        complain(tr("Each side must have %1 to %2 cells.").arg(m_low).arg(m_high));
}

void MatrixEditor::clearSelected()
{
    Tensor cleared = matrix();
    for (const QModelIndex &index : m_table->selectionModel()->selectedIndexes())
        cleared.at(index.row(), index.column()) = 0.0F;
    take(cleared);
}

void MatrixEditor::copy() const
{
    copyTensor(matrix());
}

void MatrixEditor::paste()
{
    pasteText(QGuiApplication::clipboard()->text());
}

void MatrixEditor::pasteText(const QString &text)
{
    const MatrixText parsed = parseMatrix(text.toStdString());
    if (const auto *refusal = std::get_if<TextRefusal>(&parsed))
        return complain(textRefusalSentence(*refusal));
    put(std::get<Tensor>(parsed));
}

void MatrixEditor::put(const Tensor &block)
{
    const QModelIndex at = m_table->currentIndex();
    const int top = std::max(at.row(), 0);
    const int left = std::max(at.column(), 0);
    if (top + block.height() <= matrix().height() && left + block.width() <= matrix().width()) {
        Tensor changed = matrix();
        for (int y = 0; y < block.height(); ++y)
            for (int x = 0; x < block.width(); ++x)
                changed.at(top + y, left + x) = block.at(y, x);
        return take(changed);
    }
    if (std::max(block.height(), block.width()) <= m_high && std::min(block.height(), block.width()) >= m_low)
        return take(block);
    complain(tr("The pasted block has %1 × %2 cells; at most %3 × %3 fit here.")
                 .arg(block.height())
                 .arg(block.width())
                 .arg(m_high));
}

} // namespace convoscope
