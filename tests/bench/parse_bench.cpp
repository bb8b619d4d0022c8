// SPDX-License-Identifier: GPL-3.0-or-later
// JSON to our structs, against the tree of the JSON library alone. Ours also checks types, parses times and words,
// merges both listings, links everything to its step and keeps what it does not know; the tree holds texts and numbers.
#include "engine/wire/reader.h"
#include "tests/bench/benches.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace runlens::bench {
namespace {

std::string sampleText(const std::string& name)
{
    std::ostringstream text;
    text << std::ifstream(RUNLENS_SOURCE_DIR "/resources/samples/" + name + ".json", std::ios::binary).rdbuf();
    return text.str();
}

/// The same document without blanks, as a server sends it.
std::string compact(const std::string& json) { return nlohmann::json::parse(json).dump(); }

/// A page as our server makes it: rows without steps.
std::string listOf(std::size_t rows)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < rows; ++i) {
        const auto n = std::to_string(100'000 + i);
        list.push_back({{"id", "run_7f3a5be2" + n},
                        {"automation_id", "aut_post_purchase"},
                        {"automation_version_id", "ver_aut_post_purchase_3"},
                        {"trigger_event_name", "order.completed"},
                        {"resolved_identity_type", "email"},
                        {"resolved_identity_value", "customer." + n + "@example.com"},
                        {"status", i % 7 == 0 ? "failed" : "completed"},
                        {"trigger_event",
                         {{"id", "evt_" + n},
                          {"event_name", "order.completed"},
                          {"payload", {{"order_id", "ord_" + n}, {"amount", 4900 + i}}},
                          {"occurred_at", "2026-06-08T14:15:00.000Z"}}},
                        {"created_at", "2026-06-08T14:15:00.120Z"},
                        {"started_at", "2026-06-08T14:15:00.300Z"},
                        {"completed_at", "2026-06-08T14:16:31.410Z"},
                        {"current_step_key", nullptr},
                        {"sent_count", i % 3}});
    }
    return nlohmann::ordered_json{{"data", list}, {"has_more", true}, {"next_cursor", "c2"}}.dump();
}

void compareRun(Bench& bench, const std::string& name, const std::string& json)
{
    if (!readRun(json))
        std::abort();
    bench.compare(name, {"ours: a Run", [&json] { keep(readRun(json)); }},
                  {"nlohmann::json::parse: a tree", [&json] { keep(nlohmann::json::parse(json)); }},
                  {static_cast<double>(json.size()), "bytes"});
}

} // namespace

void parseBenches(Bench& bench)
{
    const auto documented = sampleText("documented-run");
    const auto many = sampleText("many-steps");
    compareRun(bench, "parse run detail, documented", documented);
    compareRun(bench, "parse run detail, documented, compact", compact(documented));
    compareRun(bench, "parse run detail, 300 steps", many);
    compareRun(bench, "parse run detail, 300 steps, compact", compact(many));

    const auto list = listOf(10'000);
    const auto page = readRunList(list);
    if (!page || page->value.runs.size() != 10'000 || !page->diagnostics.empty())
        std::abort();
    bench.compare("parse list of 10000", {"ours: a RunPage", [&list] { keep(readRunList(list)); }},
                  {"nlohmann::json::parse: a tree", [&list] { keep(nlohmann::json::parse(list)); }},
                  {static_cast<double>(list.size()), "bytes"});

    static constexpr std::size_t sizes[] = {100, 10'000};
    bench.scale("parse list, per row", sizes,
                [](std::size_t rows) { return [json = listOf(rows)] { keep(readRunList(json)); }; });
}

} // namespace runlens::bench
