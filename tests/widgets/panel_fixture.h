#pragma once

#include "core/lesson.h"
#include "tests/widgets/accessible_names.h"
#include "tests/widgets/typing.h"
#include "widgets/control_panel.h"
#include "widgets/field_row.h"
#include "widgets/number_box.h"

#include <memory>

namespace convoscope {

/// The panel of the convolution lesson, whose edits come back as params, as they do in the program.
class PanelFixture : public QObject {
protected:
    void start()
    {
        m_panel.reset();
        m_finished.clear();
        m_params = m_lesson->start();
        m_panel = std::make_unique<ControlPanel>(m_lesson->fields);
        m_panel->setParams(m_params);
        m_panel->resize(264, 1400);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        connect(m_panel.get(), &ControlPanel::edited, this,
                [this](const Field &field, const FieldValue &value, bool finished) {
                    field.set(m_params, value);
                    m_finished.push_back(finished);
                    m_panel->setParams(m_params);
                });
    }
    [[nodiscard]] NumberBox &box(const char *name) const
    {
        return *named<NumberBox>(*m_panel, QString::fromUtf8(name));
    }
    [[nodiscard]] FieldRow &row(const char *key) const { return *m_panel->row(key); }
    [[nodiscard]] const ConvolutionParams &params() const { return std::get<ConvolutionParams>(m_params); }
    void set(const char *key, const FieldValue &value)
    {
        findField(m_lesson->fields, key)->set(m_params, value);
        m_panel->setParams(m_params);
    }
    static void typeInto(NumberBox &box, const QString &text)
    {
        box.setFocus();
        box.selectAll();
        typeText(box, text);
    }

    const Lesson *m_lesson = findLesson("convolution");
    Params m_params;
    std::unique_ptr<ControlPanel> m_panel;
    std::vector<bool> m_finished; ///< of each edit so far
};

} // namespace convoscope
