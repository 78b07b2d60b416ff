#!/bin/sh
# Bring the locked dependencies of a group (run, test or dev), the front-end files and the compiled messages.
# Safe to repeat; a second call takes a moment. Used by the Makefile.
set -eu
group=${1:-run}
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
    done
    say "minqing needs Python 3.11 or newer. Debian, Ubuntu: apt install python3 python3-venv. macOS: brew install python."
    return 1
}

make_venv() { # folder, flags
    if ! "$python" -m venv "$@" >/dev/null 2>"$log"; then
        cat "$log" >&2
        say "Python's venv module is missing. Debian, Ubuntu: apt install python3-venv."
        exit 1
    fi
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then
        uv=uv
        return
    fi
    uv=.tools/bin/uv
    if [ ! -x "$uv" ]; then
        say "Installing uv into .tools …"
        make_venv .tools
        .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
    fi
}

rank() { case "$1" in run) echo 1 ;; test) echo 2 ;; dev) echo 3 ;; *) echo 0 ;; esac; }

locks_digest() { cat requirements/*.txt package-lock.json tools/setup.sh tools/assets.py | cksum | tr ' ' '-'; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
stamp=.venv/.minqing-setup
digest=$(locks_digest)
have_group=none
have_digest=none
[ -f "$stamp" ] && read -r have_group have_digest <"$stamp" || true
# What is there already is kept: a developer who says `make run` does not lose the checkers.
[ "$(rank "$have_group")" -gt "$(rank "$group")" ] && group=$have_group

if [ "$have_digest" != "$digest" ] || [ "$have_group" != "$group" ]; then
    python=$(find_python)
    find_uv
    [ -x .venv/bin/python ] || make_venv .venv --without-pip
    say "Installing the locked dependencies ($group) …"
    "$uv" pip sync --quiet --require-hashes --python .venv/bin/python "requirements/$group.txt"
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$PWD/src" >"$site/minqing.pth"
    say "Bringing the front-end files …"
    .venv/bin/python tools/assets.py "$uv"
    echo "$group $digest" >"$stamp"
fi
.venv/bin/python tools/compile_messages.py
