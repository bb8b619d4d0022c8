// SPDX-License-Identifier: GPL-3.0-or-later
// Documents made smaller: raw deflate over a dictionary of the words that documents of runs are made of. Private to
// archive.
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace runlens {

/// One thread at a time; kept, because making one costs more than a document does.
class Deflater {
public:
    Deflater();
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    [[nodiscard]] std::string deflated(std::string_view bytes);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

/// `size`: of what was deflated. Errors: storeCorrupt where it is not that many bytes, or more than a document may
/// have.
[[nodiscard]] Result<std::string> inflated(std::string_view bytes, std::size_t size);

} // namespace runlens
