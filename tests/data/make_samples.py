#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the samples of resources/samples, except the documented run, which is the API documentation's own.

Every run here is invented. Times are chosen for a present of 2026-06-08T16:15:00Z.
"""

import argparse
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

OPEN = "sendrealm.mail.open"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def wire(time):
    return None if time is None else time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def event(id_, name, time, payload=None):
    fields = {"id": id_, "event_name": name, "occurred_at": wire(time)}
    if payload is not None:
        fields = {"id": id_, "event_name": name, "payload": payload, "occurred_at": wire(time)}
    return fields


def wait(id_, step, status, limit, resumed=None, timed_out=None, branch=None, by=None, who="olivia@example.com", **more):
    return {"id": id_, "step_id": step["id"], "step_key": step["step_key"], "step_type": step["step_type"],
            "waiting_for_event_name": more.pop("event_name", OPEN), "status": status, "resolved_identity_value": who,
            "timeout_at": wire(limit), "resumed_at": wire(resumed), "timed_out_at": wire(timed_out),
            "outcome_branch": branch, "resumed_by_event": by, **more}


def message(id_, title, status, last, created, push=False, **more):
    return {"id": id_, "title" if push else "subject": title, "status": status, "last_event": last,
            "template_version_id": f"tmplver_{id_}", "contact_id": "contact_123", "created_at": wire(created), **more}


def step(number, key, type_, status="completed", **more):
    return {"id": f"step_{number}", "step_key": key, "step_type": type_, "status": status, **more}


def run(id_, trigger, steps, status="completed", who="olivia@example.com", by="email", **more):
    """A run detail whose own lists repeat what is nested in its steps, as the API does it."""
    waits, emails, pushes = [], [], []
    for one in steps:
        waits += one.get("waits", [])
        for name, kept in (("linked_emails", emails), ("linked_push_notifications", pushes)):
            for linked in one.get(name, []):
                fields = {k: v for k, v in linked.items() if k != "contact_id"}
                fields["automation_step_key"] = one["step_key"]
                kept.append(fields)
    return {"data": {"id": id_, "automation_id": "aut_post_purchase", "trigger_event_name": trigger["event_name"],
                     "resolved_identity_type": by, "resolved_identity_value": who, "status": status, **more,
                     "trigger_event": trigger, "steps": steps, "waits": waits, "sent_emails": emails,
                     "sent_push_notifications": pushes}}


def order(time, id_="evt_123", **payload):
    return event(id_, "order.completed", time, payload or {"order_id": "ord_123", "amount": 4900})


def connection(from_, to, branch="next"):
    return {"from": from_, "to": to, "branch": branch}


def automation(id_, name, trigger, steps, connections):
    nodes = [{"id": key, "position": {"x": 80, "y": 80 + 120 * i}}
             for i, key in enumerate(["trigger"] + [s["key"] for s in steps])]
    return {"data": {"id": id_, "name": name, "description": "", "status": "active",
                     "current_published_version": {"id": f"ver_{id_}_3", "version_number": 3, "state": "published"},
                     "definition": {"trigger": {"event_name": trigger}, "steps": steps, "connections": connections},
                     "editor_layout": {"viewport": {"x": 0, "y": 0, "zoom": 1}, "nodes": nodes}}}


def timed_out():
    start = at("2026-06-07 14:15:00")
    limit, fired = at("2026-06-08 14:15:04"), at("2026-06-08 14:15:42")
    receipt = step(1, "send_receipt", "send_email_template", attempts=[
        {"number": 1, "started_at": wire(start + timedelta(milliseconds=600)),
         "ended_at": wire(start + timedelta(milliseconds=1400)),
         "error": {"code": "503", "message": "The provider is not available"}},
        {"number": 2, "started_at": wire(start + timedelta(seconds=2.4)),
         "ended_at": wire(start + timedelta(seconds=3.4)), "error": None}],
        linked_emails=[message("email_receipt", "Your receipt", "delivered", "delivery", start + timedelta(seconds=3.4),
                               events=[{"type": "sent", "occurred_at": wire(start + timedelta(seconds=3.4))},
                                       {"type": "delivery", "occurred_at": wire(start + timedelta(seconds=5.2))}])])
    opened = step(2, "wait_for_open", "wait_for_event", branch_taken="timeout")
    opened["waits"] = [wait("wait_7f3a", opened, "timed_out", limit, timed_out=fired, branch="timeout",
                            late_events=[event("evt_late_open", OPEN, at("2026-06-08 16:13:20"))])]
    follow = step(3, "add_to_follow_up", "add_to_audience", started_at=wire(fired + timedelta(milliseconds=150)),
                  completed_at=wire(fired + timedelta(milliseconds=420)))
    delay = step(4, "delay_2d", "delay", "waiting", started_at=wire(fired + timedelta(milliseconds=450)))
    reminder = step(5, "send_reminder", "send_email_template", "pending")
    return run("run_7f3a5be20c21", order(start), [receipt, opened, follow, delay, reminder], "waiting",
               started_at=wire(start + timedelta(milliseconds=300)), current_step_key="delay_2d")


def timed_out_automation():
    steps = [
        {"key": "send_receipt", "type": "send_email_template",
         "config": {"template_version_id": "tmplver_email_receipt", "domain_id": "dom_1"}},
        {"key": "wait_for_open", "type": "wait_for_event", "config": {"event_name": OPEN, "timeout_seconds": 86400}},
        {"key": "send_push_follow_up", "type": "send_push_template", "config": {"template_version_id": "tmplver_push"}},
        {"key": "add_to_follow_up", "type": "add_to_audience", "config": {"audience_id": "follow-up"}},
        {"key": "delay_2d", "type": "delay", "config": {"duration_seconds": 172800}},
        {"key": "send_reminder", "type": "send_email_template",
         "config": {"template_version_id": "tmplver_email_reminder", "domain_id": "dom_1"}},
    ]
    return automation("aut_post_purchase", "Post Purchase Journey", "order.completed", steps, [
        connection("trigger", "send_receipt"), connection("send_receipt", "wait_for_open"),
        connection("wait_for_open", "send_push_follow_up", "received"),
        connection("wait_for_open", "add_to_follow_up", "timeout"), connection("add_to_follow_up", "delay_2d"),
        connection("delay_2d", "send_reminder")])


def failed():
    start = at("2026-06-08 14:13:09")
    times = [(0.5, 10.5), (40.5, 50.5), (230.5, 240.5)]
    texts = ["Connection to the provider timed out", "Connection to the provider timed out",
             "The recipient's domain does not accept mail"]
    codes = ["timeout", "timeout", "550"]
    attempts = [{"number": i + 1, "started_at": wire(start + timedelta(seconds=a)),
                 "ended_at": wire(start + timedelta(seconds=b)), "error": {"code": codes[i], "message": texts[i]}}
                for i, (a, b) in enumerate(times)]
    error = {"code": "550", "message": texts[2], "step_key": "send_receipt",
             "occurred_at": wire(start + timedelta(seconds=240.5))}
    receipt = step(1, "send_receipt", "send_email_template", "failed", attempts=attempts,
                   error={"code": "550", "message": texts[2]})
    return run("run_41c07d", order(start, "evt_mia"), [receipt], "failed", "mia@example.com", last_error=error,
               completed_at=wire(start + timedelta(seconds=240.6)))


def waiting(id_, start, limit, who):
    receipt = step(1, "send_receipt", "send_email_template", linked_emails=[
        message(f"email_{id_}", "Your receipt", "delivered", "delivery", start + timedelta(seconds=1.2))])
    opened = step(2, "wait_for_open", "wait_for_event", "waiting")
    opened["waits"] = [wait(f"wait_{id_}", opened, "waiting", limit, who=who)]
    return run(f"run_{id_}", order(start, f"evt_{id_}"), [receipt, opened], "waiting", who,
               current_step_key="wait_for_open")


def unknown_words():
    start = at("2026-06-08 12:00:00")
    receipt = step(1, "send_receipt", "send_email_template", "completed_with_notes", linked_emails=[
        message("email_unknown", "Your receipt", "quarantined", "quarantine", start + timedelta(seconds=1),
                quarantine_reason="policy 7")])
    choose = step(2, "choose_offer", "ai_decision", "completed", branch_taken="offer_b", score=0.82,
                  model={"name": "offers", "version": 12})
    pay = step(3, "wait_for_payment", "wait_for_event", "paused_by_operator", branch_taken=None)
    pay["waits"] = [wait("wait_unknown", pay, "paused", start + timedelta(hours=6), event_name="payment.received",
                         paused_by="operator_9")]
    sms = step(4, "send_sms", "send_sms_template", "not_yet")
    return run("run_unknown", order(start, "evt_unknown"), [receipt, choose, pay, sms], "paused", "+49 30 1234567",
               "phone", region="eu-central", labels=["vip", "beta"], priority=7)


def contradictory_waits():
    start = at("2026-06-08 09:00:00")
    limit = start + timedelta(minutes=30)
    opened = start + timedelta(minutes=29, seconds=58)
    receipt = step(1, "send_receipt", "send_email_template", linked_emails=[
        message("email_contra", "Your receipt", "opened", "open", start + timedelta(seconds=1))])
    waiting_ = step(2, "wait_for_open", "wait_for_event", branch_taken="received")
    waiting_["waits"] = [wait("wait_contra", waiting_, "received", limit, resumed=opened, branch="received",
                              by=event("evt_contra_open", OPEN, opened))]
    push = step(3, "send_push_follow_up", "send_push_template", linked_push_notifications=[
        message("push_contra", "Need anything else?", "sent", "send", opened + timedelta(seconds=1), push=True)])
    document = run("run_contra", order(start, "evt_contra"), [receipt, waiting_, push])
    document["data"]["waits"] = [wait("wait_contra", waiting_, "timed_out", limit,
                                      timed_out=limit + timedelta(seconds=2), branch="timeout")]
    return document


def many_steps():
    rng = random.Random(300)
    now = at("2026-05-11 08:00:00")
    trigger = event("evt_many", "trial.started", now, {"plan": "team", "seats": 12})
    kinds = ["delay", "send_email_template", "send_email_template", "condition", "contact_update", "add_to_audience",
             "remove_from_audience", "set_topic_subscription", "send_push_template", "delay"]
    waiting_places = set(rng.sample(range(3, 298), 40))
    steps = []
    for i in range(300):
        kind = "wait_for_event" if i in waiting_places else rng.choice(kinds)
        one = step(i + 1, f"{kind}_{i + 1}", kind)
        now += timedelta(milliseconds=rng.randint(200, 1500))
        begun = now
        if kind == "delay":
            now += timedelta(minutes=rng.choice([5, 15, 30, 60, 120]))
        elif kind == "condition":
            met = rng.random() < 0.6
            one["branch_taken"] = "true" if met else "false"
            one["condition"] = {"contact.seats": rng.randint(1, 40)}
        elif kind == "wait_for_event":
            limit = now + timedelta(hours=rng.choice([1, 6, 12, 24]))
            who, id_ = "team@example.com", f"wait_{i + 1}"
            if rng.random() < 0.55:
                now += (limit - now) * rng.random()
                one["branch_taken"] = "received"
                one["waits"] = [wait(id_, one, "received", limit, resumed=now, branch="received", who=who,
                                     by=event(f"evt_{i + 1}", OPEN, now))]
            else:
                now = limit + timedelta(seconds=rng.randint(0, 50))
                one["branch_taken"] = "timeout"
                one["waits"] = [wait(id_, one, "timed_out", limit, timed_out=now, branch="timeout", who=who)]
        elif kind.startswith("send"):
            push = kind == "send_push_template"
            one["linked_push_notifications" if push else "linked_emails"] = [
                message(f"{'push' if push else 'email'}_{i + 1}", f"Day {i + 1} of your trial",
                        rng.choice(["sent", "delivered", "opened"]), "send", now, push)]
        # Some servers tell when a step ran, and some steps of theirs.
        if rng.random() < 0.25:
            one["started_at"], one["completed_at"] = wire(begun), wire(now)
        steps.append(one)
    return run("run_many_steps", trigger, steps, who="team@example.com", completed_at=wire(now))


def null_everywhere():
    names = ["id", "automation_id", "trigger_event_name", "resolved_identity_type", "resolved_identity_value", "status",
             "trigger_event", "created_at", "started_at", "completed_at", "current_step_key", "last_error",
             "automation_version_id", "sent_emails"]
    nulls = {name: None for name in names}
    null_wait = {k: None for k in wait("", step(0, "", ""), "", None)}
    null_step = {k: None for k in ("id", "step_key", "step_type", "status", "branch_taken", "linked_emails", "attempts",
                                   "deferrals", "error", "condition", "started_at", "completed_at")}
    return {"data": {**nulls, "steps": [{**null_step, "waits": [null_wait, None]}, None, dict(null_step, waits=None)],
                     "waits": [None], "sent_push_notifications": [{k: None for k in message("", "", "", "", None)}]}}


def long_names():
    start = at("2026-06-08 10:00:00")

    def name(word):
        return (word * (500 // len(word) + 1))[:500]

    receipt = step(1, name("send_the_receipt_to_the_customer_"), "send_email_template", linked_emails=[
        message("email_long", name("Your receipt, with everything that you have bought. "), "delivered", "delivery",
                start + timedelta(seconds=2))])
    opened = step(2, name("waitforanopenwithoutasinglebreak"), "wait_for_event", branch_taken=name("a_branch_"))
    opened["waits"] = [wait("wait_long", opened, "received", start + timedelta(hours=1), who=name("someone.") + "@example.com",
                            resumed=start + timedelta(minutes=20), branch=name("a_branch_"), event_name=name("shop.mail.opened_"),
                            by=event("evt_long_2", name("shop.mail.opened_"), start + timedelta(minutes=20)))]
    other = step(3, name("x"), name("a_type_of_step_"), name("a_status_"))
    return run("run_" + name("0123456789abcdef")[:496],
               event("evt_long", name("order.completed_"), start, {name("key_"): name("value ")}), [receipt, opened, other],
               who=name("someone.") + "@example.com")


def bidi():
    start = at("2026-06-08 11:00:00")
    receipt = step(1, "إرسال_الإيصال", "send_email_template", linked_emails=[
        message("email_bidi", "إيصالك رقم 123 (ORD-7) جاهز", "delivered", "delivery", start + timedelta(seconds=1))])
    opened = step(2, "המתנה_לפתיחה", "wait_for_event", branch_taken="received")
    opened["waits"] = [wait("wait_bidi", opened, "received", start + timedelta(minutes=30), branch="received",
                            who="أوليفيا@example.com", resumed=start + timedelta(minutes=4),
                            by=event("evt_bidi_2", OPEN, start + timedelta(minutes=4)))]
    push = step(3, "cafe\u0301_no\u0308e\u0308l_o\u0302\u0323", "send_push_template", linked_push_notifications=[
        message("push_bidi", "שלום e\u0301a\u030Ao\u0308 ‎(LTR)‏ 30%", "sent", "send",
                start + timedelta(minutes=4, seconds=1), push=True)])
    return run("run_bidi", event("evt_bidi", "order.completed", start, {"عنوان": "شارع ٥", "note": "abc \u202eevil\u202c def"}),
               [receipt, opened, push], who="أوليفيا@example.com")


def tiny():
    start = at("2026-06-08 15:59:59.998000")
    def after(milliseconds):
        return start + timedelta(milliseconds=milliseconds)
    steps = [step(1, "tag_contact", "contact_update", started_at=wire(start), completed_at=wire(after(1))),
             step(2, "is_vip", "condition", branch_taken="false", started_at=wire(after(1)), completed_at=wire(after(2))),
             step(3, "subscribe", "set_topic_subscription", started_at=wire(after(2)), completed_at=wire(after(3)))]
    return run("run_tiny", order(start, "evt_tiny"), steps, started_at=wire(start), completed_at=wire(after(3)))


def years():
    start = at("2023-06-05 09:30:00")
    steps, now = [], start
    for i in range(1, 4):
        mail = step(3 * i - 2, f"send_year_{i}", "send_email_template", linked_emails=[
            message(f"email_year_{i}", "1 year with us" if i == 1 else f"{i} years with us", "opened", "open", now + timedelta(seconds=2))])
        pause = step(3 * i - 1, f"wait_a_year_{i}", "delay", started_at=wire(now + timedelta(seconds=3)),
                     completed_at=wire(now + timedelta(days=364, seconds=3)))
        now += timedelta(days=364, seconds=3)
        renew = step(3 * i, f"wait_for_renewal_{i}", "wait_for_event", branch_taken="received")
        renew["waits"] = [wait(f"wait_year_{i}", renew, "received", now + timedelta(days=30), branch="received",
                               resumed=now + timedelta(days=1), event_name="contract.renewed",
                               by=event(f"evt_year_{i}", "contract.renewed", now + timedelta(days=1)))]
        now += timedelta(days=1)
        steps += [mail, pause, renew]
    return run("run_years", event("evt_years", "contract.signed", start, {"contract": "c_77"}), steps,
               completed_at=wire(now))


def skipped_and_deferred():
    start = at("2026-06-07 22:40:00")
    morning = at("2026-06-08 07:00:00")
    receipt = step(1, "send_receipt", "send_email_template", deferrals=[
        {"until": wire(start + timedelta(minutes=10)), "reason": "rate_limit"},
        {"until": wire(morning), "reason": "quiet_hours"}],
        attempts=[{"number": 1, "started_at": wire(morning + timedelta(seconds=1)),
                   "ended_at": wire(morning + timedelta(seconds=2)), "error": None}],
        linked_emails=[message("email_deferred", "Your receipt", "bounced", "bounce", morning + timedelta(seconds=2),
                               events=[{"type": "sent", "occurred_at": wire(morning + timedelta(seconds=2))},
                                       {"type": "bounce", "occurred_at": wire(morning + timedelta(seconds=9))}])])
    push = step(2, "send_push_follow_up", "send_push_template", "skipped", skip_reason="no_push_token")
    topic = step(3, "leave_topic", "set_topic_subscription")
    news = step(4, "send_newsletter", "send_email_template", "skipped", skip_reason="unsubscribed")
    return run("run_skipped", order(start, "evt_skipped"), [receipt, push, topic, news], who="usr_8812", by="external_id",
               completed_at=wire(morning + timedelta(seconds=12)))


def condition():
    start = at("2026-06-08 08:20:00")
    check = step(1, "is_large_order", "condition", branch_taken="true",
                 condition={"event.amount": 120000, "contact.country": "DE"})
    call = step(2, "add_to_key_accounts", "add_to_audience", started_at=wire(start + timedelta(milliseconds=700)),
                completed_at=wire(start + timedelta(milliseconds=900)))
    mail = step(3, "send_thanks", "send_email_template", linked_emails=[
        message("email_thanks", "Thank you for your order", "clicked", "click", start + timedelta(seconds=2))])
    return run("run_condition", order(start, "evt_condition", order_id="ord_900", amount=120000), [check, call, mail],
               automation_version_id="ver_aut_large_3")


def condition_automation():
    rule = {"type": "and", "rules": [{"type": "rule", "field": "event.amount", "operator": "gte", "value": 100000},
                                     {"type": "rule", "field": "contact.country", "operator": "eq", "value": "DE"}]}
    steps = [{"key": "is_large_order", "type": "condition", "config": rule},
             {"key": "add_to_key_accounts", "type": "add_to_audience", "config": {"audience_id": "key-accounts"}},
             {"key": "send_thanks", "type": "send_email_template", "config": {"template_version_id": "tmplver_thanks"}},
             {"key": "send_coupon", "type": "send_email_template", "config": {"template_version_id": "tmplver_coupon"}}]
    return automation("aut_large", "Large orders", "order.completed", steps, [
        connection("trigger", "is_large_order"), connection("is_large_order", "add_to_key_accounts", "true"),
        connection("is_large_order", "send_coupon", "false"), connection("add_to_key_accounts", "send_thanks")])


def cancelled():
    start = at("2026-06-08 14:10:02")
    document = waiting("cancelled", start, start + timedelta(hours=24), "ava@example.com")
    data = document["data"]
    ended = start + timedelta(minutes=3, seconds=12)
    data["status"], data["steps"][1]["status"] = "cancelled", "cancelled"
    data["steps"][1]["completed_at"] = data["completed_at"] = wire(ended)
    for one in (data["steps"][1]["waits"][0], data["waits"][0]):
        one["status"] = "cancelled"
    del data["current_step_key"]
    return document


SAMPLES = {
    "timed-out": timed_out,
    "timed-out.automation": timed_out_automation,
    "failed": failed,
    "still-waiting": lambda: waiting("still", at("2026-06-08 14:12:31"), at("2026-06-09 14:12:33"), "liam@example.com"),
    "overdue": lambda: waiting("overdue", at("2026-06-08 13:44:00"), at("2026-06-08 14:14:02"), "zoe@example.com"),
    "unknown-words": unknown_words,
    "contradictory-waits": contradictory_waits,
    "many-steps": many_steps,
    "empty-run": lambda: run("run_empty", order(at("2026-06-08 16:14:59"), "evt_empty"), [], "queued"),
    "null-everywhere": null_everywhere,
    "long-names": long_names,
    "bidi": bidi,
    "tiny": tiny,
    "years": years,
    "skipped-and-deferred": skipped_and_deferred,
    "condition": condition,
    "condition.automation": condition_automation,
    "cancelled": cancelled,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path,
                        default=Path(__file__).resolve().parents[2] / "resources" / "samples", help="the folder")
    folder = parser.parse_args().output
    for name, make in SAMPLES.items():
        text = json.dumps(make(), ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
