#include "widgets/theme.h"

namespace convoscope {

Theme Theme::light()
{
    return {
        .scheme = Scheme::Light,
        .window = QColor(0xf5f6f8U),
        .surface = QColor(0xffffffU),
        .raised = QColor(0xffffffU),
        .cell = QColor(0xffffffU),
        .padding = QColor(0xeef0f3U),
        .highlight = QColor(0xfff4d6U),
        .selection = QColor(0xe6f2f9U),
        .line = QColor(0xe3e7edU),
        .outline = QColor(0xdde2e9U),
        .focus = QColor(0x0072b2U),
        .text = QColor(0x1a2230U),
        .muted = QColor(0x5b6577U),
        .disabled = QColor(0x9aa3b2U),
        .accent = QColor(0x0072b2U),
        .accentText = QColor(0xffffffU),
        .warning = QColor(0x8a5a00U),
        .error = QColor(0xb3261eU),
        .input = QColor(0x0072b2U),
        .kernel = QColor(0xc2570cU),
        .output = QColor(0x007a5aU),
        .intermediate = QColor(0x7a4a9eU),
        .difference = QColor(0xb02a6bU),
    };
}

Theme Theme::dark()
{
    return {
        .scheme = Scheme::Dark,
        .window = QColor(0x14171cU),
        .surface = QColor(0x1c2027U),
        .raised = QColor(0x262c35U),
        .cell = QColor(0x1f242cU),
        .padding = QColor(0x232831U),
        .highlight = QColor(0x3a3220U),
        .selection = QColor(0x22323eU),
        .line = QColor(0x2c323cU),
        .outline = QColor(0x353c48U),
        .focus = QColor(0x56b4e9U),
        .text = QColor(0xe8ebf0U),
        .muted = QColor(0x9aa4b2U),
        .disabled = QColor(0x636c79U),
        .accent = QColor(0x56b4e9U),
        .accentText = QColor(0x0d1117U),
        .warning = QColor(0xf2c14eU),
        .error = QColor(0xff8a80U),
        .input = QColor(0x56b4e9U),
        .kernel = QColor(0xf0a04bU),
        .output = QColor(0x3dd6a6U),
        .intermediate = QColor(0xc39beaU),
        .difference = QColor(0xf48fb1U),
    };
}

Theme Theme::highContrast()
{
    return {
        .scheme = Scheme::HighContrast,
        .window = QColor(0x000000U),
        .surface = QColor(0x000000U),
        .raised = QColor(0x1a1a1aU),
        .cell = QColor(0x000000U),
        .padding = QColor(0x1c1c1cU),
        .highlight = QColor(0x332b00U),
        .selection = QColor(0x00334dU),
        .line = QColor(0x8c8c8cU),
        .outline = QColor(0xffffffU),
        .focus = QColor(0xffe14dU),
        .text = QColor(0xffffffU),
        .muted = QColor(0xd6d6d6U),
        .disabled = QColor(0xa6a6a6U),
        .accent = QColor(0x7fd0ffU),
        .accentText = QColor(0x000000U),
        .warning = QColor(0xffe14dU),
        .error = QColor(0xffb3abU),
        .input = QColor(0x7fd0ffU),
        .kernel = QColor(0xffbf73U),
        .output = QColor(0x5cf0c0U),
        .intermediate = QColor(0xd9b8ffU),
        .difference = QColor(0xffa8ccU),
    };
}

QPalette Theme::palette() const
{
    QPalette result(text, surface, raised, line, outline, text, text, surface, surface);
    result.setColor(QPalette::AlternateBase, window);
    result.setColor(QPalette::ToolTipBase, raised);
    result.setColor(QPalette::ToolTipText, text);
    result.setColor(QPalette::PlaceholderText, muted);
    result.setColor(QPalette::Highlight, selection);
    result.setColor(QPalette::HighlightedText, text);
    result.setColor(QPalette::Link, accent);
    result.setColor(QPalette::LinkVisited, accent);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        result.setColor(QPalette::Disabled, role, disabled);
    return result;
}

} // namespace convoscope
