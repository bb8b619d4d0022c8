// SPDX-License-Identifier: GPL-3.0-or-later
// A contact as far as automations care, and what steps change of one.
#pragma once

#include "engine/domain/value.h"

#include <string>
#include <variant>
#include <vector>

namespace runlens::journey {

struct TopicSubscription {
    std::string topic;
    bool subscribed = false;

    friend bool operator==(const TopicSubscription&, const TopicSubscription&) = default;
};

struct Contact {
    Value attributes = Value(Value::Object{}); ///< an object: what conditions call `contact.…`
    std::string zone;                          ///< IANA name, for the driver; empty: UTC
    bool unsubscribed = false;                 ///< from everything
    bool emailSuppressed = false;              ///< a bounce or a complaint
    bool pushSuppressed = false;
    std::vector<std::string> audiences; ///< ids
    std::vector<TopicSubscription> topics;

    friend bool operator==(const Contact&, const Contact&) = default;
};

/// `contact_update`: each field becomes that value; null removes it.
struct UpdateFields {
    Value::Object fields;
    friend bool operator==(const UpdateFields&, const UpdateFields&) = default;
};
/// `add_to_audience`, `remove_from_audience`
struct ChangeAudience {
    std::string audience;
    bool member = true;
    friend bool operator==(const ChangeAudience&, const ChangeAudience&) = default;
};
/// `set_topic_subscription`
struct ChangeTopic {
    std::string topic;
    bool subscribed = true;
    friend bool operator==(const ChangeTopic&, const ChangeTopic&) = default;
};
using ContactChange = std::variant<UpdateFields, ChangeAudience, ChangeTopic>;

/// Makes the change; tells whether the contact is another one now. For drivers, who report it with the step's result.
bool applyChange(Contact& contact, const ContactChange& change);

} // namespace runlens::journey
