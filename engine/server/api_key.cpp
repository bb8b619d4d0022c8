// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/api_key.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace runlens::server {
namespace {

constexpr std::size_t shortest = 16;
constexpr std::size_t longest = 512;

/// Closes itself.
class File {
public:
    File(const std::string& path, int flags, mode_t mode = 0) : m_descriptor(::open(path.c_str(), flags, mode)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    [[nodiscard]] int get() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
};

std::unexpected<Error> failure(ErrorCode code, std::string message, const std::string& file)
{
    return std::unexpected(Error{code, std::move(message), file});
}

/// A key fits into a header and into a file's one line.
bool isKey(std::string_view text)
{
    return text.size() >= shortest && text.size() <= longest
           && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

Result<ApiKey> checked(std::string text, const std::string& where)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.pop_back();
    if (!isKey(text))
        return failure(ErrorCode::invalidDocument, "a key is one line of 16 to 512 visible characters", where);
    return ApiKey(std::move(text));
}

Result<ApiKey> readKey(const File& file, const std::string& path)
{
    struct stat status{};
    if (::fstat(file.get(), &status) != 0)
        return failure(ErrorCode::unreadable, std::strerror(errno), path);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return failure(ErrorCode::invalidDocument,
                       "others than its owner may read or change the key; make it private: chmod 600", path);
    std::array<char, longest + 2> text{};
    const ssize_t size = ::read(file.get(), text.data(), text.size());
    if (size < 0)
        return failure(ErrorCode::unreadable, std::strerror(errno), path);
    return checked(std::string(text.data(), static_cast<std::size_t>(size)), path);
}

std::string randomKey()
{
    std::array<unsigned char, 32> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return {};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "rl_";
    for (const unsigned char byte : bytes)
        text.append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    return text;
}

Result<ApiKey> makeKey(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code ignored; // where it cannot be made, the file says why
    if (!folder.empty())
        std::filesystem::create_directories(folder, ignored);
    std::string text = randomKey();
    if (text.empty())
        return failure(ErrorCode::internal, "the system gives no random numbers", path);
    // Whole or not at all: a name of its own first. An existing file is never replaced.
    const std::string temporary = path + ".new";
    ::unlink(temporary.c_str());
    const File file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const std::string line = text + '\n';
    const bool written = file.get() >= 0
                         && ::write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size())
                         && ::fsync(file.get()) == 0 && ::link(temporary.c_str(), path.c_str()) == 0;
    const std::string why = written ? "" : std::strerror(errno);
    ::unlink(temporary.c_str());
    if (!written)
        return failure(ErrorCode::writeFailed, why, path);
    return ApiKey(std::move(text));
}

} // namespace

bool ApiKey::equals(std::string_view shown) const noexcept
{
    // Every byte of what was shown is looked at; that the length may be guessed from the time is no help.
    unsigned different = shown.size() == m_text.size() ? 0U : 1U;
    for (std::size_t i = 0; i < shown.size(); ++i)
        different |= unsigned{static_cast<unsigned char>(shown[i])}
                     ^ unsigned { static_cast<unsigned char>(m_text[i % m_text.size()]) };
    return different == 0;
}

Result<KeyFound> findKey(const std::string& file, bool fileWasNamed)
{
    const char* told = std::getenv("RUNLENS_API_KEY"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    if (!fileWasNamed && told != nullptr && *told != '\0') {
        auto key = checked(told, "RUNLENS_API_KEY");
        if (!key)
            return std::unexpected(std::move(key.error()));
        return KeyFound{*std::move(key), false};
    }
    const File existing(file, O_RDONLY | O_CLOEXEC);
    const bool absent = existing.get() < 0 && errno == ENOENT;
    if (existing.get() < 0 && !absent)
        return failure(ErrorCode::unreadable, std::strerror(errno), file);
    auto key = absent ? makeKey(file) : readKey(existing, file);
    if (!key)
        return std::unexpected(std::move(key.error()));
    return KeyFound{*std::move(key), absent};
}

} // namespace runlens::server
