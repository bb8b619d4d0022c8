// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever tells runs page by page and one by one: a server, or the engine at hand. FollowWorker makes a source of it.
#pragma once

#include "engine/base/result.h"
#include "engine/client/run_filter.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"

#include <QObject>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// What is asked for first when not all can be asked at once.
enum class Urgency : std::uint8_t { interactive, look, background };

struct BackendInfo {
    std::string description;        ///< an address, a path
    std::vector<std::string> notes; ///< dialect and the like
    FilterReach filters = FilterReach::nothing;
    bool readOnly = true;
};

struct PageRequest {
    AutomationId automation;
    RunFilter filter;
    std::string cursor; ///< empty: from the newest on
    Urgency urgency = Urgency::background;
};

struct PageAnswer {
    std::vector<Run> runs; ///< the newest first
    std::string cursor;    ///< of the next page; empty: this is the last
    Diagnostics diagnostics;
};

struct DetailRequest {
    AutomationId automation;
    RunId run;
    std::string etag; ///< of the detail at hand; empty: there is none
    Urgency urgency = Urgency::background;
};

struct DetailAnswer {
    bool unchanged = false; ///< the one at hand holds; else:
    std::shared_ptr<const Run> run;
    std::shared_ptr<const std::string> bytes;
    std::string etag;
    Diagnostics diagnostics;
};

/// Asked and answering on one thread, which may be waited on by nobody else: answers come later, never from within the
/// question. Destroying it drops the answers that have not come.
class RunBackend : public QObject {
    Q_OBJECT
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;
    using QObject::QObject;

    /// First of all, and again while it fails. Errors: unreachable, requestRefused and their kin.
    virtual void connectTo(Done<BackendInfo> done) = 0;
    virtual void automations(Done<std::vector<Automation>> done) = 0;
    virtual void automation(const AutomationId& id, Done<Automation> done) = 0;
    virtual void page(const PageRequest& request, Done<PageAnswer> done) = 0;
    /// Errors also: notFound.
    virtual void detail(const DetailRequest& request, Done<DetailAnswer> done) = 0;

    /// Requests a second that may be made; 0: as many as it answers.
    [[nodiscard]] virtual double budget() const = 0;
    [[nodiscard]] virtual std::chrono::milliseconds latency() const = 0; ///< of the last answer
    /// How far its clock is ahead of this computer's; none: not told, or it is the same.
    [[nodiscard]] virtual std::optional<std::chrono::seconds> clockSkew() const { return std::nullopt; }
};

} // namespace runlens
