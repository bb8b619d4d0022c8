// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/value_reader.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/limits.h"
#include "engine/wire/sax.h"
#include "engine/wire/value_builder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace runlens {
namespace {

using Json = nlohmann::json;

/// The library's handler. False ends the reading: over a limit, or no JSON.
class TreeMaker {
public:
    bool null() { return add(Value()); }
    bool boolean(bool value) { return add(Value(value)); }
    bool number_integer(std::int64_t value) { return add(Value(value)); }
    bool number_unsigned(std::uint64_t value)
    {
        return std::in_range<std::int64_t>(value) ? add(Value(static_cast<std::int64_t>(value))) : add(Value(value));
    }
    bool number_float(double value, const std::string& /*text*/) { return add(Value(value)); }
    bool string(std::string& text) { return add(Value(std::move(text))); }
    bool binary(Json::binary_t& /*bytes*/) { return false; }
    bool start_object(std::size_t /*size*/) { return open(Value(Value::Object{})); }
    bool key(const std::string& name)
    {
        m_builder.key(name);
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*size*/) { return open(Value(Value::Array{})); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/)
    {
        return false;
    }

    [[nodiscard]] Value& root() noexcept { return m_root; }
    [[nodiscard]] bool tooManyItems() const noexcept { return m_tooManyItems; }

private:
    bool add(Value value)
    {
        if (!m_builder.active()) {
            m_root = std::move(value);
            return true;
        }
        m_tooManyItems = !m_builder.add(std::move(value));
        return !m_tooManyItems;
    }
    bool open(Value container)
    {
        if (++m_depth > maxNesting)
            return false;
        if (!m_builder.active()) {
            m_builder.begin(m_root, std::move(container));
            return true;
        }
        m_tooManyItems = !m_builder.open(std::move(container));
        return !m_tooManyItems;
    }
    bool close()
    {
        --m_depth;
        m_builder.close();
        return true;
    }

    Value m_root;
    ValueBuilder m_builder;
    std::size_t m_depth = 0;
    bool m_tooManyItems = false;
};

} // namespace

Result<Value> readValue(std::string_view json)
{
    noteWork(Work::parse, json.size());
    TreeMaker tree;
    // The library takes a zero byte for the end of the input.
    if (json.size() <= maxBodyBytes && json.find('\0') == std::string_view::npos
        && Json::sax_parse(json.begin(), json.end(), &tree))
        return std::move(tree.root());
    if (tree.tooManyItems())
        return std::unexpected(
            Error{ErrorCode::tooManyItems, "more than " + std::to_string(maxListItems) + " items", {}});
    // What is wrong, and where, which that reading does not know.
    if (auto error = readJson(json, nullptr))
        return std::unexpected(std::move(*error));
    return std::unexpected(Error{ErrorCode::internal, "a document that is refused for no reason", {}});
}

} // namespace runlens
