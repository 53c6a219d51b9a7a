#include "tests/bench/onednn_peer.h"

#ifdef CONVOSCOPE_ONEDNN
#include <oneapi/dnnl/dnnl.hpp>

#include <chrono>
#include <random>
#include <unordered_map>
#include <vector>
#endif

namespace convoscope {

#ifdef CONVOSCOPE_ONEDNN

namespace {

using namespace dnnl;
using tag = memory::format_tag;
using Dims = memory::dims;

const engine &processor()
{
    static const engine made(engine::kind::cpu, 0);
    return made;
}

memory filled(const memory::desc &desc)
{
    memory made(desc, processor());
    auto *values = static_cast<float *>(made.get_data_handle());
    std::minstd_rand random(1);
    for (size_t i = 0; i < desc.get_size() / sizeof(float); ++i)
        values[i] = static_cast<float>(random() % 1000) / 1000.0F - 0.5F;
    return made;
}

template <typename Primitive>
std::function<void()> runOf(const Primitive &primitive, std::unordered_map<int, memory> memories)
{
    return [primitive, memories = std::move(memories), line = stream(processor())]() mutable {
        primitive.execute(line, memories);
        line.wait();
    };
}

memory::desc anyLayout(const Dims &dims)
{
    return {dims, memory::data_type::f32, tag::any};
}

struct Sizes {
    Dims in, out, weights, bias, strides, padding;
};

Sizes sizesOf(const PeerLayer &layer)
{
    Sizes sizes{.in = {1, layer.inputs, layer.size, layer.size},
                .out = {1, layer.outputs, layer.outputSize(), layer.outputSize()},
                .weights = {layer.outputs, layer.inputs, layer.kernel, layer.kernel},
                .bias = {layer.outputs},
                .strides = {layer.stride, layer.stride},
                .padding = {layer.padding, layer.padding}};
    if (layer.groups > 1)
        sizes.weights = {layer.groups, layer.outputs / layer.groups, layer.inputs / layer.groups,
                         layer.kernel, layer.kernel};
    return sizes;
}

template <typename Forward>
std::function<void()> convolution(const PeerLayer &layer, algorithm way)
{
    const Sizes s = sizesOf(layer);
    const memory::desc bias(s.bias, memory::data_type::f32, tag::x);
    const typename Forward::desc desc(prop_kind::forward_inference, way, anyLayout(s.in),
                                      anyLayout(s.weights), bias, anyLayout(s.out), s.strides, s.padding,
                                      s.padding);
    const typename Forward::primitive_desc made(desc, processor());
    return runOf(Forward(made),
                 {{DNNL_ARG_SRC, filled(made.src_desc())},
                  {DNNL_ARG_WEIGHTS, filled(made.weights_desc())},
                  {DNNL_ARG_BIAS, filled(bias)},
                  {DNNL_ARG_DST, filled(made.dst_desc())}});
}

std::function<void()> pooling(const PeerLayer &layer, tag layout)
{
    const Sizes s = sizesOf(layer);
    const memory::desc in(s.in, memory::data_type::f32, layout);
    const pooling_forward::desc desc(prop_kind::forward_inference, algorithm::pooling_max, in,
                                     anyLayout(s.out), s.strides, {layer.kernel, layer.kernel}, s.padding,
                                     s.padding);
    const pooling_forward::primitive_desc made(desc, processor());
    return runOf(pooling_forward(made),
                 {{DNNL_ARG_SRC, filled(in)}, {DNNL_ARG_DST, filled(made.dst_desc())}});
}

/// The faster of two ways.
std::function<void()> faster(std::function<void()> one, std::function<void()> other)
{
    const auto seconds = [](const std::function<void()> &run) {
        double best = 1e9;
        for (int i = 0; i < 7; ++i) {
            const auto start = std::chrono::steady_clock::now();
            run();
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
            best = std::min(best, taken.count());
        }
        return best;
    };
    return seconds(one) <= seconds(other) ? std::move(one) : std::move(other);
}

/// Primitives one after the other, each in the layout that it likes best.
class Chain {
public:
    explicit Chain(const memory::desc &in)
        : m_last(filled(in))
    {
    }

    void convolve(const Dims &weights, const Dims &out)
    {
        const memory::desc bias({weights[0]}, memory::data_type::f32, tag::x);
        const convolution_forward::desc desc(prop_kind::forward_inference, algorithm::convolution_auto,
                                             anyLayout(m_last.get_desc().dims()), anyLayout(weights), bias,
                                             anyLayout(out), {1, 1}, {0, 0}, {0, 0});
        post_ops relu;
        relu.append_eltwise(1.0F, algorithm::eltwise_relu, 0.0F, 0.0F);
        primitive_attr with;
        with.set_post_ops(relu);
        const convolution_forward::primitive_desc made(desc, with, processor());
        weigh(convolution_forward(made), made, bias);
    }

    void pool(const Dims &out)
    {
        const pooling_forward::desc desc(prop_kind::forward_inference, algorithm::pooling_max,
                                         m_last.get_desc(), anyLayout(out), {2, 2}, {2, 2}, {0, 0}, {0, 0});
        const pooling_forward::primitive_desc made(desc, processor());
        add(pooling_forward(made), {{DNNL_ARG_SRC, m_last}}, made.dst_desc());
    }

    void join(const Dims &weights, const Dims &out)
    {
        const memory::desc bias({weights[0]}, memory::data_type::f32, tag::x);
        const inner_product_forward::desc desc(prop_kind::forward_inference,
                                               anyLayout(m_last.get_desc().dims()), anyLayout(weights), bias,
                                               anyLayout(out));
        const inner_product_forward::primitive_desc made(desc, processor());
        weigh(inner_product_forward(made), made, bias);
    }

    [[nodiscard]] std::function<void()> run() const
    {
        return [steps = m_steps, line = stream(processor())]() mutable {
            for (auto &[step, memories] : steps)
                step.execute(line, memories);
            line.wait();
        };
    }

private:
    void add(const primitive &step, std::unordered_map<int, memory> memories, const memory::desc &out)
    {
        m_last = filled(out);
        memories.insert({DNNL_ARG_DST, m_last});
        m_steps.emplace_back(step, std::move(memories));
    }

    template <typename Made>
    void weigh(const primitive &step, const Made &made, const memory::desc &bias)
    {
        if (made.src_desc() != m_last.get_desc()) {
            memory wanted(made.src_desc(), processor());
            m_steps.emplace_back(
                reorder(m_last, wanted),
                std::unordered_map<int, memory>{{DNNL_ARG_FROM, m_last}, {DNNL_ARG_TO, wanted}});
            m_last = wanted;
        }
        add(step,
            {{DNNL_ARG_SRC, m_last},
             {DNNL_ARG_WEIGHTS, filled(made.weights_desc())},
             {DNNL_ARG_BIAS, filled(bias)}},
            made.dst_desc());
    }

    memory m_last;
    std::vector<std::pair<primitive, std::unordered_map<int, memory>>> m_steps;
};

} // namespace

std::function<void()> oneDnnLenet(int samples)
{
    Chain chain({{samples, 1, 28, 28}, memory::data_type::f32, tag::nchw});
    chain.convolve({32, 1, 3, 3}, {samples, 32, 26, 26});
    chain.pool({samples, 32, 13, 13});
    chain.convolve({64, 32, 3, 3}, {samples, 64, 11, 11});
    chain.pool({samples, 64, 5, 5});
    chain.join({10, 64, 5, 5}, {samples, 10});
    return chain.run();
}

std::function<void()> oneDnnRun(const PeerLayer &layer)
{
    switch (layer.kind) {
    case PeerLayer::Kind::MaxPool: return faster(pooling(layer, tag::nhwc), pooling(layer, tag::nChw16c));
    case PeerLayer::Kind::Transposed:
        return convolution<deconvolution_forward>(layer, algorithm::deconvolution_direct);
    case PeerLayer::Kind::Convolution: break;
    }
    return faster(convolution<convolution_forward>(layer, algorithm::convolution_direct),
                  convolution<convolution_forward>(layer, algorithm::convolution_auto));
}

#else

std::function<void()> oneDnnRun(const PeerLayer & /*layer*/)
{
    return {};
}

std::function<void()> oneDnnLenet(int /*samples*/)
{
    return {};
}

#endif

} // namespace convoscope
