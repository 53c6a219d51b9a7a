#pragma once

#include "core/pipeline_lesson.h"
#include "core/tensor.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

#include <string>
#include <vector>

namespace convoscope {

/// Settings of the pipeline lesson, under which its programs must print what core computes.
struct PipelineCase {
    std::string name;
    PipelineParams params;
};

/// Both networks, every experiment, and digits of bytes and of values between them.
std::vector<PipelineCase> pipelineCases();

/// What is wrong with the logits and probabilities that a program printed; empty when nothing is.
QString wrongScores(const QByteArray &printed, const PipelineParams &params);

/// Both files of weights, written where a program looks for them.
void copyWeights(const QTemporaryDir &folder);

} // namespace convoscope
