#include "widgets/picture_editor.h"

#include "core/input_presets.h"
#include "widgets/choice_box.h"
#include "widgets/icons.h"
#include "widgets/matrix_editor.h"
#include "widgets/words.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace convoscope {

PictureEditor::PictureEditor(int most, QWidget *parent)
    : FieldEditor(parent)
    , m_most(most)
    , m_preset(new ChoiceBox(this))
    , m_edit(new QToolButton(this))
    , m_origin(new QLabel(this))
    , m_matrix(new MatrixEditor(this))
{
    for (const std::string_view key : inputPresets())
        m_preset->addItem(inputTitle(key), QByteArray(key.data(), static_cast<qsizetype>(key.size())));
    m_edit->setCheckable(true);
    m_edit->setToolTip(tr("Edit the numbers"));
    m_edit->setAccessibleName(m_edit->toolTip());
    m_origin->setWordWrap(true);
    m_matrix->setLimits(1, most);
    m_matrix->setRole(PlaneRole::Input);
    connect(m_preset, &QComboBox::activated, this, &PictureEditor::choose);
    connect(m_matrix, &MatrixEditor::edited, this,
            [this](const Tensor &matrix) { take(makePicture(matrix)); });
    connect(m_edit, &QToolButton::toggled, this, &PictureEditor::showMatrix);
    auto *top = new QHBoxLayout;
    top->addWidget(m_preset, 1);
    top->addWidget(m_edit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(top);
    column->addWidget(m_origin);
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

void PictureEditor::showPicture()
{
    const Shape shape = m_picture.values ? m_picture.tensor().shape() : Shape{};
    const bool small = shape.h >= 1 && shape.w >= 1 && shape.h <= m_most && shape.w <= m_most;
    const bool editable = small && shape.n == 1 && shape.c == 1;
    m_edit->setEnabled(editable);
    showMatrix();
    if (editable)
        m_matrix->setMatrix(m_picture.tensor());

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
    m_matrix->setVisible(m_edit->isChecked() && m_edit->isEnabled());
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
    m_edit->setIcon(icon(QStringLiteral("pencil"), theme));
    m_edit->setIconSize({theme.px(16), theme.px(16)});
    m_edit->setFixedSize(theme.px(30), theme.px(30));
    m_origin->setFont(theme.body(13));
    m_matrix->setTheme(theme);
}

} // namespace convoscope
