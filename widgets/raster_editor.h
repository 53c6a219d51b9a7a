#pragma once

#include "widgets/field_editor.h"

#include <functional>
#include <span>
#include <string_view>

class QLabel;

namespace convoscope {

class ChoiceBox;
class RasterThumbnail;

/// Pictures at full size that can be chosen by name.
struct RasterPresets {
    std::span<const std::string_view> keys{}; ///< keys of inputTitle()
    std::function<std::optional<Picture>(std::string_view)> make{};
};

/// A photo at full size: a small picture of it, what it is, and a choice of those that have a name. Where
/// another one is opened is not here.
class RasterEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit RasterEditor(RasterPresets presets, QWidget *parent = nullptr);

    void setValue(const FieldValue &value) override;
    [[nodiscard]] FieldValue value() const override { return m_picture; }
    void setName(const QString &name) override;
    void setTheme(const Theme &theme) override;
    [[nodiscard]] bool isWide() const override { return true; }

private:
    void choose(int row);
    void showPicture();

    RasterPresets m_presets;
    Picture m_picture;
    QString m_name;
    RasterThumbnail *m_thumbnail;
    ChoiceBox *m_preset;
    QLabel *m_facts;
};

/// The picture reduced to fit the size, not enlarged: means of its cells.
QImage thumbnailOf(const ByteView &picture, QSize most);

} // namespace convoscope
