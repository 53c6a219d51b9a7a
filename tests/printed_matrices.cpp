#include "printed_matrices.h"

#include <QFile>
#include <QProcess>
#include <QTextStream>

namespace convoscope {

namespace {

using Rows = std::vector<std::vector<float>>;

/// Adds the rows as a matrix, where there are any and they are of one length.
void take(std::vector<Tensor> &matrices, Rows &rows)
{
    if (rows.empty())
        return;
    std::vector<float> values;
    for (const auto &row : rows)
        values.insert(values.end(), row.begin(), row.end());
    const Shape shape{.h = static_cast<int>(rows.size()), .w = static_cast<int>(rows.front().size())};
    if (shape.size() == static_cast<long long>(values.size()))
        matrices.emplace_back(shape, std::move(values));
    rows.clear();
}

std::vector<float> numbers(const QByteArray &text)
{
    std::vector<float> values;
    for (const QByteArray &word : text.simplified().split(' ')) {
        if (!word.isEmpty())
            values.push_back(word.toFloat());
    }
    return values;
}

} // namespace

std::vector<Tensor> numpyMatrices(const QByteArray &printed)
{
    std::vector<Tensor> matrices;
    Rows rows;
    qsizetype begin = 0;
    int depth = 0;
    for (qsizetype i = 0; i < printed.size(); ++i) {
        if (printed[i] == '[') {
            ++depth;
            begin = i + 1;
        } else if (printed[i] == ']') {
            if (depth == 2)
                rows.push_back(numbers(printed.mid(begin, i - begin)));
            else
                take(matrices, rows);
            --depth;
        }
    }
    return matrices;
}

std::vector<Tensor> plainMatrices(const QByteArray &printed)
{
    std::vector<Tensor> matrices;
    Rows rows;
    for (const QByteArray &line : printed.split('\n')) {
        if (line.trimmed().isEmpty())
            take(matrices, rows);
        else
            rows.push_back(numbers(line));
    }
    take(matrices, rows);
    return matrices;
}

ProgramEnd runProgram(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    const bool ended = process.waitForFinished(300'000);
    return {.ok = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
            .printed = process.readAllStandardOutput(),
            .complaints = process.readAllStandardError()};
}

void writeLines(const QString &path, const std::vector<std::string> &lines)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("can't write %s", qPrintable(path));
    for (const std::string &line : lines)
        file.write((line + '\n').c_str());
}

} // namespace convoscope
