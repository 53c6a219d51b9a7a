#include "core/bracket_reader.h"

#include <algorithm>
#include <utility>

namespace convoscope {

MatrixText BracketReader::read(std::string_view text)
{
    while (!text.empty() && !m_matrix.failed()) {
        const size_t length = std::max<size_t>(1, std::min(text.find_first_of("[],; \t\n"), text.size()));
        take(text.substr(0, length));
        text.remove_prefix(length);
    }
    if (m_depth != 0 || !oneMatrix())
        m_matrix.refuse(TextFault::Brackets);
    return std::move(m_matrix).take();
}

void BracketReader::take(std::string_view token)
{
    switch (token.front()) {
    case '[': return open();
    case ']': return close();
    case ',': return comma();
    case ';': return endRow();
    case ' ':
    case '\t':
    case '\n': return;
    default: return value(token);
    }
}

void BracketReader::open()
{
    if (m_depth + 1 == deepest || m_content[m_depth] == Content::Numbers)
        return m_matrix.refuse(TextFault::Brackets, "[");
    m_content[m_depth++] = Content::Groups;
    m_content[m_depth] = Content::Nothing;
    ++m_opened[m_depth];
    m_afterValue = false;
}

void BracketReader::close()
{
    if (m_depth == 0)
        return m_matrix.refuse(TextFault::Brackets, "]");
    if (m_content[m_depth] != Content::Groups)
        m_matrix.endRow();
    --m_depth;
}

void BracketReader::comma()
{
    if (m_content[m_depth] != Content::Groups && !m_afterValue)
        m_matrix.add({});
    m_afterValue = false;
}

void BracketReader::endRow()
{
    if (m_content[m_depth] != Content::Numbers)
        return m_matrix.refuse(TextFault::Brackets, ";");
    m_matrix.endRow();
    m_afterValue = false;
}

void BracketReader::value(std::string_view word)
{
    if (m_depth == 0)
        return m_matrix.refuse(TextFault::SurroundingText, word);
    if (m_content[m_depth] == Content::Groups || (m_rowDepth != 0 && m_rowDepth != m_depth))
        return m_matrix.refuse(TextFault::Brackets, word);
    m_content[m_depth] = Content::Numbers;
    m_rowDepth = m_depth;
    m_afterValue = true;
    m_matrix.add(word);
}

} // namespace convoscope
