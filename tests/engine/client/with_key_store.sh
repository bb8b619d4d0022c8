#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with_key_store.sh system|none PROGRAM: runs it with a Secret Service of its own, or without any bus; in both cases in
# a home of its own.
set -euo pipefail

export RUNLENS_KEY_STORE="$1"
program="$2"
HOME="$(mktemp -d)"
export HOME
trap 'rm -rf "$HOME"' EXIT
export XDG_DATA_HOME="$HOME/data" XDG_CONFIG_HOME="$HOME/config" XDG_CACHE_HOME="$HOME/cache"
export XDG_RUNTIME_DIR="$HOME/runtime"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY KDE_FULL_SESSION XDG_CURRENT_DESKTOP GNOME_KEYRING_CONTROL DBUS_SESSION_BUS_ADDRESS

if [[ $RUNLENS_KEY_STORE == none ]]; then
    export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
    "$program"
else
    export XDG_CURRENT_DESKTOP=GNOME
    # shellcheck disable=SC2016
    dbus-run-session -- bash -c '
        set -euo pipefail
        printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
        "$1"' bash "$program"
fi
