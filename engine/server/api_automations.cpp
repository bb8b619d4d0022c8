// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/api.h"
#include "engine/server/paging.h"
#include "engine/store/numbers.h"

#include <algorithm>
#include <array>

namespace runlens::server {
namespace {

std::string_view wordOf(store::AutomationStatus status) noexcept
{
    constexpr std::array<std::string_view, 3> words{"draft", "active", "paused"};
    return words[static_cast<std::size_t>(status)];
}

std::string_view wordOf(journey::Reentry reentry) noexcept
{
    constexpr std::array<std::string_view, 3> words{"every_time", "once", "one_at_a_time"};
    return words[static_cast<std::size_t>(reentry)];
}

std::optional<journey::Reentry> reentryOf(const std::optional<ReentryWord>& word)
{
    if (!word)
        return std::nullopt;
    switch (*word) {
    case ReentryWord::everyTime: return journey::Reentry::everyTime;
    case ReentryWord::once: return journey::Reentry::once;
    case ReentryWord::oneAtATime: break;
    }
    return journey::Reentry::oneAtATime;
}

/// Has views into the row, which must stay.
AutomationAnswer answerOf(const store::AutomationRow& row, const std::optional<store::VersionRow>& version)
{
    AutomationAnswer answer{
        .id = store::idOf(row.number),
        .name = row.name,
        .description = row.description,
        .status = std::string(wordOf(row.status)),
        .reentry = std::string(wordOf(row.reentry)),
        .definition = row.definition,
        .editorLayout = row.editorLayout,
        .version = std::nullopt,
        .createdAt = row.createdAt,
        .updatedAt = row.updatedAt,
    };
    if (version)
        answer.version =
            PublishedVersion{.id = store::idOf(version->number), .number = version->ordinal, .state = "published"};
    return answer;
}

HttpResponse created(const runtime::AutomationReceipt& receipt, Dialect dialect)
{
    return makeResponse(201, automationAnswer(answerOf(receipt.automation, receipt.version), dialect));
}

HttpResponse changed(const runtime::AutomationReceipt& receipt, Dialect dialect)
{
    return makeResponse(200, automationAnswer(answerOf(receipt.automation, receipt.version), dialect));
}

HttpResponse stateOf(const runtime::AutomationReceipt& receipt, Dialect /*dialect*/)
{
    return makeResponse(200, automationStateAnswer(answerOf(receipt.automation, receipt.version)));
}

Result<std::optional<store::VersionRow>> currentVersionOf(store::Reader& store, const store::AutomationRow& row)
{
    return row.current ? store.version(*row.current) : std::optional<store::VersionRow>();
}

/// The words of both dialects; nothing for another one.
std::optional<std::vector<store::AutomationStatus>> statusesOf(std::string_view word)
{
    using enum store::AutomationStatus;
    if (word.empty())
        return std::vector{draft, active, paused};
    if (word == "active" || word == "enabled")
        return std::vector{active};
    if (word == "disabled")
        return std::vector{draft, paused};
    if (word == wordOf(draft))
        return std::vector{draft};
    if (word == wordOf(paused))
        return std::vector{paused};
    return std::nullopt;
}

struct AutomationQuery {
    std::vector<store::AutomationStatus> statuses;
    std::string search; ///< part of the name or the description, in any case of ASCII
    std::string after;
    std::string before;
    std::size_t limit = 0;
};

bool contains(std::string_view text, std::string_view part)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return !std::ranges::search(text, part, {}, lower, lower).empty() || part.empty();
}

Result<HttpResponse> automationPage(store::Reader& store, const AutomationQuery& query, Dialect dialect)
{
    auto all = store.automations();
    if (!all)
        return std::unexpected(std::move(all.error()));
    std::erase_if(*all, [&query](const store::AutomationRow& row) {
        return std::ranges::find(query.statuses, row.status) == query.statuses.end()
               || !(contains(row.name, query.search) || contains(row.description, query.search));
    });
    const auto idOf = [](const store::AutomationRow& row) { return store::idOf(row.number).text(); };
    std::ranges::sort(*all, std::greater(), &store::AutomationRow::number); // the newest first, as runs are
    auto page = pageOf(*std::move(all), query.after, query.before, query.limit, idOf);
    std::vector<AutomationAnswer> answers;
    for (const store::AutomationRow& row : page.rows) {
        auto version = currentVersionOf(store, row);
        if (!version)
            return std::unexpected(std::move(version.error()));
        answers.push_back(answerOf(row, *version));
    }
    return makeResponse(200, automationPageAnswer(answers, page.nextCursor, dialect));
}

Result<HttpResponse> oneAutomation(store::Reader& store, store::AutomationNumber number, Dialect dialect)
{
    const auto all = store.automations();
    if (!all)
        return std::unexpected(all.error());
    const auto row = std::ranges::find(*all, number, &store::AutomationRow::number);
    if (row == all->end())
        return std::unexpected(Error{ErrorCode::notFound, {}, store::idOf(number).text()});
    const auto version = currentVersionOf(store, *row);
    if (!version)
        return std::unexpected(version.error());
    return makeResponse(200, automationAnswer(answerOf(*row, *version), dialect));
}

} // namespace

HttpResponse Api::notPublishable(const runtime::NotPublishable& refused, Dialect dialect)
{
    std::vector<ErrorDetail> details;
    for (const journey::Violation& violation : refused.violations) {
        // Sentences are made where Qt's translations are; here are the facts they are made of.
        std::string message(journey::nameOf(violation.code));
        for (const std::string& argument : violation.arguments)
            message.append(message.find(':') == std::string::npos ? ": " : ", ").append(argument);
        details.push_back({.pointer = "/definition" + violation.pointer,
                           .message = std::move(message),
                           .code = std::string(journey::nameOf(violation.code)),
                           .warning = journey::gravityOf(violation.code) == journey::Gravity::warning});
    }
    return problem(422, "not_publishable", "the definition cannot be published", details, dialect);
}

std::optional<std::string> Api::reason(Call& call) { return body(call, &readReason); }

void Api::getAutomations(Call& call)
{
    Parameters parameters(call.request.query);
    AutomationQuery query;
    const auto statuses = statusesOf(parameters.text("status"));
    if (statuses)
        query.statuses = *statuses;
    else
        parameters.wrong("status", "expected draft, active, paused, enabled or disabled");
    query.search = parameters.text("search");
    query.limit = parameters.limit();
    query.after = parameters.text("after");
    query.before = parameters.text("before");
    if (const auto good = parameters.end(); !good) {
        call.fail(good.error());
        return;
    }
    read(call, [query = std::move(query), dialect = call.dialect](Reading& reading) {
        return automationPage(reading.store, query, dialect);
    });
}

void Api::getAutomation(Call& call)
{
    const auto number = store::automationNumberOf(call.ids[0]);
    if (!number)
        call.notFound(call.ids[0]);
    else
        read(call, [number = *number, dialect = call.dialect](Reading& reading) {
            return oneAutomation(reading.store, number, dialect);
        });
}

void Api::postAutomation(Call& call)
{
    auto request = body(call, &readNewAutomation);
    if (!request)
        return;
    submit(call,
           runtime::CreateAutomation{
               .name = std::move(request->name).value_or(""),
               .description = std::move(request->description).value_or(""),
               .definition = std::move(request->definition).value_or(""),
               .editorLayout = std::move(request->editorLayout).value_or(""),
               .reentry = reentryOf(request->reentry).value_or(journey::Reentry::everyTime),
           },
           &created);
}

void Api::patchAutomation(Call& call)
{
    auto request = body(call, &readChangedAutomation);
    if (!request)
        return;
    submit(call,
           runtime::ChangeAutomation{
               .id = AutomationId(std::string(call.ids[0])),
               .name = std::move(request->name),
               .description = std::move(request->description),
               .definition = std::move(request->definition),
               .editorLayout = std::move(request->editorLayout),
               .reentry = reentryOf(request->reentry),
           },
           &changed);
}

void Api::publishAutomation(Call& call)
{
    if (auto why = reason(call))
        submit(
            call,
            runtime::PublishAutomation{AutomationId(std::string(call.ids[0])), std::string(whoHasKey), *std::move(why)},
            &stateOf);
}

void Api::pauseAutomation(Call& call)
{
    if (auto why = reason(call))
        submit(
            call,
            runtime::PauseAutomation{AutomationId(std::string(call.ids[0])), std::string(whoHasKey), *std::move(why)},
            &stateOf);
}

void Api::resumeAutomation(Call& call)
{
    if (auto why = reason(call))
        submit(
            call,
            runtime::ResumeAutomation{AutomationId(std::string(call.ids[0])), std::string(whoHasKey), *std::move(why)},
            &stateOf);
}

} // namespace runlens::server
