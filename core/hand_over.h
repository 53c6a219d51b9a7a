#pragma once

#include "core/field.h"
#include "core/plane.h"

namespace convoscope {

struct Lesson;

/// The field that holds a lesson's input, or null.
const Field *inputFieldOf(const Lesson &lesson);

/// A plane with more rows or columns is handed over in part, so that a scene can hold its numbers.
inline constexpr int mostHandedOver = 256;
/// Rows and columns of such a part.
inline constexpr int handedOverPart = 64;

/// The cells of a plane that are handed over: its own, without padding; of a large plane those around a cell.
Rect handedOverCells(const Plane &plane, Cell around);
/// Their numbers as the input of another lesson.
Picture handedOver(const Plane &plane, Cell around);
/// A part of a photo as the input of another lesson: all colours where it takes three channels, else its
/// luma.
Picture handedOver(const ByteView &part, const Field &field);
/// As a field takes it: for one that holds a photo at full size the cells as bytes, stretched to all levels
/// where they are none; for one that holds a drawn digit the middle of it at that size, from 0 to 1. Any
/// other picture, and one that is of that size, stays as it is.
Picture fittingInto(const Field &field, Picture picture);

} // namespace convoscope
