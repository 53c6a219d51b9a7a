#pragma once

#include "core/field.h"
#include "core/kernels.h"
#include "core/lesson.h"

#include <vector>

namespace convoscope {

/// The kernel of a lesson while it is being changed: what its preset asks for, and its weights.
struct KernelInUse {
    KernelSpec &spec;
    Tensor &weights;

    /// The weights that the spec asks for; the old ones where they can't be made (makeKernel says why).
    void remake() const;
    /// The preset of that place among kernelPresets(), in the size it comes in.
    void choose(int preset) const;
    /// A preset of fixed size becomes the learner's own kernel, whose weights stay where they still fit.
    void resize(Pair size) const;
    /// The preset that has these weights, or the learner's own.
    void edit(const Tensor &weights) const;
};

/// Place of the spec's preset among kernelPresets().
int presetIndex(const KernelSpec &spec);
std::span<const std::string_view> kernelPresetKeys();

/// Describes the fields of a kernel that a lesson keeps in two members of its struct: preset, size, the
/// preset's numbers and weights.
template <auto Spec, auto Weights>
struct KernelFields;

template <typename Struct, KernelSpec Struct::*Spec, Tensor Struct::*Weights>
struct KernelFields<Spec, Weights> {
    using Predicate = bool (*)(const Struct &);

    /// `Shown`: when the kernel has an effect; `Sized`: when its size has.
    template <Predicate Shown, Predicate Sized>
    static std::vector<Field> make(std::string_view section)
    {
        return {
            {.key = "kernel_preset",
             .kind = FieldKind::Choice,
             .choices = kernelPresetKeys(),
             .section = section,
             .get = [](const Params &p) { return FieldValue(presetIndex(specOf(p))); },
             .set = [](Params &p, const FieldValue &v) { inUse(p).choose(std::get<int>(v)); },
             .applies = when<Shown>},
            {.key = "kernel_size",
             .kind = FieldKind::Pair,
             .low = 1,
             .high = mostKernelSide,
             .section = section,
             .get = [](const Params &p) { return FieldValue(specOf(p).size); },
             .set = [](Params &p, const FieldValue &v) { inUse(p).resize(std::get<Pair>(v)); },
             .applies = when<Sized>},
            number<&KernelSpec::sigma, takesSigma, Shown>("sigma", 0.05, 100, section),
            number<&KernelSpec::angle, takesAngle, Shown>("angle", -360, 360, section),
            number<&KernelSpec::wavelength, takesWavelength, Shown>("wavelength", 1, 100, section),
            {.key = "kernel",
             .kind = FieldKind::Matrix,
             .low = 1,
             .high = mostKernelSide,
             .section = section,
             .get = [](const Params &p) { return FieldValue(std::get<Struct>(p).*Weights); },
             .set = [](Params &p, const FieldValue &v) { inUse(p).edit(std::get<Tensor>(v)); },
             .applies = when<Shown>},
        };
    }

private:
    static const KernelSpec &specOf(const Params &params) { return std::get<Struct>(params).*Spec; }
    static KernelInUse inUse(Params &params)
    {
        auto &lesson = std::get<Struct>(params);
        return {lesson.*Spec, lesson.*Weights};
    }
    template <Predicate Test>
    static bool when(const Params &params)
    {
        return Test(std::get<Struct>(params));
    }
    template <double KernelSpec::*Member, bool (*Takes)(KernelPreset), Predicate Shown>
    static Field number(std::string_view key, double low, double high, std::string_view section)
    {
        return {.key = key,
                .kind = FieldKind::Real,
                .low = low,
                .high = high,
                .section = section,
                .get = [](const Params &p) { return FieldValue(specOf(p).*Member); },
                .set =
                    [](Params &p, const FieldValue &v) {
                        inUse(p).spec.*Member = std::get<double>(v);
                        inUse(p).remake();
                    },
                .applies = [](const Params &p) { return when<Shown>(p) && Takes(specOf(p).preset); }};
    }
};

} // namespace convoscope
