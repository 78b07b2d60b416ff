#!/bin/sh
# Every test: on SQLite, on PostgreSQL where its programs are, in the browser where Chromium is.
# A missing one is named, with how to install it; with CI=true it is a failure.
set -u
cd "$(dirname "$0")/.."
py=.venv/bin/python
failed=""
missing=""

part() { # title, command…
    title=$1
    shift
    printf '\n== %s\n' "$title"
    "$@" || failed="$failed; $title"
}

lacks() { # what, how
    printf '\n== %s is not installed: its tests were not run. Install it with: %s\n' "$1" "$2"
    missing="$missing; $1"
}

part "Tests on SQLite" env MINQING_TEST_DB=sqlite $py -m pytest -q -m "not browser"
if $py -m minqing.ops.postgres; then
    part "Tests on PostgreSQL" env MINQING_TEST_DB=postgres $py -m pytest -q -m "not browser and not anydb" --ignore=tests/architecture
else
    lacks PostgreSQL "apt install postgresql   (macOS: brew install postgresql)"
fi
if $py -m tests.browser.chromium; then
    part "Tests in Chromium" env MINQING_TEST_DB=sqlite $py -m pytest -q -m browser
else
    lacks Chromium "apt install chromium fonts-noto-cjk   (macOS: brew install --cask chromium)"
fi

status=0
[ -n "$failed" ] && printf '\nFailed: %s\n' "${failed#; }" && status=1
if [ -n "$missing" ]; then
    printf '\nNot run: %s\n' "${missing#; }"
    [ "${CI:-}" = true ] && status=1
fi
[ $status -eq 0 ] && printf '\nAll tests that could run here have passed.\n'
exit $status
