// SPDX-License-Identifier: GPL-3.0-or-later
// Every file of benches registers itself here and in main.cpp.
#pragma once

#include "tests/bench/harness.h"

namespace runlens::bench {

void archiveBenches(Bench& bench);
void hydrationBenches(Bench& bench);
void listBenches(Bench& bench);
void parseBenches(Bench& bench);
void queueBenches(Bench& bench);
void storeBenches(Bench& bench);
void timelineBenches(Bench& bench);
void windowBenches(Bench& bench);

} // namespace runlens::bench
