// SPDX-License-Identifier: GPL-3.0-or-later
// What `validate` reads: where a definition stands, and registries.
#include "engine/wire/definition_reader.h"

#include <QTest>

using namespace runlens;

namespace {

std::string shown(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.items)
        text += diagnostic.pointer + ": " + diagnostic.detail + "\n";
    return text;
}

std::string placeOf(std::string_view json)
{
    const auto read = readDefinition(json);
    return read ? read->value.pointer : "error: " + read.error().message;
}

} // namespace

class TestDefinition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whereItStands();
    void whatIsNotTold();
    void whatIsTold();
    void whatDoesNotFit();
    void otherDocuments();
};

void TestDefinition::whereItStands()
{
    QCOMPARE(placeOf(R"({"trigger": {"event_name": "a"}})"), std::string());
    QCOMPARE(placeOf(R"({"data": {"connections": []}})"), std::string("/data"));
    QCOMPARE(placeOf(R"({"id": "aut_1", "name": "x", "definition": {}})"), std::string("/definition"));
    QCOMPARE(placeOf(R"({"data": {"definition": {"steps": []}}})"), std::string("/data/definition"));
    QVERIFY(placeOf(R"({"waits": []})").starts_with("error: this is a run"));
}

void TestDefinition::whatIsNotTold()
{
    const auto read = readRegistry(R"({"topics": [], "domains": null})");
    QVERIFY(read && read->diagnostics.empty());
    QVERIFY(read->value.topics && read->value.topics->empty());
    QVERIFY(!read->value.templates && !read->value.audiences && !read->value.domains && !read->value.pushApps);
}

void TestDefinition::whatIsTold()
{
    const auto read = readRegistry(R"({"data": {
        "templates": [{"id": "t1", "channel": "email", "status": "published"}, {"id": "t2", "status": "draft"}, "t3"],
        "audiences": ["a", {"id": "b", "name": "B"}], "push_apps": ["p"]}})");
    QVERIFY2(read && read->diagnostics.empty(), read ? shown(read->diagnostics).c_str() : "");
    const std::vector<RegisteredTemplate> templates{{TemplateVersionId("t1"), Channel::email, true},
                                                    {TemplateVersionId("t2"), std::nullopt, false},
                                                    {TemplateVersionId("t3"), std::nullopt, true}};
    QVERIFY(read->value.templates == templates);
    QVERIFY((read->value.audiences == std::vector<std::string>{"a", "b"}));
    QVERIFY(read->value.pushApps == std::vector<std::string>{"p"});
}

void TestDefinition::whatDoesNotFit()
{
    const auto read = readRegistry(R"({"topic": ["a"], "topics": "a", "audiences": ["a", 1, {"name": "x"}, ""],
        "templates": [{"id": "t", "channel": "fax", "status": true}]})");
    QVERIFY(read.has_value());
    QVERIFY(!read->value.topics && read->value.audiences->size() == 1 && read->value.templates->size() == 1);
    std::vector<std::string> pointers;
    for (const Diagnostic& diagnostic : read->diagnostics.items)
        pointers.push_back(diagnostic.pointer);
    const std::vector<std::string> expected{"/topic",       "/templates/0/channel", "/templates/0/status",
                                            "/audiences/1", "/audiences/2",         "/audiences/3",
                                            "/topics"};
    QVERIFY2(pointers == expected, shown(read->diagnostics).c_str());
}

void TestDefinition::otherDocuments()
{
    for (const char* json : {"[]", "5", "[{}]", R"({"data": 5})", R"({"definition": {}})"}) {
        const auto read = readRegistry(json);
        QVERIFY2(!read && read.error().code == ErrorCode::wrongDocument, json);
    }
    QVERIFY(readRegistry("{\"topics\": [").error().code == ErrorCode::malformedJson);
    QVERIFY(readRegistry("").error().code == ErrorCode::empty);
    QVERIFY(readRegistry(std::string(1000, '[')).error().code == ErrorCode::tooDeep);
}

QTEST_APPLESS_MAIN(TestDefinition)
#include "tst_definition.moc"
