// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/api.h"
#include "engine/server/paging.h"
#include "engine/store/numbers.h"

#include <algorithm>

namespace runlens::server {
namespace {

using store::AssetKind;

void writeContact(JsonStream& out, const store::ContactRow& row)
{
    out.beginObject();
    out.key("id");
    out.text(store::idOf(row.number).text());
    for (const auto& [name, text] : {std::pair("external_id", &row.externalId), std::pair("email", &row.email)}) {
        out.key(name);
        if (text->empty())
            out.null();
        else
            out.text(*text);
    }
    out.key("fields");
    out.value(row.contact.attributes);
    out.key("zone");
    out.text(row.contact.zone.empty() ? "UTC" : row.contact.zone);
    out.key("unsubscribed");
    out.boolean(row.contact.unsubscribed);
    out.key("email_suppressed");
    out.boolean(row.contact.emailSuppressed);
    out.key("push_suppressed");
    out.boolean(row.contact.pushSuppressed);
    out.key("audiences");
    out.beginList();
    for (const std::string& audience : row.contact.audiences)
        out.text(audience);
    out.endList();
    out.key("topics");
    out.beginList();
    for (const journey::TopicSubscription& topic : row.contact.topics) {
        out.beginObject();
        out.key("topic_id");
        out.text(topic.topic);
        out.key("is_subscribed");
        out.boolean(topic.subscribed);
        out.endObject();
    }
    out.endList();
    out.key("created_at");
    out.time(row.createdAt);
    out.key("updated_at");
    out.time(row.updatedAt);
    out.endObject();
}

void writeAsset(JsonStream& out, const store::AssetRow& row)
{
    out.beginObject();
    out.key("id");
    out.text(row.id);
    out.key("name");
    out.text(row.name);
    if (row.kind == AssetKind::templateVersion) {
        out.key("channel");
        if (row.channel)
            out.text(*row.channel == Channel::email ? "email" : "push");
        else
            out.null();
        out.key("status");
        out.text(row.status);
        out.key(row.channel == Channel::email ? "subject" : "title");
        out.text(row.title);
    }
    out.key("created_at");
    out.time(row.createdAt);
    out.endObject();
}

/// One row under `data`.
template <class Row>
HttpResponse single(int status, const Row& row, void (*write)(JsonStream&, const Row&))
{
    std::string text;
    JsonStream out(text);
    out.beginObject();
    out.key("data");
    write(out, row);
    out.endObject();
    return makeResponse(status, std::move(text));
}

HttpResponse contactOf(const runtime::ContactReceipt& receipt, Dialect /*dialect*/)
{
    return single(receipt.created ? 201 : 200, receipt.contact, &writeContact);
}

HttpResponse assetOf(const runtime::AssetReceipt& receipt, Dialect /*dialect*/)
{
    return single(201, receipt.asset, &writeAsset);
}

std::vector<journey::ChangeAudience> audiencesOf(std::vector<ContactRequest::Membership> memberships)
{
    std::vector<journey::ChangeAudience> audiences;
    audiences.reserve(memberships.size());
    for (auto& one : memberships)
        audiences.push_back({std::move(one.id), one.member});
    return audiences;
}

std::vector<journey::ChangeTopic> topicsOf(std::vector<ContactRequest::Membership> memberships)
{
    std::vector<journey::ChangeTopic> topics;
    topics.reserve(memberships.size());
    for (auto& one : memberships)
        topics.push_back({std::move(one.id), one.member});
    return topics;
}

struct AssetQuery {
    AssetKind kind = AssetKind::templateVersion;
    std::string channel; ///< of templates, as the two below
    std::string status;
    std::string search; ///< part of id, name or title
    std::string after;
    std::string before;
    std::size_t limit = 0;
};

bool isMeant(const store::AssetRow& row, const AssetQuery& query)
{
    const bool channel = query.channel.empty() || (row.channel == Channel::email && query.channel == "email")
                         || (row.channel == Channel::push && query.channel == "push");
    const bool status = query.status.empty() || row.status == query.status;
    const bool found = row.id.find(query.search) != std::string::npos
                       || row.name.find(query.search) != std::string::npos
                       || row.title.find(query.search) != std::string::npos;
    return channel && status && found;
}

Result<HttpResponse> assetPage(store::Reader& store, const AssetQuery& query)
{
    auto all = store.assets(query.kind);
    if (!all)
        return std::unexpected(std::move(all.error()));
    std::erase_if(*all, [&query](const store::AssetRow& row) { return !isMeant(row, query); });
    std::ranges::sort(*all, {}, &store::AssetRow::id);
    const auto page = pageOf(*std::move(all), query.after, query.before, query.limit,
                             [](const store::AssetRow& row) { return row.id; });
    return makeResponse(200, listAnswer(page.rows, page.nextCursor, &writeAsset));
}

} // namespace

void Api::getContacts(Call& call)
{
    Parameters parameters(call.request.query);
    const auto after = parameters.id("after", &store::contactNumberOf);
    const std::string identity = parameters.text("identity");
    const std::size_t limit = parameters.limit();
    if (const auto good = parameters.end(); !good) {
        call.fail(good.error());
        return;
    }
    read(call, [after, identity, limit](Reading& reading) -> Result<HttpResponse> {
        Result<std::vector<store::ContactRow>> rows;
        if (identity.empty()) {
            rows = reading.store.contacts(after, limit);
        } else {
            auto one = reading.store.contactByIdentity(identity);
            if (!one)
                return std::unexpected(std::move(one.error()));
            if (*one)
                rows->push_back(**std::move(one));
        }
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        const std::string cursor =
            cutPage(*rows, limit, [](const store::ContactRow& row) { return store::idOf(row.number).text(); });
        return makeResponse(200, listAnswer(*rows, cursor, &writeContact));
    });
}

void Api::postContact(Call& call)
{
    auto request = body(call, &readContactRequest);
    if (!request)
        return;
    submit(call,
           runtime::PutContact{
               .identity = {std::move(request->identity.contactId), std::move(request->identity.externalId),
                            std::move(request->identity.email)},
               .fields = std::move(request->fields),
               .zone = std::move(request->zone),
               .unsubscribed = request->unsubscribed,
               .audiences = audiencesOf(std::move(request->audiences)),
               .topics = topicsOf(std::move(request->topics)),
           },
           &contactOf);
}

void Api::getAssets(Call& call, AssetKind kind)
{
    Parameters parameters(call.request.query);
    AssetQuery query;
    query.kind = kind;
    if (kind == AssetKind::templateVersion) {
        query.channel = parameters.text("channel");
        query.status = parameters.text("status");
        query.search = parameters.text("search");
        if (!query.channel.empty() && query.channel != "email" && query.channel != "push")
            parameters.wrong("channel", "expected email or push");
    }
    query.after = parameters.text("after");
    query.before = parameters.text("before");
    query.limit = parameters.limit();
    if (const auto good = parameters.end(); !good) {
        call.fail(good.error());
        return;
    }
    read(call, [query = std::move(query)](Reading& reading) { return assetPage(reading.store, query); });
}

void Api::postAsset(Call& call, AssetKind kind)
{
    auto request = body(call, kind == AssetKind::templateVersion ? &readTemplateRequest : &readAssetRequest);
    if (!request)
        return;
    store::AssetRow row{
        .kind = kind,
        .id = std::move(request->id),
        .name = std::move(request->name),
        .status = std::move(request->status),
        .channel = std::nullopt,
        .title = std::move(request->title),
    };
    if (request->channel)
        row.channel = *request->channel == ChannelWord::email ? Channel::email : Channel::push;
    submit(call, runtime::PutAsset{std::move(row)}, &assetOf);
}

void Api::getTemplates(Call& call) { getAssets(call, AssetKind::templateVersion); }
void Api::postTemplate(Call& call) { postAsset(call, AssetKind::templateVersion); }
void Api::getAudiences(Call& call) { getAssets(call, AssetKind::audience); }
void Api::postAudience(Call& call) { postAsset(call, AssetKind::audience); }
void Api::getTopics(Call& call) { getAssets(call, AssetKind::topic); }
void Api::postTopic(Call& call) { postAsset(call, AssetKind::topic); }
void Api::getDomains(Call& call) { getAssets(call, AssetKind::domain); }
void Api::postDomain(Call& call) { postAsset(call, AssetKind::domain); }
void Api::getPushApps(Call& call) { getAssets(call, AssetKind::pushApp); }
void Api::postPushApp(Call& call) { postAsset(call, AssetKind::pushApp); }

} // namespace runlens::server
