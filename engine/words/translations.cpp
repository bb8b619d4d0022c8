// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <memory>

// A static library's resources must be asked for by name; that cannot be done from within a namespace.
static void initResources() { Q_INIT_RESOURCE(runlens_translations); }

namespace runlens {

bool installTranslations(const QLocale& locale)
{
    initResources();
    const QString folder = QStringLiteral(":/runlens/translations");
    auto translator = std::make_unique<QTranslator>();
    const bool found = translator->load(locale, QStringLiteral("runlens"), QStringLiteral("_"), folder)
                       || translator->load(QStringLiteral("runlens_en"), folder);
    if (!found || !QCoreApplication::installTranslator(translator.get()))
        return false;
    translator.release()->setParent(QCoreApplication::instance());
    return true;
}

} // namespace runlens
