#pragma once

#include "core/geometry.h"
#include "core/padding.h"
#include "core/tensor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <vector>

namespace convoscope {

/// How near a result must come: equal with ==, or |got - want| <= absolute + relative * |want|.
struct Tolerance {
    bool exact = true;
    double absolute = 0.0;
    double relative = 0.0;
};

/// One case of tests/golden/GROUP.json: what other programs computed, or that they refused.
struct GoldenCase {
    QString name;
    QString op;
    QJsonObject params;
    QJsonObject inputs;
    QJsonObject outputs;
    Tolerance tolerance;
    bool error = false; ///< must be refused

    [[nodiscard]] bool has(const char *input) const { return inputs.contains(QLatin1String(input)); }
    [[nodiscard]] Tensor input(const char *key) const;
    [[nodiscard]] Tensor output(const char *key) const;
    [[nodiscard]] int number(const char *param) const;
    [[nodiscard]] Pair pair(const char *param) const; ///< [y, x]
    [[nodiscard]] Sides sides() const; ///< pad_lrtb
};

/// The whole document of tests/golden/GROUP.json; the test ends where it can't be read.
QJsonObject goldenDocument(const QString &group);
QList<GoldenCase> goldenCases(const QString &group);
/// For a _data function: a column `golden` with a row for each case of the group, or of one op in it.
/// Fetch it with QFETCH(GoldenCase, golden).
void addGoldenRows(const QString &group, const QString &op = {});

/// {"shape", "data"} of one to four dimensions, with leading dimensions of 1.
Tensor goldenTensor(const QJsonValue &array);
std::vector<float> goldenVector(const QJsonValue &array);
Tolerance goldenTolerance(const QJsonValue &compare);
/// PyTorch's names: "zeros" or "constant", "reflect", "replicate", "circular".
PaddingMode goldenMode(const QString &name);

/// What is wrong with `got`, the first cell that is off; empty when nothing is. For
/// QCOMPARE(difference(...), QString()).
QString difference(const Tensor &got, const Tensor &want, const Tolerance &tolerance = {});

} // namespace convoscope

Q_DECLARE_METATYPE(convoscope::GoldenCase)
