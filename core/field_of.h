#pragma once

#include "core/field.h"
#include "core/lesson.h"

#include <type_traits>

namespace convoscope {

/// Makes Field::get and Field::set from a member pointer, so that a lesson's table of fields stays a table.
template <auto Member>
struct FieldOf;

template <typename Struct, typename Type, Type Struct::*Member>
struct FieldOf<Member> {
    /// What the field's value is called in FieldValue: enums travel as int, float as double.
    using Stored = std::conditional_t<std::is_enum_v<Type>, int,
                                      std::conditional_t<std::is_same_v<Type, float>, double, Type>>;

    static FieldValue get(const Params &params)
    {
        return static_cast<Stored>(std::get<Struct>(params).*Member);
    }
    static void set(Params &params, const FieldValue &value)
    {
        std::get<Struct>(params).*Member = static_cast<Type>(std::get<Stored>(value));
    }
};

/// A predicate over one lesson's struct as Field::applies.
template <auto Predicate>
struct AppliesTo;

template <typename Struct, bool (*Predicate)(const Struct &)>
struct AppliesTo<Predicate> {
    static bool test(const Params &params) { return Predicate(std::get<Struct>(params)); }
};

/// A field whose getter and setter are those of the member.
template <auto Member>
constexpr Field memberField(Field field)
{
    field.get = &FieldOf<Member>::get;
    field.set = &FieldOf<Member>::set;
    return field;
}

} // namespace convoscope
