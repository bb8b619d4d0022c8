// SPDX-License-Identifier: GPL-3.0-or-later
// Of Qt's core, what most sources read that know Qt.
#pragma once

#include "installer/cmake/precompiled/standard.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QLocale>
#include <QMetaObject>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTextStream>
#include <QTimer>
#include <QUrl>
