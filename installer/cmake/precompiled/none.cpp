// SPDX-License-Identifier: GPL-3.0-or-later
// The targets that precompile headers need a source.
