#include "tests/golden.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

namespace convoscope {

namespace {

QString shapeText(const Shape &s)
{
    return QStringLiteral("[%1, %2, %3, %4]").arg(s.n).arg(s.c).arg(s.h).arg(s.w);
}

bool near(double got, double want, const Tolerance &tolerance)
{
    if (tolerance.exact)
        return got == want;
    return std::abs(got - want) <= tolerance.absolute + tolerance.relative * std::abs(want);
}

GoldenCase goldenCase(const QJsonObject &object)
{
    return {.name = object["name"].toString(),
            .op = object["op"].toString(),
            .params = object["params"].toObject(),
            .inputs = object["inputs"].toObject(),
            .outputs = object["outputs"].toObject(),
            .tolerance = goldenTolerance(object["compare"]),
            .error = object["error"].toBool()};
}

} // namespace

Tensor GoldenCase::input(const char *key) const
{
    return goldenTensor(inputs[QLatin1String(key)]);
}

Tensor GoldenCase::output(const char *key) const
{
    return goldenTensor(outputs[QLatin1String(key)]);
}

int GoldenCase::number(const char *param) const
{
    return params[QLatin1String(param)].toInt();
}

Pair GoldenCase::pair(const char *param) const
{
    const QJsonArray pair = params[QLatin1String(param)].toArray();
    return {pair[0].toInt(), pair[1].toInt()};
}

Sides GoldenCase::sides() const
{
    const QJsonArray s = params["pad_lrtb"].toArray();
    return {.left = s[0].toInt(), .right = s[1].toInt(), .top = s[2].toInt(), .bottom = s[3].toInt()};
}

QJsonObject goldenDocument(const QString &group)
{
    QFile file(QStringLiteral(CONVOSCOPE_GOLDEN "/%1.json").arg(group));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(error.errorString()));
    return document.object();
}

QList<GoldenCase> goldenCases(const QString &group)
{
    QList<GoldenCase> cases;
    for (const auto &value : goldenDocument(group)["cases"].toArray())
        cases.append(goldenCase(value.toObject()));
    return cases;
}

void addGoldenRows(const QString &group, const QString &op)
{
    QTest::addColumn<GoldenCase>("golden");
    for (const GoldenCase &golden : goldenCases(group)) {
        if (op.isEmpty() || golden.op == op)
            QTest::newRow(qPrintable(golden.name)) << golden;
    }
}

Tensor goldenTensor(const QJsonValue &array)
{
    QList<int> shape;
    for (const auto &size : array["shape"].toArray())
        shape.append(size.toInt());
    while (shape.size() < 4)
        shape.prepend(1);
    return Tensor({shape[0], shape[1], shape[2], shape[3]}, goldenVector(array));
}

std::vector<float> goldenVector(const QJsonValue &array)
{
    std::vector<float> values;
    for (const auto &value : array["data"].toArray())
        values.push_back(static_cast<float>(value.toDouble()));
    return values;
}

Tolerance goldenTolerance(const QJsonValue &compare)
{
    return {.exact = compare["exact"].toBool(true),
            .absolute = compare["abs"].toDouble(),
            .relative = compare["rel"].toDouble()};
}

PaddingMode goldenMode(const QString &name)
{
    if (name == "zeros" || name == "constant")
        return PaddingMode::Zeros;
    if (name == "reflect")
        return PaddingMode::Reflect;
    if (name == "replicate")
        return PaddingMode::Replicate;
    if (name == "circular")
        return PaddingMode::Circular;
    qFatal("unknown padding mode %s", qPrintable(name));
}

QString difference(const Tensor &got, const Tensor &want, const Tolerance &tolerance)
{
    if (!(got.shape() == want.shape()))
        return "shape " + shapeText(got.shape()) + " instead of " + shapeText(want.shape());
    const Shape s = want.shape();
    for (int n = 0; n < s.n; ++n) {
        for (int c = 0; c < s.c; ++c) {
            for (int y = 0; y < s.h; ++y) {
                for (int x = 0; x < s.w; ++x) {
                    const float g = got.at(n, c, y, x);
                    const float w = want.at(n, c, y, x);
                    if (!near(g, w, tolerance)) {
                        return QStringLiteral("(%1, %2, %3, %4): %5 instead of %6")
                            .arg(n)
                            .arg(c)
                            .arg(y)
                            .arg(x)
                            .arg(g)
                            .arg(w);
                    }
                }
            }
        }
    }
    return {};
}

} // namespace convoscope
