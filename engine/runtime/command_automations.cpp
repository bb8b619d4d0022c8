// SPDX-License-Identifier: GPL-3.0-or-later
// Commands about automations and what their definitions refer to.
#include "engine/runtime/command_handler.h"
#include "engine/wire/definition_reader.h"

#include <algorithm>
#include <utility>

namespace runlens::runtime {
namespace {

using store::AutomationStatus;

AutomationReceipt receiptOf(const Session& session, const store::AutomationRow& row)
{
    AutomationReceipt receipt{row, std::nullopt};
    if (row.current)
        if (const auto* version = session.memory().catalog.version(*row.current))
            receipt.version = *version;
    return receipt;
}

Result<store::AutomationRow> automationOf(const Session& session, const AutomationId& id)
{
    const auto number = store::automationNumberOf(id.text());
    const auto* row = number ? session.memory().catalog.automation(*number) : nullptr;
    if (row == nullptr)
        return refused(ErrorCode::notFound, "there is no such automation", id.text());
    return *row;
}

AutomationReceipt put(Session& session, store::AutomationRow row)
{
    row.updatedAt = session.now();
    session.take(session.transaction().putAutomation(row));
    session.memory().catalog.put(row);
    return receiptOf(session, row);
}

/// A definition is kept as it came, if it is one at all.
Result<void> mustRead(const std::string& definition)
{
    if (const auto read = readDefinition(definition); !read)
        return refused(ErrorCode::unprocessable, read.error().message, "/definition");
    return {};
}

/// What definitions may refer to. Of a kind of which nothing was registered nothing is known.
Registry registryOf(const std::vector<store::AssetRow>& assets)
{
    Registry registry;
    const auto put = [](std::optional<std::vector<std::string>>& list, const std::string& id) {
        if (!list)
            list.emplace();
        list->push_back(id);
    };
    for (const auto& asset : assets) {
        switch (asset.kind) {
        case store::AssetKind::templateVersion:
            if (!registry.templates)
                registry.templates.emplace();
            registry.templates->push_back(
                {TemplateVersionId(asset.id), asset.channel, asset.status.empty() || asset.status == "published"});
            break;
        case store::AssetKind::audience: put(registry.audiences, asset.id); break;
        case store::AssetKind::topic: put(registry.topics, asset.id); break;
        case store::AssetKind::domain: put(registry.domains, asset.id); break;
        case store::AssetKind::pushApp: put(registry.pushApps, asset.id); break;
        }
    }
    return registry;
}

} // namespace

Result<Reply> carryOut(Session& session, const CreateAutomation& command)
{
    if (command.name.empty())
        return refused(ErrorCode::unprocessable, "an automation has a name", "/name");
    if (const auto read = mustRead(command.definition); !read)
        return std::unexpected(read.error());
    store::AutomationRow row;
    row.number = store::AutomationNumber{++session.memory().clock.automations};
    row.name = command.name;
    row.description = command.description;
    row.reentry = command.reentry;
    row.definition = command.definition;
    row.editorLayout = command.editorLayout;
    row.createdAt = session.now();
    return put(session, std::move(row));
}

Result<Reply> carryOut(Session& session, const ChangeAutomation& command)
{
    auto row = automationOf(session, command.id);
    if (!row)
        return std::unexpected(row.error());
    if (command.name && command.name->empty())
        return refused(ErrorCode::unprocessable, "an automation has a name", "/name");
    if (command.definition)
        if (const auto read = mustRead(*command.definition); !read)
            return std::unexpected(read.error());
    row->name = command.name.value_or(row->name);
    row->description = command.description.value_or(row->description);
    row->definition = command.definition.value_or(row->definition);
    row->editorLayout = command.editorLayout.value_or(row->editorLayout);
    row->reentry = command.reentry.value_or(row->reentry);
    return put(session, *std::move(row));
}

Result<Reply> carryOut(Session& session, const PublishAutomation& command)
{
    auto row = automationOf(session, command.id);
    if (!row)
        return std::unexpected(row.error());
    const auto document = readDefinition(row->definition);
    if (!document)
        return refused(ErrorCode::unprocessable, document.error().message, "/definition");
    const Registry registry = registryOf(session.take(session.transaction().assets()));
    auto compiled = journey::compile(document->value.automation.definition, &registry);
    if (!compiled.plan)
        return NotPublishable{std::move(compiled.violations)};
    auto& memory = session.memory();
    store::VersionRow version;
    version.number = store::VersionNumber{++memory.clock.versions};
    version.automation = row->number;
    version.ordinal = memory.catalog.lastOrdinal(row->number) + 1;
    version.definition = row->definition;
    version.publishedAt = session.now();
    session.take(session.transaction().addVersion(version));
    if (auto added = memory.catalog.add(version); !added)
        return std::unexpected(added.error());
    row->current = version.number;
    row->status = AutomationStatus::active;
    audit(session, "automation.publish", command.id.text(), command.who, command.reason);
    return put(session, *std::move(row));
}

Result<Reply> carryOut(Session& session, const PauseAutomation& command)
{
    auto row = automationOf(session, command.id);
    if (!row)
        return std::unexpected(row.error());
    if (row->status != AutomationStatus::active)
        return refused(ErrorCode::conflict, "only an active automation can be paused", command.id.text());
    row->status = AutomationStatus::paused;
    audit(session, "automation.pause", command.id.text(), command.who, command.reason);
    return put(session, *std::move(row));
}

Result<Reply> carryOut(Session& session, const ResumeAutomation& command)
{
    auto row = automationOf(session, command.id);
    if (!row)
        return std::unexpected(row.error());
    if (row->status != AutomationStatus::paused)
        return refused(ErrorCode::conflict, "only a paused automation can be resumed", command.id.text());
    row->status = AutomationStatus::active;
    audit(session, "automation.resume", command.id.text(), command.who, command.reason);
    return put(session, *std::move(row));
}

Result<Reply> carryOut(Session& session, const PutAsset& command)
{
    if (command.asset.id.empty())
        return refused(ErrorCode::unprocessable, "an id is needed", "/id");
    store::AssetRow row = command.asset;
    row.createdAt = session.now();
    session.take(session.transaction().putAsset(row));
    return AssetReceipt{std::move(row)};
}

} // namespace runlens::runtime
