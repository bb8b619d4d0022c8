// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/deflate.h"

#include "engine/wire/limits.h"

#include <new>
#include <zlib.h>

namespace runlens {
namespace {

// What is frequent stands at the end. Archives are read with it: it never changes.
constexpr std::string_view dictionary =
    R"("object":"list","has_more":false,"next_cursor":null,"payload":{"order_id":"amount":"currency":")"
    R"(EUR","items":[{"sku":"quantity":1,"price":"total":"plan":"country":"email":"name":"first_name":)"
    R"("last_name":"created":true,"updated":false,"url":"https://www."late_events":[],"condition":{"fi)"
    R"(eld":"operator":"equals","value":"actual":"result":true},"skip_reason":"deferrals":[{"until":"r)"
    R"(eason":"quiet_hours"}],"attempts":[{"number":1,"started_at":"ended_at":"error":{"code":"message)"
    R"(":"step_key":"occurred_at":"received_at":"2026-01-01T00:00:00.000Z"},"template_version_id":"tv_)"
    R"(","contact_id":"con_","events":[{"type":"sent","occurred_at":"2026-"},{"type":"delivered"},{"ty)"
    R"(pe":"opened"},{"type":"clicked"}],"last_event":"delivered","linked_push_notifications":[],"link)"
    R"(ed_emails":[{"id":"email_","subject":"title":"automation_step_key":"waits":[{"id":"wait_","auto)"
    R"(mation_step_id":"automation_step_key":"step_type":"wait_for_event","event_name":"status":"recei)"
    R"(ved","identity_value":"opened_at":"timeout_at":"resumed_at":"timed_out_at":null,"outcome_branch)"
    R"(":"resumed_by":{"id":"evt_","event":"sent_emails":[],"sent_push_notifications":[],"steps":[{"id)"
    R"(":"step_","key":"type":"send_email","type":"delay","type":"condition","status":"pending","statu)"
    R"(s":"skipped","branch_taken":"next","branch_taken":"timeout","current_step_key":null,"last_error)"
    R"(":null,"sent_count":0,"shape":[["completed",1],["waiting",9,true]],"status":"queued","status":")"
    R"(running","status":"waiting","status":"failed","status":"cancelled","status":"completed","create)"
    R"(d_at":"2026-01-01T00:00:00.000Z","started_at":"2026-01-01T00:00:00.000Z","completed_at":"2026-0)"
    R"(1-01T00:00:00.000Z","resolved_identity_type":"external_id","resolved_identity_type":"contact_id)"
    R"(","resolved_identity_type":"email","resolved_identity_value":"@example.com","trigger_event":{"i)"
    R"(d":"evt_","name":"trigger_event_name":"automation_version_id":"ver_","automation_id":"aut_","da)"
    R"(ta":{"id":"run_)";

constexpr int rawWindow = -15; ///< no header, no checksum
constexpr int level = 6;
constexpr int memory = 8;

// zlib's interface is older than const.
Bytef* bytesOf(std::string_view text)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): only read
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

std::unexpected<Error> damaged()
{
    return std::unexpected(Error{ErrorCode::storeCorrupt, "a document is damaged", {}});
}

/// Ends the stream.
struct Inflating {
    z_stream stream = {};
    Inflating() = default;
    Inflating(const Inflating&) = delete;
    Inflating& operator=(const Inflating&) = delete;
    ~Inflating() { inflateEnd(&stream); }
};

} // namespace

struct Deflater::Stream {
    z_stream z = {};
};

Deflater::Deflater() : m_stream(std::make_unique<Stream>())
{
    if (deflateInit2(&m_stream->z, level, Z_DEFLATED, rawWindow, memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
}

Deflater::~Deflater() { deflateEnd(&m_stream->z); }

std::string Deflater::deflated(std::string_view bytes)
{
    z_stream& z = m_stream->z;
    deflateReset(&z);
    deflateSetDictionary(&z, bytesOf(dictionary), static_cast<uInt>(dictionary.size()));
    std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())), '\0');
    z.next_in = bytesOf(bytes);
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = bytesOf(out);
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(out.size() - z.avail_out);
    return out;
}

Result<std::string> inflated(std::string_view bytes, std::size_t size)
{
    if (size > maxBodyBytes)
        return damaged();
    Inflating inflating;
    z_stream& z = inflating.stream;
    if (inflateInit2(&z, rawWindow) != Z_OK)
        throw std::bad_alloc();
    inflateSetDictionary(&z, bytesOf(dictionary), static_cast<uInt>(dictionary.size()));
    std::string out(size + 1, '\0'); // one more, so that the end is seen
    z.next_in = bytesOf(bytes);
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = bytesOf(out);
    z.avail_out = static_cast<uInt>(out.size());
    if (inflate(&z, Z_FINISH) != Z_STREAM_END || z.avail_out != 1)
        return damaged();
    out.resize(size);
    return out;
}

} // namespace runlens
