#pragma once

#include "core/lesson.h"

#include <QString>
#include <QTest>

namespace convoscope {

/// Traces to look at: every view of every lesson as it starts, planes left out, and the first lesson on a
/// photo, near and far.
inline std::vector<std::pair<QString, Trace>> lessonTraces()
{
    std::vector<std::pair<QString, Trace>> traces;
    const auto add = [&](const QString &name, const Lesson &lesson, const Params &params) {
        if (const auto trace = lesson.play(params))
            traces.emplace_back(name, *trace);
    };
    for (const Lesson &lesson : lessons()) {
        const auto id = QString::fromUtf8(lesson.id.data(), static_cast<qsizetype>(lesson.id.size()));
        const Field *view = findField(lesson.fields, "view");
        add(id, lesson, lesson.start());
        for (size_t i = 1; view && i < view->choices.size(); ++i) {
            Params params = lesson.start();
            view->set(params, static_cast<int>(i));
            add(QStringLiteral("%1, view %2").arg(id).arg(i), lesson, params);
        }
    }
    for (const PaddingView view : {PaddingView::Modes, PaddingView::Edges}) {
        PaddingParams params = paddingStart();
        params.view = view;
        params.sides = {4, 4, 4, 4};
        add(QStringLiteral("padding too far, view %1").arg(static_cast<int>(view)), *findLesson("padding"),
            params);
    }
    for (const Pair size : {Pair{40, 60}, Pair{300, 451}}) {
        ConvolutionParams params = convolutionStart();
        params.input = makePicture(Tensor({.h = size.y, .w = size.x}, 100.0F));
        params.input.path = "photo.png";
        add(QStringLiteral("photo %1 × %2").arg(size.y).arg(size.x), lessons().front(), params);
    }
    return traces;
}

/// One row for each of them; the column "trace" is an index into lessonTraces().
inline void lessonTraceRows()
{
    QTest::addColumn<int>("trace");
    int i = 0;
    for (const auto &[name, trace] : lessonTraces())
        QTest::newRow(qPrintable(name)) << i++;
}

inline Trace fetchedTrace()
{
    QFETCH(int, trace);
    static const auto traces = lessonTraces();
    return traces[static_cast<size_t>(trace)].second;
}

} // namespace convoscope
