// SPDX-License-Identifier: GPL-3.0-or-later
// Every field and every item of the documented run, with every kind of value that does not fit there: the diagnostic
// names the place, the value is kept, and all the rest reads as if the field were absent.
#include "engine/wire/json_writer.h"
#include "tests/data/sample.h"

#include <span>

using namespace runlens;

namespace {

using Path = std::vector<std::size_t>; ///< which field or item, level by level

/// The field or item at `index`; null where `value` has none.
const Value* child(const Value& value, std::size_t index)
{
    if (const auto* object = value.as<Value::Object>())
        return index < object->size() ? &(*object)[index].value : nullptr;
    const auto* list = value.as<Value::Array>();
    return list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
}

Value at(const Value& root, const Path& path)
{
    const Value* value = &root;
    for (const auto index : path)
        if (value != nullptr)
            value = child(*value, index);
    return value != nullptr ? *value : Value();
}

Value with(const Value& root, std::span<const std::size_t> path, const Value& replacement)
{
    if (path.empty())
        return replacement;
    Value changed = root;
    if (auto* object = changed.as<Value::Object>())
        (*object)[path[0]].value = with((*object)[path[0]].value, path.subspan(1), replacement);
    else if (auto* list = changed.as<Value::Array>())
        (*list)[path[0]] = with((*list)[path[0]], path.subspan(1), replacement);
    return changed;
}

std::string pointerTo(const Value& root, const Path& path)
{
    std::string pointer;
    const Value* value = &root;
    for (const auto index : path) {
        if (const auto* object = value->as<Value::Object>()) {
            pointer += "/" + object->at(index).name;
            value = &object->at(index).value;
        } else if (const auto* list = value->as<Value::Array>()) {
            pointer += "/" + std::to_string(index);
            value = &list->at(index);
        }
    }
    return pointer;
}

void collect(const Value& value, Path& path, std::vector<Path>& paths)
{
    if (!path.empty())
        paths.push_back(path);
    const auto* object = value.as<Value::Object>();
    const auto* list = value.as<Value::Array>();
    const auto count = object != nullptr ? object->size() : list != nullptr ? list->size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        path.push_back(i);
        collect(object != nullptr ? (*object)[i].value : (*list)[i], path, paths);
        path.pop_back();
    }
}

enum class Kind : std::uint8_t { text, number, flag, list, object };

Kind kindOf(const Value& value)
{
    if (value.as<Value::Object>() != nullptr)
        return Kind::object;
    if (value.as<Value::Array>() != nullptr)
        return Kind::list;
    if (value.as<bool>() != nullptr)
        return Kind::flag;
    return value.as<std::string>() != nullptr || value.isNull() ? Kind::text : Kind::number;
}

/// One or more values of every kind, each to be told from what the documented run has.
std::vector<Value> everyKind()
{
    return {Value(std::string("a text")),
            Value(std::int64_t{-7}),
            Value(UINT64_MAX),
            Value(0.25),
            Value(true),
            Value(Value::Array{Value(std::string("x"))}),
            Value(Value::Object{{"y", Value(std::int64_t{1})}})};
}

void forgetOther(Event& event) { event.other.clear(); }

/// What was read, without what was kept because it did not fit.
Run forgetOther(Run run)
{
    run.other.clear();
    if (run.triggerEvent)
        forgetOther(*run.triggerEvent);
    for (auto& step : run.steps)
        step.other.clear();
    for (auto& wait : run.waits) {
        wait.other.clear();
        if (wait.resumedBy)
            forgetOther(*wait.resumedBy);
    }
    for (auto& message : run.messages)
        message.other.clear();
    return run;
}

bool holds(const Value::Object& other, const Value& value)
{
    return std::ranges::any_of(other, [&](const Field& field) { return field.value == value; });
}

bool holdsAnywhere(const Run& run, const Value& value)
{
    bool found = holds(run.other, value) || (run.triggerEvent && holds(run.triggerEvent->other, value));
    for (const auto& step : run.steps)
        found = found || holds(step.other, value);
    for (const auto& wait : run.waits)
        found = found || holds(wait.other, value) || (wait.resumedBy && holds(wait.resumedBy->other, value));
    for (const auto& message : run.messages)
        found = found || holds(message.other, value);
    return found;
}

/// The documented run as a tree.
Value documentedRun()
{
    const auto parsed = readRun(R"({"id": "r", "note": [)" + sample("documented-run") + "]}");
    const auto* note = otherField(parsed.value().value.other, "note");
    return note != nullptr ? at(*note, {0}) : Value();
}

} // namespace

class TestWrongTypes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyField_data();
    void everyField();

private:
    Value m_document = documentedRun();
    std::vector<Path> m_paths;
};

void TestWrongTypes::initTestCase()
{
    Path path;
    collect(m_document, path, m_paths);
    QCOMPARE(m_paths.size(), std::size_t{100});
    QVERIFY(readRun(toJson(m_document))->value == readRun(sample("documented-run"))->value);
}

void TestWrongTypes::everyField_data()
{
    if (m_paths.empty())
        initTestCase();
    QTest::addColumn<int>("index");
    // The first is `data` itself, without which there is no run.
    for (std::size_t i = 1; i < m_paths.size(); ++i)
        QTest::newRow(pointerTo(m_document, m_paths[i]).c_str()) << static_cast<int>(i);
}

void TestWrongTypes::everyField()
{
    QFETCH(int, index);
    const auto& path = m_paths[static_cast<std::size_t>(index)];
    const auto pointer = pointerTo(m_document, path);
    const auto original = at(m_document, path);
    const bool isAny = pointer.starts_with("/data/trigger_event/payload");
    const bool isTime = pointer.ends_with("_at");
    const auto without = readRun(toJson(with(m_document, path, Value())));
    QVERIFY(without.has_value());
    for (const auto& value : everyKind()) {
        const bool isBadTime = isTime && kindOf(value) == Kind::text;
        if (kindOf(value) == kindOf(original) && !isBadTime)
            continue;
        const auto parsed = readRun(toJson(with(m_document, path, value)));
        QVERIFY(parsed.has_value());
        if (isAny) {
            QVERIFY(parsed->diagnostics.empty());
            continue;
        }
        QVERIFY2(has(parsed->diagnostics, isBadTime ? DiagnosticCode::badTime : DiagnosticCode::wrongType, pointer),
                 shown(parsed->diagnostics).c_str());
        QCOMPARE(parsed->diagnostics.items.size(), without->diagnostics.items.size() + 1);
        QVERIFY(forgetOther(parsed->value) == forgetOther(without->value));
        QVERIFY(holdsAnywhere(parsed->value, value));
    }
}

QTEST_APPLESS_MAIN(TestWrongTypes)
#include "tst_wrong_types.moc"
