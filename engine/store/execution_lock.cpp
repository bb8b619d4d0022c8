// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/execution_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <set>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace runlens::store {
namespace {

class FileLock final : public ExecutionLock {
public:
    explicit FileLock(int file) : m_file(file) {}
    ~FileLock() override { ::close(m_file); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int m_file;
};

std::unexpected<Error> failure(ErrorCode code, int reason, const std::string& where)
{
    return std::unexpected(Error{code, std::generic_category().message(reason), where});
}

std::unexpected<Error> cannotOpen(int reason, const std::string& file)
{
    switch (reason) {
    case ENOENT:
    case ENOTDIR: return failure(ErrorCode::unreadable, reason, file);
    case ENOSPC:
    case EDQUOT: return failure(ErrorCode::storeFull, reason, file);
    case EACCES:
    case EPERM:
    case EROFS: return failure(ErrorCode::storeReadOnly, reason, file);
    default: return failure(ErrorCode::storeFailed, reason, file);
    }
}

/// "process 17", as far as the file tells.
std::string holderOf(int file)
{
    char text[32] = {};
    const auto size = ::pread(file, text, sizeof text, 0);
    const std::string_view read(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    const auto digits = read.substr(0, read.find_first_not_of("0123456789"));
    return digits.empty() ? std::string("held by a process that is not named")
                          : "held by process " + std::string(digits);
}

Result<std::unique_ptr<ExecutionLock>> lockFile(const std::string& path)
{
    const std::string name = path + "-lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return cannotOpen(errno, name);
    auto lock = std::make_unique<FileLock>(file);
    // Not fcntl: its locks do not hold between two stores of one process.
    int locked = -1;
    do
        locked = ::flock(file, LOCK_EX | LOCK_NB);
    while (locked != 0 && errno == EINTR);
    if (locked != 0 && errno == EWOULDBLOCK)
        return std::unexpected(Error{ErrorCode::storeLocked, holderOf(file), path});
    if (locked != 0)
        return failure(ErrorCode::storeFailed, errno, name);
    const std::string self = std::to_string(::getpid()) + "\n";
    // For people only: that it is held does not hang on what the file says.
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, self.data(), self.size(), 0) < 0)
        return cannotOpen(errno, name);
    return lock;
}

/// What is locked of other VFS: their files are seen by this process alone.
class LocalLock final : public ExecutionLock {
public:
    explicit LocalLock(std::string name) : m_name(std::move(name)) {}
    ~LocalLock() override
    {
        const std::scoped_lock guard(mutex());
        names().erase(m_name);
    }
    LocalLock(const LocalLock&) = delete;
    LocalLock& operator=(const LocalLock&) = delete;

    static std::mutex& mutex()
    {
        static std::mutex one;
        return one;
    }
    static std::set<std::string>& names()
    {
        static std::set<std::string> all;
        return all;
    }

private:
    std::string m_name;
};

} // namespace

Result<std::unique_ptr<ExecutionLock>> lockForExecution(const std::string& path, const std::string& vfs)
{
    if (vfs.empty())
        return lockFile(path);
    std::string name = vfs + '\n' + path;
    {
        const std::scoped_lock guard(LocalLock::mutex());
        if (!LocalLock::names().insert(name).second)
            return std::unexpected(
                Error{ErrorCode::storeLocked, "held by process " + std::to_string(::getpid()), path});
    }
    return std::make_unique<LocalLock>(std::move(name));
}

} // namespace runlens::store
