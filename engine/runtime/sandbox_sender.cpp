// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sandbox_sender.h"

#include "engine/store/key_log.h"

#include <mutex>
#include <string_view>
#include <utility>

namespace runlens::runtime {
namespace {

std::string_view wishOf(std::string_view address)
{
    const auto local = address.substr(0, address.find('@'));
    return local.substr(0, local.find('+'));
}

SendResult wished(const SendRequest& request)
{
    const std::string_view wish = wishOf(request.to);
    if (wish == "refused")
        return {SendResult::Kind::permanent, "550", "the mailbox does not exist"};
    if (wish == "unreachable" || (wish == "busy" && request.attempt <= 2))
        return {SendResult::Kind::transient, "503", "the provider is busy"};
    return {};
}

class SandboxSender final : public Sender {
public:
    explicit SandboxSender(std::unique_ptr<store::KeyLog> log) : m_log(std::move(log)) {}

    std::vector<SendResult> send(std::span<const SendRequest> requests) override
    {
        std::vector<SendResult> results;
        std::vector<std::string_view> taken;
        for (const SendRequest& request : requests) {
            results.push_back(wished(request));
            if (results.back().kind == SendResult::Kind::done)
                taken.push_back(request.key);
        }
        const std::lock_guard lock(m_mutex);
        if (const auto noted = m_log->note(taken); !noted)
            for (SendResult& result : results)
                if (result.kind == SendResult::Kind::done)
                    result = {SendResult::Kind::transient, "sandbox", noted.error().message};
        return results;
    }
    bool deduplicates() const noexcept override { return true; }

private:
    std::mutex m_mutex;
    std::unique_ptr<store::KeyLog> m_log;
};

} // namespace

Result<std::unique_ptr<Sender>> openSandboxSender(const std::string& path)
{
    auto log = store::openKeyLog(path);
    if (!log)
        return std::unexpected(log.error());
    return std::make_unique<SandboxSender>(std::move(*log));
}

} // namespace runlens::runtime
