# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Pictures of every sample and of every state of the window, in every theme, size and scale, and one page that shows
# them all. Sourced by `dev`.

screenshots_now=2026-06-09T12:00:00Z # what "now" is in the pictures, so that they are the same every day

# screenshot SAMPLE THEME SIZE SCALE: writes one picture and prints its name.
screenshot() {
    local sample="$1" theme="$2" size="$3" scale="$4"
    local stem picture
    stem="$(basename "$sample" .json)"
    picture="$stem-$theme-$size@${scale}x.png"
    local -a options=(--format png --theme "$theme" --size "$size" --scale "$scale" --now "$screenshots_now")
    local automation="${sample%.json}.automation.json"
    [[ ! -e $automation ]] || options+=(--automation "$automation")
    build/release/bin/runlens-cli export "$sample" "${options[@]}" --output "build/screenshots/$picture" >&2 || return 1
    printf '%s\n' "$picture"
}

# contact_sheet PICTURE...: prints a page with all of them.
contact_sheet() {
    local picture
    printf '<!doctype html><meta charset="utf-8"><title>Runlens: contact sheet</title>\n'
    printf '<style>body{font:13px sans-serif;background:#8b93a1;display:grid;gap:16px;'
    printf 'grid-template-columns:repeat(auto-fill,minmax(420px,1fr))}img{width:100%%}figure{margin:0}</style>\n'
    for picture in "$@"; do
        printf '<figure><a href="%s"><img src="%s" alt=""></a><figcaption>%s</figcaption></figure>\n' \
            "$picture" "$picture" "$picture"
    done
}

# window_screenshots SCALE: every state of the window, in both themes and two sizes; prints their names.
window_screenshots() {
    local scale="$1"
    QT_SCALE_FACTOR="$scale" RUNLENS_PICTURES="$PWD/build/screenshots" QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC \
        build/ci/tests/tst_window_states -silent >&2 || return 1
    (cd build/screenshots && ls window-*@"$scale"x.png)
}

# scenario_screenshot SCENARIO: the window on what the simulation of a scenario wrote; prints the name of the picture.
scenario_screenshot() {
    local stem runs
    stem="scenario-$(basename "$1" .json)"
    runs="build/screenshots/$stem.json"
    build/release/bin/runlens-cli simulate "$1" --output "$runs" >&2 || return 1
    QT_QPA_PLATFORM=offscreen build/release/bin/runlens --now "$screenshots_now" \
        --screenshot "build/screenshots/$stem.png" "$runs" >&2 || return 1
    printf '%s\n' "$stem.png"
}

screenshots() {
    rm -rf build/screenshots
    mkdir -p build/screenshots
    local sample theme size scale picture failed=0
    local -a pictures=()
    for sample in resources/samples/*.json; do
        [[ $sample != *.automation.json && -e $sample ]] || continue
        for theme in light dark; do
            for size in 1440x900 1024x640; do
                for scale in 1 2; do
                    if picture="$(screenshot "$sample" "$theme" "$size" "$scale")"; then
                        pictures+=("$picture")
                    else
                        printf 'screenshots: no picture of %s (%s, %s, %sx)\n' "$sample" "$theme" "$size" "$scale" >&2
                        failed=$((failed + 1))
                    fi
                done
            done
        done
    done
    local names
    for scale in 1 1.25 2; do
        if names="$(window_screenshots "$scale")"; then
            mapfile -t -O "${#pictures[@]}" pictures <<<"$names"
        else
            printf 'screenshots: not every state of the window at %sx\n' "$scale" >&2
            failed=$((failed + 1))
        fi
    done
    for sample in resources/samples/scenarios/*.json; do
        if picture="$(scenario_screenshot "$sample")"; then
            pictures+=("$picture")
        else
            printf 'screenshots: no picture of %s\n' "$sample" >&2
            failed=$((failed + 1))
        fi
    done
    contact_sheet "${pictures[@]}" >build/screenshots/index.html
    printf '%d pictures, %d failed; all of them: build/screenshots/index.html\n' "${#pictures[@]}" "$failed"
    ((failed == 0 && ${#pictures[@]} > 0))
}
