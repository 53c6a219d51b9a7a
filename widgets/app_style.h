#pragma once

#include "widgets/theme.h"

#include <QProxyStyle>

class QAbstractButton;

namespace convoscope {

/// The program's widgets as the theme wants them: rounded, calm, with a visible focus ring. What it doesn't
/// draw itself, Fusion draws in the theme's palette.
class AppStyle : public QProxyStyle {
    Q_OBJECT

public:
    explicit AppStyle(const Theme &theme);

    [[nodiscard]] const Theme &theme() const { return m_theme; }

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;

    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl subControl, const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget = nullptr) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget = nullptr) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                                  const QWidget *widget = nullptr) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                                const QWidget *widget = nullptr,
                                QStyleHintReturn *data = nullptr) const override;

private:
    template <typename Option>
    void drawInked(ControlElement element, const QStyleOption *option, QPainter *painter,
                   const QWidget *widget) const;
    void drawMenuItem(ControlElement element, const QStyleOption &option, QPainter &painter,
                      const QWidget *widget) const;
    void drawComboBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawSpinBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawToolButton(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;

    Theme m_theme;
};

/// Gives the whole program this look: style, palette and fonts.
void applyTheme(const Theme &theme);

/// Fills a button with the accent colour: the one main action of an area.
void setAccented(QAbstractButton &button, bool accented = true);
/// Frames a field in the colour of errors.
void setFaulty(QWidget &field, bool faulty);

} // namespace convoscope
