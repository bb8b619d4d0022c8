// SPDX-License-Identifier: GPL-3.0-or-later
// Named places at which a test may kill the process, as kill -9 would: RUNLENS_FAILPOINT=NAME:N in its environment
// kills it when it reaches NAME for the N-th time. Only in builds with RUNLENS_FAILPOINTS; elsewhere a failpoint is
// nothing.
#pragma once

namespace runlens {

#ifdef RUNLENS_FAILPOINTS
/// Any thread. `name` is a literal.
void failpoint(const char* name) noexcept;
#else
inline void failpoint(const char*) noexcept {}
#endif

} // namespace runlens
