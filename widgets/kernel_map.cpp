#include "widgets/kernel_map.h"

#include "widgets/colour_map.h"
#include "widgets/number_text.h"
#include "widgets/word_table.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <optional>

namespace convoscope {

namespace {

constexpr double mostCell = 40; // logical pixels
constexpr double mostHeight = 290;

Range rangeOf(const SettledKernel &kernel)
{
    const double low = std::min(0.0, *std::ranges::min_element(kernel.weights));
    const double high = *std::ranges::max_element(kernel.weights);
    return {.low = static_cast<float>(low), .high = static_cast<float>(high)};
}

QStringList textsOf(const SettledKernel &kernel, int digits)
{
    QStringList texts;
    for (const double weight : kernel.weights)
        texts.append(QLocale().toString(weight, 'g', digits).replace(QLatin1Char('-'), QChar(0x2212)));
    return texts;
}

std::optional<QFont> fittingFont(const Theme &theme, const QStringList &texts, double room)
{
    for (const double size : {12.0, 11.0, 10.0, 9.0}) {
        const QFont font = theme.mono(size);
        const QFontMetricsF metrics(font);
        const auto fits = [&](const QString &text) { return metrics.horizontalAdvance(text) + 3 <= room; };
        if (std::ranges::all_of(texts, fits))
            return {font};
    }
    return std::nullopt;
}

} // namespace

KernelMap::KernelMap(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Weights of the whole chain"));
}

void KernelMap::setKernel(const SettledKernel &kernel)
{
    m_kernel = kernel;
    m_cell = {kernel.anchor().y, kernel.anchor().x};
    setAccessibleDescription(readout(m_cell));
    updateGeometry();
    update();
}

void KernelMap::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

double KernelMap::cellSide(int width) const
{
    const double fitting = std::min(static_cast<double>(width) / m_kernel.size.x,
                                    m_theme.px(mostHeight) / static_cast<double>(m_kernel.size.y));
    const double side = std::min(fitting, static_cast<double>(m_theme.px(mostCell)));
    return side >= 4 ? std::floor(side) : side;
}

int KernelMap::heightForWidth(int width) const
{
    return static_cast<int>(std::ceil(cellSide(width) * m_kernel.size.y)) + 1;
}

QPointF KernelMap::corner() const
{
    return {std::floor((width() - cellSide(width()) * m_kernel.size.x) / 2), 0.0};
}

QRectF KernelMap::rectOf(Cell cell) const
{
    const double side = cellSide(width());
    return {corner() + QPointF(cell.column * side, cell.row * side), QSizeF(side, side)};
}

QString KernelMap::readout(Cell cell) const
{
    if (m_kernel.weights.empty())
        return {};
    const Pair anchor = m_kernel.anchor();
    return tr("weight of the pixel %1 down, %2 across: %3")
        .arg(numberWord(cell.row - anchor.y), numberWord(cell.column - anchor.x),
             fullText(static_cast<float>(m_kernel.at(cell.row, cell.column))));
}

void KernelMap::paintEvent(QPaintEvent * /*event*/)
{
    if (m_kernel.weights.empty())
        return;
    QPainter painter(this);
    const Range range = rangeOf(m_kernel);
    const ColourMap map(range.isSigned() ? MapKind::Diverging : MapKind::RoleRamp, m_theme.kernel, range,
                        m_theme);
    const double side = cellSide(width());
    QStringList texts = textsOf(m_kernel, 3);
    auto font = fittingFont(m_theme, texts, side);
    if (!font) {
        texts = textsOf(m_kernel, 2);
        font = fittingFont(m_theme, texts, side);
    }
    painter.setFont(font.value_or(QFont()));
    for (int y = 0; y < m_kernel.size.y; ++y) {
        for (int x = 0; x < m_kernel.size.x; ++x) {
            const QRectF rect = rectOf({y, x});
            const QRgb colour = map.colour(static_cast<float>(m_kernel.at(y, x)));
            painter.fillRect(side >= 6 ? rect.adjusted(0, 0, -1, -1) : rect, QColor::fromRgb(colour));
            painter.setPen(QColor::fromRgb(map.textColour(colour)));
            if (font)
                painter.drawText(rect, Qt::AlignCenter, texts[y * m_kernel.size.x + x]);
        }
    }
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.accent, 2));
    painter.drawRect(rectOf(m_cell).adjusted(0, 0, -1, -1));
}

void KernelMap::keyPressEvent(QKeyEvent *event)
{
    Cell to = m_cell;
    switch (event->key()) {
    case Qt::Key_Up: --to.row; break;
    case Qt::Key_Down: ++to.row; break;
    case Qt::Key_Left: --to.column; break;
    case Qt::Key_Right: ++to.column; break;
    default: return QWidget::keyPressEvent(event);
    }
    m_cell = {std::clamp(to.row, 0, m_kernel.size.y - 1), std::clamp(to.column, 0, m_kernel.size.x - 1)};
    setAccessibleDescription(readout(m_cell));
    QToolTip::showText(mapToGlobal(rectOf(m_cell).bottomRight().toPoint()), readout(m_cell), this);
    update();
}

bool KernelMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_kernel.weights.empty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QPointF at = (help->pos() - corner()) / cellSide(width());
    const Cell cell{static_cast<int>(std::floor(at.y())), static_cast<int>(std::floor(at.x()))};
    if (Rect{0, 0, m_kernel.size.y, m_kernel.size.x}.contains(cell))
        QToolTip::showText(help->globalPos(), readout(cell), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace convoscope
