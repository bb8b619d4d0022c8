// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/words.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace runlens::runtime {

/// A message to hand over.
struct SendRequest {
    std::string key; ///< idempotency key: the same for every attempt of one message
    MessageId message;
    Channel channel = Channel::email;
    std::string to; ///< email, or contact id
    TemplateVersionId templateVersion;
    std::string sender; ///< domain or push app; may be empty
    std::uint32_t attempt = 1;
};

struct SendResult {
    enum class Kind : std::uint8_t { done, transient, permanent, unknown } kind = Kind::done;
    std::string code;
    std::string message;
};

/// Whoever takes messages to people. Called by the threads of the workers, several at a time.
class Sender {
public:
    Sender() = default;
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    virtual ~Sender() = default;

    /// One result a request, in their order. Takes as long as it takes.
    [[nodiscard]] virtual std::vector<SendResult> send(std::span<const SendRequest> requests) = 0;
    /// Does it drop a second send of one key, for as long as we retry?
    [[nodiscard]] virtual bool deduplicates() const noexcept = 0;
};

} // namespace runlens::runtime
