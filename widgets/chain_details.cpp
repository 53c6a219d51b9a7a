#include "widgets/chain_details.h"

#include "widgets/matrix_editor.h"
#include "widgets/number_box.h"
#include "widgets/switch.h"
#include "widgets/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace convoscope {

namespace {

constexpr double mostOffset = 255.0;
constexpr double mostDivisor = 1000.0;

/// The weights of a step as they are, before divisor and strength; none of a filter without one kernel.
Tensor weightsOf(const ChainStep &step)
{
    return step.spec.name == ownKernel ? step.kernel : asOwn(step).kernel;
}

/// Whether the size of a filter may be other than square.
bool takesWidth(const ChainStep &step)
{
    const FilterPreset *preset = findFilterPreset(step.spec.name);
    return preset && preset->size && asOwn({.spec = {.name = step.spec.name}}).spec.name == ownKernel;
}

} // namespace

ChainDetails::ChainDetails(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_width(addBox(tr("Width")))
    , m_divisor(addBox(fieldTitle("divisor")))
    , m_offset(addBox(fieldTitle("offset")))
    , m_normalise(new Switch(this))
    , m_kernel(new MatrixEditor(this))
    , m_open(new QPushButton(tr("Open…"), this))
    , m_save(new QPushButton(tr("Save…"), this))
{
    addTitle(fieldTitle("normalise"), m_normalise);
    m_width->setLimits(1, mostFilterSide);
    m_width->setSingleStep(2);
    m_width->setWord(0, tr("auto"));
    m_divisor->setLimits(-mostDivisor, mostDivisor);
    m_offset->setLimits(-mostOffset, mostOffset);
    m_kernel->setLimits(1, mostFilterSide);
    m_kernel->setNarrow();
    m_width->setToolTip(tr("Columns of the kernel, where they are not as many as its rows."));
    m_divisor->setToolTip(fieldHelp("divisor"));
    m_offset->setToolTip(fieldHelp("offset"));
    m_normalise->setToolTip(fieldHelp("filter_normalise"));
    m_open->setToolTip(
        tr("Takes the weights from a file with rows of numbers, as ImageJ saves them, or from JSON."));
    m_save->setToolTip(tr("Writes the weights as rows of numbers or, with divisor and offset, as JSON."));
    connectParts();
    layOut();
}

NumberBox *ChainDetails::addBox(const QString &title)
{
    const bool whole = m_titles.empty(); // the width
    auto *box = new NumberBox(whole ? NumberBox::Kind::Whole : NumberBox::Kind::Real, this);
    addTitle(title, box);
    return box;
}

void ChainDetails::addTitle(const QString &title, QWidget *field)
{
    auto *label = new QLabel(title, this);
    const int line = static_cast<int>(m_titles.size());
    m_grid->addWidget(label, line, 0);
    m_grid->addWidget(field, line, 1, Qt::AlignRight);
    m_titles.push_back(label);
}

void ChainDetails::editNumber(NumberBox &box, double ChainStep::*number)
{
    connect(&box, &NumberBox::edited, this, [this, number](double value, bool finished) {
        m_step.*number = value;
        emit edited(m_step, finished);
    });
}

void ChainDetails::connectParts()
{
    editNumber(*m_divisor, &ChainStep::divisor);
    editNumber(*m_offset, &ChainStep::offset);
    connect(m_width, &NumberBox::edited, this, [this](double value, bool finished) {
        m_step.spec.size.x = std::max(0, static_cast<int>(value));
        emit edited(m_step, finished);
    });
    connect(m_normalise, &QCheckBox::clicked, this, [this](bool on) {
        m_step.normalise = on;
        m_divisor->setEnabled(!on);
        emit edited(m_step, true);
    });
    connect(m_kernel, &MatrixEditor::edited, this, [this](const Tensor &weights) {
        m_step = asOwn(m_step);
        m_step.kernel = weights;
        emit edited(m_step, true);
    });
    connect(m_open, &QPushButton::clicked, this, &ChainDetails::openAsked);
    connect(m_save, &QPushButton::clicked, this, &ChainDetails::saveAsked);
}

void ChainDetails::layOut()
{
    m_grid->setColumnStretch(0, 1);
    auto *files = new QHBoxLayout;
    files->addWidget(m_open);
    files->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(m_grid);
    column->addWidget(m_kernel);
    column->addLayout(files);
}

void ChainDetails::setStep(const ChainStep &step)
{
    m_step = step;
    const bool wide = takesWidth(step);
    m_titles.front()->setVisible(wide);
    m_width->setVisible(wide);
    m_width->display(step.spec.size.x);
    m_divisor->display(step.divisor);
    m_divisor->setEnabled(!step.normalise);
    m_offset->display(step.offset);
    m_normalise->setChecked(step.normalise);
    const Tensor weights = weightsOf(step);
    const bool valid = static_cast<bool>(filterStepOf(step));
    if (!weights.empty())
        m_kernel->setMatrix(weights);
    if (valid || !weights.empty()) // what is refused keeps the weights that it had
        m_kernel->setVisible(!weights.empty());
    m_save->setEnabled(!weights.empty());
    m_kernel->setResizable(step.spec.name == ownKernel);
}

void ChainDetails::setName(const QString &owner)
{
    const auto name = [&owner](const QString &part) { return tr("%1: %2").arg(owner, part); };
    m_width->setAccessibleName(name(tr("Width")));
    m_divisor->setAccessibleName(name(fieldTitle("divisor")));
    m_offset->setAccessibleName(name(fieldTitle("offset")));
    m_normalise->setAccessibleName(name(fieldTitle("normalise")));
    m_kernel->setName(name(fieldTitle("kernel")));
    m_open->setAccessibleName(name(tr("Open kernel")));
    m_save->setAccessibleName(name(tr("Save kernel")));
}

void ChainDetails::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(8));
    m_grid->setVerticalSpacing(theme.px(4));
    for (QLabel *title : m_titles)
        title->setFont(theme.body(13));
    for (NumberBox *box : {m_width, m_divisor, m_offset}) {
        box->setFont(theme.mono(13));
        box->setFixedSize(theme.px(88), theme.px(28));
    }
    m_normalise->setTheme(theme);
    m_kernel->setTheme(theme);
    for (QPushButton *button : {m_open, m_save}) {
        button->setFont(theme.body(13));
        button->setFixedHeight(theme.px(28));
    }
}

} // namespace convoscope
