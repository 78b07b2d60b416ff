#!/bin/sh
# Format, lint, types, import contracts, generated reference. Everything is run, then the sum is told.
set -u
cd "$(dirname "$0")/.."
failed=""
DATA=$(mktemp -d) # the settings want a folder for keys; the checks leave nobody's behind
export DATA
trap 'rm -rf "$DATA"' EXIT

part() { # title, command…
    title=$1
    shift
    printf '== %s\n' "$title"
    "$@" || failed="$failed; $title"
}

part "Format" .venv/bin/ruff format --check --quiet .
part "Lint" .venv/bin/ruff check --quiet .
part "Types" .venv/bin/mypy --no-error-summary
part "Import contracts" .venv/bin/lint-imports
part "Generated reference" .venv/bin/python -m minqing reference --check

[ -z "$failed" ] && printf 'All checks have passed.\n' && exit 0
printf 'Failed: %s\n' "${failed#; }"
exit 1
