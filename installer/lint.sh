# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The checks of `dev lint`, each a function that prints what it found and fails if that is anything. Sourced by `dev`.

lint_failures=()

# check NAME COMMAND...: runs one check; all of them run, whatever fails.
check() {
    local name="$1"
    shift
    printf -- '-- %s\n' "$name"
    "$@" 2>&1 || lint_failures+=("$name")
}

cpp_files() {
    find app ui engine tests \( -name '*.h' -o -name '*.cpp' \) 2>/dev/null | sort
}

shell_files() {
    printf '%s\n' dev .ci/run installer/*.sh
}

check_format() {
    local -a files
    mapfile -t files < <(cpp_files)
    ((${#files[@]} > 0)) || { printf 'no C++ files were found\n'; return 1; }
    clang-format-19 --dry-run -Werror "${files[@]}"
}

fix_format() {
    local -a files
    mapfile -t files < <(cpp_files)
    clang-format-19 -i "${files[@]}"
}

check_shell() {
    local -a files
    mapfile -t files < <(shell_files)
    shellcheck "${files[@]}"
}

check_tidy() {
    build ci && installer/run_clang_tidy.py build/ci --cache build/lint-cache
}

lint() {
    check "checks can fail" installer/lint_self_test.py
    check "format" check_format
    check "layers" installer/check_includes.py
    check "licence lines and length" installer/check_sources.py
    check "shell scripts" check_shell
    check "clang-tidy" check_tidy
    if ((${#lint_failures[@]} > 0)); then
        printf 'lint: failed:'
        printf ' [%s]' "${lint_failures[@]}"
        printf '\n'
        return 1
    fi
    printf 'lint: all is well\n'
}
