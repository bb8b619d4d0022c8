// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/folder.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace runlens::store {

void syncFolder(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    ::fsync(file);
    ::close(file);
}

int makeFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return errno;
    ::close(file);
    syncFolder(path);
    return 0;
}

std::string resolved(const std::string& path)
{
    std::error_code error;
    auto canonical = std::filesystem::weakly_canonical(path, error);
    return error || canonical.empty() ? path : canonical.string();
}

std::unexpected<Error> systemFailure(ErrorCode code, int reason, const std::string& path)
{
    return std::unexpected(Error{code, std::generic_category().message(reason), path});
}

Result<void> makeDatabaseFile(const std::string& path)
{
    switch (const int reason = makeFile(path); reason) {
    case 0: return {};
    case ENOSPC:
    case EDQUOT: return systemFailure(ErrorCode::storeFull, reason, path);
    case EACCES:
    case EPERM:
    case EROFS: return systemFailure(ErrorCode::storeReadOnly, reason, path);
    default: return systemFailure(ErrorCode::unreadable, reason, path);
    }
}

} // namespace runlens::store
