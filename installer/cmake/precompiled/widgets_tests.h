// SPDX-License-Identifier: GPL-3.0-or-later
// What most tests of the window read.
#pragma once

#include "installer/cmake/precompiled/widgets.h"

#include <QDir>
#include <QTemporaryDir>
