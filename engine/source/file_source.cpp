// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/file_source.h"

#include "engine/source/input_file.h"
#include "engine/wire/reader.h"
#include "engine/wire/scenario_reader.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <utility>
#include <vector>

namespace runlens {
namespace {

template <class T>
Result<T> openAs(const std::string& path, Result<T> (*read)(std::string_view))
{
    auto bytes = readFile(path);
    if (!bytes)
        return std::unexpected(std::move(bytes.error()));
    auto parsed = read(*bytes);
    if (!parsed)
        return std::unexpected(in(path, std::move(parsed.error())));
    return parsed;
}

} // namespace

Result<std::string> readFile(const std::string& path, std::size_t limit)
{
    auto file = InputFile::open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    const auto tooLarge = [&] {
        const auto most = std::to_string(limit);
        return std::unexpected(in(path, Error{ErrorCode::tooLarge, "larger than " + most + " bytes", "byte " + most}));
    };
    if (file->size() > limit)
        return tooLarge();

    std::string bytes;
    bytes.reserve(file->size() + 1);
    std::vector<char> chunk(std::size_t{64} * 1024);
    std::size_t count = chunk.size();
    while (count == chunk.size()) {
        count = file->read(chunk);
        if (bytes.size() + count > limit)
            return tooLarge();
        bytes.append(chunk.data(), count);
    }
    if (auto state = file->state(); !state)
        return std::unexpected(std::move(state.error()));
    return bytes;
}

Result<std::string> readServerKey(const std::string& path)
{
    Result<std::string> key;
    if (!path.empty())
        key = readFile(path, std::size_t{64} * 1024);
    else if (const char* told = std::getenv("RUNLENS_API_KEY"))
        key = told;
    if (key) {
        key->erase(0, std::min(key->find_first_not_of(" \t\r\n"), key->size()));
        key->erase(key->find_last_not_of(" \t\r\n") + 1);
    }
    return key;
}

Result<Parsed<Run>> openRun(const std::string& path) { return openAs(path, &readRun); }

Result<Parsed<Automation>> openAutomation(const std::string& path) { return openAs(path, &readAutomation); }

Result<Parsed<Scenario>> openScenario(const std::string& path) { return openAs(path, &readScenario); }

Result<Parsed<DefinitionDocument>> openDefinition(const std::string& path) { return openAs(path, &readDefinition); }

Result<Parsed<Registry>> openRegistry(const std::string& path) { return openAs(path, &readRegistry); }

Result<StreamedList> streamRunFile(const std::string& path, const TakeRun& take)
{
    auto file = InputFile::open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    std::vector<char> chunk(std::size_t{256} * 1024);
    auto list = streamRunList([&] { return std::span<const char>(chunk).first(file->read(chunk)); }, take);
    if (auto state = file->state(); !state)
        return std::unexpected(std::move(state.error()));
    if (!list)
        return std::unexpected(in(path, std::move(list.error())));
    return list;
}

} // namespace runlens
