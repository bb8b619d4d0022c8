// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/file_source.h"

#include "engine/wire/reader.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

namespace runlens {
namespace {

struct Close {
    void operator()(std::FILE* file) const
    {
        if (file != stdin)
            std::fclose(file);
    }
};
using File = std::unique_ptr<std::FILE, Close>;

std::unexpected<Error> unreadable(const std::string& path, int reason)
{
    return std::unexpected(Error{ErrorCode::unreadable, std::generic_category().message(reason), path});
}

Result<File> open(const std::string& path)
{
    if (path == "-")
        return File(stdin);
    // A folder can be opened; only reading it fails, and not everywhere.
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return unreadable(path, EISDIR);
    errno = 0;
    File file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr)
        return unreadable(path, errno);
    return file;
}

std::unexpected<Error> in(const std::string& path, Error error)
{
    error.where = error.where.empty() ? path : path + ": " + error.where;
    return std::unexpected(std::move(error));
}

template <class T>
Result<T> openAs(const std::string& path, Result<T> (*read)(std::string_view))
{
    auto bytes = readFile(path);
    if (!bytes)
        return std::unexpected(std::move(bytes.error()));
    auto parsed = read(*bytes);
    if (!parsed)
        return in(path, std::move(parsed.error()));
    return parsed;
}

} // namespace

Result<std::string> readFile(const std::string& path, std::size_t limit)
{
    auto file = open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    const auto tooLarge = [&] {
        return std::unexpected(Error{ErrorCode::tooLarge, "larger than " + std::to_string(limit) + " bytes", path});
    };
    std::error_code error;
    const auto size = path == "-" ? 0 : std::filesystem::file_size(path, error);
    if (!error && size > limit)
        return tooLarge();

    std::string bytes;
    bytes.reserve(error ? 0 : static_cast<std::size_t>(size) + 1);
    std::vector<char> chunk(std::size_t{64} * 1024);
    std::size_t count = chunk.size();
    while (count == chunk.size()) {
        count = std::fread(chunk.data(), 1, chunk.size(), file->get());
        if (bytes.size() + count > limit)
            return tooLarge();
        bytes.append(chunk.data(), count);
    }
    if (std::ferror(file->get()) != 0)
        return unreadable(path, errno);
    return bytes;
}

Result<Parsed<Run>> openRun(const std::string& path) { return openAs(path, &readRun); }

Result<Parsed<Automation>> openAutomation(const std::string& path) { return openAs(path, &readAutomation); }

Result<StreamedList> streamRunFile(const std::string& path, const TakeRun& take)
{
    auto file = open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    std::vector<char> chunk(std::size_t{256} * 1024);
    auto list = streamRunList(
        [&] { return std::span<const char>(chunk.data(), std::fread(chunk.data(), 1, chunk.size(), file->get())); },
        take);
    if (std::ferror(file->get()) != 0)
        return unreadable(path, errno);
    if (!list)
        return in(path, std::move(list.error()));
    return list;
}

} // namespace runlens
