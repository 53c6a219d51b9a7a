#pragma once

namespace convoscope {

/// The program from its arguments to its exit status.
int runApplication(int argc, char **argv);

} // namespace convoscope
