#pragma once

#include "core/matrix_text.h"

#include <QString>

namespace convoscope {

/// Why a pasted text is no matrix, and where: one sentence.
QString textRefusalSentence(const TextRefusal &refusal);

} // namespace convoscope
