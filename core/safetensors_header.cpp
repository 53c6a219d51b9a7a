#include "core/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>

namespace convoscope {

namespace {

using Json = nlohmann::json;

constexpr size_t deepest = 3; // the sizes of a shape, in a tensor, in the header
constexpr size_t mostDimensions = 8;

/// Refusals carry a tensor's name, which a damaged file may make as long as its header.
constexpr size_t longestName = 256;

struct ScalarName {
    std::string_view name;
    ScalarKind kind;
};

constexpr auto scalarNames = std::to_array<ScalarName>({
    {"BOOL", ScalarKind::Bool},
    {"U8", ScalarKind::U8},
    {"I8", ScalarKind::I8},
    {"F8_E5M2", ScalarKind::F8E5M2},
    {"F8_E4M3", ScalarKind::F8E4M3},
    {"I16", ScalarKind::I16},
    {"U16", ScalarKind::U16},
    {"F16", ScalarKind::F16},
    {"BF16", ScalarKind::Bf16},
    {"I32", ScalarKind::I32},
    {"U32", ScalarKind::U32},
    {"F32", ScalarKind::F32},
    {"F64", ScalarKind::F64},
    {"I64", ScalarKind::I64},
    {"U64", ScalarKind::U64},
});

/// Watches a parser for what its result doesn't tell any more: keys given twice, and needless depth.
class Watch {
public:
    bool operator()(int depth, Json::parse_event_t event, const Json &parsed)
    {
        if (event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start) {
            m_tooDeep = m_tooDeep || static_cast<size_t>(depth) >= deepest;
            m_keys.resize(static_cast<size_t>(depth) + 1);
            m_keys.back().clear();
        } else if (event == Json::parse_event_t::key && !m_refused) {
            const auto &key = parsed.get_ref<const std::string &>();
            if (!m_keys[static_cast<size_t>(depth) - 1].insert(key).second)
                m_refused = Refusal{.reason = Reason::Duplicate, .field = key.substr(0, longestName)};
        }
        return !m_tooDeep; // what lies deeper is left out
    }

    [[nodiscard]] std::optional<Refusal> refused() const
    {
        if (m_tooDeep)
            return Refusal{.reason = Reason::Malformed, .field = "header"};
        return m_refused;
    }

private:
    std::vector<std::set<std::string>> m_keys; ///< of the objects that are open, the outermost first
    bool m_tooDeep = false;
    std::optional<Refusal> m_refused;
};

Result<Json> parsed(std::string_view text)
{
    Watch watch;
    try {
        Json json = Json::parse(text.begin(), text.end(), std::ref(watch));
        if (auto refusal = watch.refused())
            return *refusal;
        return json;
    } catch (const Json::parse_error &error) {
        return Refusal{
            .reason = Reason::Malformed, .field = "header", .got = static_cast<long long>(error.byte)};
    } catch (const Json::exception &) { // a number too large for any type
        return Refusal{.reason = Reason::Malformed, .field = "header"};
    }
}

std::optional<ScalarKind> scalarNamed(const std::string &name)
{
    const auto *const found = std::ranges::find(scalarNames, name, &ScalarName::name);
    return found == scalarNames.end() ? std::nullopt : std::optional(found->kind);
}

/// Whole numbers from 0 that fit a long long, or none.
std::optional<std::vector<long long>> wholeNumbers(const Json &list)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<long long>::max());
    if (!list.is_array())
        return std::nullopt;
    std::vector<long long> numbers;
    for (const Json &value : list) {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
            return std::nullopt;
        numbers.push_back(value.get<long long>());
    }
    return numbers;
}

Result<StoredTensor> storedTensor(const std::string &name, const Json &entry)
{
    Refusal malformed{.reason = Reason::Malformed, .field = name};
    if (name.empty() || name.size() > longestName)
        return Refusal{.reason = Reason::Malformed, .field = "header"};
    if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string()
        || !entry.contains("shape") || !entry.contains("data_offsets"))
        return malformed;
    const auto kind = scalarNamed(entry["dtype"].get_ref<const std::string &>());
    if (!kind)
        return Refusal{.reason = Reason::UnknownType, .field = name};
    const auto shape = wholeNumbers(entry["shape"]);
    const auto offsets = wholeNumbers(entry["data_offsets"]);
    if (!shape || shape->size() > mostDimensions || !offsets || offsets->size() != 2)
        return malformed;
    return StoredTensor{
        .name = name, .kind = *kind, .shape = *shape, .begin = offsets->front(), .end = offsets->back()};
}

std::optional<Refusal> readMetadata(const Json &entry, WeightHeader &header)
{
    Refusal malformed{.reason = Reason::Malformed, .field = "__metadata__"};
    if (!entry.is_object())
        return malformed;
    for (const auto &[key, text] : entry.items()) {
        if (!text.is_string())
            return malformed;
        header.metadata.emplace_back(key, text.get<std::string>());
    }
    return std::nullopt;
}

} // namespace

Result<WeightHeader> parseWeightHeader(std::string_view text)
{
    if (text.empty() || text.front() != '{')
        return Refusal{.reason = Reason::Malformed, .field = "header", .got = 1};
    const auto json = parsed(text);
    if (!json)
        return json.refusal();
    WeightHeader header;
    for (const auto &[name, entry] : json->items()) {
        if (name == "__metadata__") {
            if (auto refusal = readMetadata(entry, header))
                return *refusal;
            continue;
        }
        auto tensor = storedTensor(name, entry);
        if (!tensor)
            return tensor.refusal();
        header.tensors.push_back(*std::move(tensor));
    }
    return header;
}

} // namespace convoscope
