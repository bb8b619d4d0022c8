// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/routes.h"

#include "engine/server/gate.h"
#include "engine/server/target.h"

#include <algorithm>
#include <string>

namespace runlens::server {
namespace {

constexpr Route table[] = {
    // Documented
    {Method::get, "/automations", &Api::getAutomations},
    {Method::post, "/automations", &Api::postAutomation},
    {Method::get, "/automations/{id}", &Api::getAutomation},
    {Method::patch, "/automations/{id}", &Api::patchAutomation},
    {Method::post, "/automations/{id}/publish", &Api::publishAutomation},
    {Method::get, "/automations/{id}/runs", &Api::getRuns},
    {Method::get, "/automation-runs/{run_id}", &Api::getRun},
    {Method::post, "/events", &Api::postEvent},
    {Method::get, "/templates", &Api::getTemplates},
    // Documented by Resend
    {Method::get, "/automations/{id}/runs/{run_id}", &Api::getRunOfAutomation},
    // Ours
    {Method::post, "/automations/{id}/pause", &Api::pauseAutomation},
    {Method::post, "/automations/{id}/resume", &Api::resumeAutomation},
    {Method::post, "/automation-runs/{run_id}/cancel", &Api::cancelRun},
    {Method::post, "/automation-runs/{run_id}/retry", &Api::retryRun},
    {Method::get, "/dead-letters", &Api::getDeadLetters},
    {Method::post, "/dead-letters/{id}/replay", &Api::replayDeadLetter},
    {Method::get, "/events", &Api::getEvents},
    {Method::post, "/message-events", &Api::postMessageEvent},
    // What definitions refer to, and whom
    {Method::get, "/contacts", &Api::getContacts},
    {Method::post, "/contacts", &Api::postContact},
    {Method::post, "/templates", &Api::postTemplate},
    {Method::get, "/audiences", &Api::getAudiences},
    {Method::post, "/audiences", &Api::postAudience},
    {Method::get, "/topics", &Api::getTopics},
    {Method::post, "/topics", &Api::postTopic},
    {Method::get, "/domains", &Api::getDomains},
    {Method::post, "/domains", &Api::postDomain},
    {Method::get, "/push-apps", &Api::getPushApps},
    {Method::post, "/push-apps", &Api::postPushApp},
    // For those who run it; health needs no key (gate.cpp)
    {Method::get, "/health", &Api::getHealth},
    {Method::get, "/metrics", &Api::getMetrics},
};

/// Is the path like the pattern? Then `ids` has what stands for its "{…}".
bool fits(std::string_view pattern, const PathParts& path, std::array<std::string_view, 2>& ids)
{
    std::size_t part = 0;
    std::size_t named = 0;
    while (!pattern.empty()) {
        pattern.remove_prefix(1); // its slash
        const std::string_view wanted = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(wanted.size());
        if (part == path.size() || (wanted.front() != '{' && wanted != path[part]))
            return false;
        if (wanted.front() == '{')
            ids[named++] = path[part];
        ++part;
    }
    return part == path.size();
}

} // namespace

std::span<const Route> routes() noexcept { return table; }

void route(Api& api, HttpRequest& request, HttpReply reply)
{
    const Dialect dialect = dialectOf(request);
    const PathParts path(request.path);
    if (!path.valid()) {
        const bool tooLong = path.size() == PathParts::most;
        reply(tooLong ? problem(404, "unknown_path", "there is no such path", {}, dialect)
                      : problem(400, "malformed_path", "the path has a broken escape", {}, dialect));
        return;
    }
    Call call{request, std::move(reply), dialect, {}};
    std::string others;
    for (const Route& one : table) {
        if (!fits(one.path, path, call.ids))
            continue;
        if (one.method == request.method) {
            (api.*one.handler)(call);
            return;
        }
        others.append(others.empty() ? "" : ", ").append(nameOf(one.method));
    }
    if (others.empty()) {
        call.answer(problem(404, "unknown_path", "there is no such path", {}, dialect));
        return;
    }
    auto response = problem(405, "wrong_method", "this path takes another method: " + others, {}, dialect);
    response.headers.emplace_back("Allow", others);
    call.answer(std::move(response));
}

} // namespace runlens::server
