#include "app/kernel_file.h"

#include "core/matrix_text.h"
#include "widgets/matrix_words.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace convoscope {

namespace {

constexpr qint64 mostBytes = 1 << 20;

QString words(const char *text)
{
    return QCoreApplication::translate("KernelFile", text);
}

KernelOrSentence checked(FilterStep step)
{
    if (const auto refusal = refused(Filter{.steps = {step}}))
        return refusalSentence(*refusal);
    return step;
}

/// None where rows are missing, differ in length, or hold what is no number.
std::optional<Tensor> tensorOf(const QJsonArray &rows)
{
    const auto width = rows.at(0).toArray().size();
    if (rows.isEmpty() || width == 0 || rows.size() > mostFilterSide || width > mostFilterSide)
        return std::nullopt;
    Tensor kernel({.h = static_cast<int>(rows.size()), .w = static_cast<int>(width)});
    for (int y = 0; y < kernel.height(); ++y) {
        const QJsonArray row = rows.at(y).toArray();
        if (row.size() != width)
            return std::nullopt;
        for (int x = 0; x < kernel.width(); ++x) {
            if (!row.at(x).isDouble())
                return std::nullopt;
            kernel.at(y, x) = static_cast<float>(row.at(x).toDouble());
        }
    }
    return kernel;
}

KernelOrSentence parseJson(const QByteArray &text)
{
    QJsonParseError error{};
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    const auto kernel = tensorOf(object["kernel"].toArray());
    if (error.error != QJsonParseError::NoError)
        return words("this is no JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset);
    if (!kernel)
        return words("“kernel” has to be a list of rows, each a list of as many numbers, at most %1.")
            .arg(mostFilterSide);
    return checked({.kernel = *kernel,
                    .divisor = object["divisor"].toDouble(1.0),
                    .offset = object["offset"].toDouble(0.0),
                    .normalise = object["normalise"].toBool(false)});
}

} // namespace

KernelOrSentence parseKernel(const QByteArray &text)
{
    if (text.trimmed().startsWith('{') && text.contains('"'))
        return parseJson(text);
    const auto matrix = parseMatrix({text.constData(), static_cast<size_t>(text.size())});
    if (const auto *refusal = std::get_if<TextRefusal>(&matrix))
        return textRefusalSentence(*refusal);
    return checked({.kernel = std::get<Tensor>(matrix)});
}

KernelOrSentence openKernel(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return words("“%1” can't be read: %2.").arg(path, file.errorString());
    if (file.size() > mostBytes)
        return words("“%1” is too large for a kernel.").arg(path);
    KernelOrSentence parsed = parseKernel(file.readAll());
    if (const auto *sentence = std::get_if<QString>(&parsed))
        return words("In “%1”: %2").arg(path, *sentence);
    return parsed;
}

QByteArray kernelText(const FilterStep &step)
{
    QByteArray text;
    for (int y = 0; y < step.kernel.height(); ++y) {
        for (int x = 0; x < step.kernel.width(); ++x) {
            text += x > 0 ? " " : "";
            text += QByteArray::fromStdString(shortestText(step.kernel.at(y, x)));
        }
        text += '\n';
    }
    return text;
}

QByteArray kernelJson(const FilterStep &step)
{
    QJsonArray rows;
    for (int y = 0; y < step.kernel.height(); ++y) {
        QJsonArray row;
        for (int x = 0; x < step.kernel.width(); ++x) // as short as it may be said
            row.append(QByteArray::fromStdString(shortestText(step.kernel.at(y, x))).toDouble());
        rows.append(row);
    }
    const QJsonObject object{{QStringLiteral("kernel"), rows},
                             {QStringLiteral("divisor"), step.divisor},
                             {QStringLiteral("offset"), step.offset},
                             {QStringLiteral("normalise"), step.normalise}};
    return QJsonDocument(object).toJson();
}

} // namespace convoscope
