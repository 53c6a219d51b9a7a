#pragma once

#include "core/trace.h"
#include "widgets/theme.h"

#include <QRectF>
#include <QString>
#include <vector>

class QPainter;

namespace convoscope {

/// The arithmetic of a step, chip by chip: "20 × −1", "30 × 0", ... and the result at the end.
struct ArithmeticStrip {
    struct Chip {
        QRectF rect;
        int term; ///< index into Step::terms, or -1 for "… 16 more"
        QString name; ///< of the plane that a copied value is for, or that a part comes from
        int count = 1; ///< of the terms that it adds up
    };
    std::vector<Chip> chips;
    QRectF result;
    QString resultText; ///< "= 160", "= 160 / 16 = 10", "= ?"
    int hidden = 0; ///< terms that found no room
    double fontSize = 13;
};

/// How a step is written out beside its numbers.
struct ArithmeticStyle {
    bool hideResult = false; ///< predict first: "= ?"
    const Trace *trace = nullptr; ///< the step's, whose planes name copied values
};

ArithmeticStrip layoutArithmetic(const Step &step, const QRectF &room, const Theme &theme,
                                 ArithmeticStyle style);
void paintArithmetic(QPainter &painter, const ArithmeticStrip &strip, const Step &step, const Theme &theme);

/// One term of a step as text: "20 × −1"; "20 × −1 → (0, 1)" where it is scattered, "20 ← (0, 1)" where it is
/// copied.
QString termText(const Term &term, const Step &step);
/// The whole arithmetic as one line of text, for tool tips, screen readers and the clipboard.
QString arithmeticText(const Step &step, ArithmeticStyle style = {});

} // namespace convoscope
