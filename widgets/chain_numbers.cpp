#include "widgets/chain_numbers.h"

#include "widgets/app_style.h"
#include "widgets/number_slider.h"
#include "widgets/words.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace convoscope {

/// A number of a step: where it is, and what it may be.
struct ChainNumber {
    std::string_view key; ///< as refusals name it
    std::string_view title; ///< a key of fieldTitle()
    NumberBox::Kind kind = NumberBox::Kind::Real;
    SliderScale scale; ///< the usual values
    double low = 0.0; ///< what is possible
    double high = 0.0;
    double (*get)(const ChainStep &) = nullptr;
    void (*set)(ChainStep &, double) = nullptr;
    bool (*taken)(const ChainStep &) = nullptr;
};

namespace {

constexpr int usualSide = 3;
constexpr int automatic = -1; ///< shown for a size that follows sigma, so that odd numbers follow it

bool takes(const ChainStep &step, bool FilterPreset::*number)
{
    const FilterPreset *preset = findFilterPreset(step.spec.name);
    return preset && preset->*number;
}

/// The step with its usual numbers, so that a wrong one doesn't hide its row.
ChainStep usual(const ChainStep &step)
{
    return {.spec = {.name = step.spec.name}, .kernel = step.kernel};
}

double sideOf(const ChainStep &step)
{
    if (step.spec.size.y != 0)
        return step.spec.size.y;
    return takes(step, &FilterPreset::sigma) ? automatic : usualSide;
}

/// A square stays square.
void setSide(ChainStep &step, double side)
{
    Pair &size = step.spec.size;
    const bool square = size.y == size.x;
    size.y = std::max(0, static_cast<int>(side));
    if (square || size.y == 0)
        size.x = size.y;
}

constexpr std::array numbers{
    ChainNumber{.key = "kernel",
                .title = "side",
                .kind = NumberBox::Kind::Whole,
                .scale = {.low = 1, .high = 31, .step = 2},
                .low = 1,
                .high = mostFilterSide,
                .get = sideOf,
                .set = setSide,
                .taken = [](const ChainStep &step) { return takes(step, &FilterPreset::size); }},
    ChainNumber{.key = "sigma",
                .title = "sigma",
                .scale = {.low = 0.2, .high = 20.0},
                .low = 0.05,
                .high = 40.0,
                .get = [](const ChainStep &step) { return step.spec.sigma; },
                .set = [](ChainStep &step, double value) { step.spec.sigma = value; },
                .taken = [](const ChainStep &step) { return takes(step, &FilterPreset::sigma); }},
    ChainNumber{.key = "angle",
                .title = "angle",
                .scale = {.low = -180.0, .high = 180.0, .step = 1.0},
                .low = -360.0,
                .high = 360.0,
                .get = [](const ChainStep &step) { return step.spec.angle; },
                .set = [](ChainStep &step, double value) { step.spec.angle = value; },
                .taken = [](const ChainStep &step) { return takes(step, &FilterPreset::angle); }},
    ChainNumber{.key = "wavelength",
                .title = "wavelength",
                .scale = {.low = 1.0, .high = 100.0},
                .low = 1.0,
                .high = 100.0,
                .get = [](const ChainStep &step) { return step.spec.wavelength; },
                .set = [](ChainStep &step, double value) { step.spec.wavelength = value; },
                .taken = [](const ChainStep &step) { return takes(step, &FilterPreset::wavelength); }},
    ChainNumber{.key = "amount",
                .title = "amount",
                .scale = {.low = 0.0, .high = 5.0, .step = 0.05},
                .low = 0.0,
                .high = 10.0,
                .get = [](const ChainStep &step) { return step.spec.amount; },
                .set = [](ChainStep &step, double value) { step.spec.amount = value; },
                .taken = [](const ChainStep &step) { return takes(step, &FilterPreset::amount); }},
    ChainNumber{.key = "strength",
                .title = "strength_percent",
                .scale = {.low = 0.0, .high = 100.0 * mostStrength, .step = 1.0},
                .low = 0.0,
                .high = 100.0 * mostStrength,
                .get = [](const ChainStep &step) { return 100.0 * step.strength; },
                .set = [](ChainStep &step, double value) { step.strength = value / 100.0; },
                .taken = [](const ChainStep &step) { return takesStrength(usual(step)); }}};

} // namespace

ChainNumbers::ChainNumbers(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(1, 1);
    for (const ChainNumber &number : numbers)
        addRow(number);
}

void ChainNumbers::addRow(const ChainNumber &number)
{
    const QString title = fieldTitle(number.title);
    const Row row{&number, new QLabel(title, this), new NumberSlider(number.kind, number.scale, this)};
    const QString help = fieldHelp(number.title);
    row.title->setToolTip(help);
    row.slider->setToolTip(help);
    row.slider->box().setLimits(number.low, number.high);
    if (number.kind == NumberBox::Kind::Whole)
        row.slider->box().setSingleStep(number.scale.step);
    const int line = static_cast<int>(m_rows.size());
    m_grid->addWidget(row.title, line, 0);
    m_grid->addWidget(row.slider, line, 1);
    m_rows.push_back(row);
    connect(row.slider, &NumberSlider::edited, this, [this, &number](double value, bool finished) {
        number.set(m_step, value);
        emit edited(m_step, finished);
    });
}

void ChainNumbers::setStep(const ChainStep &step)
{
    m_step = step;
    for (const Row &row : m_rows)
        showRow(row);
    setVisible(std::ranges::any_of(m_rows, [&step](const Row &row) { return row.number->taken(step); }));
}

void ChainNumbers::showRow(const Row &row) const
{
    const bool taken = row.number->taken(m_step);
    row.title->setVisible(taken);
    row.slider->setVisible(taken);
    if (!taken)
        return;
    if (row.number->get == sideOf) {
        const bool follows = takes(m_step, &FilterPreset::sigma);
        SliderScale scale = row.number->scale;
        scale.low = follows ? automatic : row.number->low;
        row.slider->setScale(scale);
        row.slider->box().setLimits(scale.low, row.number->high);
        row.slider->box().setWord(automatic, follows ? tr("auto") : QString());
    }
    row.slider->display(row.number->get(m_step));
}

void ChainNumbers::setName(const QString &owner)
{
    for (const Row &row : m_rows)
        row.slider->setName(tr("%1: %2").arg(owner, row.title->text()));
}

void ChainNumbers::setFaulty(std::string_view key)
{
    for (Row &row : m_rows) {
        row.faulty = row.number->key == key;
        convoscope::setFaulty(row.slider->box(), row.faulty);
    }
    colourTitles();
}

void ChainNumbers::colourTitles()
{
    for (const Row &row : m_rows) {
        QPalette palette = row.title->palette();
        palette.setColor(QPalette::WindowText, row.faulty ? m_theme.error : m_theme.text);
        row.title->setPalette(palette);
    }
}

void ChainNumbers::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_grid->setHorizontalSpacing(theme.px(8));
    m_grid->setVerticalSpacing(theme.px(4));
    m_grid->setColumnMinimumWidth(0, theme.px(80));
    for (const Row &row : m_rows) {
        row.title->setFont(theme.body(13));
        row.slider->setTheme(theme);
    }
    colourTitles();
}

} // namespace convoscope
