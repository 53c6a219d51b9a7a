#include "widgets/picture_editor.h"

#include "core/input_presets.h"
#include "core/stack_presets.h"
#include "widgets/choice_box.h"
#include "widgets/icons.h"
#include "widgets/matrix_editor.h"
#include "widgets/words.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace convoscope {

PictureEditor::PictureEditor(int most, int channels, QWidget *parent)
    : FieldEditor(parent)
    , m_most(most)
    , m_preset(new ChoiceBox(this))
    , m_channel(new ChoiceBox(this))
    , m_edit(new QToolButton(this))
    , m_origin(new QLabel(this))
    , m_matrix(new MatrixEditor(this))
{
    fillPresets(channels);
    m_channel->setAccessibleName(tr("Channel to edit"));
    m_edit->setCheckable(true);
    m_edit->setToolTip(tr("Edit the numbers"));
    m_edit->setAccessibleName(m_edit->toolTip());
    m_origin->setWordWrap(true);
    m_matrix->setLimits(1, most);
    m_matrix->setRole(PlaneRole::Input);
    connect(m_preset, &QComboBox::activated, this, &PictureEditor::choose);
    connect(m_channel, &QComboBox::activated, this, &PictureEditor::showPicture);
    connect(m_matrix, &MatrixEditor::edited, this, &PictureEditor::edit);
    connect(m_edit, &QToolButton::toggled, this, &PictureEditor::showMatrix);
    auto *top = new QHBoxLayout;
    top->addWidget(m_preset, 1);
    top->addWidget(m_edit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(top);
    column->addWidget(m_origin);
    column->addWidget(m_channel);
    column->addWidget(m_matrix);
    showMatrix();
}

void PictureEditor::setValue(const FieldValue &value)
{
    const auto &picture = std::get<Picture>(value);
    if (picture == m_picture && picture.values == m_picture.values)
        return;
    m_picture = picture;
    showPicture();
}

void PictureEditor::take(const Picture &picture)
{
    m_picture = picture;
    showPicture();
    emit edited(m_picture, true);
}

void PictureEditor::choose(int row)
{
    const std::string key = m_preset->itemData(row).toByteArray().toStdString();
    if (auto matrix = inputPreset(key))
        take(makePicture(*std::move(matrix), key));
}

void PictureEditor::fillPresets(int channels)
{
    const auto keys = channels > 1 ? stackPresets() : inputPresets();
    for (const std::string_view key : keys)
        m_preset->addItem(inputTitle(key), QByteArray(key.data(), static_cast<qsizetype>(key.size())));
}

void PictureEditor::fillChannels()
{
    const int count = m_picture.values ? m_picture.tensor().shape().c : 0;
    if (m_channel->count() == count)
        return;
    const int before = m_channel->currentIndex();
    m_channel->clear();
    for (int c = 0; c < count; ++c)
        m_channel->addItem(tr("Channel %1").arg(c));
    m_channel->setCurrentIndex(std::clamp(before, 0, std::max(0, count - 1)));
}

/// A matrix of another size makes all channels as large.
void PictureEditor::edit(const Tensor &matrix)
{
    const int count = m_picture.values ? m_picture.tensor().shape().c : 1;
    const int channel = std::max(0, m_channel->currentIndex());
    Tensor all({.c = count, .h = matrix.height(), .w = matrix.width()});
    for (int c = 0; c < count; ++c) {
        for (int y = 0; y < all.height(); ++y) {
            for (int x = 0; x < all.width(); ++x) {
                const bool kept = y < m_picture.tensor().height() && x < m_picture.tensor().width();
                all.at(0, c, y, x) = c == channel ? matrix.at(y, x)
                    : kept                        ? m_picture.tensor().at(0, c, y, x)
                                                  : 0.0F;
            }
        }
    }
    take(makePicture(std::move(all)));
}

void PictureEditor::showPicture()
{
    const Shape shape = m_picture.values ? m_picture.tensor().shape() : Shape{};
    const bool small = shape.h >= 1 && shape.w >= 1 && shape.h <= m_most && shape.w <= m_most;
    const bool editable = small && shape.n == 1 && shape.c >= 1;
    m_edit->setEnabled(editable);
    fillChannels();
    showMatrix();
    if (editable) {
        const auto channel = m_picture.tensor().plane(0, std::max(0, m_channel->currentIndex()));
        m_matrix->setMatrix(Tensor({.h = shape.h, .w = shape.w}, {channel.begin(), channel.end()}));
    }

    const QByteArray preset = QByteArray::fromStdString(m_picture.preset);
    m_preset->setPlaceholderText(m_picture.isPhoto() ? tr("Own image") : tr("Own numbers"));
    m_preset->setCurrentIndex(preset.isEmpty() ? -1 : m_preset->findData(preset));
    m_origin->setVisible(m_picture.isPhoto());
    if (!m_picture.isPhoto())
        return;
    m_origin->setText(tr("%1, %2 × %3 pixels")
                          .arg(QFileInfo(QString::fromStdString(m_picture.path)).fileName())
                          .arg(shape.w)
                          .arg(shape.h));
}

void PictureEditor::showMatrix()
{
    const bool shown = m_edit->isChecked() && m_edit->isEnabled();
    m_matrix->setVisible(shown);
    m_channel->setVisible(shown && m_channel->count() > 1);
}

void PictureEditor::setName(const QString &name)
{
    m_preset->setAccessibleName(name);
    m_matrix->setName(name);
}

void PictureEditor::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.px(8));
    m_preset->setFont(theme.body(14));
    m_preset->setFixedHeight(theme.px(30));
    m_channel->setFont(theme.body(13));
    m_edit->setIcon(icon(QStringLiteral("pencil"), theme));
    m_edit->setIconSize({theme.px(16), theme.px(16)});
    m_edit->setFixedSize(theme.px(30), theme.px(30));
    m_origin->setFont(theme.body(13));
    m_matrix->setTheme(theme);
}

} // namespace convoscope
