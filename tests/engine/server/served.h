// SPDX-License-Identifier: GPL-3.0-or-later
// A server over a real store and runtime, within the test's process. For tests.
#pragma once

#include "engine/runtime/runtime.h"
#include "engine/runtime/sender.h"
#include "engine/server/service.h"
#include "tests/engine/server/socket_client.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

/// Takes everything, but for what goes to "refused@…".
class ObligingSender final : public runlens::runtime::Sender {
public:
    [[nodiscard]] std::vector<runlens::runtime::SendResult> send(
        std::span<const runlens::runtime::SendRequest> requests) override;
    [[nodiscard]] bool deduplicates() const noexcept override { return true; }
};

class Served {
public:
    explicit Served(const runlens::server::HttpServerOptions& http = {});
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served();

    [[nodiscard]] std::uint16_t port() const { return m_service->port(); }

    // With the key, over one connection.
    [[nodiscard]] Answer get(std::string_view path, std::string_view headers = {});
    [[nodiscard]] Answer post(std::string_view path, std::string_view body = {}, std::string_view headers = {});
    [[nodiscard]] Answer patch(std::string_view path, std::string_view body);
    /// Asks again until `good` says so, ten seconds at most; the last answer.
    [[nodiscard]] Answer until(std::string_view path, const std::function<bool(const Answer&)>& good);

    /// Makes what the documented journey refers to, and publishes it. Its id.
    std::string publishJourney();
    /// A run that waits for an opening, of that address. Its id.
    std::string startRun(std::string_view email);

    static constexpr std::string_view key = "the-key-of-the-tests";

private:
    QTemporaryDir m_folder;
    ObligingSender m_sender;
    std::unique_ptr<runlens::runtime::Runtime> m_runtime;
    std::unique_ptr<runlens::server::Service> m_service;
    std::unique_ptr<SocketClient> m_client;
};

/// The text at a JSON pointer of a body; "null", "true", a number, … as they are written. Empty where there is none.
[[nodiscard]] std::string at(const std::string& json, std::string_view pointer);
