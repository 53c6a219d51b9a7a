#include "core/input_presets.h"
#include "core/layer_presets.h"
#include "core/receptive_field_code.h"
#include "core/receptive_field_model.h"
#include "tests/golden.h"
#include "tests/printed_matrices.h"

#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

/// Compiles and runs the C++ listing: its table must be the stage's.
class TestReceptiveFieldCpp : public QObject {
    Q_OBJECT

private slots:
    void printsTheTable_data();
    void printsTheTable();
};

void TestReceptiveFieldCpp::printsTheTable_data()
{
    QTest::addColumn<QString>("stack");
    for (const char *stack : {"alexnet", "resnet-50", "dilated-1-2-4"})
        QTest::newRow(stack) << stack;
}

void TestReceptiveFieldCpp::printsTheTable()
{
    QFETCH(QString, stack);
    const LayerPreset &preset = *findLayerPreset(stack.toStdString());
    const ReceptiveFieldParams params{.input = makePicture(*inputPreset("rings-28x28")),
                                      .inputSize = preset.input,
                                      .layers = preset.layers};
    QTemporaryDir dir;
    const QString source = dir.filePath("fields.cpp");
    const QString program = dir.filePath("fields");
    writeLines(source, receptiveFieldListing(params, Dialect::Cpp).lines);
    const ProgramEnd built =
        runProgram(CONVOSCOPE_CXX, {"-std=c++17", "-Wall", "-Wextra", "-Werror", source, "-o", program});
    QVERIFY2(built.ok, built.complaints.constData());
    const ProgramEnd end = runProgram(program, {});
    QVERIFY(end.ok);
    const auto scene = fieldScene(params);
    Tensor want({.h = scene->stack.rows(), .w = 4});
    for (int r = 0; r < scene->stack.rows(); ++r) {
        const AxisReach reach = scene->stack.row(r).y;
        want.at(r, 0) = static_cast<float>(reach.size);
        want.at(r, 1) = static_cast<float>(reach.field);
        want.at(r, 2) = static_cast<float>(reach.jump.value());
        want.at(r, 3) = static_cast<float>(reach.start);
    }
    const auto printed = plainMatrices(end.printed);
    QCOMPARE(printed.size(), size_t(1));
    QCOMPARE(difference(printed.front(), want, {}), QString());
}

QTEST_APPLESS_MAIN(TestReceptiveFieldCpp)
#include "tst_receptive_field_cpp.moc"
