// SPDX-License-Identifier: GPL-3.0-or-later
// Evidence of a run, asked for as text.
#pragma once

#include "engine/analysis/evidence.h"
#include "tests/engine/analysis/moments.h"
#include "tests/engine/analysis/run_builder.h"

#include <QByteArray>

#include <string>

namespace runlens::testing {

inline Evidence evidenceOf(const Run& run) { return collectEvidence(run, nullptr); }

inline std::string start(const Evidence& evidence, std::size_t step) { return told(evidence.steps[step].start); }
inline std::string end(const Evidence& evidence, std::size_t step) { return told(evidence.steps[step].end); }

} // namespace runlens::testing

#define COMPARE_TEXT(actual, expected) QCOMPARE(QByteArray::fromStdString(actual), QByteArray(expected))
