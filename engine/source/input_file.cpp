// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/input_file.h"

#include "engine/base/thread_watch.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace runlens {
namespace {

std::unexpected<Error> unreadable(const std::string& path, int reason)
{
    return std::unexpected(Error{ErrorCode::unreadable, std::generic_category().message(reason), path});
}

} // namespace

void InputFile::Close::operator()(std::FILE* file) const
{
    if (file != stdin)
        std::fclose(file);
}

Result<InputFile> InputFile::open(const std::string& path)
{
    noteWork(Work::file, 0);
    if (path == "-")
        return InputFile(stdin, path);
    // A folder can be opened; only reading it fails, and not everywhere.
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return unreadable(path, EISDIR);
    errno = 0;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr)
        return unreadable(path, errno);
    InputFile opened(file, path);
    const auto size = std::filesystem::file_size(path, error);
    opened.m_size = error ? 0 : static_cast<std::size_t>(size);
    return opened;
}

std::size_t InputFile::read(std::span<char> buffer)
{
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), m_file.get());
    if (count < buffer.size() && std::ferror(m_file.get()) != 0)
        m_reason = errno;
    return count;
}

Result<void> InputFile::state() const
{
    if (m_reason != 0)
        return unreadable(m_path, m_reason);
    return {};
}

Error in(const std::string& path, Error error)
{
    error.where = error.where.empty() ? path : path + ": " + error.where;
    return error;
}

} // namespace runlens
