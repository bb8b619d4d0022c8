# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# `dev run --serve`: a server with sample automations, and a driver that gives it something to do. Sourced by `dev`.

# api METHOD PATH [BODY]: asks the server at $serve_url with the key of $serve_key_file; fails unless it succeeds.
api() {
    local -a body=()
    (($# < 3)) || body=(--data "$3")
    # The key goes by a file descriptor: arguments can be seen by others.
    curl --silent --show-error --fail-with-body --max-time 10 --request "$1" "${body[@]}" \
        --header @<(printf 'Authorization: Bearer %s\n' "$(<"$serve_key_file")") "$serve_url$2"
}

# Publishes the sample automations, unless the store has some from an earlier time.
publish_samples() {
    local file id
    [[ $(api GET /automations | jq '.data | length') == 0 ]] || return 0
    for file in "$samples"/automations/*.json; do
        id="$(api POST /automations "$(<"$file")" | jq --raw-output .data.id)"
        api POST "/automations/$id/publish" '{"reason": "sample"}' |
            jq --raw-output '"published \(.data.id), version \(.data.current_published_version.version_number)"'
    done
}

one_of() { printf '%s' "${@:RANDOM % $# + 1:1}"; }

# post_event NAME EMAIL PAYLOAD
post_event() {
    api POST /events "{\"event\": \"$1\", \"email\": \"$2\", \"payload\": $3}" >/dev/null && printf '%s  %s\n' "$1" "$2"
}

# A few people buy, leave carts and come back to them, and open some of their mail.
drive() {
    local -a people=(olivia@example.com ben@example.com chris@example.com dana@example.com eli@example.com
        busy+1@example.com refused+1@example.com)
    local number=0 cart="" whose="" message receipts
    receipts="$(api GET /automations | jq --raw-output 'first(.data[] | select(.name == "Receipts")).id // empty')"
    while sleep "${RUNLENS_DRIVER_PAUSE:-1}"; do
        number=$((number + 1))
        case $((RANDOM % 4)) in
            0) post_event order.completed "$(one_of "${people[@]}")" "{\"order_id\": \"ord_$number\"}" ;;
            1)
                cart="cart_$number" whose="$(one_of "${people[@]}")"
                post_event cart.abandoned "$whose" "{\"cart_id\": \"$cart\", \"amount\": $((RANDOM % 2000))}"
                ;;
            2) [[ -z $cart ]] || post_event cart.checked_out "$whose" "{\"cart_id\": \"$cart\"}" ;;
            3)
                message="$(api GET "/automations/$receipts/runs?status=waiting&limit=20" |
                    jq --raw-output '[.data[].id] | if length == 0 then "" else .[now | floor % length] end')"
                [[ -z $message ]] || api POST /message-events \
                    "{\"message_id\": \"$message/send_receipt/message\", \"type\": \"open\"}" >/dev/null || true
                ;;
        esac
    done
}

# served_address FOLDER: where the server of that folder answers; fails where it does not.
served_address() {
    local url host
    [[ -s $1/url && -r $1/server.db-key ]] || return 1
    url="$(<"$1/url")"
    host="${url#http://}"
    (exec 3<>"/dev/tcp/${host%:*}/${host##*:}") 2>/dev/null || return 1
    printf '%s' "$url"
}

# serve_with_samples CLI FOLDER [SECONDS]: until it is interrupted, or so many seconds have passed.
serve_with_samples() {
    local cli="$1" folder="$2" seconds="${3:-}" url_file server driver=""
    samples="$PWD/resources/samples"
    mkdir -p "$folder"
    url_file="$folder/url"
    serve_key_file="$folder/server.db-key"
    rm -f "$url_file"
    "$cli" serve --store "sqlite:$folder/server.db" --listen "${RUNLENS_LISTEN:-127.0.0.1:8917}" >"$url_file" &
    server=$!
    # shellcheck disable=SC2064 # now, as long as the names are known
    trap "kill $server 2>/dev/null || true" EXIT
    until [[ -s $url_file ]]; do
        kill -0 "$server" 2>/dev/null || { wait "$server"; return; }
        sleep 0.1
    done
    serve_url="$(<"$url_file")"
    publish_samples || return
    printf '\nThe server answers at %s; its key is in %s. For instance:\n\n' "$serve_url" "$serve_key_file"
    printf '  curl -H "Authorization: Bearer %s" %s/automations\n' "\$(cat $serve_key_file)" "$serve_url"
    printf '  %s dead-letters list %s --key-file %s\n\nCtrl+C ends it; its store stays. What the driver does:\n\n' \
        "$cli" "$serve_url" "$serve_key_file"
    drive &
    driver=$!
    # shellcheck disable=SC2064
    trap "kill $driver $server 2>/dev/null || true" EXIT
    if [[ -n $seconds ]]; then
        sleep "$seconds"
        kill "$driver" "$server"
    else
        trap 'kill "$driver" "$server" 2>/dev/null' INT TERM
    fi
    local code=0
    wait "$server" || code=$?
    ((code < 128)) || { wait "$server" && code=0 || code=$?; } # the signal ended the waiting, not the server
    kill "$driver" 2>/dev/null || true
    return "$code"
}
