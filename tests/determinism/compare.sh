#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the simulator with GCC at -O0 and with clang at -O2, plays the same simulations with both, and compares every
# byte that came of them. An absent compiler is a failure.
#
# compare.sh SOURCE_FOLDER BUILD_FOLDER
set -euo pipefail

source_folder="$1"
build_folder="$2"

# play NAME COMPILER FLAGS
play() {
    local name="$1" compiler="$2" flags="$3"
    command -v "$compiler" >/dev/null || { printf 'there is no %s\n' "$compiler"; return 1; }
    local folder="$build_folder/$name"
    local -a launcher=()
    if command -v ccache >/dev/null; then
        launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    fi
    if ! cmake -G Ninja -S "$source_folder" -B "$folder" -DCMAKE_CXX_COMPILER="$compiler" \
        -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_BUILD_TYPE= "${launcher[@]}" >"$build_folder/$name.log" 2>&1 ||
        ! cmake --build "$folder" --target digest >>"$build_folder/$name.log" 2>&1; then
        tail -n 40 "$build_folder/$name.log"
        return 1
    fi
    "$folder/bin/digest" >"$build_folder/$name.txt"
}

mkdir -p "$build_folder"
play gcc-O0 g++ "-O0" || exit 1
play clang-O2 clang++-19 "-O2" || exit 1
lines="$(wc -l <"$build_folder/gcc-O0.txt")"
((lines >= 50)) || { printf 'only %s lines were compared\n' "$lines"; exit 1; }
cmp "$build_folder/gcc-O0.txt" "$build_folder/clang-O2.txt" || exit 1
printf 'the same: '
tail -n 1 "$build_folder/gcc-O0.txt"
