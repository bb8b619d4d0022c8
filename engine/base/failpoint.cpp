// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/failpoint.h"

#ifdef RUNLENS_FAILPOINTS
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace runlens {
namespace {

struct Wanted {
    std::string_view name;
    std::uint64_t countdown = 0;
};

Wanted wanted() noexcept
{
    const char* said = std::getenv("RUNLENS_FAILPOINT"); // NOLINT(concurrency-mt-unsafe): nobody changes it
    if (said == nullptr)
        return {};
    const std::string_view text(said);
    const auto colon = text.rfind(':');
    Wanted wanted{text.substr(0, colon), 1};
    if (colon != std::string_view::npos)
        std::from_chars(text.data() + colon + 1, text.data() + text.size(), wanted.countdown);
    return wanted;
}

} // namespace

void failpoint(const char* name) noexcept
{
    static const Wanted said = wanted();
    static std::atomic<std::uint64_t> left{said.countdown};
    if (said.countdown != 0 && said.name == name && left.fetch_sub(1) == 1)
        static_cast<void>(std::raise(SIGKILL));
}

} // namespace runlens
#endif
