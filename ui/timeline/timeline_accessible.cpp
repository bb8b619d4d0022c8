// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_accessible.h"

#include "engine/layout/hit.h"
#include "ui/timeline/subject_words.h"
#include "ui/timeline/timeline_widget.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <map>

namespace runlens {
namespace {

using namespace layout;

class AccessibleTimeline;

/// A row, or a part of one.
class AccessibleSubject : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessibleSubject(TimelineWidget& widget, const Subject& subject) : m_widget(widget), m_subject(subject) {}

    [[nodiscard]] bool isValid() const override
    {
        return m_widget.view().run() && placeOf(m_widget.view().run()->timeline(), m_subject);
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override { return m_widget.window()->windowHandle(); }
    [[nodiscard]] QAccessibleInterface* parent() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int childCount() const override
    {
        return isValid() && m_subject.part == Part::whole ? static_cast<int>(subjectCount(row())) - 1 : 0;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        const SubjectText text = describe(*m_widget.view().run(), m_subject, m_widget.words());
        switch (kind) {
        case QAccessible::Name: return QStringLiteral("%1, %2").arg(text.name, text.kind);
        case QAccessible::Value:
        case QAccessible::Description: return text.spoken();
        default: return {};
        }
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QAccessible::Role role() const override
    {
        return m_subject.part == Part::whole ? QAccessible::ListItem : QAccessible::Graphic;
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        state.readOnly = true;
        state.selected = m_widget.view().selection() == m_subject;
        state.focused = state.selected && m_widget.hasFocus();
        state.offscreen = !boxOf(m_widget.scene(), m_subject);
        return state;
    }
    [[nodiscard]] QRect rect() const override
    {
        const auto box = isValid() ? boxOf(m_widget.scene(), m_subject) : std::nullopt;
        if (!box)
            return {};
        const QRect here = QRectF(box->x, box->y, box->width, box->height).toAlignedRect();
        return {m_widget.viewport()->mapToGlobal(here.topLeft()), here.size()};
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }

    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override
    {
        if (name == pressAction() && isValid())
            m_widget.view().select(m_subject);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {}; }

    [[nodiscard]] const Subject& subject() const noexcept { return m_subject; }

private:
    [[nodiscard]] const Row& row() const { return m_widget.view().run()->timeline().rows[m_subject.row]; }
    [[nodiscard]] AccessibleTimeline* list() const;

    TimelineWidget& m_widget; ///< outlives its interfaces: AccessibleTimeline takes them away with it
    Subject m_subject;
};

class AccessibleTimeline : public QAccessibleWidget {
public:
    explicit AccessibleTimeline(TimelineWidget& widget) : QAccessibleWidget(&widget, QAccessible::List) {}
    ~AccessibleTimeline() override { forget(); }

    [[nodiscard]] int childCount() const override
    {
        return timeline() != nullptr ? static_cast<int>(timeline()->rows.size()) : 0;
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        return of({static_cast<std::size_t>(index), Part::whole, 0});
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* subject = dynamic_cast<const AccessibleSubject*>(child);
        return subject != nullptr && subject->isValid() ? static_cast<int>(subject->subject().row) : -1;
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint at = widget().viewport()->mapFromGlobal(QPoint(x, y));
        const auto subject = subjectAt(widget().scene(), {static_cast<double>(at.x()), static_cast<double>(at.y())});
        return subject ? of(*subject) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        return widget().hasFocus() && widget().view().selection() ? of(*widget().view().selection()) : nullptr;
    }

    /// The one interface of a subject.
    [[nodiscard]] QAccessibleInterface* of(const Subject& subject) const
    {
        if (timeline() == nullptr || !placeOf(*timeline(), subject))
            return nullptr;
        const auto [known, fresh] = m_ids.try_emplace(subject, 0);
        if (fresh)
            known->second = QAccessible::registerAccessibleInterface(new AccessibleSubject(widget(), subject));
        return QAccessible::accessibleInterface(known->second);
    }
    void forget()
    {
        for (const auto& [subject, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }
    [[nodiscard]] const Timeline* timeline() const
    {
        return widget().view().run() ? &widget().view().run()->timeline() : nullptr;
    }

private:
    [[nodiscard]] TimelineWidget& widget() const { return *static_cast<TimelineWidget*>(object()); }

    mutable std::map<Subject, QAccessible::Id> m_ids;
};

AccessibleTimeline* AccessibleSubject::list() const
{
    return dynamic_cast<AccessibleTimeline*>(QAccessible::queryAccessibleInterface(&m_widget));
}

QAccessibleInterface* AccessibleSubject::parent() const
{
    AccessibleTimeline* timeline = list();
    if (m_subject.part == Part::whole || timeline == nullptr)
        return timeline;
    return timeline->of({m_subject.row, Part::whole, 0});
}

QAccessibleInterface* AccessibleSubject::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    return list()->of(subjectAt(m_widget.view().run()->timeline(), m_subject.row, static_cast<std::size_t>(index) + 1));
}

int AccessibleSubject::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* part = dynamic_cast<const AccessibleSubject*>(child);
    if (part == nullptr || !part->isValid() || part->subject().row != m_subject.row)
        return -1;
    return static_cast<int>(*placeOf(m_widget.view().run()->timeline(), part->subject())) - 1;
}

QAccessibleInterface* makeTimeline(const QString&, QObject* object)
{
    auto* widget = qobject_cast<TimelineWidget*>(object);
    return widget != nullptr ? new AccessibleTimeline(*widget) : nullptr;
}

AccessibleTimeline* accessibleOf(TimelineWidget& widget)
{
    return QAccessible::isActive() ? dynamic_cast<AccessibleTimeline*>(QAccessible::queryAccessibleInterface(&widget))
                                   : nullptr;
}

} // namespace

void installTimelineAccessibility() { QAccessible::installFactory(makeTimeline); }

void announceTimelineReset(TimelineWidget& widget)
{
    AccessibleTimeline* timeline = accessibleOf(widget);
    if (timeline == nullptr)
        return;
    timeline->forget();
    QAccessibleEvent event(&widget, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void announceTimelineSelection(TimelineWidget& widget)
{
    AccessibleTimeline* timeline = accessibleOf(widget);
    if (timeline == nullptr || !widget.view().selection())
        return;
    QAccessibleInterface* subject = timeline->of(*widget.view().selection());
    if (subject == nullptr)
        return;
    QAccessibleEvent selected(subject, QAccessible::Selection);
    QAccessible::updateAccessibility(&selected);
    if (widget.hasFocus()) {
        QAccessibleEvent focused(subject, QAccessible::Focus);
        QAccessible::updateAccessibility(&focused);
    }
}

} // namespace runlens
