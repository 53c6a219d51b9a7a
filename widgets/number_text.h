#pragma once

#include <QString>

namespace convoscope {

/// A value as short as a cell needs it: integers up to 999999 as integers, else three significant digits:
/// "160", "−0.125", "12.3", "1.23e−5". Zeros at the end stay where they tell of rounding: 0.4999 is "0.500".
/// True minus signs (U+2212), "∞", "NaN".
QString cellText(float value);

/// All digits of the value, with a true minus: what tells it apart from every other float.
QString fullText(float value);

/// All digits in ASCII, as Python and C++ read them: for copying and files.
QString plainText(float value);

} // namespace convoscope
