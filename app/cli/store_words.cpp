// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/store_words.h"

#include "engine/words/safe_text.h"

#include <QCoreApplication>

#include <array>

namespace runlens::cli {
namespace {

struct FaultWords {
    std::string_view word;
    const char* sentence; ///< %1 is the place
};

FaultWords wordsOf(store::StoreFault fault) noexcept
{
    using store::StoreFault;
    switch (fault) {
    case StoreFault::pages: return {"pages", QT_TRANSLATE_NOOP("StoreCommand", "The database itself is damaged.")};
    case StoreFault::runWithoutAutomation:
        return {"run_without_automation", QT_TRANSLATE_NOOP("StoreCommand", "%1: its automation is not there.")};
    case StoreFault::runWithoutVersion:
        return {
            "run_without_version",
            QT_TRANSLATE_NOOP("StoreCommand", "%1: the version it runs by is not there, or of another automation.")};
    case StoreFault::runWithoutContact:
        return {"run_without_contact", QT_TRANSLATE_NOOP("StoreCommand", "%1: its contact is not there.")};
    case StoreFault::runWithoutTrigger:
        return {"run_without_trigger",
                QT_TRANSLATE_NOOP("StoreCommand", "%1: the event that started it is not there.")};
    case StoreFault::runningUnattended:
        return {"running_unattended",
                QT_TRANSLATE_NOOP("StoreCommand", "%1: it is running, and no send is under way that would end that.")};
    case StoreFault::waitingForNothing:
        return {"waiting_for_nothing",
                QT_TRANSLATE_NOOP("StoreCommand", "%1: it is waiting, for no event and for no time.")};
    case StoreFault::outboxWithoutRun:
        return {"outbox_without_run",
                QT_TRANSLATE_NOOP("StoreCommand", "%1: a send of it is under way, and the run is not there.")};
    case StoreFault::outboxOfOtherState:
        return {"outbox_of_other_state",
                QT_TRANSLATE_NOOP("StoreCommand",
                                  "%1: a send of it is under way, and the run is in a state that has none.")};
    case StoreFault::clockBehindNumber:
        return {"clock_behind_number",
                QT_TRANSLATE_NOOP("StoreCommand", "%1: the store has not given that number yet.")};
    case StoreFault::clockBehindTime:
        return {"clock_behind_time",
                QT_TRANSLATE_NOOP("StoreCommand", "%1: it has a time that the store has not reached yet.")};
    case StoreFault::noClock: break;
    }
    return {"no_clock", QT_TRANSLATE_NOOP("StoreCommand", "The store has no clock.")};
}

} // namespace

std::string_view wordOf(store::StoreFault fault) noexcept { return wordsOf(fault).word; }

QString sentenceOf(const store::StoreFinding& finding)
{
    QString sentence = QCoreApplication::translate("StoreCommand", wordsOf(finding.fault).sentence);
    if (!finding.place.empty())
        sentence = sentence.arg(safeText(finding.place));
    if (finding.detail.empty())
        return sentence;
    return QCoreApplication::translate("StoreCommand", "%1 (In detail: %2)").arg(sentence, safeText(finding.detail));
}

} // namespace runlens::cli
