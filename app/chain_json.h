#pragma once

#include "core/chain_step.h"

#include <QJsonValue>
#include <QString>

#include <variant>
#include <vector>

namespace convoscope {

/// A chain, or what is wrong with the JSON, to be put after a subject: "has a step 2 whose “sigma” is not a
/// number".
using ChainReading = std::variant<std::vector<ChainStep>, QString>;

/// A list of objects, a step each; what is usual is left out: {"filter": "gaussian", "sigma": 1.5,
/// "strength": 0.5}. Of the learner's own kernel, "own", the weights are written as rows, "kernel": [[1, 2],
/// [3, 4]].
QJsonValue jsonOfChain(const std::vector<ChainStep> &chain);

/// The same back, of at most `most` steps; "size" may be a single number. Numbers out of a filter's range are
/// read, for the lesson to refuse.
ChainReading readChain(const QJsonValue &json, int most);

} // namespace convoscope
