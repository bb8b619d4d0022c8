// SPDX-License-Identifier: GPL-3.0-or-later
// Of Qt's widgets, what most sources of the window read.
#pragma once

#include "installer/cmake/precompiled/qt.h"

#include <QAction>
#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>
#include <QWidget>
