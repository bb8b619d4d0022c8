# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the commands of `dev` need, and how it gets there. Sourced by `dev`.
#
# On Debian 12 what is missing is installed with apt-get; elsewhere it is named, and that is the end.

# One line per package: the sets it belongs to, Debian's name, and a probe for systems without dpkg:
# cmd:PROGRAM, config:CMAKE_PACKAGE, header:FILE or font:FAMILY.
dependency_table() {
    cat <<'TABLE'
build      build-essential            cmd:g++
build      cmake                      cmd:cmake
build      ninja-build                cmd:ninja
build      ccache                     cmd:ccache
build      qt6-base-dev               config:Qt6
build      qt6-svg-dev                config:Qt6Svg
build      qt6-tools-dev              config:Qt6LinguistTools
build      qt6-tools-dev-tools        config:Qt6LinguistTools
build      qt6-l10n-tools             config:Qt6LinguistTools
build      qtkeychain-qt6-dev         config:Qt6Keychain
build      libgl1-mesa-dev            header:GL/gl.h
build      nlohmann-json3-dev         config:nlohmann_json
build      zlib1g-dev                 header:zlib.h
build      libsqlite3-dev             header:sqlite3.h
build      libsqlitecpp-dev           config:SQLiteCpp
build      zlib1g-dev                 header:zlib.h
build      libhowardhinnant-date-dev  config:date
build      libboost1.81-dev           header:boost/beast/http/basic_parser.hpp
build      tzdata                     file:/usr/share/zoneinfo/Europe/Berlin
test       curl                       cmd:curl
serve      curl                       cmd:curl
serve      jq                         cmd:jq
fonts      fontconfig                 cmd:fc-list
fonts      fonts-inter                font:Inter
fonts      fonts-jetbrains-mono       font:JetBrains Mono
fonts      fonts-noto-core            font:Noto Sans
test       librapidcheck-dev          config:rapidcheck
test       python3                    cmd:python3
test       jq                         cmd:jq
test       xvfb                       cmd:Xvfb
test       xauth                      cmd:xauth
test       gnome-keyring              cmd:gnome-keyring-daemon
test       openssl                    cmd:openssl
test       dbus-daemon                cmd:dbus-run-session
test       at-spi2-core               file:/usr/share/dbus-1/services/org.a11y.Bus.service
test       python3-pyatspi            file:/usr/lib/python3/dist-packages/pyatspi/__init__.py
node       nodejs                     cmd:node
node       npm                        cmd:npm
test       clang-19                   cmd:clang++-19
test       libxml2-utils              cmd:xmllint
test       python3-jsonschema         file:/usr/lib/python3/dist-packages/jsonschema/__init__.py
lint       clang-format-19            cmd:clang-format-19
lint       clang-tidy-19              cmd:clang-tidy-19
lint       shellcheck                 cmd:shellcheck
bench      librapidcheck-dev          config:rapidcheck
bench      libbenchmark-dev           config:benchmark
bench      libns3-dev                 header:ns3/priority-queue-scheduler.h
peers      nginx-light                file:/usr/sbin/nginx
peers      postgresql-15              file:/usr/lib/postgresql/15/bin/initdb
peers      strace                     cmd:strace
TABLE
}

# The lines "package probe" of the named sets.
dependencies_of() {
    dependency_table | awk -v wanted=" $* " \
        'index(wanted, " " $1 " ") && !seen[$2]++ { $1 = ""; sub(/^ /, ""); print }'
}

is_debian_12() {
    local release="${RUNLENS_OS_RELEASE:-/etc/os-release}"
    [[ -r $release ]] || return 1
    (
        # shellcheck disable=SC1090
        . "$release"
        [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]
    )
}

missing_debian_packages() {
    local -a packages
    mapfile -t packages < <(dependencies_of "$@" | cut -d' ' -f1)
    {
        printf '%s\n' "${packages[@]}"
        dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null || true
    } | awk '$2 == "installed" { have[$1] = 1 } NF == 1 { wanted[++n] = $1 }
             END { for (i = 1; i <= n; ++i) if (!have[wanted[i]]) print wanted[i] }'
}

has_cmake_package() {
    local prefix folder
    for prefix in ${CMAKE_PREFIX_PATH//[:;]/ } /usr /usr/local /opt/homebrew; do
        for folder in "$prefix"/{lib,lib64,share,lib/*-linux-*}/cmake/"$1"; do
            [[ -d $folder ]] && return 0
        done
    done
    return 1
}

has_header() {
    local folder
    for folder in /usr/include /usr/local/include /opt/homebrew/include; do
        [[ -e $folder/$1 ]] && return 0
    done
    return 1
}

probe() {
    local what="${1#*:}"
    case $1 in
        cmd:*) command -v "$what" >/dev/null ;;
        config:*) has_cmake_package "$what" ;;
        header:*) has_header "$what" ;;
        file:*) [[ -e $what ]] ;;
        font:*) command -v fc-list >/dev/null && [[ -n $(fc-list "$what" family) ]] ;;
    esac
}

missing_by_probe() {
    local package wanted
    while read -r package wanted; do
        probe "$wanted" || printf '%s\n' "$package"
    done < <(dependencies_of "$@")
}

install_debian_packages() {
    local -a as_root=(env)
    if ((EUID != 0)); then
        command -v sudo >/dev/null || return 1
        sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; } || return 1
        as_root=(sudo env)
    fi
    printf 'dev: installing %s\n' "$*" >&2
    local -a apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive
        apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    "${apt[@]}" update >&2 && "${apt[@]}" install --no-install-recommends "$@" >&2
}

# need SET...: returns when everything of these sets is there, else names what is missing and exits 2.
need() {
    [[ -z ${RUNLENS_SKIP_DEPENDENCIES:-} ]] || return 0
    local -a missing
    if is_debian_12; then
        mapfile -t missing < <(missing_debian_packages "$@")
        ((${#missing[@]} > 0)) || return 0
        install_debian_packages "${missing[@]}" || true
        mapfile -t missing < <(missing_debian_packages "$@")
    else
        mapfile -t missing < <(missing_by_probe "$@")
    fi
    ((${#missing[@]} > 0)) || return 0
    {
        printf 'dev: missing packages (by their Debian 12 names): %s\n' "${missing[*]}"
        if is_debian_12; then
            printf 'dev: they could not be installed; as root: apt-get install --no-install-recommends %s\n' "${missing[*]}"
        else
            printf 'dev: only Debian 12 is set up automatically; install the equivalents of your system\n'
        fi
    } >&2
    exit 2
}
