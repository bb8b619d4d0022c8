// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/complete.h"
#include "engine/query/query.h"
#include "query_generators.h"

#include <QTest>
#include <rapidcheck.h>

using namespace runlens;
using namespace runlens::test;
using namespace std::chrono_literals;

namespace {

/// Lisbon's summer: an hour ahead from the end of March to the end of October.
ParseContext context(bool lisbon = false)
{
    ParseContext here{queryNow, {}};
    if (lisbon)
        here.zone = journey::ZoneOffsets({{*parseInstant("2025-10-26T01:00:00Z"), 0s},
                                          {*parseInstant("2026-03-29T01:00:00Z"), 1h},
                                          {*parseInstant("2026-10-25T01:00:00Z"), 0s}});
    return here;
}

Query parsed(std::string_view text, bool lisbon = false)
{
    auto query = parseQuery(text, context(lisbon));
    if (!query)
        qWarning("%.*s: error at %zu", static_cast<int>(text.size()), text.data(), query.error().span.offset);
    return query.value_or(Query());
}

QueryTerm term(std::string_view text)
{
    const Query query = parsed(text);
    return query.terms.size() == 1 ? query.terms.front() : QueryTerm();
}

/// "2026-06-07T00:00:00.000Z 2026-06-08T00:00:00.000Z", with "-" where there is no end.
std::string timesOf(std::string_view text, bool lisbon = false)
{
    const Query query = parsed(text, lisbon);
    if (query.terms.size() != 1 || query.terms[0].values.size() != 1)
        return "?";
    const auto* times = std::get_if<QueryTimes>(&query.terms[0].values[0].meaning);
    if (times == nullptr)
        return "?";
    const auto written = [](const std::optional<QueryTime>& time) {
        return time ? formatInstant(time->at(queryNow)) : std::string("-");
    };
    return written(times->since) + ' ' + written(times->until);
}

std::string completed(std::string_view text, const QueryVocabulary& vocabulary = {})
{
    std::string all;
    for (const Completion& item : completeQuery(text, text.size(), vocabulary).items)
        all += (all.empty() ? "" : " ") + item.text;
    return all;
}

} // namespace

class TestQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTerms();
    void readsNumbers();
    void readsTimes_data();
    void readsTimes();
    void readsLocalTimes();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void suggestsWhatWasMeant();
    void countsInCharacters();
    void anyBytesMayBeGiven();
    void textReadsBackTheSame();
    void completesKeys();
    void completesValues();
    void completesAnywhere();
    void knowsWhatOccurs();
};

void TestQuery::readsTerms()
{
    const Query query = parsed("  -status:failed,Overdue \"free, text\" payload.a.b>=1000\tError:503 ");
    QCOMPARE(query.terms.size(), 4U);
    QVERIFY(query.terms[0].negated && query.terms[0].key == QueryKey::status);
    QCOMPARE(query.terms[0].values.size(), 2U);
    QVERIFY(query.terms[0].values[0].meaning == (decltype(QueryValue::meaning)(QueryStatus{RunStatus::failed, false})));
    QVERIFY(query.terms[0].values[1].meaning == (decltype(QueryValue::meaning)(QueryStatus{RunStatus::unknown, true})));
    QCOMPARE(query.terms[1].key, QueryKey::text);
    QCOMPARE(query.terms[1].values[0].text, std::string("free, text"));
    QCOMPARE(query.terms[2].path, std::string("a.b"));
    QCOMPARE(query.terms[2].op, QueryOperator::greaterOrEqual);
    QCOMPARE(query.terms[3].key, QueryKey::error);
    QCOMPARE(query.text(), std::string("-status:failed,Overdue \"free, text\" payload.a.b>=1000 error:503"));
    QVERIFY(parsed(" \t ").empty());
    QCOMPARE(term("lasted:>2h").text(), std::string("lasted>2h"));
    QCOMPARE(term(R"("a \"b\" \\ \c")").values.at(0).text, std::string(R"(a "b" \ \c)"));
    QCOMPARE(term("12:30").key, QueryKey::text); // keys begin with a letter
}

void TestQuery::readsNumbers()
{
    const auto numbers = [](std::string_view text) {
        const auto* found = std::get_if<QueryNumbers>(&term(text).values.at(0).meaning);
        return found != nullptr ? *found : QueryNumbers{-1, -1};
    };
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t hour = 3'600'000'000;
    QVERIFY((numbers("attempts>1") == QueryNumbers{2, most}));
    QVERIFY((numbers("attempts<=1") == QueryNumbers{0, 1}));
    QVERIFY((numbers("sent:0") == QueryNumbers{0, 0}));
    QVERIFY((numbers("sent:1..3") == QueryNumbers{1, 3}));
    QVERIFY((numbers("sent:..3") == QueryNumbers{0, 3}));
    QVERIFY((numbers("lasted>2h") == QueryNumbers{2 * hour + 1, most}));
    QVERIFY((numbers("lasted<2h") == QueryNumbers{0, 2 * hour - 1}));
    QVERIFY((numbers("lasted:2h") == QueryNumbers{2 * hour, 3 * hour - 1}));
    QVERIFY((numbers("waited:1h30m..2h") == QueryNumbers{hour + hour / 2, 2 * hour}));
    QVERIFY((numbers("waited:500ms") == QueryNumbers{500'000, 500'999}));
}

void TestQuery::readsTimes_data()
{
    QTest::addColumn<QByteArray>("times");
    const auto row = [](const char* text, const char* times) { QTest::newRow(text) << QByteArray(times); };
    row("started:24h", "2026-06-07T12:00:00.000Z -");
    row("started>24h", "2026-06-07T12:00:00.000Z -");
    row("started<24h", "- 2026-06-07T12:00:00.000Z");
    row("started:2d..1d", "2026-06-06T12:00:00.000Z 2026-06-07T12:00:00.000Z");
    row("started:2026-06-07", "2026-06-07T00:00:00.000Z 2026-06-08T00:00:00.000Z");
    row("started>2026-06-07", "2026-06-08T00:00:00.000Z -");
    row("started>=2026-06-07", "2026-06-07T00:00:00.000Z -");
    row("started<2026-06-07", "- 2026-06-07T00:00:00.000Z");
    row("started<=2026-06-07", "- 2026-06-08T00:00:00.000Z");
    row("active:2026-06-07..2026-06-08", "2026-06-07T00:00:00.000Z 2026-06-09T00:00:00.000Z");
    row("active:..2026-06-08", "- 2026-06-09T00:00:00.000Z");
    row("failed:2026-06-07..", "2026-06-07T00:00:00.000Z -");
    row("completed:2026-12", "2026-12-01T00:00:00.000Z 2027-01-01T00:00:00.000Z");
    row("started:2026-06-07T14:15", "2026-06-07T14:15:00.000Z 2026-06-07T14:16:00.000Z");
    row("started:2026-06-07T14:15:30", "2026-06-07T14:15:30.000Z 2026-06-07T14:15:31.000Z");
    row("started:2026-06-07T14:15:30.250Z", "2026-06-07T14:15:30.250Z 2026-06-07T14:15:30.251Z");
    row("started:2026-06-07T14:15+02:00", "2026-06-07T12:15:00.000Z 2026-06-07T12:16:00.000Z");
    row("started:\"2026-06-07 14:15\"", "2026-06-07T14:15:00.000Z 2026-06-07T14:16:00.000Z");
    row("started:09:30..10:00", "2026-06-08T09:30:00.000Z 2026-06-08T10:01:00.000Z");
}

void TestQuery::readsTimes()
{
    QFETCH(QByteArray, times);
    QCOMPARE(QByteArray::fromStdString(timesOf(QTest::currentDataTag())), times);
}

void TestQuery::readsLocalTimes()
{
    QCOMPARE(timesOf("started:2026-06-07", true), std::string("2026-06-06T23:00:00.000Z 2026-06-07T23:00:00.000Z"));
    QCOMPARE(timesOf("started:2026-01-07", true), std::string("2026-01-07T00:00:00.000Z 2026-01-08T00:00:00.000Z"));
    // A day of 23 hours.
    QCOMPARE(timesOf("started:2026-03-29", true), std::string("2026-03-29T00:00:00.000Z 2026-03-29T23:00:00.000Z"));
    QCOMPARE(timesOf("started:2026-06-07T14:15Z", true),
             std::string("2026-06-07T14:15:00.000Z 2026-06-07T14:16:00.000Z"));
}

void TestQuery::tellsWhatIsWrong_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<std::size_t>("offset");
    QTest::addColumn<std::size_t>("length");
    const auto row = [](const char* text, QueryErrorCode code, std::size_t offset, std::size_t length) {
        QTest::newRow(text) << static_cast<int>(code) << offset << length;
    };
    row("statsu:failed", QueryErrorCode::unknownKey, 0, 6);
    row("-a:b", QueryErrorCode::unknownKey, 1, 1);
    row("step.x:b", QueryErrorCode::unknownKey, 0, 6);
    row("status:failed,done", QueryErrorCode::unknownValue, 14, 4);
    row("finding:nothing", QueryErrorCode::unknownValue, 8, 7);
    row("a - b", QueryErrorCode::missingTerm, 2, 1);
    row("status:", QueryErrorCode::missingValue, 7, 0);
    row("status:failed, x", QueryErrorCode::missingValue, 14, 0);
    row("\"\"", QueryErrorCode::missingValue, 0, 2);
    row("payload:1", QueryErrorCode::missingPath, 0, 7);
    row("payload.:1", QueryErrorCode::missingPath, 0, 8);
    row("error:\"503", QueryErrorCode::openQuote, 6, 4);
    row("\"a\"b c", QueryErrorCode::afterQuote, 3, 1);
    row("status>failed", QueryErrorCode::notComparable, 6, 1);
    row("started:yesterday", QueryErrorCode::notATime, 8, 9);
    row("started:2026-02-30", QueryErrorCode::notATime, 8, 10);
    row("started:2026-06T10:00", QueryErrorCode::notATime, 8, 13);
    row("lasted>2", QueryErrorCode::notADuration, 7, 1);
    row("lasted>99999999999999999999h", QueryErrorCode::notADuration, 7, 21);
    row("attempts>x", QueryErrorCode::notANumber, 9, 1);
    row("sent:-1", QueryErrorCode::notANumber, 5, 2);
    row("sent:3..1", QueryErrorCode::emptyRange, 5, 4);
    row("sent<0", QueryErrorCode::emptyRange, 5, 1);
    row("started:1d..2d", QueryErrorCode::emptyRange, 8, 6);
    row("started:..", QueryErrorCode::emptyRange, 8, 2);
    row("started>1d..2d", QueryErrorCode::rangeCompared, 8, 6);
}

void TestQuery::tellsWhatIsWrong()
{
    QFETCH(int, code);
    QFETCH(std::size_t, offset);
    QFETCH(std::size_t, length);
    const auto query = parseQuery(QTest::currentDataTag(), context());
    QVERIFY(!query);
    QCOMPARE(static_cast<int>(query.error().code), code);
    QCOMPARE(query.error().span.offset, offset);
    QCOMPARE(query.error().span.length, length);
    QCOMPARE(query.error().subject, std::string(QTest::currentDataTag()).substr(offset, length));
    QCOMPARE(query.error().plain().where, "column " + std::to_string(offset + 1));
}

void TestQuery::suggestsWhatWasMeant()
{
    const auto suggestions = [](std::string_view text) { return parseQuery(text, context()).error().suggestions; };
    QCOMPARE(suggestions("statsu:failed"), std::vector<std::string>{"status"});
    QCOMPARE(suggestions("temp:tv_1"), std::vector<std::string>{"template"});
    QCOMPARE(suggestions("status:faild"), std::vector<std::string>{"failed"});
    QCOMPARE(suggestions("finding:timeout_lat"), std::vector<std::string>{"timeout_late"});
    QVERIFY(suggestions("qqqqqq:1").empty());
    QVERIFY(suggestions(std::string(4000, 'a') + ":1").empty());
}

void TestQuery::countsInCharacters()
{
    const auto query = parseQuery("\"José\" identity:Ångström* statsu:x", context());
    QCOMPARE(query.error().span.offset, 26U);
    QCOMPARE(parsed("José status:failed").terms.at(1).span.offset, 5U);
}

void TestQuery::anyBytesMayBeGiven()
{
    QVERIFY(rc::check("random bytes", [] {
        const auto text = *rc::gen::arbitrary<std::string>();
        const auto query = parseQuery(text, context());
        if (!query)
            RC_ASSERT(query.error().span.offset <= text.size());
    }));
    QVERIFY(rc::check("random pieces", [] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "status", "started", "sent", "payload.", "lasted", ":", ">", "=", "<", ",", "-", "\"", "\\", "..", "*", " ",
            "2026-06-07", "T", "14:15", "24h", "99999999999", "1", "failed", "\xc3", "\xa9", std::string(1, '\0')));
        std::string text;
        for (const std::string& piece : pieces)
            text += piece;
        const std::size_t characters = text.size();
        const auto query = parseQuery(text, context());
        (void)completeQuery(text, *rc::gen::inRange<std::size_t>(0, characters + 2), {});
        if (query) {
            const auto again = parseQuery(query->text(), context());
            RC_ASSERT(again.has_value());
            RC_ASSERT(*again == *query);
        } else {
            RC_ASSERT(query.error().span.offset + query.error().span.length <= characters);
        }
    }));
    QCOMPARE(parseQuery(std::string(5000, 'a'), context()).error().code, QueryErrorCode::tooLong);
    std::string many;
    for (int i = 0; i < 65; ++i)
        many += "a ";
    QCOMPARE(parseQuery(many, context()).error().code, QueryErrorCode::tooLong);
}

void TestQuery::textReadsBackTheSame()
{
    QVERIFY(rc::check("round trip", [] {
        const std::string text = randomQuery();
        const auto query = parseQuery(text, context());
        RC_ASSERT(query.has_value());
        const auto again = parseQuery(query->text(), context());
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == *query);
        RC_ASSERT(again->text() == query->text());
        for (const QueryTerm& each : query->terms) // where it was read, it stands
            RC_ASSERT(parsed(std::string_view(text).substr(each.span.offset, each.span.length)).terms.at(0) == each);
    }));
}

void TestQuery::completesKeys()
{
    QCOMPARE(completed("sta"), std::string("status: started:"));
    QCOMPARE(completed("-sta"), std::string("status: started:"));
    QCOMPARE(completed("status:failed temp"), std::string("template: attempts:"));
    QVERIFY(completed("").starts_with("status: step: at: outcome:"));
    QCOMPARE(completed("payl"), std::string("payload."));
    QueryVocabulary vocabulary;
    vocabulary.values[QueryKey::status]["failed"] = 3;
    QCOMPARE(completed("fail", vocabulary), std::string("failed: status:failed"));
}

void TestQuery::completesValues()
{
    QueryVocabulary vocabulary;
    vocabulary.values[QueryKey::step] = {{"resend", 9}, {"send_push", 1}, {"send_receipt", 5}, {"a b", 0}, {"wait", 8}};
    QCOMPARE(completed("step:send", vocabulary), std::string("send_receipt send_push resend"));
    QCOMPARE(completed("step:wait,SEND_P", vocabulary), std::string("send_push"));
    QCOMPARE(completed("step:\"a ", vocabulary), std::string("\"a b\""));
    QCOMPARE(completed("started:2", vocabulary), std::string("24h"));
    QCOMPARE(completed("lasted>=", vocabulary), std::string("1m 10m 1h 1d 7d"));
    QCOMPARE(completed("nothing:", vocabulary), std::string());
    for (int i = 0; i < 50; ++i)
        vocabulary.values[QueryKey::step]["send_" + std::to_string(i)] = 1;
    QCOMPARE(completeQuery("step:", 5, vocabulary).items.size(), QueryCompletions::most);
}

void TestQuery::completesAnywhere()
{
    QueryVocabulary vocabulary;
    vocabulary.values[QueryKey::step] = {{"send_receipt", 5}};
    // "é step:send_x b", behind the d: the whole value goes.
    const auto found = completeQuery("\xc3\xa9 step:send_x b", 11, vocabulary);
    QCOMPARE(found.replaces.offset, 7U);
    QCOMPARE(found.replaces.length, 6U);
    QCOMPARE(found.key, QueryKey::step);
    QCOMPARE(found.items.size(), 1U);
    QVERIFY(!found.items[0].isKey);
}

void TestQuery::knowsWhatOccurs()
{
    RunTableWriter writer;
    RunSummary run;
    run.id = RunId("run_1");
    run.status = RunStatus::failed;
    run.atStep = StepKey("send");
    run.error = "503: busy";
    writer.put(run);
    run.id = RunId("run_2");
    run.facets.emplace();
    run.facets->steps = {"send", "wait"};
    run.facets->findings = {"run_failed"};
    writer.put(run);
    run.id = RunId("run_3");
    writer.remove(writer.put(run).row);
    auto vocabulary = vocabularyOf(writer.table());
    QCOMPARE(vocabulary.values[QueryKey::status]["failed"], 2U);
    QCOMPARE(vocabulary.values[QueryKey::status].count("overdue"), 1U);
    QCOMPARE(vocabulary.values[QueryKey::step]["send"], 2U);
    QCOMPARE(vocabulary.values[QueryKey::step]["wait"], 1U);
    QCOMPARE(vocabulary.values[QueryKey::error]["503"], 2U);
    QCOMPARE(vocabulary.values[QueryKey::finding]["run_failed"], 1U);
    QCOMPARE(vocabulary.values[QueryKey::finding]["timeout_late"], 0U);
}

QTEST_APPLESS_MAIN(TestQuery)
#include "tst_query.moc"
