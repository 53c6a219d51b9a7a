#pragma once

#include "core/code_writer.h"
#include "core/receptive_field_model.h"

namespace convoscope {

// The programs of the lesson on receptive fields, one function per language.

/// Whether the layers follow each other, without joins, transposed convolutions or rounding up: what the
/// programs can spell.
bool isPlainStack(const std::vector<LayerSpec> &layers);
/// The layers up to the one looked at.
std::vector<LayerSpec> layersOf(const ReceptiveFieldParams &params);

/// The table of the stage by the recursion; in the other views also the map that flows back to the input.
Program numpyField(const ReceptiveFieldParams &params, const FieldScene &scene,
                   Literals literals = Literals::Written);
/// The table by the recursion.
Program cppField(const ReceptiveFieldParams &params, const FieldScene &scene);
/// The part of it on the gradient with trained weights, which are read from a file.
void addTrainedGradient(CodeWriter &code, const ReceptiveFieldParams &params, const FieldScene &scene);
/// The gradient by PyTorch.
Program pytorchField(const ReceptiveFieldParams &params, const FieldScene &scene);

/// The same with trained weights.
Program pytorchTrained(const ReceptiveFieldParams &params, const FieldScene &scene);

} // namespace convoscope
