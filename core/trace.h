#pragma once

#include "core/activation.h"
#include "core/plane.h"

#include <limits>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace convoscope {

/// What a mark says about its cells.
enum class MarkRole {
    Window, ///< the cells that the step looks at, framed
    Read, ///< the cell of the current tap
    Weight, ///< the weight of the current tap, or the weights in use
    Write, ///< the cell that the step computes; its label is the value so far
    Source, ///< where a padding cell's value is copied from
    Reach, ///< a cell connected with the one asked about; its label is the weight of the connection
    Winner, ///< the cell whose value won a maximum
    Nested, ///< a window of an earlier step, framed finely; its label stands in its corner, as a window's
            ///< does
    Picked, ///< the cell that the learner chose
    Sight ///< where a loupe looks; not drawn
};

/// "These cells of this plane are the window / are read / are written / are copied from there."
struct Mark {
    int plane = 0;
    MarkRole role = MarkRole::Window;
    Rect cells{};
    Pair pitch{}; ///< only every pitch-th cell of the rectangle is meant (dilation, stride)
    std::optional<float> label{}; ///< a value to show on the cells
    bool operator==(const Mark &) const = default;
};

/// How the terms of a step make its result.
enum class Combine {
    Sum, ///< of products
    Add, ///< of the values as they are: every weight is 1
    Mean,
    Max,
    Middle, ///< the middle value, in order
    Direction, ///< of the vector (first term along the row, second down the column): atan2, a whole turn as
               ///< 256, clockwise on the screen; 0 where it is shorter than leastGradient
    Softmax, ///< e^(the value less `before`, the largest) of the step's own cell, over that of all values
    Move, ///< each value goes unchanged to a cell of the plane that the step makes, Term::to
    Scatter, ///< each product goes to a cell of its own, Term::to
    Copy ///< each value goes unchanged to a cell of the plane it comes from, Term::to
};

/// One product, or one candidate of a maximum.
struct Term {
    float value = 0.0F;
    float weight = 1.0F;
    int plane = 0; ///< where the value comes from
    Cell from{};
    Cell by{}; ///< cell of the weight in its plane
    Cell to{}; ///< for Scatter and Copy: the cell that receives the product
    bool operator==(const Term &) const = default;
    [[nodiscard]] float product() const { return value * weight; }
};

/// Terms that follow each other and belong together: those of one channel.
struct Part {
    int plane = 0; ///< whose number names it
    int first = 0; ///< term
    int count = 0;
    bool operator==(const Part &) const = default;
};

/// "These cells of this plane belong to those of that plane": a line or a band between two planes.
struct Wire {
    int from = 0; ///< plane
    int to = 0; ///< plane
    std::optional<Rect> fromCells{}; ///< all of the plane unless set
    std::optional<Rect> toCells{};
    PlaneRole role = PlaneRole::Output; ///< gives its colour
    bool strong = false; ///< what the step is about, among others of its kind
    bool around = false; ///< a line that passes below what stands between the planes
    bool operator==(const Wire &) const = default;
};

/// Everything to show at one position of the playhead.
struct Step {
    std::vector<Mark> marks{};
    std::vector<Wire> wires{}; ///< beside those that are always there
    std::vector<Term> terms{}; ///< all terms of the beat, in the order of the loop nest
    std::vector<Part> parts{}; ///< of a sum with many terms; all of them together are all terms, in order
    int done = 0; ///< how many of them have been added up; terms.size() when the beat is complete
    Combine combine = Combine::Sum;
    float bias = 0.0F; ///< added to a sum
    float divisor = 1.0F; ///< the sum is divided by it; for a mean the number of cells counted, for Softmax
                          ///< the sum of all powers
    std::optional<ValueFunction> then{}; ///< a function that is applied to what the terms make
    float before = 0.0F; ///< with a function: what it is applied to; for Softmax the largest value
    float result = 0.0F; ///< after `done` terms, and the function where they are all done
    int plane = 0; ///< the plane and
    Cell cell{}; ///< the cell that the beat computes
};

/// What choosing a cell sets among the lesson's parameters: an Integer or a Pair.
struct Pick {
    std::string_view field;
    std::variant<int, Pair> value;
    bool operator==(const Pick &) const = default;
};

/// A place in a trace: a beat (one output cell) and how many taps (multiply-adds) of it are done.
struct Position {
    int beat = 0;
    int tap = -1; ///< the tap being added, or -1 for the finished beat
    bool operator==(const Position &) const = default;
};

/// Signs between planes on the stage.
enum class Operator { None, Convolve, Transpose, Times, Plus, Minus, Sum, Equals, Becomes };

/// How large a plane is drawn beside the others of its row.
enum class Fit {
    Own, ///< small planes with cells large enough for numbers, large ones smaller
    Common, ///< cells as large as its neighbours', however small, so that sizes compare
    Thumbnail, ///< a small square; those of a row stand together in lines, each with its number alone
    Bars ///< a column of values, each as a bar from zero with its number
};

/// One place on the stage: a plane or a sign; without either it is empty.
struct Slot {
    int plane = -1;
    Operator sign = Operator::None;
    bool loupe = false; ///< show the plane magnified around the window, beside a view of the whole
    bool close = false; ///< of a loupe: no more than the window and the cells next to it
    Fit fit = Fit::Own;
    int omitted = -1; ///< of an empty place: whose it is, as an index into Trace::omitted()
};

/// A plane that belongs here but could not be made.
struct Omission {
    std::string_view plane; ///< the name that it would have
    Refusal why;
    bool operator==(const Omission &) const = default;
};

/// The planes laid out in rows, left to right.
using Arrangement = std::vector<std::vector<Slot>>;

/// A finished computation laid out in time. A value: cheap to copy, never changes.
/// Steps are computed when asked for, so a trace of a photo costs no more than one of a toy.
class Trace {
public:
    /// What a lesson implements.
    class Model {
    public:
        virtual ~Model() = default;
        [[nodiscard]] virtual int beats() const = 0;
        [[nodiscard]] virtual int taps(int beat) const = 0;
        [[nodiscard]] virtual Step at(Position position) const = 0;
        /// The step that makes a cell of its own, for lessons whose beats don't make every cell; none leaves
        /// it to the beat at the cell.
        [[nodiscard]] virtual std::optional<Step> made(int plane, Cell cell) const;
        /// Everything that reads this cell, or that it was made from; hovering shows it.
        [[nodiscard]] virtual std::vector<Mark> reach(int plane, Cell cell) const = 0;
        /// The beat to go to when the cell is clicked or the window is dragged there.
        [[nodiscard]] virtual std::optional<int> beatAt(int plane, Cell cell) const = 0;
        /// What belongs to a hovered cell across planes; none keeps the wires of the step.
        [[nodiscard]] virtual std::vector<Wire> tied(int plane, Cell cell) const;
        /// What a click on the cell, or a drag over it, sets; none where it only moves the playhead. The
        /// beat to go to afterwards is beatAt.
        [[nodiscard]] virtual std::vector<Pick> picks(int plane, Cell cell) const;
        /// The beat from which the cell is visible. Built-up planes appear in row-major order unless
        /// overridden.
        [[nodiscard]] virtual int shownAt(int plane, Cell cell) const;
        /// The visible part of a plane at a beat, as disjoint rectangles; agrees with shownAt.
        [[nodiscard]] virtual std::vector<Rect> shown(int plane, int beat) const;
        /// The value of a cell at a beat, where it changes with time.
        [[nodiscard]] virtual float value(int plane, Cell cell, int beat) const;

        std::vector<Plane> planes;
        Arrangement arrangement;
        bool upright = false; ///< what the arrangement lists as rows are columns, their planes from top to
                              ///< bottom; thumbnails of one name stand together under one title
        int columnsFrom =
            std::numeric_limits<int>::max(); ///< the slots of this row and of those below it
                                             ///< stand in columns; without plane and sign: empty
        std::vector<Wire> wires; ///< that are there at every step
        std::vector<Omission> omitted;

        Model() = default;
        Model(const Model &) = delete;
        Model &operator=(const Model &) = delete;
    };

    Trace() = default;
    explicit Trace(std::shared_ptr<const Model> model)
        : m_model(std::move(model))
    {
    }

    [[nodiscard]] bool empty() const { return !m_model; }
    [[nodiscard]] const std::vector<Plane> &planes() const { return m_model->planes; }
    [[nodiscard]] const Plane &plane(int i) const { return m_model->planes[static_cast<size_t>(i)]; }
    [[nodiscard]] const Arrangement &arrangement() const { return m_model->arrangement; }
    [[nodiscard]] bool upright() const { return m_model->upright; }
    [[nodiscard]] int columnsFrom() const { return m_model->columnsFrom; }
    [[nodiscard]] const std::vector<Wire> &wires() const { return m_model->wires; }
    [[nodiscard]] const std::vector<Omission> &omitted() const { return m_model->omitted; }
    [[nodiscard]] int beats() const { return m_model->beats(); }
    [[nodiscard]] int taps(int beat) const { return m_model->taps(beat); }
    [[nodiscard]] Step at(Position position) const { return m_model->at(position); }
    [[nodiscard]] std::optional<Step> made(int plane, Cell cell) const { return m_model->made(plane, cell); }
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const { return m_model->reach(plane, cell); }
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const
    {
        return m_model->beatAt(plane, cell);
    }
    [[nodiscard]] std::vector<Wire> tied(int plane, Cell cell) const { return m_model->tied(plane, cell); }
    [[nodiscard]] std::vector<Pick> picks(int plane, Cell cell) const { return m_model->picks(plane, cell); }
    [[nodiscard]] int shownAt(int plane, Cell cell) const { return m_model->shownAt(plane, cell); }
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const { return m_model->shown(plane, beat); }
    [[nodiscard]] float value(int plane, Cell cell, int beat) const
    {
        return m_model->value(plane, cell, beat);
    }
    /// The same computation, not merely an equal one.
    [[nodiscard]] bool same(const Trace &other) const { return m_model == other.m_model; }

private:
    std::shared_ptr<const Model> m_model;
};

/// The neighbour of a position, by taps or by whole beats; itself at the ends. Stepping back is its mirror.
Position next(const Trace &trace, Position position, bool byTaps);
Position previous(const Trace &trace, Position position, bool byTaps);

} // namespace convoscope
