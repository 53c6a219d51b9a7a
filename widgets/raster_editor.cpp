#include "widgets/raster_editor.h"

#include "widgets/choice_box.h"
#include "widgets/words.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

constexpr int mostSamples =
    6; ///< a side of the cells whose mean is taken, so that 100 megapixels take no time

QRgb colourOf(const std::array<int, 4> &cell, int channels)
{
    if (channels <= 2)
        return qRgba(cell[0], cell[0], cell[0], channels == 2 ? cell[1] : 255);
    return qRgba(cell[0], cell[1], cell[2], channels == 4 ? cell[3] : 255);
}

/// The mean of some cells of a block, spread evenly over it.
QRgb meanColour(const ByteView &picture, const Rect &block)
{
    const int rows = std::min(block.height, mostSamples);
    const int columns = std::min(block.width, mostSamples);
    std::array<int, 4> sum{};
    for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < columns; ++j) {
            const Cell cell{block.top + i * block.height / rows, block.left + j * block.width / columns};
            for (int c = 0; c < picture.channels; ++c)
                sum[static_cast<size_t>(c)] += picture.at(cell, c);
        }
    }
    for (int &channel : sum)
        channel = (channel + rows * columns / 2) / (rows * columns);
    return colourOf(sum, picture.channels);
}

QString channelsText(int channels)
{
    switch (channels) {
    case 1: return RasterEditor::tr("grey");
    case 2: return RasterEditor::tr("grey with opacity");
    case 3: return RasterEditor::tr("colour");
    default: return RasterEditor::tr("colour with opacity");
    }
}

} // namespace

QImage thumbnailOf(const ByteView &picture, QSize most)
{
    const QSize whole(picture.size.x, picture.size.y);
    const bool fits = whole.width() <= most.width() && whole.height() <= most.height();
    const QSize size = fits ? whole : whole.scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1});
    QImage image(size, QImage::Format_ARGB32);
    const auto edge = [](int i, int cells, int pixels) {
        return static_cast<int>(static_cast<long long>(i) * cells / pixels);
    };
    for (int y = 0; y < size.height(); ++y) {
        const int top = edge(y, whole.height(), size.height());
        const int bottom = std::max(top + 1, edge(y + 1, whole.height(), size.height()));
        for (int x = 0; x < size.width(); ++x) {
            const int left = edge(x, whole.width(), size.width());
            const int right = std::max(left + 1, edge(x + 1, whole.width(), size.width()));
            image.setPixel(x, y, meanColour(picture, {top, left, bottom - top, right - left}));
        }
    }
    return image;
}

/// A small picture of a photo in a rounded frame.
class RasterThumbnail : public QWidget {
public:
    using QWidget::QWidget;

    void setPicture(const Picture &picture)
    {
        m_picture = picture;
        m_image = {};
        update();
    }
    void setTheme(const Theme &theme)
    {
        m_theme = theme;
        setFixedSize(theme.px(72), theme.px(54));
        m_image = {};
        update();
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        if (m_image.isNull() && m_picture.raster)
            m_image = thumbnailOf(m_picture.raster->view(), size() * devicePixelRatioF());
        QPainter painter(this);
        const QSizeF shown = QSizeF(m_image.size()).scaled(size(), Qt::KeepAspectRatio);
        const QRectF place({(width() - shown.width()) / 2, (height() - shown.height()) / 2}, shown);
        painter.drawImage(place, m_image);
        painter.setPen(m_theme.outline);
        painter.drawRect(place.toAlignedRect().intersected(rect()).adjusted(0, 0, -1, -1));
    }

private:
    Picture m_picture;
    QImage m_image; ///< made when first drawn
    Theme m_theme = Theme::light();
};

RasterEditor::RasterEditor(RasterPresets presets, QWidget *parent)
    : FieldEditor(parent)
    , m_presets(std::move(presets))
    , m_thumbnail(new RasterThumbnail(this))
    , m_preset(new ChoiceBox(this))
    , m_facts(new QLabel(this))
{
    for (const std::string_view key : m_presets.keys)
        m_preset->addItem(inputTitle(key), QByteArray(key.data(), static_cast<qsizetype>(key.size())));
    m_preset->setVisible(!m_presets.keys.empty());
    m_facts->setWordWrap(true);
    connect(m_preset, &QComboBox::activated, this, &RasterEditor::choose);
    auto *column = new QVBoxLayout;
    column->addWidget(m_preset);
    column->addWidget(m_facts);
    column->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_thumbnail, 0, Qt::AlignTop);
    row->addLayout(column, 1);
    RasterEditor::setTheme(Theme::light());
}

void RasterEditor::setValue(const FieldValue &value)
{
    const auto &picture = std::get<Picture>(value);
    if (picture == m_picture && picture.raster == m_picture.raster)
        return;
    m_picture = picture;
    showPicture();
}

void RasterEditor::choose(int row)
{
    const std::string key = m_preset->itemData(row).toByteArray().toStdString();
    if (auto picture = m_presets.make(key)) {
        m_picture = *std::move(picture);
        showPicture();
        emit edited(m_picture, true);
    }
}

void RasterEditor::showPicture()
{
    m_thumbnail->setPicture(m_picture);
    const QByteArray preset = QByteArray::fromStdString(m_picture.preset);
    m_preset->setPlaceholderText(tr("Own photo"));
    m_preset->setCurrentIndex(preset.isEmpty() ? -1 : m_preset->findData(preset));
    QString facts;
    if (m_picture.isPhoto())
        facts = QFileInfo(QString::fromStdString(m_picture.path)).fileName() + QLatin1Char('\n');
    if (m_picture.raster)
        facts +=
            tr("%1 × %2 pixels, %3")
                .arg(QLocale().toString(m_picture.raster->size.x),
                     QLocale().toString(m_picture.raster->size.y), channelsText(m_picture.raster->channels));
    m_facts->setText(facts);
    m_thumbnail->setAccessibleName(tr("%1: %2").arg(m_name, facts));
    m_facts->setToolTip(QString::fromStdString(m_picture.path));
}

void RasterEditor::setName(const QString &name)
{
    m_name = name;
    m_preset->setAccessibleName(name);
    showPicture();
}

void RasterEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(10));
    m_thumbnail->setTheme(theme);
    m_preset->setFont(theme.body(14));
    m_preset->setFixedHeight(theme.px(30));
    m_facts->setFont(theme.body(13));
}

} // namespace convoscope
