#pragma once

// Which instruction sets the vectorised sources leave out; to be included before Highway. SSSE3, because few
// have it without SSE4; vectors of unknown length, because the kernels keep arrays of them (there NEON serves
// instead of SVE).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
