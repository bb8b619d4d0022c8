// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/profile_store.h"

#include "engine/wire/json_writer.h"
#include "engine/wire/value_reader.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSet>

#include <cmath>
#include <initializer_list>
#include <utility>

namespace runlens::client {
namespace {

constexpr auto ownerAlone = QFile::ReadOwner | QFile::WriteOwner;
constexpr qint64 mostBytes = qint64{1} << 20;

/// One entry of the file. What is wrong with a field is said, and its default stays.
class Entry {
public:
    Entry(const Value& value, std::string pointer, Diagnostics& problems)
        : m_value(value), m_pointer(std::move(pointer)), m_problems(problems)
    {
    }

    void text(const char* name, QString& out)
    {
        const Value* value = m_value.find(name);
        if (value == nullptr || value->isNull())
            return;
        if (const auto* text = value->as<std::string>())
            out = QString::fromStdString(*text);
        else
            wrong(name, "expected a text");
    }
    void boolean(const char* name, bool& out)
    {
        const Value* value = m_value.find(name);
        if (value == nullptr || value->isNull())
            return;
        const auto* given = value->as<bool>();
        if (given == nullptr)
            wrong(name, "expected true or false");
        out = given == nullptr || *given; // of what cannot be read, the careful reading: nothing is changed there
    }
    void rate(const char* name, double& out)
    {
        const Value* value = m_value.find(name);
        if (value == nullptr || value->isNull())
            return;
        double given = std::nan("");
        if (const auto* real = value->as<double>())
            given = *real;
        else if (const auto* whole = value->as<std::int64_t>())
            given = static_cast<double>(*whole);
        if (given >= 0.1 && given <= 1000)
            out = given;
        else
            wrong(name, "expected a number from 0.1 to 1000");
    }
    /// Of the words by which `values` are named.
    template <class T>
    void choice(const char* name, T& out, std::initializer_list<T> values)
    {
        QString word = nameOf(out);
        text(name, word);
        for (const T& value : values)
            if (word == nameOf(value)) {
                out = value;
                return;
            }
        wrong(name, "the word is not known: " + word.toStdString());
    }
    void wrong(const std::string& name, std::string detail)
    {
        m_problems.add(DiagnosticCode::badValue, m_pointer + (name.empty() ? "" : "/") + name, std::move(detail));
    }

private:
    const Value& m_value;
    std::string m_pointer;
    Diagnostics& m_problems;
};

ServerProfile profileOf(Entry& entry)
{
    ServerProfile profile;
    entry.text("id", profile.id);
    entry.text("name", profile.name);
    entry.text("url", profile.url);
    entry.choice<std::optional<Dialect>>("dialect", profile.dialect,
                                         {std::nullopt, Dialect::sendrealm, Dialect::resend});
    entry.choice("mark", profile.mark,
                 {ProfileMark::none, ProfileMark::production, ProfileMark::staging, ProfileMark::development});
    entry.boolean("read_only", profile.readOnly);
    entry.text("ca_file", profile.caFile);
    entry.rate("requests_per_second", profile.requestsPerSecond);
    return profile;
}

void readProfiles(const Value& document, ProfileList& list)
{
    const Value* entries = document.find("profiles");
    const auto* items = entries == nullptr ? nullptr : entries->as<Value::Array>();
    if (items == nullptr) {
        list.diagnostics.add(DiagnosticCode::missingField, "/profiles", "expected a list");
        return;
    }
    QSet<QString> ids;
    for (std::size_t i = 0; i < items->size(); ++i) {
        Entry entry((*items)[i], "/profiles/" + std::to_string(i), list.diagnostics);
        if ((*items)[i].as<Value::Object>() == nullptr) {
            entry.wrong({}, "expected an object");
            continue;
        }
        ServerProfile profile = profileOf(entry);
        if (profile.id.isEmpty() || ids.contains(profile.id)) {
            entry.wrong("id", profile.id.isEmpty() ? "there is none" : "another profile has it");
            profile.id = newProfileId();
        }
        ids.insert(profile.id);
        list.profiles.push_back(std::move(profile));
    }
}

Value textValue(const QString& text) { return Value(text.toStdString()); }

Value valueOf(const ServerProfile& profile)
{
    Value::Object object;
    object.push_back({"id", textValue(profile.id)});
    object.push_back({"name", textValue(profile.name)});
    object.push_back({"url", textValue(profile.url)});
    object.push_back({"dialect", textValue(nameOf(profile.dialect))});
    object.push_back({"mark", textValue(nameOf(profile.mark))});
    object.push_back({"read_only", Value(profile.readOnly)});
    object.push_back({"ca_file", textValue(profile.caFile)});
    object.push_back({"requests_per_second", Value(profile.requestsPerSecond)});
    return Value(std::move(object));
}

} // namespace

Result<ProfileList> ProfileStore::load() const
{
    ProfileList list;
    QFile file(m_path);
    if (!file.exists())
        return list;
    const std::string where = m_path.toStdString();
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorCode::unreadable, file.errorString().toStdString(), where});
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return std::unexpected(Error{ErrorCode::tooLarge, "more than 1 MiB", where});
    const auto document = readValue({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (document)
        readProfiles(*document, list);
    else
        list.diagnostics.add(DiagnosticCode::badValue, {}, document.error().message + " " + document.error().where);
    if (list.diagnostics.empty())
        return list;
    list.keptAs = m_path + QStringLiteral(".broken-")
                  + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    if (!QFile::copy(m_path, list.keptAs))
        return std::unexpected(Error{ErrorCode::writeFailed, "the broken file could not be kept", where});
    QFile::setPermissions(list.keptAs, ownerAlone);
    return list;
}

Result<void> ProfileStore::save(const std::vector<ServerProfile>& profiles) const
{
    Value::Array entries;
    for (const ServerProfile& profile : profiles)
        entries.push_back(valueOf(profile));
    Value::Object document;
    document.push_back({"version", Value(std::int64_t{1})});
    document.push_back({"profiles", Value(std::move(entries))});
    QByteArray bytes = QByteArray::fromStdString(toJson(Value(std::move(document))));
    bytes += '\n';
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerAlone)
                         && file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        return std::unexpected(Error{ErrorCode::writeFailed, file.errorString().toStdString(), m_path.toStdString()});
    return {};
}

} // namespace runlens::client
