// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profile_draft.h"

#include "engine/client/server_address.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace runlens::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ProfileForm", text); }

/// What is part of a sentence elsewhere, as one.
QString asSentence(const std::string& text)
{
    QString sentence = QString::fromStdString(text);
    if (sentence.isEmpty())
        return sentence;
    sentence[0] = sentence[0].toUpper();
    return sentence.endsWith(QLatin1Char('.')) ? sentence : sentence + QLatin1Char('.');
}

bool isPlain(QChar letter) { return letter > QLatin1Char(' ') && letter < QChar(0x7f); }

} // namespace

ProfileProblems problemsOf(const ProfileDraft& draft)
{
    ProfileProblems problems;
    if (draft.profile.name.trimmed().isEmpty())
        problems.name = tr("Give it a name by which you know it.");
    if (draft.profile.url.isEmpty())
        problems.address = tr("Write where the server is, such as https://api.example.com.");
    else if (const auto address = client::ServerAddress::of(draft.profile.url, {}); !address)
        problems.address = asSentence(address.error().message);
    if (!draft.profile.caFile.isEmpty() && !QDir::isAbsolutePath(draft.profile.caFile))
        problems.caFile = tr("Write the whole path of the file, from the root.");
    if (draft.key == ProfileDraft::Key::typed && !std::ranges::all_of(draft.typedKey, isPlain))
        problems.key = tr("A key has neither blanks nor letters beyond ASCII; copy it anew.");
    return problems;
}

} // namespace runlens::shell
