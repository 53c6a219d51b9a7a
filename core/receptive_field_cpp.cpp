#include "core/layer_presets.h"
#include "core/receptive_field_spellings.h"

#include <string>

namespace convoscope {

namespace {

constexpr std::string_view head = R"(#include <cstdio>
#include <vector>

struct Layer { int k, s, p, d; };

void fields(int size, const std::vector<Layer> &layers)
{
    int field = 1, jump = 1, start = 0;
    std::printf("%d %d %d %d\n", size, field, jump, start);
    for (const auto [k, s, p, d] : layers) {
        const int reach = d*(k - 1);
        field += reach*jump; // the jump of the layers before$beat$tap
        start -= p*jump;
        size = (size + 2*p - reach - 1)/s + 1;
        jump *= s;
        std::printf("%d %d %d %d\n", size, field, jump, start);
    }
}

int main()
{)";

void addCall(CodeWriter &code, const std::vector<LayerSpec> &layers, int size, int Pair::*axis)
{
    code.add("    fields(" + std::to_string(size) + ", {");
    for (const LayerSpec &l : layers) {
        const int dilation = l.kind == LayerKind::AveragePool ? 1 : l.dilation.*axis;
        std::string row = "        {";
        for (const int value : {l.kernel.*axis, l.stride.*axis, l.padding.*axis, dilation})
            row += (row.back() == '{' ? "" : ", ") + std::to_string(value);
        code.add(row + "}, // " + std::string(key(l.kind)));
    }
    code.add("    });");
}

} // namespace

Program cppField(const ReceptiveFieldParams &params, const FieldScene &scene)
{
    CodeWriter code;
    const auto layers = layersOf(params);
    code.add(head);
    addCall(code, layers, scene.x.height(), &Pair::y);
    if (!scene.square() || scene.stack.y().rows() != scene.stack.x().rows())
        addCall(code, layers, scene.x.width(), &Pair::x);
    code.add("}");
    return std::move(code).take();
}

} // namespace convoscope
