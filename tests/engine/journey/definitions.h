// SPDX-License-Identifier: GPL-3.0-or-later
// Definitions for tests: by hand, and at random.
#pragma once

#include "chooser.h"
#include "engine/domain/automation.h"
#include "engine/journey/plan.h"

#include <initializer_list>
#include <string>
#include <string_view>

/// Values as short as JSON.
runlens::Value text(std::string_view value);
runlens::Value number(std::int64_t value);
runlens::Value truth(bool value);
runlens::Value object(std::initializer_list<runlens::Field> fields);
runlens::Value list(std::initializer_list<runlens::Value> items);

class DefinitionBuilder {
public:
    explicit DefinitionBuilder(std::string_view trigger = "order.completed")
    {
        m_definition.triggerEventName = trigger;
    }

    DefinitionBuilder& filters(runlens::Value filters);
    DefinitionBuilder& step(std::string_view key, runlens::StepType type, runlens::Value config);
    DefinitionBuilder& connect(std::string_view from, std::string_view to,
                               runlens::Named<runlens::Branch> branch = runlens::Branch::next);
    [[nodiscard]] runlens::Definition& definition() { return m_definition; }
    /// It must be valid.
    [[nodiscard]] runlens::journey::Plan plan() const;

private:
    runlens::Definition m_definition;
};

/// trigger → send_receipt → wait_for_open (a day): received → push, timeout → add_to_follow_up.
DefinitionBuilder documentedJourney();

/// A valid one of up to `steps` steps, with all types, branches and merges; few names and values, so that they meet.
runlens::Definition randomDefinition(Chooser& chooser, std::uint32_t steps = 8);

inline constexpr std::string_view eventNames[] = {"order.completed", "sendrealm.mail.open", "cart.updated"};
/// Payloads of the same few fields and values as the filters, conditions and correlations of randomDefinition.
runlens::Value randomPayload(Chooser& chooser);
