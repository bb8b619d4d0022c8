// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers for whoever watches the server, in the text format of Prometheus. Private to server.
#pragma once

#include "engine/runtime/runtime.h"
#include "engine/server/http_server.h"
#include "engine/store/reader.h"

#include <string>

namespace runlens::server {

struct MetricsFacts {
    store::StoreCounts runs;
    store::Reader::DueWork work;
    runtime::RuntimeStats runtime;
    HttpServerStats http;
    bool healthy = true;
};

[[nodiscard]] std::string metricsText(const MetricsFacts& facts);

} // namespace runlens::server
