// SPDX-License-Identifier: GPL-3.0-or-later
// What most tests read. Not Qt Test: what its headers hold depends on what a test is linked with.
#pragma once

#include "installer/cmake/precompiled/qt.h"

#include <QDir>
#include <QTemporaryDir>
#include <rapidcheck.h>
#include <set>
