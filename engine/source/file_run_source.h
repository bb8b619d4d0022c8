// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/source/run_document.h"
#include "engine/source/run_source.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <stop_token>

namespace runlens {

/// The runs of a file: a run, a list of runs, or a scenario, which is played. Its snapshot says which, and how far
/// reading is; refresh() reads it anew. What cannot be read is SourceState::error.
class FileRunSource final : public RunSource {
    Q_OBJECT
public:
    explicit FileRunSource(QString path, QObject* parent = nullptr);
    /// Stops what is being done. Does not wait: a pipe that nobody writes to cannot be interrupted.
    ~FileRunSource() override;

    [[nodiscard]] SourceKind kind() const noexcept override { return m_kind; }
    void open() override;
    void cancel() override;
    void refresh() override { open(); }
    void fetchDetail(RowNumber row) override;
    [[nodiscard]] std::shared_ptr<const RunSearch> search() const override { return m_search; }

private:
    struct Opened {
        std::shared_ptr<const RunDocument> document;
        std::shared_ptr<SourceSnapshot> snapshot;
        std::shared_ptr<const RunSearch> search;
        bool played = false;
    };
    static Result<Opened> read(const QString& path, const std::stop_token& stop,
                               const std::function<void(OpenProgress)>& progress);
    void take(Result<Opened> opened);
    void tell(OpenProgress progress);

    QString m_path;
    SourceKind m_kind = SourceKind::file;
    struct Line;
    std::shared_ptr<Line> m_line; ///< to the thread that reads
    std::stop_source m_stop;
    std::uint64_t m_turn = 0; ///< what an earlier one brings is dropped
    std::shared_ptr<const RunDocument> m_document;
    std::shared_ptr<const RunSearch> m_search;
};

} // namespace runlens
