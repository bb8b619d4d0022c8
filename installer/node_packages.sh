# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Packages of npm that tests use as clients, at the versions of their lock files. Sourced by `dev`.

# install_node_packages SOURCE TARGET: what SOURCE/package-lock.json names is in TARGET/node_modules afterwards.
install_node_packages() {
    local source="$1" target="$2"
    mkdir -p "$target"
    cmp -s "$source/package-lock.json" "$target/installed-lock.json" && return
    cp "$source/package.json" "$source/package-lock.json" "$target" || return
    if ! command -v npm >/dev/null; then
        printf 'dev: npm is missing, which comes with Node.js (20 or newer)\n' >&2
        return 1
    fi
    (cd "$target" && npm ci --ignore-scripts --no-audit --no-fund >&2) || return
    cp "$source/package-lock.json" "$target/installed-lock.json"
}
