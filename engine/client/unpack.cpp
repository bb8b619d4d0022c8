// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/unpack.h"

#include <array>
#include <zlib.h>

namespace runlens::client {
namespace {

class Inflater {
public:
    Inflater() : m_ready(inflateInit2(&m_stream, MAX_WBITS + 32) == Z_OK) {} // + 32: gzip's head or zlib's
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() { inflateEnd(&m_stream); }

    [[nodiscard]] bool ready() const noexcept { return m_ready; }
    [[nodiscard]] z_stream& stream() noexcept { return m_stream; }

private:
    z_stream m_stream{};
    bool m_ready;
};

std::unexpected<Error> broken()
{
    return std::unexpected(Error{ErrorCode::brokenAnswer, "the packed body cannot be unpacked to its end", {}});
}

} // namespace

Result<QByteArray> unpacked(const QByteArray& packed, qsizetype most)
{
    Inflater inflater;
    if (!inflater.ready())
        return broken();
    z_stream& stream = inflater.stream();
    QByteArray input = packed;                               // zlib wants it writable, and does not write
    stream.next_in = reinterpret_cast<Bytef*>(input.data()); // NOLINT(*-reinterpret-cast): zlib's bytes are unsigned
    stream.avail_in = static_cast<uInt>(input.size());
    std::array<char, std::size_t{64} * 1024> buffer; // NOLINT(*-member-init): written before it is read
    QByteArray body;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data()); // NOLINT(*-reinterpret-cast): the same
        stream.avail_out = static_cast<uInt>(buffer.size());
        state = inflate(&stream, Z_NO_FLUSH);
        const auto count = static_cast<qsizetype>(buffer.size() - stream.avail_out);
        if (body.size() + count > most)
            return std::unexpected(Error{ErrorCode::tooLarge, "the body of an answer, unpacked", {}});
        body.append(buffer.data(), count);
    }
    return state == Z_STREAM_END ? Result<QByteArray>(std::move(body)) : broken();
}

} // namespace runlens::client
