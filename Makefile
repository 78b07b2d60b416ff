# Everything a person does with this repository. `make help` lists it.
SHELL := /bin/sh
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run test check format reference demo reset-demo bench screenshots locks

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: ## Install everything a developer needs (locked), the front-end files, the compiled messages
	@tools/setup.sh dev

run: ## Start minqing: web server and worker; PORT, HOST and DATA are obeyed; Ctrl-C stops it
	@tools/setup.sh run
	@exec $(PY) -m minqing run

test: ## Run all tests: SQLite, PostgreSQL and browser (a missing one is named; with CI=true it fails)
	@tools/setup.sh test
	@tools/test.sh

check: ## Format, lint, types, import contracts, generated reference
	@tools/setup.sh dev
	@tools/check.sh

format: ## Put the code into the house's format
	@tools/setup.sh dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

reference: ## Write docs/reference/_generated anew
	@tools/setup.sh run
	@$(PY) -m minqing reference

demo: ## Fill the demo county (SIZE=small or large) into an empty database
	@tools/setup.sh run
	@$(PY) -m minqing demo

reset-demo: ## Throw the demo's data away and start over
	@tools/setup.sh run
	@$(PY) -m minqing reset-demo

bench: ## Measure, beside a bare Django view; writes docs/benchmarks.md
	@tools/setup.sh test
	@$(PY) -m minqing bench

screenshots: ## Take the pictures of the README anew
	@tools/setup.sh test
	@$(PY) tools/screenshots.py

locks: ## Resolve the lock files anew (needs a package index; writes no address of it)
	@tools/locks.sh
