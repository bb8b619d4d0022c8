// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/simulation_report.h"
#include "engine/words/translate.h"

#include <QString>
#include <QStringList>
#include <QXmlStreamWriter>

#include <cstddef>

namespace runlens {
namespace {

/// What may stand in an XML document at all. QXmlStreamWriter escapes, and leaves control characters as they are.
QString xmlText(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            clean += c;
            clean += text[++i];
        } else if (c.isSurrogate() || c.unicode() >= 0xFFFE
                   || (c.unicode() < 0x20 && c != QLatin1Char('\t') && c != QLatin1Char('\n'))) {
            clean += QChar::ReplacementCharacter;
        } else {
            clean += c;
        }
    }
    return clean;
}

/// The same as one token: what the attributes of a name must be.
QString token(const QString& text, const QString& otherwise)
{
    const QString simplified = xmlText(text).simplified();
    return simplified.isEmpty() ? otherwise : simplified;
}

class JunitWriter {
public:
    explicit JunitWriter(const Words& words) : m_words(words), m_xml(&m_bytes)
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(2);
        m_xml.writeStartDocument();
        m_xml.writeStartElement(QStringLiteral("testsuites"));
    }

    void add(const ScenarioOutcome& outcome)
    {
        const Scenario& scenario = outcome.scenario();
        const QString name = token(QString::fromStdString(scenario.name), QStringLiteral("scenario"));
        const bool broken = !brokenTexts(outcome).isEmpty();
        startSuite(outcome, name, broken);
        for (std::size_t i = 0; i < outcome.judged.size(); ++i) {
            QStringList why;
            for (const Unmet& unmet : outcome.judged[i])
                why += m_words.unmet(unmet);
            // Two expectations may say the same; the number tells them apart.
            writeCase(name, QStringLiteral("%1. %2").arg(i + 1).arg(m_words.expectation(scenario.expectations[i])),
                      QStringLiteral("expectation"), why);
        }
        writeCase(name, translated(QT_TRANSLATE_NOOP("Words", "every promise is kept")), QStringLiteral("promise"),
                  brokenTexts(outcome));
        m_xml.writeTextElement(QStringLiteral("system-out"), QString());
        m_xml.writeTextElement(QStringLiteral("system-err"), QString());
        m_xml.writeEndElement();
    }

    QByteArray done()
    {
        m_xml.writeEndDocument();
        return m_bytes;
    }

private:
    void attribute(const char* name, const QString& value) { m_xml.writeAttribute(QLatin1String(name), value); }

    void startSuite(const ScenarioOutcome& outcome, const QString& name, bool broken)
    {
        const Scenario& scenario = outcome.scenario();
        const QString start = QString::fromStdString(formatInstant(scenario.start)).left(19);
        m_xml.writeStartElement(QStringLiteral("testsuite"));
        attribute("name", name);
        attribute("package", QStringLiteral("runlens.simulate"));
        attribute("id", QString::number(m_suites++));
        attribute("timestamp", start);
        attribute("hostname", QStringLiteral("localhost"));
        attribute("tests", QString::number(outcome.judged.size() + 1));
        attribute("failures", QString::number(outcome.unmetCount() + (broken ? 1U : 0U)));
        attribute("errors", QStringLiteral("0"));
        attribute("skipped", QStringLiteral("0"));
        attribute("time", QStringLiteral("0"));
        m_xml.writeStartElement(QStringLiteral("properties"));
        property("path", QString::fromStdString(outcome.path));
        property("seed", QString::number(outcome.seed));
        property("tzdata", QString::fromStdString(outcome.facts.tzdata));
        m_xml.writeEndElement();
    }

    void property(const char* name, const QString& value)
    {
        m_xml.writeEmptyElement(QStringLiteral("property"));
        attribute("name", QLatin1String(name));
        attribute("value", xmlText(value));
    }

    void writeCase(const QString& suite, const QString& name, const QString& type, const QStringList& why)
    {
        m_xml.writeStartElement(QStringLiteral("testcase"));
        attribute("name", token(name, type));
        attribute("classname", suite);
        attribute("time", QStringLiteral("0"));
        if (!why.isEmpty()) {
            m_xml.writeStartElement(QStringLiteral("failure"));
            attribute("message", xmlText(why.front()));
            attribute("type", type);
            m_xml.writeCharacters(xmlText(why.join(QLatin1Char('\n'))));
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    QStringList brokenTexts(const ScenarioOutcome& outcome) const
    {
        QStringList texts;
        if (outcome.facts.cutShort)
            texts += translated(QT_TRANSLATE_NOOP("Words", "it was not played to its end: one person has more runs "
                                                           "than are played"));
        for (const auto& [run, finding] : outcome.brokenPromises())
            texts += m_words.findingTitle(*finding);
        for (const SetFinding& finding : outcome.setFindings)
            texts += m_words.setFinding(finding);
        return texts;
    }

    const Words& m_words;
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
    std::size_t m_suites = 0;
};

} // namespace

std::string junitReport(const std::vector<ScenarioOutcome>& outcomes, const Words& words)
{
    JunitWriter writer(words);
    for (const ScenarioOutcome& outcome : outcomes)
        writer.add(outcome);
    return writer.done().toStdString();
}

} // namespace runlens
