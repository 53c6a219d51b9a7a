#include "core/layer_presets.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/control_panel.h"
#include "widgets/field_row.h"
#include "widgets/layers_editor.h"
#include "widgets/layers_model.h"
#include "widgets/layers_table.h"

#include "core/lesson.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace convoscope;

using Layers = std::vector<LayerSpec>;

/// The editor of a stack of layers, in the panel of its lesson, with real keys and a real pointer.
class TestLayersEditor : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void typingChangesACell_data();
    void typingChangesACell();
    void nonsenseIsSaidAndChangesNothing();
    void kindIsChosenFromAList();
    void buttonsAddRemoveAndMove();
    void lastLayerStays();
    void presetFillsTheTable();
    void columnsAppearWithTheirLayers();
    void tabLeavesAtTheEnds();
    void refusalMarksItsCell();
    void mendingChangesTheLayer();
    void everyPartHasAName();

private:
    [[nodiscard]] const ReceptiveFieldParams &params() const
    {
        return std::get<ReceptiveFieldParams>(m_params);
    }
    [[nodiscard]] LayersTable &table() const { return *m_panel->findChild<LayersTable *>(); }
    void set(const FieldValue &value, const char *key = "layers")
    {
        findField(m_lesson->fields, key)->set(m_params, value);
        m_panel->setParams(m_params);
    }
    void type(int row, int column, const QString &text) const;
    void press(const char *name) const
    {
        QTest::mouseClick(named<QToolButton>(*m_panel, QString::fromUtf8(name)), Qt::LeftButton);
    }

    const Lesson *m_lesson = findLesson("receptive_field");
    Params m_params;
    std::unique_ptr<ControlPanel> m_panel;
    int m_edits = 0;
};

void TestLayersEditor::init()
{
    m_params = m_lesson->start();
    m_edits = 0;
    m_panel = std::make_unique<ControlPanel>(m_lesson->fields);
    m_panel->setParams(m_params);
    m_panel->resize(320, 1200);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    connect(m_panel.get(), &ControlPanel::edited, this,
            [this](const Field &field, const FieldValue &value, bool /*finished*/) {
                field.set(m_params, value);
                ++m_edits;
                m_panel->setParams(m_params);
            });
}

void TestLayersEditor::type(int row, int column, const QString &text) const
{
    LayersTable &cells = table();
    cells.setFocus();
    cells.setCurrentIndex(cells.model()->index(row, column));
    QTest::keyClick(&cells, Qt::Key_F2);
    auto *line = cells.viewport()->findChild<QLineEdit *>();
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!cells.viewport()->findChild<QLineEdit *>()); // the delegate commits in the next turn
}

void TestLayersEditor::typingChangesACell_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<LayerSpec>("want");
    QTest::newRow("kernel") << int(LayersModel::Kernel) << "5" << LayerSpec{.kernel = {5, 5}};
    QTest::newRow("two sides") << int(LayersModel::Kernel) << "3x5" << LayerSpec{.kernel = {3, 5}};
    QTest::newRow("comma") << int(LayersModel::Stride) << "2, 1" << LayerSpec{.stride = {2, 1}};
    QTest::newRow("padding") << int(LayersModel::Padding) << "1" << LayerSpec{.padding = {1, 1}};
    QTest::newRow("dilation") << int(LayersModel::Dilation) << "2" << LayerSpec{.dilation = {2, 2}};
    QTest::newRow("zero is for the lesson to refuse")
        << int(LayersModel::Kernel) << "0" << LayerSpec{.kernel = {0, 0}};
}

void TestLayersEditor::typingChangesACell()
{
    QFETCH(int, column);
    QFETCH(QString, typed);
    QFETCH(LayerSpec, want);
    type(1, column, typed);
    QCOMPARE(m_edits, 1);
    QVERIFY((params().layers == Layers{{}, want}));
}

void TestLayersEditor::nonsenseIsSaidAndChangesNothing()
{
    type(0, LayersModel::Kernel, "three");
    QCOMPARE(m_edits, 0);
    QVERIFY((params().layers == Layers(2)));
    const auto labels = m_panel->row("layers")->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(
        labels, [](const QLabel *label) { return label->isVisible() && label->text().contains("three"); }));
    type(0, LayersModel::Kernel, "5");
    QVERIFY(std::ranges::none_of(
        labels, [](const QLabel *label) { return label->isVisible() && label->text().contains("three"); }));
}

void TestLayersEditor::kindIsChosenFromAList()
{
    LayersTable &cells = table();
    cells.setFocus();
    cells.setCurrentIndex(cells.model()->index(0, LayersModel::Kind));
    QTest::keyClick(&cells, Qt::Key_F2);
    auto *box = cells.viewport()->findChild<QComboBox *>();
    QVERIFY(box);
    QVERIFY(!box->accessibleName().isEmpty());
    box->setCurrentIndex(static_cast<int>(LayerKind::MaxPool));
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(params().layers.front().kind, LayerKind::MaxPool);
}

void TestLayersEditor::buttonsAddRemoveAndMove()
{
    type(0, LayersModel::Kernel, "7");
    table().setCurrentIndex(table().model()->index(0, 1));
    press("Add a layer below");
    QVERIFY((params().layers == Layers{{.kernel = {7, 7}}, {.kernel = {7, 7}}, {}}));
    QCOMPARE(table().currentIndex().row(), 1);
    press("Move the layer down");
    QVERIFY((params().layers == Layers{{.kernel = {7, 7}}, {}, {.kernel = {7, 7}}}));
    press("Move the layer down"); // it is the last
    QCOMPARE(table().currentIndex().row(), 2);
    press("Move the layer up");
    press("Move the layer up");
    press("Remove the layer");
    QVERIFY((params().layers == Layers{{.kernel = {7, 7}}, {}}));
}

void TestLayersEditor::lastLayerStays()
{
    press("Remove the layer");
    press("Remove the layer");
    QCOMPARE(params().layers.size(), size_t(1));
    QCOMPARE(m_edits, 1);
    set(Layers(mostLayers));
    press("Add a layer below");
    QCOMPARE(params().layers.size(), size_t(mostLayers));
}

void TestLayersEditor::presetFillsTheTable()
{
    const auto preset = layerPresets().end() - 1;
    set(static_cast<int>(layerPresets().size()), "stack");
    QCOMPARE(table().model()->rowCount(), static_cast<int>(preset->layers.size()));
    QVERIFY(params().inputSize == preset->input);
    type(0, LayersModel::Kernel, "5");
    QCOMPARE(std::get<int>(m_panel->row("stack")->editor().value()), 0); // the learner's own
}

void TestLayersEditor::columnsAppearWithTheirLayers()
{
    const auto hidden = [this](int column) { return table().isColumnHidden(column); };
    QVERIFY(hidden(LayersModel::CeilMode) && hidden(LayersModel::With) && hidden(LayersModel::OutputPadding));
    set(Layers{{.kind = LayerKind::MaxPool}});
    QVERIFY(!hidden(LayersModel::CeilMode) && hidden(LayersModel::With));
    set(Layers{{.padding = {1, 1}}, {.kind = LayerKind::Join, .with = 1}});
    QVERIFY(hidden(LayersModel::CeilMode) && !hidden(LayersModel::With) && !hidden(LayersModel::From));
    set(Layers{{.kind = LayerKind::Transposed}});
    QVERIFY(!hidden(LayersModel::OutputPadding));
}

void TestLayersEditor::tabLeavesAtTheEnds()
{
    LayersTable &cells = table();
    cells.setFocus();
    cells.setCurrentIndex(cells.model()->index(1, LayersModel::Dilation));
    QTest::keyClick(&cells, Qt::Key_Tab);
    QVERIFY(!cells.hasFocus());
    cells.setFocus();
    cells.setCurrentIndex(cells.model()->index(0, 0));
    QTest::keyClick(&cells, Qt::Key_Backtab);
    QVERIFY(!cells.hasFocus());
}

void TestLayersEditor::refusalMarksItsCell()
{
    set(Layers{{}, {.kernel = {3, 30}}});
    const auto refused = m_lesson->play(m_params);
    QVERIFY(!refused);
    QCOMPARE(QString::fromStdString(refused.refusal().field), QStringLiteral("layers[1].kernel"));
    m_panel->setRefusal(refused.refusal());
    const QAbstractItemModel &model = *table().model();
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < LayersModel::Columns; ++column)
            QCOMPARE(model.index(row, column).data(Qt::UserRole).toBool(),
                     row == 1 && column == LayersModel::Kernel);
    }
    m_panel->setRefusal({});
    QVERIFY(!model.index(1, LayersModel::Kernel).data(Qt::UserRole).toBool());
}

void TestLayersEditor::mendingChangesTheLayer()
{
    set(Layers{{}, {.kernel = {3, 30}}});
    m_panel->setRefusal(m_lesson->play(m_params).refusal());
    const auto buttons = m_panel->row("layers")->findChildren<QPushButton *>();
    const auto mend = std::ranges::find_if(buttons, [](const QPushButton *b) { return b->isVisible(); });
    QVERIFY(mend != buttons.end());
    QTest::mouseClick(*mend, Qt::LeftButton);
    QVERIFY(m_lesson->play(m_params));
    QVERIFY((params().layers == Layers{{}, {.kernel = {3, 7}}}));
}

void TestLayersEditor::everyPartHasAName()
{
    set(0, "stack");
    QCOMPARE(namelessWidgets(*m_panel), QStringList());
    const QAbstractItemModel &model = *table().model();
    QCOMPARE(model.index(1, LayersModel::Kernel).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Layer 2, Kernel (K): 3"));
}

QTEST_MAIN(TestLayersEditor)
#include "tst_layers_editor.moc"
