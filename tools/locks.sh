#!/bin/sh
# Resolve requirements/*.in into hashed lock files without registry addresses.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .tools/bin/uv)
lock() { "$uv" pip compile --quiet --upgrade --generate-hashes --universal --no-header --no-annotate --python-version 3.11 "$@"; }
lock requirements/dev.in -o requirements/dev.txt
lock -c requirements/dev.txt requirements/test.in -o requirements/test.txt
lock -c requirements/dev.txt requirements/run.in -o requirements/run.txt
lock requirements/uv.in -o requirements/uv.txt
lock requirements/node.in -o requirements/node.txt
