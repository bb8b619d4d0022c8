#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests `dev` itself: usage, help, and what it says on a system that lacks everything.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
failures=0

# expect CODE STREAM TEXT COMMAND...: the command exits with CODE and says TEXT on STREAM (stdout or stderr).
expect() {
    local wanted="$1" stream="$2" text="$3" code=0
    shift 3
    "$@" >"$folder/stdout" 2>"$folder/stderr" || code=$?
    if [[ $code == "$wanted" ]] && grep -qF -- "$text" "$folder/$stream"; then
        printf 'ok    %s\n' "$*"
        return
    fi
    printf "FAIL  %s: exit code %s, wanted %s and '%s' on %s\n" "$*" "$code" "$wanted" "$text" "$stream"
    cat "$folder/stdout" "$folder/stderr"
    failures=$((failures + 1))
}

# A system that is not Debian 12, with nothing but what a shell script needs.
bare_system() {
    mkdir "$folder/bin"
    local tool
    for tool in bash env awk cut cat dirname; do
        ln -s "$(command -v "$tool")" "$folder/bin/$tool"
    done
    printf 'ID=other\nVERSION_ID=1\n' >"$folder/os-release"
    env -u RUNLENS_SKIP_DEPENDENCIES PATH="$folder/bin" RUNLENS_OS_RELEASE="$folder/os-release" "$@"
}

expect 0 stdout "Usage: ./dev COMMAND" ./dev --help
for command in run build test lint bench screenshots clean; do
    expect 0 stdout "Usage: ./dev $command" ./dev "$command" --help
done
expect 2 stderr "Usage: ./dev COMMAND" ./dev
expect 2 stderr "unknown command: fly" ./dev fly
expect 2 stderr "unexpected argument: now" ./dev build now
expect 2 stderr "unexpected option: --fast" ./dev run --fast
expect 2 stderr "no tests in a preset 'release'" ./dev test --preset release
expect 2 stderr "--json wants a file" ./dev bench --json
expect 2 stderr "unexpected argument: --wrong" ./dev lint --wrong
expect 2 stderr "missing packages (by their Debian 12 names): build-essential cmake ninja-build" bare_system ./dev build
((failures == 0))
