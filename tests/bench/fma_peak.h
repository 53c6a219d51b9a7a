#pragma once

namespace convoscope {

/// Multiply-adds of floats that one thread does in a nanosecond when nothing holds it up, with the best
/// instruction set of the processor.
double fmaPeak();

} // namespace convoscope
