#include "widgets/field_editor.h"

#include "core/test_chart.h"
#include "widgets/chain_editor.h"
#include "widgets/choice_box.h"
#include "widgets/digit_editor.h"
#include "widgets/layers_editor.h"
#include "widgets/matrix_editor.h"
#include "widgets/number_box.h"
#include "widgets/pair_editor.h"
#include "widgets/picture_editor.h"
#include "widgets/raster_editor.h"
#include "widgets/sides_editor.h"
#include "widgets/switch.h"
#include "widgets/words.h"

#include <QHBoxLayout>

namespace convoscope {

namespace {

/// An editor that consists of one widget.
template <typename Widget>
class SingleEditor : public FieldEditor {
public:
    SingleEditor(Widget *widget, QWidget *parent)
        : FieldEditor(parent)
        , m_widget(widget)
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins({});
        row->addWidget(widget);
    }
    void setName(const QString &name) override { m_widget->setAccessibleName(name); }

protected:
    [[nodiscard]] Widget &widget() const { return *m_widget; }

private:
    Widget *m_widget;
};

class FlagEditor : public SingleEditor<Switch> {
public:
    explicit FlagEditor(QWidget *parent)
        : SingleEditor(new Switch, parent)
    {
        connect(&widget(), &QCheckBox::clicked, this, [this](bool on) { emit edited(on, true); });
    }
    void setValue(const FieldValue &value) override { widget().setChecked(std::get<bool>(value)); }
    [[nodiscard]] FieldValue value() const override { return widget().isChecked(); }
    void setTheme(const Theme &theme) override { widget().setTheme(theme); }
};

class NumberEditor : public SingleEditor<NumberBox> {
public:
    NumberEditor(const Field &field, QWidget *parent)
        : SingleEditor(new NumberBox(kindOf(field)), parent)
        , m_whole(kindOf(field) == NumberBox::Kind::Whole)
    {
        widget().setLimits(field.low, field.high);
        connect(&widget(), &NumberBox::edited, this,
                [this](double /*value*/, bool finished) { emit edited(value(), finished); });
    }
    void setValue(const FieldValue &value) override
    {
        widget().display(m_whole ? std::get<int>(value) : std::get<double>(value));
    }
    [[nodiscard]] FieldValue value() const override
    {
        return m_whole ? FieldValue(static_cast<int>(widget().value())) : FieldValue(widget().value());
    }
    void setTheme(const Theme &theme) override
    {
        widget().setFont(theme.mono(13));
        widget().setFixedSize(theme.px(96), theme.px(30));
    }

private:
    static NumberBox::Kind kindOf(const Field &field)
    {
        return field.kind == FieldKind::Integer ? NumberBox::Kind::Whole : NumberBox::Kind::Real;
    }

    bool m_whole;
};

class ChoiceEditor : public SingleEditor<ChoiceBox> {
public:
    ChoiceEditor(const Field &field, QWidget *parent)
        : SingleEditor(new ChoiceBox, parent)
    {
        for (const std::string_view choice : field.choices)
            widget().addItem(choiceTitle(field.key, choice));
        connect(&widget(), &QComboBox::activated, this, [this](int row) { emit edited(row, true); });
    }
    void setValue(const FieldValue &value) override { widget().setCurrentIndex(std::get<int>(value)); }
    [[nodiscard]] FieldValue value() const override { return widget().currentIndex(); }
    void setTheme(const Theme &theme) override
    {
        widget().setFont(theme.body(14));
        widget().setFixedSize(theme.px(168), theme.px(30));
    }
};

class KernelEditor : public SingleEditor<MatrixEditor> {
public:
    KernelEditor(const Field &field, QWidget *parent)
        : SingleEditor(new MatrixEditor, parent)
    {
        widget().setLimits(static_cast<int>(field.low), static_cast<int>(field.high));
        widget().setResizable(false); // lessons have a field for the size
        connect(&widget(), &MatrixEditor::edited, this,
                [this](const Tensor &matrix) { emit edited(matrix, true); });
    }
    void setValue(const FieldValue &value) override { widget().setMatrix(std::get<Tensor>(value)); }
    [[nodiscard]] FieldValue value() const override { return widget().matrix(); }
    void setName(const QString &name) override { widget().setName(name); }
    void setTheme(const Theme &theme) override { widget().setTheme(theme); }
    [[nodiscard]] bool isWide() const override { return true; }
};

PairEditor *makePairEditor(const Field &field, QWidget *parent)
{
    auto *editor = new PairEditor(parent);
    editor->setLimits(field.low, field.high);
    if (field.place)
        editor->unlink();
    return editor;
}

SidesEditor *makeSidesEditor(const Field &field, QWidget *parent)
{
    auto *editor = new SidesEditor(parent);
    editor->setLimits(field.low, field.high);
    return editor;
}

} // namespace

FieldEditor *makeFieldEditor(const Field &field, QWidget *parent)
{
    switch (field.kind) {
    case FieldKind::Flag: return new FlagEditor(parent);
    case FieldKind::Integer:
    case FieldKind::Real: return new NumberEditor(field, parent);
    case FieldKind::Pair: return makePairEditor(field, parent);
    case FieldKind::Sides: return makeSidesEditor(field, parent);
    case FieldKind::Choice: return new ChoiceEditor(field, parent);
    case FieldKind::Matrix: return new KernelEditor(field, parent);
    case FieldKind::Layers:
        return new LayersEditor(static_cast<int>(field.low), static_cast<int>(field.high), parent);
    case FieldKind::Chain: return new ChainEditor(static_cast<int>(field.high), parent);
    case FieldKind::Picture:
        if (field.raster)
            return new RasterEditor({.keys = rasterPresets(), .make = rasterPreset}, parent);
        if (field.drawn)
            return new DigitEditor(field.judge, parent);
        return new PictureEditor(static_cast<int>(field.high), field.channels, parent);
    }
    return nullptr;
}

} // namespace convoscope
