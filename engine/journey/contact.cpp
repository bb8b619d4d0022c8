// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/contact.h"

#include <algorithm>

namespace runlens::journey {
namespace {

bool setField(Value::Object& fields, const Field& field)
{
    const auto found = std::ranges::find(fields, field.name, &Field::name);
    if (field.value.isNull()) {
        if (found == fields.end())
            return false;
        fields.erase(found);
        return true;
    }
    if (found == fields.end()) {
        fields.push_back(field);
        return true;
    }
    if (found->value == field.value)
        return false;
    found->value = field.value;
    return true;
}

bool changeBy(Contact& contact, const UpdateFields& update)
{
    if (contact.attributes.as<Value::Object>() == nullptr)
        contact.attributes = Value(Value::Object{});
    auto* attributes = contact.attributes.as<Value::Object>();
    bool changed = false;
    for (const Field& field : update.fields)
        changed |= setField(*attributes, field);
    return changed;
}

bool changeBy(Contact& contact, const ChangeAudience& audience)
{
    const auto found = std::ranges::find(contact.audiences, audience.audience);
    const bool isMember = found != contact.audiences.end();
    if (isMember == audience.member)
        return false;
    if (isMember)
        contact.audiences.erase(found);
    else
        contact.audiences.push_back(audience.audience);
    return true;
}

/// A topic that was never set is neither subscribed nor unsubscribed: setting it either way is a change.
bool changeBy(Contact& contact, const ChangeTopic& topic)
{
    const auto found = std::ranges::find(contact.topics, topic.topic, &TopicSubscription::topic);
    if (found == contact.topics.end()) {
        contact.topics.push_back({topic.topic, topic.subscribed});
        return true;
    }
    if (found->subscribed == topic.subscribed)
        return false;
    found->subscribed = topic.subscribed;
    return true;
}

} // namespace

bool applyChange(Contact& contact, const ContactChange& change)
{
    return std::visit([&contact](const auto& what) { return changeBy(contact, what); }, change);
}

} // namespace runlens::journey
