#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The documented journey, end to end over HTTP with curl, and what the command line's twins do to it.
# curl_journey.sh RUNLENS_CLI
set -euo pipefail

cli="$1"
folder="$(mktemp -d)"
server=""
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
    printf 'curl_journey: %s\n' "$*" >&2
    exit 1
}

start_server() {
    : >"$folder/url"
    "$cli" serve --store "sqlite:$folder/server.db" --listen 127.0.0.1:0 >"$folder/url" 2>>"$folder/log" &
    server=$!
    for ((i = 0; i < 200; ++i)); do
        url="$(<"$folder/url")"
        [[ -z $url ]] || return 0
        kill -0 "$server" 2>/dev/null || fail "the server did not start: $(<"$folder/log")"
        sleep 0.05
    done
    fail "the server did not answer"
}

# api WANTED_STATUS METHOD PATH [BODY]: prints the answer; fails where the status is another.
api() {
    local wanted="$1" status
    local -a body=()
    (($# < 4)) || body=(--data "$4")
    status="$(curl --silent --show-error --max-time 10 --request "$2" "${body[@]}" --output "$folder/answer" \
        --write-out '%{http_code}' --header "Authorization: Bearer $(<"$folder/server.db-key")" "$url$3")"
    [[ $status == "$wanted" ]] || fail "$2 $3: $status in place of $wanted: $(<"$folder/answer")"
    cat "$folder/answer"
}

# expect NAME JSON FILTER: the filter holds.
expect() {
    jq --exit-status "$3" <<<"$2" >/dev/null || fail "$1: not so: $3 in $2"
    printf 'ok    %s\n' "$1"
}

# run_when ID FILTER: the run, once the filter holds for it.
run_when() {
    local run
    for ((i = 0; i < 200; ++i)); do
        run="$(api 200 GET "/automation-runs/$1")"
        ! jq --exit-status "$2" <<<"$run" >/dev/null || { printf '%s' "$run"; return 0; }
        sleep 0.05
    done
    fail "$1 never came to: $2; it is $run"
}

# says WANTED_EXIT TEXT COMMAND...: the command ends so, and says that.
says() {
    local wanted="$1" text="$2" code=0 said
    shift 2
    said="$("$cli" "$@" 2>&1)" || code=$?
    [[ $code == "$wanted" ]] || fail "$*: exit $code in place of $wanted: $said"
    [[ $said == *"$text"* ]] || fail "$*: does not say: $text; but: $said"
    printf 'ok    %s\n' "$1 $2"
}

definition() { # TIMEOUT_SECONDS
    cat <<JSON
{"name": "Receipts", "definition": {
  "trigger": {"event_name": "order.completed"},
  "steps": [
    {"key": "send_receipt", "type": "send_email_template",
     "config": {"template_version_id": "tmplver_email_123", "domain_id": "dom_1"}},
    {"key": "wait_for_open", "type": "wait_for_event",
     "config": {"event_name": "sendrealm.mail.open", "timeout_seconds": $1}},
    {"key": "send_push_follow_up", "type": "send_push_template", "config": {"template_version_id": "tmplver_push_123"}}],
  "connections": [
    {"from": "trigger", "to": "send_receipt", "branch": "next"},
    {"from": "send_receipt", "to": "wait_for_open", "branch": "next"},
    {"from": "wait_for_open", "to": "send_push_follow_up", "branch": "received"}]}}
JSON
}

start_server
api 201 POST /templates '{"id": "tmplver_email_123", "name": "receipt", "channel": "email", "status": "published",
                          "subject": "Your receipt"}' >/dev/null
api 201 POST /templates '{"id": "tmplver_push_123", "name": "follow up", "channel": "push", "status": "published",
                          "title": "Need anything else?"}' >/dev/null
api 201 POST /automations "$(definition 1800)" >/dev/null
expect "published" "$(api 200 POST /automations/aut_1/publish)" \
    '.data.status == "active" and .data.current_published_version.version_number == 1'

# Opened in time
order='{"event": "order.completed", "email": "Olivia@Example.com", "payload": {"order_id": "ord_123"},
        "idempotency_key": "order-123"}'
expect "accepted" "$(api 202 POST /events "$order")" \
    '.data.event == "order.completed" and .data.resolved_identity_value == "olivia@example.com"'
expect "known" "$(api 200 POST /events "$order")" '.data.deduplicated'
run="$(run_when run_1 '.data.status == "waiting"')"
expect "waits" "$run" '.data.waits[0].status == "waiting" and .data.sent_emails[0].subject == "Your receipt"'
opened="{\"message_id\": $(jq '.data.sent_emails[0].id' <<<"$run"), \"type\": \"open\"}"
api 202 POST /message-events "$opened" >/dev/null || true
run="$(run_when run_1 '.data.status == "completed"')"
expect "the documented run" "$run" '.data | .trigger_event_name == "order.completed"
    and ([.steps[].step_key] == ["send_receipt", "wait_for_open", "send_push_follow_up"])
    and .steps[1].branch_taken == "received" and .steps[1].waits[0].resumed_by_event.event_name == "sendrealm.mail.open"
    and .waits[0].outcome_branch == "received" and .steps[0].linked_emails[0].last_event == "open"
    and .sent_push_notifications[0].automation_step_key == "send_push_follow_up"'

# Timed out, and a late event
api 200 PATCH /automations/aut_1 "$(definition 1)" >/dev/null
says 0 "version 2" automation publish "$url" aut_1 --key-file "$folder/server.db-key"
says 0 "order.completed" event post "$url" order.completed --email ben@example.com --key-file "$folder/server.db-key"
run="$(run_when run_2 '.data.status == "completed"')"
expect "timed out" "$run" '.data.waits[0] | .status == "timed_out" and .timed_out_at >= .timeout_at'
api 202 POST /message-events "{\"message_id\": $(jq '.data.sent_emails[0].id' <<<"$run"), \"type\": \"open\"}" >/dev/null
expect "late, and changes nothing" "$(run_when run_2 '.data.waits[0].late_events | length == 1')" \
    '.data.status == "completed" and .data.waits[0].status == "timed_out" and (.data.sent_push_notifications // [] | length == 0)'

# By hand
key=(--key-file "$folder/server.db-key")
says 0 "paused" automation pause "$url" aut_1 "${key[@]}" --reason "a test"
says 4 "conflict" automation pause "$url" aut_1 "${key[@]}"
says 0 "active" automation resume "$url" aut_1 "${key[@]}"
says 0 "evt_" event post "$url" order.completed --external-id refused-1 --payload '{"a": [1]}' "${key[@]}"
says 0 "evt_" event post "$url" order.completed --email refused@example.com "${key[@]}"
run_when run_4 '.data.status == "failed"' >/dev/null
says 0 "run_4" dead-letters list "$url" "${key[@]}"
letter="$(api 200 GET /dead-letters | jq --raw-output '.data[0].id')"
says 0 "run_4" dead-letters replay "$url" "$letter" "${key[@]}" --reason "try again"
says 4 "conflict" dead-letters replay "$url" "$letter" "${key[@]}"
run_when run_4 '.data.status == "failed"' >/dev/null
says 0 "run_4" run retry "$url" run_4 "${key[@]}" --reason "and again"
says 4 "conflict" run cancel "$url" run_1 "${key[@]}" --reason "too late"
says 4 "not_found" run cancel "$url" run_99 "${key[@]}" --reason "no such run"
says 2 "one of --email" event post "$url" order.completed "${key[@]}"
says 2 "JSON" event post "$url" order.completed --email a@example.com --payload '[1]' "${key[@]}"
says 2 "plain http" event post http://example.com order.completed --email a@example.com "${key[@]}"
says 2 "key is needed" run retry "$url" run_4 --reason x
RUNLENS_API_KEY=this-is-the-wrong-key says 4 "401" run retry "$url" run_4 --reason x

# Nothing is gone with the process
kill -KILL "$server"
wait "$server" 2>/dev/null || true
start_server
expect "it is all there after kill -9" "$(api 200 GET '/automations/aut_1/runs?status=completed')" '.data | length >= 2'
says 4 "did not answer" run retry http://127.0.0.1:1 run_1 "${key[@]}" --reason x
kill "$server"
wait "$server" || fail "the server did not end well: $(<"$folder/log")"
server=""
says 0 "sound" store check "sqlite:$folder/server.db"
