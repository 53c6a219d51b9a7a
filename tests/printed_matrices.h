#pragma once

#include "core/tensor.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace convoscope {

/// The matrices that a NumPy program printed, [[1. 2.]\n [3. 4.]].
std::vector<Tensor> numpyMatrices(const QByteArray &printed);
/// The matrices of lines of numbers with blank lines between.
std::vector<Tensor> plainMatrices(const QByteArray &printed);

/// How a program ended.
struct ProgramEnd {
    bool ok = false;
    QByteArray printed;
    QByteArray complaints;
};

ProgramEnd runProgram(const QString &program, const QStringList &arguments);
void writeLines(const QString &path, const std::vector<std::string> &lines);

} // namespace convoscope
