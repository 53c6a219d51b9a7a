#include "core/pooling_model.h"

namespace convoscope {

Result<Trace> poolingTrace(const PoolingParams &params)
{
    auto played = pooledInput(params);
    if (!played)
        return played.refusal();
    return Trace(std::make_shared<const PoolingModel>(params, *std::move(played)));
}

} // namespace convoscope
