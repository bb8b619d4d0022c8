// SPDX-License-Identifier: GPL-3.0-or-later
// The engine at hand as a backend: a store that this process executes, or that another one executes and this one reads.
// Private to source.
#pragma once

#include "engine/runtime/run_teller.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/sender.h"
#include "engine/source/run_backend.h"
#include "engine/store/reader.h"

#include <memory>
#include <string>

namespace runlens {

/// Reads on the thread that asks. Sends go to a sandbox beside the store.
class EngineBackend final : public RunBackend {
    Q_OBJECT
public:
    enum class Access : std::uint8_t {
        execute, ///< makes the store where there is none; reads it alone where another process executes it
        readOnly,
    };
    /// `path` of the store.
    EngineBackend(std::string path, Access access);
    ~EngineBackend() override;

    void connectTo(Done<BackendInfo> done) override;
    void automations(Done<std::vector<Automation>> done) override;
    void automation(const AutomationId& id, Done<Automation> done) override;
    void page(const PageRequest& request, Done<PageAnswer> done) override;
    void detail(const DetailRequest& request, Done<DetailAnswer> done) override;
    [[nodiscard]] double budget() const override { return 0; }
    [[nodiscard]] std::chrono::milliseconds latency() const override { return {}; }

private:
    template <class T, class Ask>
    void later(Done<T> done, Ask ask);
    [[nodiscard]] Result<BackendInfo> open();
    [[nodiscard]] Result<Automation> told(const store::AutomationRow& row);
    [[nodiscard]] Result<std::vector<Automation>> allAutomations();
    [[nodiscard]] Result<PageAnswer> readPage(const PageRequest& request);
    [[nodiscard]] Result<DetailAnswer> readDetail(const DetailRequest& request);

    std::string m_path;
    Access m_access;
    std::unique_ptr<runtime::Sender> m_sender;
    std::unique_ptr<runtime::Runtime> m_runtime; ///< null: another process executes the store
    std::unique_ptr<store::Reader> m_reader;
    std::unique_ptr<runtime::RunTeller> m_teller;
};

} // namespace runlens
