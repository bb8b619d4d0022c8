// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/machine.h"
#include "engine/journey/admission.h"
#include "engine/journey/history.h"
#include "engine/journey/transitions.h"
