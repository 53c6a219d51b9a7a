#pragma once

#include <functional>

namespace convoscope {

/// How a forked copy of the test ended.
struct ChildEnd {
    bool exited = false; ///< false when a signal ended it
    int code = 0; ///< what the work returned, or the signal
    long peakKiB = 0; ///< largest resident size, the memory inherited from the parent included
};

/// Does `work` in a forked process that is killed after a minute, so that a hang fails instead of lasting.
ChildEnd inChild(const std::function<int()> &work);

/// For `work` of a child: gives up the rights of root, if it has them, for those of nobody.
void dropRights();

} // namespace convoscope
