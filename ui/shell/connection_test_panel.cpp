// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connection_test_panel.h"

#include "engine/words/words.h"
#include "ui/shell/live_text.h"
#include "ui/theme/breaking_label.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"

#include <QFutureWatcher>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QtConcurrent/QtConcurrentRun>

#include <utility>

namespace runlens::shell {
namespace {

using client::ConnectionLayer;
using layout::Icon;
using layout::Tone;
using LineState = ConnectionTestPanel::LineState;
using Authorities = Result<QList<QSslCertificate>>;

constexpr int signSide = 16;

QString tr(const char* text) { return ConnectionTestPanel::tr(text); }

QString nameOfLayer(ConnectionLayer layer)
{
    switch (layer) {
    case ConnectionLayer::name: return tr("Name");
    case ConnectionLayer::tcp: return tr("TCP");
    case ConnectionLayer::tls: return tr("TLS");
    case ConnectionLayer::http: return tr("HTTP");
    case ConnectionLayer::key: return tr("Key");
    case ConnectionLayer::shape: return tr("Shape");
    }
    return {};
}

QString goodSentence(ConnectionLayer layer)
{
    switch (layer) {
    case ConnectionLayer::name: return tr("The name leads to a machine.");
    case ConnectionLayer::tcp: return tr("The machine takes the connection.");
    case ConnectionLayer::tls: return tr("The connection is secure, and the certificate is trusted.");
    case ConnectionLayer::http: return tr("The server answers.");
    case ConnectionLayer::key: return tr("The key is accepted.");
    case ConnectionLayer::shape: return tr("The answer lists automations.");
    }
    return {};
}

QString stateName(LineState state)
{
    switch (state) {
    case LineState::waiting: return tr("not yet tried");
    case LineState::running: return tr("being tried");
    case LineState::passed: return tr("passed");
    case LineState::failed: return tr("failed");
    case LineState::notTried: return tr("not tried");
    }
    return {};
}

/// A tick, a cross, a dash, or three dots while it is tried.
class Sign final : public QLabel {
public:
    explicit Sign(QWidget* parent) : QLabel(parent) { setFixedSize(signSide, signSide); }
    void setState(LineState state)
    {
        m_state = state;
        setAccessibleName(stateName(state));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        switch (m_state) {
        case LineState::passed: paint(painter, Icon::completed, Tone::completed); break;
        case LineState::failed: paint(painter, Icon::failed, Tone::failed); break;
        case LineState::running: paint(painter, Icon::running, Tone::active); break;
        case LineState::notTried:
            painter.fillRect(QRect(4, signSide / 2 - 1, signSide - 8, 2), palette().color(QPalette::Dark));
            break;
        case LineState::waiting: break;
        }
    }

private:
    void paint(QPainter& painter, Icon icon, Tone tone) const
    {
        theme::themedIcon(icon, {.tone = tone}).paint(&painter, rect());
    }

    LineState m_state = LineState::waiting;
};

QString goodSummary(const client::ConnectionReport& report)
{
    const QString dialect = report.dialect == Dialect::resend ? tr("Resend") : tr("Sendrealm");
    const QString count = QLocale().toString(static_cast<qulonglong>(report.automations));
    QString text = report.moreAutomations    ? tr("It speaks %1's dialect and has at least %2 automations.")
                   : report.automations == 1 ? tr("It speaks %1's dialect and has one automation.")
                                             : tr("It speaks %1's dialect and has %2 automations.");
    text = text.arg(dialect);
    if (text.contains(QStringLiteral("%2")))
        text = text.arg(count);
    const QString skew = report.clockSkew ? clockText(*report.clockSkew, std::chrono::seconds(2)) : QString();
    return skew.isEmpty() ? text : text + QLatin1Char(' ') + skew;
}

} // namespace

ConnectionTestPanel::ConnectionTestPanel(QWidget* parent)
    : QWidget(parent), m_button(new QPushButton(this)), m_summary(new theme::BreakingLabel({}, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(2, 1);
    grid->addWidget(m_button, 0, 0, 1, 3, Qt::AlignLeft);
    m_button->setAutoDefault(false);
    for (std::size_t i = 0; i < layers; ++i) {
        Line& line = m_lines[i];
        line.sign = new Sign(this);
        line.name = new QLabel(nameOfLayer(static_cast<ConnectionLayer>(i)), this);
        line.text = new theme::BreakingLabel({}, this);
        line.took = new QLabel(this);
        theme::setLook(line.name, theme::Look::strong);
        theme::setLook(line.took, theme::Look::muted);
        const int row = static_cast<int>(i) + 1;
        grid->addWidget(line.sign, row, 0, Qt::AlignTop);
        grid->addWidget(line.name, row, 1, Qt::AlignTop);
        grid->addWidget(line.text, row, 2);
        grid->addWidget(line.took, row, 3, Qt::AlignTop | Qt::AlignRight);
    }
    grid->addWidget(m_summary, static_cast<int>(layers) + 1, 0, 1, 4);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_running) {
            Q_EMIT testRequested();
            return;
        }
        stop();
        for (std::size_t i = 0; i < layers; ++i)
            if (m_lines[i].state == LineState::running || m_lines[i].state == LineState::waiting)
                setLine(static_cast<ConnectionLayer>(i), LineState::notTried, {}, {});
        say(tr("The test was stopped."), false);
    });
    reset();
}

ConnectionTestPanel::~ConnectionTestPanel() = default;

void ConnectionTestPanel::reset()
{
    stop();
    for (std::size_t i = 0; i < layers; ++i)
        setLine(static_cast<ConnectionLayer>(i), LineState::waiting, {}, {});
    say({}, false);
}

void ConnectionTestPanel::stop()
{
    ++m_number;
    m_running = false;
    m_button->setText(tr("&Test the connection"));
    if (!m_test)
        return;
    m_test->cancel();
    m_test->disconnect(this);
    m_test->deleteLater();
    m_test.clear();
}

void ConnectionTestPanel::refuse(const QString& sentence)
{
    reset();
    say(sentence, true);
}

void ConnectionTestPanel::run(const client::ServerAddress& server, const QString& caFile)
{
    reset();
    m_running = true;
    m_secure = server.url().scheme() == QStringLiteral("https");
    m_button->setText(tr("S&top the test"));
    setLine(ConnectionLayer::name, LineState::running, {}, {});
    if (caFile.isEmpty() || !m_secure) {
        begin(server, {});
        return;
    }
    auto* watcher = new QFutureWatcher<Authorities>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, server, number = m_number] {
        watcher->deleteLater();
        if (number != m_number)
            return;
        const Authorities read = watcher->result();
        if (!read) {
            refuse(Words().error(read.error()));
            Q_EMIT finished(false);
            return;
        }
        client::HttpOptions options;
        options.authorities = *read;
        begin(server, std::move(options));
    });
    watcher->setFuture(QtConcurrent::run(client::readAuthorities, caFile));
}

void ConnectionTestPanel::begin(const client::ServerAddress& server, client::HttpOptions options)
{
    m_test = new client::ConnectionTest(server, std::move(options), m_patience, this);
    connect(m_test, &client::ConnectionTest::layerPassed, this, &ConnectionTestPanel::passed);
    connect(m_test, &client::ConnectionTest::finished, this, &ConnectionTestPanel::ended);
    m_test->start();
}

ConnectionLayer ConnectionTestPanel::after(ConnectionLayer layer) const
{
    const auto next = static_cast<ConnectionLayer>(static_cast<int>(layer) + 1);
    return next == ConnectionLayer::tls && !m_secure ? ConnectionLayer::http : next;
}

void ConnectionTestPanel::passed(const client::LayerPassed& layer)
{
    setLine(layer.layer, LineState::passed, goodSentence(layer.layer),
            tr("%1 ms").arg(QLocale().toString(static_cast<qlonglong>(layer.took.count()))));
    if (layer.layer == ConnectionLayer::tcp && !m_secure)
        setLine(ConnectionLayer::tls, LineState::notTried, tr("Not needed: the server is on this machine."), {});
    if (layer.layer != ConnectionLayer::shape)
        setLine(after(layer.layer), LineState::running, {}, {});
}

void ConnectionTestPanel::ended(const client::ConnectionReport& report)
{
    stop();
    if (report.failedAt) {
        setLine(*report.failedAt, LineState::failed, report.error ? Words().error(*report.error) : QString(), {});
        for (std::size_t i = static_cast<std::size_t>(*report.failedAt) + 1; i < layers; ++i)
            setLine(static_cast<ConnectionLayer>(i), LineState::notTried, {}, {});
    } else {
        say(goodSummary(report), false);
    }
    Q_EMIT finished(report.good());
}

void ConnectionTestPanel::setLine(ConnectionLayer layer, LineState state, const QString& text, const QString& took)
{
    Line& line = m_lines[static_cast<std::size_t>(layer)];
    line.state = state;
    static_cast<Sign*>(line.sign)->setState(state);
    line.text->setFullText(text);
    line.took->setText(took);
    line.name->setEnabled(state != LineState::waiting && state != LineState::notTried);
}

void ConnectionTestPanel::say(const QString& summary, bool bad)
{
    m_summary->setFullText(summary);
    m_summary->setProperty("tone", bad ? QStringLiteral("failed") : QString());
    theme::setLook(m_summary, theme::Look::strong);
    m_summary->setVisible(!summary.isEmpty());
}

LineState ConnectionTestPanel::stateOf(ConnectionLayer layer) const
{
    return m_lines[static_cast<std::size_t>(layer)].state;
}

QString ConnectionTestPanel::textOf(ConnectionLayer layer) const
{
    return m_lines[static_cast<std::size_t>(layer)].text->fullText();
}

QString ConnectionTestPanel::summary() const { return m_summary->fullText(); }

} // namespace runlens::shell
